package answering_test

import (
	"context"
	"sync"
	"testing"

	"pregonero/account"
	"pregonero/inbox"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/ledger"
	"pregonero/network"
	"pregonero/post"
	"pregonero/store"
	"pregonero/store/storetest"
)

// room is a newsroom with one published post: ana leads its account, luis is alternate and
// eva heads the area.
type room struct {
	*testing.T
	*testworld.Newsroom
	acc account.Account
	pub post.Publication
}

const area = "jle-jal"

// each runs f on both databases.
func each(t *testing.T, f func(r room)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		n := testworld.NewNewsroom(t, s)
		n.Everyone(area)
		acc := n.Account("jal", area, "ana", "luis")
		_, pubs := n.Published("ana", "eva", "Ya puede consultar la lista nominal.", acc)
		f(room{t, n, acc, pubs[0]})
	})
}

func (r room) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

func (r room) refused(kind fault.Kind, err error) *fault.Fault {
	r.Helper()
	f, ok := fault.Of(err)
	if !ok || f.Kind != kind {
		r.Fatalf("want a fault of kind %s, got %v", kind, err)
	}
	return f
}

// comment is what a visitor asks under the room's post.
func (r room) comment(text string) inbox.Item {
	r.Helper()
	_, item := r.Comment(r.pub, "Ciudadana", text)
	return item
}

func (r room) state(i inbox.Item, want inbox.State) inbox.Item {
	r.Helper()
	now := r.Item(i.ID)
	if now.State != want {
		r.Fatalf("the comment is %s, want %s", now.State, want)
	}
	return now
}

// entry wants exactly one entry of the act about the item, under the clause.
func (r room) entry(act, clause string, i inbox.Item) ledger.Entry {
	r.Helper()
	var found []ledger.Entry
	for _, e := range r.Ledger(act) {
		if e.Subject == "item:"+i.ID {
			found = append(found, e)
		}
	}
	if len(found) != 1 || found[0].Clause != clause || found[0].Account != r.acc.ID || found[0].Area != area {
		r.Fatalf("the ledger tells %s of the comment as %+v, want once under %q", act, found, clause)
	}
	return found[0]
}

// items is everything in the account's inbox.
func (r room) items() (all []inbox.Item) {
	r.Helper()
	r.must(r.Store.Read(r.Context(), func(tx *store.Tx) (err error) {
		all, err = tx.Items(r.Context(), store.ItemFilter{Accounts: []string{r.acc.ID}, Limit: 500})
		return err
	}))
	return all
}

func (r room) cursor() (c store.Cursor) {
	r.Helper()
	r.must(r.Store.Read(r.Context(), func(tx *store.Tx) (err error) {
		c, err = tx.Cursor(r.Context(), r.acc.ID, "listen")
		return err
	}))
	return c
}

func (r room) listen() {
	r.Helper()
	r.must(r.Counter.Listen(r.Context(), r.acc.ID))
}

// scripted is a network whose listening the test writes; it publishes as practice does.
type scripted struct {
	network.Connector
	network.Publisher
	network.Finder

	mu      sync.Mutex
	cursors []string // as they were asked for
	listen  func(cursor string) (network.Batch, error)
}

// Listen implements network.Listener.
func (s *scripted) Listen(_ context.Context, _ network.Account, cursor string) (network.Batch, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cursors = append(s.cursors, cursor)
	return s.listen(cursor)
}

// script lets the test write what the network tells.
func (r room) script(listen func(cursor string) (network.Batch, error)) *scripted {
	c := r.Keys.Networks["practice"]
	s := &scripted{Connector: c, Publisher: c.(network.Publisher), Finder: c.(network.Finder), listen: listen}
	r.Connect(s)
	return s
}
