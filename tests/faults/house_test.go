package faults_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/internal/testworld"
	"pregonero/network/mastodon/mastodontest"
	"pregonero/post"
	"pregonero/store"
)

const area = "jle-jal"

// house is one database with its newsroom, the networks that stand for the outside, and
// everything that was ordered to be published.
type house struct {
	*testing.T
	*testworld.Newsroom
	database string

	practice  *counterpart
	url       string // of the practice network, behind its stations
	mastodons []*mastodontest.Server
	allowed   []string

	ordered []post.Publication
	// on counts the posts with a text on the network of an account.
	on map[string]func(text string) int
}

func newHouse(t *testing.T, database string) *house {
	t.Helper()
	s, err := store.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	h := &house{T: t, Newsroom: testworld.NewNewsroom(t, s), database: database, on: map[string]func(string) int{}}
	h.Clock.Set(time.Now())
	h.Everyone(area)
	h.startPractice()
	// The practice mode is not to be filled with its own story.
	h.must(s.Change(t.Context(), func(tx *store.Tx) error { return tx.SetSetting(t.Context(), "practice.filled", "no") }))
	return h
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) serve(handler http.Handler) string {
	h.Helper()
	server := httptest.NewServer(handler)
	h.Cleanup(server.Close)
	h.allow(server.URL)
	return server.URL
}

func (h *house) allow(url string) { h.allowed = append(h.allowed, strings.TrimPrefix(url, "http://")) }

// startPractice puts stations before the practice network. The account's name says where
// its publications are held.
func (h *house) startPractice() {
	h.Helper()
	c := newCounterpart(h.Network)
	var requests atomic.Int64
	c.prepare = func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/api/me") }
	c.create = func(r *http.Request) bool { return r.Method == http.MethodPut }
	c.find = func(r *http.Request) bool {
		return r.Method == http.MethodGet && strings.Contains(r.URL.Path, "/api/notes/")
	}
	c.of = func(r *http.Request) (station, string) {
		s := station(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer token-de-"))
		if c.prepare(r) {
			return s, fmt.Sprint(requests.Add(1)) // it does not say for which publication
		}
		return s, lastPart(r.URL.Path)
	}
	h.practice, h.url = c, h.serve(c)
}

// account is an account of the practice network at an address that leads to it.
func (h *house) account(address, handle string) account.Account {
	h.Helper()
	a := h.AccountAt(address, handle, area, "ana", "luis")
	h.on[a.ID] = func(text string) int {
		n := 0
		for _, note := range h.Posts(a) {
			if note.Text == text {
				n++
			}
		}
		return n
	}
	return a
}

// mastodon is an account on a Mastodon server of its own; before gives what stands before it.
func (h *house) mastodon(o mastodontest.Options, before func(http.Handler) http.Handler) account.Account {
	h.Helper()
	m := mastodontest.New(h.T, o)
	h.mastodons = append(h.mastodons, m)
	return h.mastodonAt(m, h.serve(before(m)))
}

func (h *house) mastodonAt(m *mastodontest.Server, address string) account.Account {
	h.Helper()
	a := h.MastodonAccount(address, mastodontest.Handle, m.Token, area, "ana", "luis")
	h.on[a.ID] = func(text string) int {
		n := 0
		for _, p := range m.Posts() {
			if p.Text == text {
				n++
			}
		}
		return n
	}
	return a
}

// stationed is a Mastodon server all of whose publications are held at one station.
func (h *house) stationed(s station, o mastodontest.Options) (*counterpart, account.Account) {
	h.Helper()
	c := newCounterpart(nil)
	nothing := func(*http.Request) bool { return false }
	c.prepare, c.find = nothing, nothing
	c.create = func(r *http.Request) bool { return r.Method == http.MethodPost && r.URL.Path == "/api/v1/statuses" }
	c.of = func(r *http.Request) (station, string) { return s, r.Header.Get("Idempotency-Key") }
	acc := h.mastodon(o, func(next http.Handler) http.Handler { c.next = next; return c })
	return c, acc
}

// order schedules so many publications, each with its own words, each job delivered copies times.
func (h *house) order(acc account.Account, due time.Time, count, copies int) {
	h.Helper()
	h.Clock.Set(time.Now())
	h.ordered = append(h.ordered, h.Many(acc, due, count, copies, func(int) string {
		return fmt.Sprintf("Publicación %d de la cuenta %s.", serial.Add(1), acc.Handle)
	})...)
}

var serial atomic.Int64

// now reads every ordered publication as it is.
func (h *house) now() map[string]post.Publication {
	h.Helper()
	out := make(map[string]post.Publication, len(h.ordered))
	h.must(h.Store.Read(h.Context(), func(tx *store.Tx) error {
		for offset := 0; ; offset += 2000 {
			all, err := tx.Publications(h.Context(), store.PublicationFilter{Kind: post.KindPost, Limit: 2000, Offset: offset})
			if err != nil || len(all) == 0 {
				return err
			}
			for _, p := range all {
				out[p.ID] = p
			}
		}
	}))
	return out
}

// open counts the publications of which something is still owed by the program.
func (h *house) open() (n int) {
	h.Helper()
	for _, p := range h.now() {
		if !p.Stage.Over() {
			n++
		}
	}
	return n
}

// until waits for something, and says whether it came.
func (h *house) until(longest time.Duration, done func() bool) bool {
	h.Helper()
	timer, every := time.NewTimer(longest), time.NewTicker(50*time.Millisecond)
	defer timer.Stop()
	defer every.Stop()
	for !done() {
		select {
		case <-every.C:
		case <-timer.C:
			return done()
		}
	}
	return true
}

// lock keeps everybody from changing publications until it is let go.
func (h *house) lock() (release func()) {
	h.Helper()
	driver, lock := "sqlite", "BEGIN IMMEDIATE"
	address := "file:" + h.database + "?_pragma=busy_timeout(30000)"
	if h.Store.Postgres() {
		driver, lock, address = "pgx", "BEGIN; LOCK TABLE publication IN EXCLUSIVE MODE", h.database
	}
	db, err := sql.Open(driver, address)
	h.must(err)
	conn, err := db.Conn(h.Context())
	h.must(err)
	_, err = conn.ExecContext(h.Context(), lock)
	h.must(err)
	return func() {
		_, err := conn.ExecContext(h.Context(), "ROLLBACK")
		h.must(err)
		h.must(conn.Close())
		h.must(db.Close())
	}
}
