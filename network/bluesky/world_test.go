package bluesky

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pregonero/network"
	"pregonero/network/bluesky/blueskytest"
	"pregonero/network/networktest"
	"pregonero/network/outbound"
)

// desk is one institutional account on the real servers, reached through a front that can
// lose answers.
type desk struct {
	*Connector
	servers *blueskytest.Servers
	person  *blueskytest.Person
	front   *networktest.Front
	account network.Account
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	s := blueskytest.Start(t)
	d := &desk{servers: s, person: s.Person(t, "ine"), front: networktest.NewFront(t, s.URL)}
	client, err := outbound.New(outbound.Options{Allow: []string{d.front.URL}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	d.Connector = New(client, time.Now)
	secret, err := d.LogIn(t.Context(), d.front.URL, d.person.Handle, d.person.AppPassword)
	if err != nil {
		t.Fatal(err)
	}
	d.account = network.Account{ID: "a1", Network: d.Name(), BaseURL: d.front.URL, Handle: d.person.Handle, RemoteID: d.person.DID, Secret: secret}
	return d
}

func (d *desk) publish(t *testing.T, m network.Message) network.Receipt {
	t.Helper()
	in, err := d.Prepare(t.Context(), d.account, m)
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Send(t.Context(), d.account, m, in)
	if err != nil {
		t.Fatal(err)
	}
	d.servers.Settle(t)
	return r
}

// posts are the account's posts as its repository has them, oldest first.
func (d *desk) posts(t *testing.T) []blueskytest.Record {
	t.Helper()
	return d.person.Records(t, postCollection)
}

// listen brings everything from a cursor on.
func (d *desk) listen(t *testing.T, from string) ([]network.Item, string) {
	t.Helper()
	d.servers.Settle(t)
	var all []network.Item
	for {
		b, err := d.Listen(t.Context(), d.account, from)
		if err != nil {
			t.Fatal(err)
		}
		all, from = append(all, b.Items...), b.Cursor
		if !b.More {
			return all, from
		}
	}
}

func puts(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, ".putRecord") }

// text digs a value out of a record: text(v, "reply", "parent", "uri").
func text(v any, path ...string) string {
	for _, key := range path {
		m, _ := v.(map[string]any)
		v = m[key]
	}
	s, _ := v.(string)
	return s
}
