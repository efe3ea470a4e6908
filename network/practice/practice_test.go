package practice

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"pregonero/network"
	"pregonero/network/networktest"
	"pregonero/network/outbound"
)

const token = "permiso-de-prueba-0001"

var start = time.Date(2026, 6, 7, 14, 0, 0, 0, time.UTC)

// place is a network on a local server, with one account.
type place struct {
	*Network
	store   *Memory
	faults  *Faults
	url     string
	client  *outbound.Client
	account network.Account
}

func newPlace(t *testing.T) *place {
	t.Helper()
	p := &place{store: &Memory{}, faults: &Faults{}}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.ServeHTTP(w, r) }))
	t.Cleanup(s.Close)
	p.url = s.URL + "/red-de-practica"
	clock := start
	now := func() time.Time { return clock }
	n, err := NewNetwork(p.store, Options{BaseURL: p.url, Now: now, Faults: p.faults})
	if err != nil {
		t.Fatal(err)
	}
	p.Network = n
	if err := n.Open(context.Background(), "INEMexico", "INE México", "Cuenta de prueba", token); err != nil {
		t.Fatal(err)
	}
	if p.client, err = outbound.New(outbound.Options{Allow: []string{s.URL}, Now: now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.client.Close)
	p.account = network.Account{ID: "a1", Network: Name, BaseURL: p.url, RemoteID: "INEMexico", Handle: "INEMexico",
		Secret: network.NewSecret(map[string]string{"access_token": token})}
	return p
}

func (p *place) posts(t *testing.T) []networktest.Post {
	t.Helper()
	var out []networktest.Post
	for _, n := range p.store.pick(func(n Note) bool { return n.Own && n.DeletedAt.IsZero() }) {
		post := networktest.Post{ID: n.ID, Text: n.Text, ReplyTo: n.ReplyTo, Hidden: n.Hidden}
		for _, m := range n.Media {
			post.Alts = append(post.Alts, m.Alt)
		}
		out = append(out, post)
	}
	return out
}

func (p *place) comment(t *testing.T, on network.Ref, author, text string) network.Ref {
	t.Helper()
	n, err := p.Say(t.Context(), Visit{Handle: "INEMexico", Name: author, Text: text, ReplyTo: on.ID})
	if err != nil {
		t.Fatal(err)
	}
	return network.Ref{ID: n.ID}
}

func TestContract(t *testing.T) {
	t.Parallel()
	networktest.Run(t, networktest.Harness{
		Keyed: true,
		Lacks: []string{"Refresher", "PasswordAuthorizer"},
		New: func(t *testing.T) networktest.World {
			p := newPlace(t)
			return networktest.World{
				Connector: New(p.client, "http://nowhere.invalid"),
				Account:   p.account,
				Posts:     p.posts,
				Comment:   p.comment,
				Rewrite: func(t *testing.T, c network.Ref, text string) {
					if _, err := p.Network.Rewrite(t.Context(), c.ID, text); err != nil {
						t.Fatal(err)
					}
				},
				TakeBack: func(t *testing.T, c network.Ref) {
					if _, err := p.Network.TakeBack(t.Context(), c.ID); err != nil {
						t.Fatal(err)
					}
				},
				CutAnswer: func(*testing.T) { p.faults.Next(Fault{Kind: DropAnswer}) },
				Limit: func(*testing.T) time.Time {
					p.faults.Next(Fault{Kind: TooMany, For: 90 * time.Second})
					return start.Add(90 * time.Second)
				},
				TooLong: TextLimit + 1,
			}
		},
	})
}
