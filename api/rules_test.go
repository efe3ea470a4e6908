package api_test

import (
	"bytes"
	"net/http"
	"sync"
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/ledger"
	"pregonero/post"
)

// The whole job by keys alone, each step by who must do it.
func TestMainJob(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		ana, raul, luis := h.token("ana"), h.token("raul"), h.token("luis")
		var m post.Media
		h.call("POST", "/api/v1/media", ana, file(h, "file", `C:\fotos\cartel.png`, "image/png", picture(h))).wants(201).into(&m)
		if m.Name != "cartel.png" || m.Kind != "image" || m.Width != 8 {
			h.Errorf("media %+v", m)
		}
		m.Alt = "Cartel con la fecha límite"
		content := h.Content("Consulte la lista nominal.", h.account)
		content.Media = []post.Media{m}
		v := h.call("POST", "/api/v1/posts", ana, map[string]any{"content": content}).view(201)
		h.call("POST", "/api/v1/posts/"+v.Post.ID+"/submit", ana, nil).view(200)
		v = h.call("GET", "/api/v1/posts/"+v.Post.ID, raul, nil).view(200)
		h.call("POST", "/api/v1/posts/"+v.Post.ID+"/endorse", raul, map[string]any{"hash": v.Hash}).view(200)
		v = h.call("POST", "/api/v1/posts/"+v.Post.ID+"/approve", luis, map[string]any{"hash": v.Hash}).view(200)
		if v.Post.State != string(post.Scheduled) {
			h.Fatalf("state %s", v.Post.State)
		}
		h.Clock.Set(content.DueAt)
		pub := h.Publications(v.Post.ID)[0]
		h.must(h.Desk.Send(h.Context(), pub.ID))
		if got := h.Posts(h.account); len(got) != 1 || got[0].Text != content.Text || len(got[0].Media) != 1 {
			h.Errorf("on the network: %+v", got)
		}
		for _, act := range []string{"post.create", "post.submit", "post.endorse", "post.approve"} {
			all := h.Ledger(act)
			if len(all) != 1 || all[0].Via != "api" || all[0].From != here || all[0].Outcome != ledger.Done {
				h.Errorf("%s in the ledger: %+v", act, all)
			}
		}
	})
}

// What holds on the pages holds here.
//
//clause:test 6.xx
func TestRules(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		eva, luis, raul := h.token("eva"), h.token("luis"), h.token("raul")
		own := h.Submitted("eva", "Lo escribió la titular.", h.account) // who could endorse all but this
		p := h.call("POST", "/api/v1/posts/"+own.ID+"/endorse", eva, seal(own)).problem(403)
		if p.Clause == "" || h.refusals("eva", institution.PostEndorse) != 1 {
			h.Errorf("one's own endorsement: %+v, %d refusals", p, h.refusals("eva", institution.PostEndorse))
		}
		old := submitted(h)
		changed := h.call("PUT", "/api/v1/posts/"+old.ID, luis, saved(old)).view(200)
		if changed.Post.State != string(post.Draft) || changed.Hash == old.Content.Hash() {
			h.Errorf("an edit kept %s", changed.Post.State)
		}
		h.call("POST", "/api/v1/posts/"+old.ID+"/submit", luis, nil).view(200)
		h.call("POST", "/api/v1/posts/"+old.ID+"/endorse", raul, seal(old)).problem(409)          // another hash
		h.call("PUT", "/api/v1/posts/"+old.ID, luis, saved(old)).problem(409)                     // another revision
		h.call("POST", "/api/v1/posts/"+old.ID+"/undo-reschedule", luis, nil).problem(409)        // nothing to undo
		h.call("POST", "/api/v1/posts/"+old.ID+"/approve", luis, seal(h.Post(old.ID))).wants(403) // one's own, and not endorsed
		late := endorsed(h)
		h.Clock.Set(late.Content.DueAt.Add(time.Second))
		if p := h.call("POST", "/api/v1/posts/"+late.ID+"/approve", luis, seal(late)).problem(409); p.Kind != "late" || p.Clause == "" {
			h.Errorf("late approval: %+v", p)
		}
		if all := h.Publications(late.ID); len(all) != 0 {
			h.Errorf("a late approval made %+v", all)
		}
	})
}

// Of many at once one succeeds; the others are told.
func TestAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		p := drafted(h)
		tokens := []string{h.token("ana"), h.token("luis"), h.token("eva"), h.token("ana")}
		var wait sync.WaitGroup
		replies := make([]reply, 2*len(tokens))
		for i := range replies {
			wait.Go(func() { replies[i] = h.call("POST", "/api/v1/posts/"+p.ID+"/submit", tokens[i%len(tokens)], nil) })
		}
		wait.Wait()
		done := 0
		for _, r := range replies {
			if r.Code == http.StatusOK {
				done++
				continue
			}
			r.problem(409)
		}
		if done != 1 || len(h.Ledger("post.submit")) != 1 {
			h.Errorf("%d of 8 succeeded, with %d entries", done, len(h.Ledger("post.submit")))
		}
	})
}

func TestKeys(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		key := h.token("ana", institution.PostRead)
		var who struct {
			ID     string
			Grants []struct {
				Role      institution.Role
				AccountID string `json:"account_id"`
			}
			Acts []institution.Act
		}
		h.call("GET", "/api/v1/me", key, nil).wants(200).into(&who)
		if who.ID != h.Actor("ana").PersonID || len(who.Grants) != 1 || who.Grants[0].AccountID != h.account.ID || len(who.Acts) != 1 {
			h.Errorf("me: %+v", who)
		}
		h.call("GET", "/api/v1/ledger", key, nil).problem(403) // it is for posts
		h.call("GET", "/api/v1/ledger", h.token("ana"), nil).wants(200)
		h.call("GET", "/api/v1/ledger", h.token("raul"), nil).wants(200) // one's own acts
		for name, header := range map[string]string{"no scheme": key, "basic": "Basic " + key, "empty": "Bearer ", "other": "Bearer pgn_otra",
			"not ours": "Bearer abc", "null": "Bearer pgn_\x00", "bytes": "Bearer pgn_\xff\xfe", "long": "Bearer pgn_" + string(bytes.Repeat([]byte("a"), 20_000))} {
			r := request(h.T, "GET", "/api/v1/me", nil)
			r.Header.Set("Authorization", header)
			if w := h.send(r); w.Code != 401 || w.Header().Get("WWW-Authenticate") == "" {
				h.Errorf("%s: %d %s", name, w.Code, w.Body)
			}
		}
		r := request(h.T, "GET", "/api/v1/me", nil)
		r.Header.Set("Authorization", "bearer  "+key)
		h.send(r).wants(200)
		h.Clock.Advance(24 * time.Hour)
		h.call("GET", "/api/v1/me", key, nil).problem(401)
		key = h.token("ana")
		h.call("GET", "/api/v1/me", key, nil).wants(200)
		h.revoke("ana")
		h.call("GET", "/api/v1/me", key, nil).problem(401)
		key = h.token("luis")
		h.disable("luis")
		h.call("GET", "/api/v1/me", key, nil).problem(401)
	})
}

//clause:test 1.p1
func TestRecognise(t *testing.T) {
	t.Parallel()
	h := newHouseOn(t)
	var r struct {
		Recognised       bool
		Matches, Similar []struct{ Handle, State string }
	}
	h.call("GET", "/api/v1/public/recognise?q=%40jalisco", "", nil).wants(200).into(&r)
	if !r.Recognised || len(r.Matches) != 1 || r.Matches[0].State != "active" {
		t.Errorf("ours: %+v", r)
	}
	h.call("GET", "/api/v1/public/recognise?q=ja1isco", "", nil).wants(200).into(&r)
	if r.Recognised || len(r.Similar) != 1 {
		t.Errorf("look-alike: %+v", r)
	}
	h.call("GET", "/api/v1/public/recognise?q=", "", nil).problem(422)
}

// The ledger is read in pages, and its export is whole or none.
func TestLedgerPages(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		auditor := h.token("aurora")
		h.call("GET", "/api/v1/ledger/export", auditor, nil).problem(404) // nothing has a position yet
		for range 5 {
			drafted(h)
		}
		h.must(h.book.Sequence(h.Context()))
		seen, before := map[string]bool{}, ""
		for range 20 {
			var page struct {
				Items []struct{ ID, Commitment string }
				Next  string
			}
			h.call("GET", "/api/v1/ledger?limit=2&before="+before, auditor, nil).wants(200).into(&page)
			for _, l := range page.Items {
				if seen[l.ID] || l.Commitment == "" {
					h.Errorf("entry %+v again, or without commitment", l)
				}
				seen[l.ID] = true
			}
			if before = page.Next; before == "" {
				break
			}
		}
		if want := len(h.Ledger("")); len(seen) != want {
			h.Errorf("%d entries in pages, %d in the ledger", len(seen), want)
		}
		w := h.call("GET", "/api/v1/ledger/export", auditor, nil).wants(200)
		report, err := ledger.Verify(h.Context(), bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()), h.book.Verifier)
		h.must(err)
		if !report.OK() {
			h.Errorf("the export does not prove itself: %v", report.Sentences())
		}
	})
}
