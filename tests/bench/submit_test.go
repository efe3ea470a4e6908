//go:build bench

package bench

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pregonero/check"
	"pregonero/check/words"
	"pregonero/internal/id"
	"pregonero/internal/testworld"
	"pregonero/post"
	"pregonero/store"
	"pregonero/store/storetest"
)

const area = "jle-jal"

// text is a post of an ordinary length.
const text = "El Consejo General aprobó el calendario del proceso electoral: del 15 de febrero al 14 de marzo podrá consultar la lista nominal en Guadalajara, Mérida y Tlaxcala."

// newsroom is one with the whole dictionary and the wall clock.
func newsroom(t *testing.T, s *store.Store) *testworld.Newsroom {
	t.Helper()
	n := testworld.NewNewsroom(t, s)
	n.Clock.Set(time.Now())
	n.Everyone(area)
	dictionary, err := words.Open()
	if err != nil {
		t.Fatal(err)
	}
	if n.Desk.Checker, err = check.New(n.Pack, dictionary); err != nil {
		t.Fatal(err)
	}
	return n
}

// drafts adds complete drafts of ana's in one transaction.
func drafts(t *testing.T, n *testworld.Newsroom, count int) (ids []string) {
	t.Helper()
	acc, a := n.Account(fmt.Sprint("jal-", id.New(time.Now())), area, "ana", "luis"), n.Actor("ana")
	now := n.Clock.Now()
	err := n.Store.Change(t.Context(), func(tx *store.Tx) error {
		for range count {
			p := post.New(id.New(now), area, a.PersonID, a.Name, now)
			p.Content, p.Revision = n.Content(text, acc), 1
			ids = append(ids, p.ID)
			if err := tx.AddPost(t.Context(), p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// TestSubmit counts the command «draft submitted» (dictamen, state, ledger, job: one
// transaction) a second, with one client and with more, while the sequencer works.
func TestSubmit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		n := newsroom(t, s)
		name := databaseName(s)
		first := 0.0
		for _, clients := range []int{1, 2, 4, 8} {
			ids := drafts(t, n, 2500)
			stop := sequencing(t, s)
			rate := submit(t, n, ids, clients)
			stop()
			if first == 0 {
				first = rate
			}
			fmt.Printf("submit %-10s %d clients: %6.0f/s (%.2f× one client; target 500/s)\n", name, clients, rate, rate/first)
		}
	})
}

func submit(t *testing.T, n *testworld.Newsroom, ids []string, clients int) (perSecond float64) {
	t.Helper()
	var next atomic.Int64
	var all sync.WaitGroup
	ana := n.Actor("ana")
	began := time.Now()
	for range clients {
		all.Go(func() {
			for {
				k := int(next.Add(1)) - 1
				if k >= len(ids) {
					return
				}
				if _, err := n.Desk.Submit(t.Context(), ana, ids[k]); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return float64(len(ids)) / time.Since(began).Seconds()
}

// sequencing gives positions to the ledger four times a second, as the program does.
func sequencing(t *testing.T, s *store.Store) (stop func()) {
	t.Helper()
	key := signer(t)
	ctx, cancel := context.WithCancel(t.Context())
	var group sync.WaitGroup
	group.Go(func() {
		every := time.NewTicker(250 * time.Millisecond)
		defer every.Stop()
		for {
			for n := 1000; n == 1000; {
				var err error
				if n, err = s.Sequence(ctx, time.Now(), key, 1000); err != nil && ctx.Err() == nil {
					t.Error(err)
				}
			}
			select {
			case <-every.C:
			case <-ctx.Done():
				return
			}
		}
	})
	return func() {
		cancel()
		group.Wait()
	}
}

func databaseName(s *store.Store) string {
	if s.Postgres() {
		return "PostgreSQL"
	}
	return "SQLite"
}
