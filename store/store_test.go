package store_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"database/sql"

	"golang.org/x/mod/sumdb/note"

	"pregonero/inbox"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/ledger"
	"pregonero/post"
	"pregonero/store"
	"pregonero/store/storetest"
)

var noon = time.Date(2026, 9, 1, 18, 0, 0, 0, time.UTC)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func change(t *testing.T, s *store.Store, f func(tx *store.Tx) error) {
	t.Helper()
	must(t, s.Change(t.Context(), f))
}

func read[T any](t *testing.T, s *store.Store, f func(tx *store.Tx) (T, error)) T {
	t.Helper()
	var v T
	must(t, s.Read(t.Context(), func(tx *store.Tx) (err error) {
		v, err = f(tx)
		return err
	}))
	return v
}

func publication(stage post.Stage, next time.Time) post.Publication {
	return post.Publication{ID: id.New(noon), PostID: id.New(noon), AccountID: "a", AreaID: "jle", Kind: post.KindPost, Stage: stage, DueAt: noon, NextAt: next}
}

// Of many who change one row that they all read, one succeeds and the others are told.
func TestOneOfManyChanges(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := publication(post.Waiting, noon)
		change(t, s, func(tx *store.Tx) error { return tx.AddPublication(t.Context(), p) })
		p = read(t, s, func(tx *store.Tx) (post.Publication, error) { return tx.Publication(t.Context(), p.ID) })
		errs := make([]error, 8)
		var all sync.WaitGroup
		for k := range errs {
			all.Go(func() {
				mine := p
				mine.Text = fmt.Sprint(k)
				errs[k] = s.Change(t.Context(), func(tx *store.Tx) error { return tx.UpdatePublication(t.Context(), mine) })
			})
		}
		all.Wait()
		done := 0
		for _, err := range errs {
			switch {
			case err == nil:
				done++
			case !errors.Is(err, store.ErrConflict):
				t.Errorf("want a conflict, got %v", err)
			}
		}
		if done != 1 {
			t.Errorf("%d changed it", done)
		}
	})
}

// A change that ends in an error leaves nothing: not the row, not the entry, not the job.
func TestAllOrNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		boom := errors.New("boom")
		p := publication(post.Waiting, noon)
		err := s.Change(t.Context(), func(tx *store.Tx) error {
			must(t, tx.AddPublication(t.Context(), p))
			must(t, tx.Record(t.Context(), entry(0)))
			must(t, tx.Enqueue(t.Context(), store.Job{Name: "x", Data: p.ID}))
			return boom
		})
		if !errors.Is(err, boom) {
			t.Fatal(err)
		}
		err = s.Read(t.Context(), func(tx *store.Tx) error { _, err := tx.Publication(t.Context(), p.ID); return err })
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("the row: %v", err)
		}
		if _, waiting, _, err := s.LedgerState(t.Context()); err != nil || waiting != 0 {
			t.Errorf("%d entries wait, %v", waiting, err)
		}
		if waiting, failed, err := s.JobsWaiting(t.Context()); err != nil || waiting+failed != 0 {
			t.Errorf("%d jobs wait, %v", waiting+failed, err)
		}
	})
}

// Owed are those whose next step has come, and no others.
func TestOwed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		want := map[string]bool{}
		change(t, s, func(tx *store.Tx) error {
			for _, stage := range []post.Stage{post.Waiting, post.Sending, post.Unknown, post.Published, post.Failed, post.Missed, post.Withdrawn} {
				for _, next := range []time.Time{noon.Add(-time.Hour), noon, noon.Add(time.Microsecond)} {
					p := publication(stage, next)
					want[p.ID] = !stage.Over() && !next.After(noon)
					if err := tx.AddPublication(t.Context(), p); err != nil {
						return err
					}
				}
			}
			return nil
		})
		got := read(t, s, func(tx *store.Tx) ([]post.Publication, error) { return tx.Owed(t.Context(), noon, 100) })
		for _, p := range got {
			if !want[p.ID] {
				t.Errorf("%s at %s is not owed", p.Stage, p.NextAt)
			}
		}
		if len(got) != 6 {
			t.Errorf("%d owed, want 6", len(got))
		}
	})
}

// A post whose publications have all ended is found when nobody closed it.
func TestEndedUnclosed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		add := func(state post.State, due time.Time, stages ...post.Stage) string {
			p := post.New(id.New(noon), "jle", "ana", "Ana", noon)
			p.State, p.Content.DueAt = state, due
			first := ""
			change(t, s, func(tx *store.Tx) error {
				must(t, tx.AddPost(t.Context(), p))
				for _, stage := range stages {
					x := publication(stage, noon)
					x.PostID = p.ID
					if first == "" || x.ID < first {
						first = x.ID
					}
					must(t, tx.AddPublication(t.Context(), x))
				}
				return nil
			})
			return first
		}
		want := []string{add(post.Scheduled, noon, post.Published), add(post.Scheduled, noon, post.Failed, post.Missed)}
		add(post.Scheduled, noon, post.Published, post.Unknown)
		add(post.Scheduled, noon.Add(time.Hour), post.Withdrawn)
		add(post.Closed, noon, post.Published)
		add(post.Scheduled, noon)
		got := read(t, s, func(tx *store.Tx) ([]string, error) { return tx.EndedUnclosed(t.Context(), noon, 10) })
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("found %v, want %v", got, want)
		}
	})
}

func entry(k int) ledger.Entry {
	return ledger.Entry{At: noon.Add(time.Duration(k) * time.Second), Actor: "ana", Via: "web", Act: "prueba.hecha", Account: []string{"a", "b"}[k%2], Outcome: ledger.Done,
		Details: map[string]any{"k": k}}
}

func signer(t testing.TB) note.Signer {
	t.Helper()
	secret, _, err := ledger.GenerateKey(rand.Reader, "prueba.example/bitacora")
	if err != nil {
		t.Fatal(err)
	}
	s, err := ledger.ReadSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Eight sequencers at once, and writers all the while: each entry has one position, none is
// missing, and the tree is the one that the checkpoint signs.
func TestEightSequence(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const writers, each = 4, 40
		key := signer(t)
		var all sync.WaitGroup
		for w := range writers {
			all.Go(func() {
				for k := range each {
					if err := s.Change(t.Context(), func(tx *store.Tx) error { return tx.Record(t.Context(), entry(w*each+k)) }); err != nil {
						t.Error(err)
					}
				}
			})
		}
		for range 8 {
			all.Go(func() {
				for range 10 {
					if _, err := s.Sequence(t.Context(), noon, key, 7); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		for waiting := int64(1); waiting > 0; {
			_, err := s.Sequence(t.Context(), noon, key, 50)
			must(t, err)
			_, waiting, _, err = s.LedgerState(t.Context())
			must(t, err)
		}
		rows := read(t, s, func(tx *store.Tx) ([]store.LedgerRow, error) { return tx.LedgerFrom(t.Context(), 0, 1000) })
		if len(rows) != writers*each {
			t.Fatalf("%d entries in order, want %d", len(rows), writers*each)
		}
		leaves := make([][32]byte, len(rows))
		for k, r := range rows {
			if r.N != int64(k) {
				t.Fatalf("position %d is held by %d", k, r.N)
			}
			leaves[k] = r.Commitment
		}
		_, root, err := ledger.Append(0, leaves, nil)
		must(t, err)
		text := read(t, s, func(tx *store.Tx) (string, error) { _, text, err := tx.LatestCheckpoint(t.Context()); return text, err })
		if !strings.Contains(text, root.String()) || !strings.Contains(text, fmt.Sprintf("\n%d\n", len(rows))) {
			t.Errorf("the checkpoint does not sign the tree of %d with root %s:\n%s", len(rows), root, text)
		}
	})
}

// Nobody signs over a tree or a checkpoint that was tampered with.
func TestATamperedTreeIsNotSigned(t *testing.T) {
	t.Parallel()
	storetest.EachAddress(t, func(t *testing.T, address string) {
		for name, tamper := range map[string]string{
			"edge":       `UPDATE ledger_node SET hash = (SELECT hash FROM ledger_node WHERE idx = 0) WHERE idx = 2`,
			"checkpoint": `UPDATE ledger_checkpoint SET note = replace(note, 'prueba.example/bitacora ', 'prueba.example/otra ')`,
		} {
			s, err := store.Open(t.Context(), address)
			must(t, err)
			key := signer(t)
			must(t, raw(address, `DELETE FROM ledger_checkpoint`, `DELETE FROM ledger_node`, `DELETE FROM ledger_entry`, `UPDATE ledger_head SET size = 0`))
			write := func() error {
				change(t, s, func(tx *store.Tx) error {
					must(t, tx.Record(t.Context(), entry(1)))
					return tx.Record(t.Context(), entry(2))
				})
				_, err := s.Sequence(t.Context(), noon, key, 10)
				return err
			}
			must(t, write())
			must(t, raw(address, tamper))
			if err := write(); err == nil {
				t.Errorf("%s: it was signed over", name)
			}
			must(t, s.Close())
		}
	})
}

func raw(address string, statements ...string) error {
	driver := "sqlite"
	if strings.HasPrefix(address, "postgres") {
		driver = "pgx"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		return err
	}
	defer db.Close()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			return err
		}
	}
	return nil
}

// A job is done at its time, once, and again when it fails.
func TestJobs(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		done := make(chan string, 100)
		stop, err := s.Work(t.Context(), 2, slog.New(slog.DiscardHandler), map[string]store.Handler{
			"say": func(_ context.Context, data json.RawMessage) error { done <- string(data); return nil },
		})
		must(t, err)
		change(t, s, func(tx *store.Tx) error {
			return tx.Enqueue(t.Context(), store.Job{Name: "say", Data: "ahora"}, store.Job{Name: "say", Data: "mañana", At: time.Now().Add(24 * time.Hour)})
		})
		select {
		case got := <-done:
			if got != `"ahora"` {
				t.Errorf("did %s", got)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("nothing was done")
		}
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		must(t, stop(ctx))
		if len(done) != 0 {
			t.Errorf("did %s too", <-done)
		}
	})
}

// What is searched for is found as it was written, signs of the pattern language too.
func TestSearch(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		texts := []string{"Avance del 50% en la casilla_1.", "Avance del 50 en la casilla-1.", `Dijo "sí" y C:\casilla.`}
		change(t, s, func(tx *store.Tx) error {
			for _, text := range texts {
				p := post.New(id.New(noon), "jle", "ana", "Ana", noon)
				p.Content.Text = text
				must(t, tx.AddPost(t.Context(), p))
			}
			e := entry(0)
			e.Act = "publication.cannot_tell"
			must(t, tx.Record(t.Context(), e))
			e.Act = "publication.cannotxtell"
			return tx.Record(t.Context(), e)
		})
		for text, want := range map[string]int{"50%": 1, "casilla_1": 1, `"sí"`: 1, `C:\casilla`: 1, "AVANCE": 2, "50": 2, "": 3, "nada": 0} {
			got := read(t, s, func(tx *store.Tx) ([]post.Post, error) {
				return tx.Posts(t.Context(), store.PostFilter{All: true, Text: text})
			})
			if len(got) != want {
				t.Errorf("%q found %d times, want %d", text, len(got), want)
			}
		}
		rows := read(t, s, func(tx *store.Tx) ([]store.LedgerRow, error) {
			return tx.Ledger(t.Context(), store.LedgerFilter{Act: "publication.cannot_t"})
		})
		if len(rows) != 1 {
			t.Errorf("%d entries of the act, want 1", len(rows))
		}
	})
}

// Case and accents hide nothing, on either database; the words are those of the last change.
func TestSearchFoldsCaseAndAccents(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := post.New(id.New(noon), "jle", "ana", "Ana Núñez", noon)
		p.Content.Title, p.Content.Text = "ELECCIÓN", "Se instaló la última casilla."
		p.Content.Variants = []post.Variant{{AccountID: "a", Text: "Votación", Own: true}}
		p.Content.Media = []post.Media{{Hash: "h", Alt: "Fila de la Sección Ñ\x00"}}
		i := inbox.Item{ID: id.New(noon), AccountID: "a", State: inbox.Open, At: noon, Text: "¿Dónde está el MÓDULO?", Author: inbox.Author{ID: "z", Name: "José Ibáñez", Handle: "pepe"}}
		change(t, s, func(tx *store.Tx) error {
			must(t, tx.AddPost(t.Context(), p))
			_, err := tx.AddItem(t.Context(), i)
			return err
		})
		find := func(text string) (n int) {
			t.Helper()
			read(t, s, func(tx *store.Tx) ([]int, error) {
				posts, err := tx.CountPosts(t.Context(), store.PostFilter{All: true, Text: text})
				must(t, err)
				items, err := tx.CountItems(t.Context(), store.ItemFilter{Accounts: []string{"a"}, Text: text})
				n = posts + items
				return nil, err
			})
			return n
		}
		for text, want := range map[string]int{"eleccion": 1, "Elección": 1, "ELECCIO\u0301N": 1, "instalo": 1, "ÚLTIMA casilla": 1, "casilla ultima": 1, "votacion": 1,
			"seccion ñ": 1, "nunez": 1, "modulo": 1, "DÓNDE": 1, "ibanez jose": 1, "PEPE": 1, "  ": 2, "modulo casilla": 0,
			"author": 0, "account_id": 0, "x\x00\xffy": 0} {
			if got := find(text); got != want {
				t.Errorf("%q found %d times, want %d", text, got, want)
			}
		}
		i.Text, i.Version, p.Content.Title, p.Version = "Gracias, señora.", 1, "JORNADA CÍVICA", 1
		change(t, s, func(tx *store.Tx) error {
			must(t, tx.UpdateItem(t.Context(), i))
			return tx.UpdatePost(t.Context(), p)
		})
		for text, want := range map[string]int{"senora": 1, "modulo": 0, "civica": 1, "eleccion": 0} {
			if got := find(text); got != want {
				t.Errorf("after the change %q found %d times, want %d", text, got, want)
			}
		}
	})
}

func TestLease(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		take := func(who string, at time.Duration) bool {
			t.Helper()
			got, err := s.Lease(t.Context(), "x", who, noon.Add(at), noon.Add(at+time.Minute))
			must(t, err)
			return got
		}
		if !take("a", 0) || take("b", time.Second) || !take("a", 2*time.Second) || take("b", time.Minute) || !take("b", 2*time.Minute) {
			t.Error("the lease is not held by one at a time, for a minute")
		}
		got := make([]bool, 8)
		var all sync.WaitGroup
		for k := range got {
			all.Go(func() { got[k], _ = s.Lease(t.Context(), "y", fmt.Sprint(k), noon, noon.Add(time.Minute)) })
		}
		all.Wait()
		n := 0
		for _, mine := range got {
			if mine {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d of eight have the lease", n)
		}
	})
}

// A database that a newer version made is not touched.
func TestNewerDatabaseIsRefused(t *testing.T) {
	t.Parallel()
	storetest.EachAddress(t, func(t *testing.T, address string) {
		must(t, raw(address, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, TRUE)`))
		s, err := store.Open(t.Context(), address)
		if err == nil {
			s.Close()
			t.Fatal("it was opened")
		}
		if !strings.Contains(err.Error(), "versión más nueva") {
			t.Errorf("it says %v", err)
		}
	})
}

// A backup made while others write is whole.
func TestBackupWhileWriting(t *testing.T) {
	t.Parallel()
	s := storetest.SQLite(t)
	ctx, cancel := context.WithCancel(t.Context())
	var all sync.WaitGroup
	all.Go(func() {
		for k := 0; ctx.Err() == nil; k++ {
			_ = s.Change(ctx, func(tx *store.Tx) error { return tx.Record(ctx, entry(k)) })
		}
	})
	change(t, s, func(tx *store.Tx) error { return tx.Record(t.Context(), entry(0)) })
	path := filepath.Join(t.TempDir(), "copia.db")
	must(t, s.BackupSQLite(t.Context(), path))
	cancel()
	all.Wait()
	if err := s.BackupSQLite(t.Context(), path); err == nil {
		t.Error("an existing file was written over")
	}
	copied, err := store.Open(t.Context(), path)
	must(t, err)
	defer copied.Close()
	if _, waiting, _, err := copied.LedgerState(t.Context()); err != nil || waiting < 1 {
		t.Errorf("the copy has %d entries, %v", waiting, err)
	}
}
