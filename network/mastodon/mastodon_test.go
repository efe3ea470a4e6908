package mastodon

import (
	"testing"
	"time"

	"pregonero/network"
	"pregonero/network/mastodon/mastodontest"
	"pregonero/network/networktest"
	"pregonero/network/outbound"
)

// place is a local server with the institution's account on it.
type place struct {
	*mastodontest.Server
	*Connector
	account network.Account
}

func newPlace(t *testing.T, o mastodontest.Options) *place {
	t.Helper()
	s := mastodontest.New(t, o)
	client, err := outbound.New(outbound.Options{Allow: []string{s.URL}, Now: s.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return &place{Server: s, Connector: New(client, Options{Poll: time.Millisecond}),
		account: network.Account{ID: "a1", Network: Name, BaseURL: s.URL, RemoteID: s.Me, Handle: "Instituto",
			Secret: network.NewSecret(map[string]string{"access_token": s.Token, "client_id": "app-0001", "client_secret": "secreto-de-aplicacion"})}}
}

func (p *place) world() networktest.World {
	return networktest.World{
		Connector: p.Connector,
		Account:   p.account,
		Posts: func(*testing.T) []networktest.Post {
			var out []networktest.Post
			for _, x := range p.Posts() {
				out = append(out, networktest.Post{ID: x.ID, Text: x.Text, ReplyTo: x.ReplyTo, Alts: x.Alts})
			}
			return out
		},
		Comment: func(t *testing.T, on network.Ref, author, text string) network.Ref {
			return network.Ref{ID: p.Comment(t, on.ID, author, text, "public")}
		},
		Rewrite:   func(t *testing.T, c network.Ref, text string) { p.Rewrite(t, c.ID, text) },
		TakeBack:  func(t *testing.T, c network.Ref) { p.TakeBack(t, c.ID) },
		CutAnswer: func(*testing.T) { p.Next(mastodontest.Fault{Kind: mastodontest.DropAnswer}) },
		Limit: func(*testing.T) time.Time {
			p.Next(mastodontest.Fault{Kind: mastodontest.TooMany})
			return p.Reset()
		},
		TooLong: 5001,
	}
}

// servers are the kinds that the connector must get on with.
var servers = map[string]mastodontest.Options{
	"mastodon":                  {SlowMedia: 3},
	"gotosocial":                {GoToSocial: true},
	"mastodon in a fresh clone": {Extract: true},
	"gotosocial later":          {GoToSocial: true, Keys: mastodontest.Remembered},
}

func TestContract(t *testing.T) {
	t.Parallel()
	for name, o := range servers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			networktest.Run(t, networktest.Harness{
				Keyed: o.Keys == mastodontest.Remembered || !o.GoToSocial,
				Lacks: []string{"Hider", "Refresher", "PasswordAuthorizer"},
				New:   func(t *testing.T) networktest.World { return newPlace(t, o).world() },
			})
		})
	}
}
