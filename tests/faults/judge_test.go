package faults_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"time"

	"pregonero/ledger"
	"pregonero/network/mastodon"
	"pregonero/network/outbound"
	"pregonero/network/practice"
	"pregonero/post"
	"pregonero/store"
)

// finish lets another process of the same installation, whose clock the test moves, end
// what waits for later attempts: nobody wants to wait for them.
func (h *house) finish() {
	h.Helper()
	h.Clock.Set(time.Now())
	client, err := outbound.New(outbound.Options{Allow: h.allowed, Now: h.Clock.Now}) // by the same ways as the program
	h.must(err)
	h.Cleanup(client.Close)
	h.Connect(practice.New(client, h.url))
	h.Connect(mastodon.New(client, mastodon.Options{Poll: time.Millisecond}))
	for range 40 {
		if h.open() == 0 {
			return
		}
		h.must(h.Desk.Sweep(h.Context()))
		h.Clock.Advance(30 * time.Second)
	}
}

// judge asks, at the end of everything, for what was promised: each publication has exactly
// one post, or none and a final state that says so.
func (h *house) judge() {
	h.Helper()
	all := h.now()
	stages := map[post.Stage]int{}
	twice, lost := 0, 0
	for _, o := range h.ordered {
		pub, there := all[o.ID]
		if !there {
			h.Errorf("publication %s is gone", o.ID)
			lost++
			continue
		}
		stages[pub.Stage]++
		n := h.on[pub.AccountID](o.Text)
		if n > 1 {
			twice++
		}
		switch {
		case pub.Stage == post.Published && n == 1 && pub.Remote != nil && pub.Remote.ID != "":
		case (pub.Stage == post.Failed || pub.Stage == post.Missed) && n == 0 && pub.Problem != nil && pub.Problem.Sentence != "" && pub.Problem.Next != "":
		default:
			lost++
			h.Errorf("%s: %d posts, the publication is %s after %d attempts: %+v", o.Text, n, pub.Stage, pub.Attempts, pub.Problem)
		}
	}
	if len(all) != len(h.ordered) {
		h.Errorf("%d publications in the database, %d were ordered", len(all), len(h.ordered))
	}
	h.Logf("%d publications: %v; twice %d, lost %d", len(h.ordered), stages, twice, lost)
	h.judgePosts(all)
	h.judgeLedger(all)
}

// judgePosts wants no post left open.
func (h *house) judgePosts(all map[string]post.Publication) {
	h.Helper()
	h.must(h.Store.Read(h.Context(), func(tx *store.Tx) error {
		for _, pub := range all {
			p, err := tx.Post(h.Context(), pub.PostID)
			if err != nil {
				return err
			}
			if want := map[bool]post.State{true: post.Closed, false: post.Draft}[pub.Stage == post.Published]; p.State != want {
				h.Errorf("the publication is %s and its post %s", pub.Stage, p.State)
			}
		}
		return nil
	}))
}

// judgeLedger wants the end of each publication told once.
func (h *house) judgeLedger(all map[string]post.Publication) {
	h.Helper()
	ends := map[string]int{}
	h.must(h.Store.Read(h.Context(), func(tx *store.Tx) error {
		before := ""
		for {
			rows, err := tx.Ledger(h.Context(), store.LedgerFilter{Act: "publication.", Before: before, Limit: 1000})
			if err != nil || len(rows) == 0 {
				return err
			}
			for _, r := range rows {
				e, _, err := r.Entry()
				if err != nil {
					return err
				}
				if e.Act == "publication.published" || e.Act == "publication.found" {
					ends[strings.TrimPrefix(e.Subject, "publication:")]++
				}
				before = r.ID
			}
		}
	}))
	for id, pub := range all {
		if want := map[bool]int{true: 1}[pub.Stage == post.Published]; ends[id] != want {
			h.Errorf("the ledger tells %d times that the publication became public; it is %s", ends[id], pub.Stage)
		}
	}
}

// verify exports the ledger with the program and verifies it, with the program and without.
func (h *house) verify(p *program) {
	h.Helper()
	zip := filepath.Join(p.dir, "bitacora.zip")
	p.run(append(append([]string{"ledger", "export"}, p.flags...), zip)...)
	p.run("ledger", "verify", zip)
	data, err := os.ReadFile(zip)
	h.must(err)
	report, err := ledger.Verify(h.Context(), bytes.NewReader(data), int64(len(data)), "")
	h.must(err)
	if !report.OK() || report.Entries == 0 {
		h.Errorf("the ledger does not hold: %s", strings.Join(report.Sentences(), "\n"))
	}
	h.Logf("ledger: %d entries, %d kept checkpoints, verified", report.Entries, report.Checkpoints)
}
