package publishing_test

import (
	"strings"
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/post"
	"pregonero/publishing"
)

// The main job, whole: each step in the ledger with its clause and its true actor.
//
//clause:test 5.1.p1
//clause:test 5.1.p3
//clause:test 5.2.a
//clause:test 5.2.b
//clause:test 5.2.c
//clause:test 6.xx
//clause:test 6.xxix
func TestFromDraftToPublic(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		ctx := r.Context()
		p := r.Draft("ana", "El voto es libre y secreto.", r.acc)
		r.tells("post.create", "5.2.c", "ana")
		p, err := r.Desk.Submit(ctx, r.Actor("ana"), p.ID)
		r.must(err)
		e := r.tells("post.submit", "5.2.b", "ana")
		if e.Details["content"] != p.Content.Hash() {
			r.Errorf("the entry tells content %v", e.Details["content"])
		}
		p, err = r.Desk.Endorse(ctx, r.Actor("eva"), p.ID, p.Content.Hash(), "Contra el acuerdo original.")
		r.must(err)
		r.tells("post.endorse", "6.xx", "eva")
		p, err = r.Desk.Approve(ctx, r.Actor("luis"), p.ID, p.Content.Hash(), "")
		r.must(err)
		r.tells("post.approve", "5.1.p1", "luis")
		pub := r.Publications(p.ID)[0]
		if pub = r.send(pub); pub.Stage != post.Waiting {
			r.Fatalf("before its hour it is %s", pub.Stage)
		}
		r.public(0)
		r.Clock.Set(pub.DueAt)
		pub = r.send(pub)
		r.is(pub, post.Published)
		for act, clause := range map[string]string{"publication.claim": "", "publication.intent": "6.xxix", "publication.published": "6.xxix"} {
			r.tells(act, clause, "")
		}
		notes := r.Posts(r.acc)
		if len(notes) != 1 || notes[0].Text != "El voto es libre y secreto." || pub.Remote.ID != notes[0].ID || pub.Remote.URL == "" || !pub.PublishedAt.Equal(notes[0].At) {
			r.Errorf("published %+v as %+v", notes, pub.Remote)
		}
		if p = r.Post(p.ID); p.State != post.Closed {
			r.Errorf("the post is %s", p.State)
		}
		for range 3 { // the same job delivered again
			r.is(r.send(pub), post.Published)
		}
		r.public(1)
		r.entry("publication.published")
	})
}

// Two accounts: one publication each, and the ledger of each is complete.
//
//clause:test 5.2.c
func TestEachAccountItsOwn(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		other := r.Account("jal-noticias", area, "luis", "ana")
		c := r.Content("Texto común.", r.acc, other)
		c.Variants[1] = post.Variant{AccountID: other.ID, Text: "Texto propio.", Own: true}
		p, err := r.Desk.Create(r.Context(), r.Actor("ana"), publishing.Draft{Content: c})
		r.must(err)
		_, err = r.Desk.Submit(r.Context(), r.Actor("ana"), p.ID)
		r.must(err)
		_, err = r.Desk.Endorse(r.Context(), r.Actor("eva"), p.ID, p.Content.Hash(), "")
		r.must(err)
		_, err = r.Desk.Approve(r.Context(), r.Actor("eva"), p.ID, p.Content.Hash(), "")
		r.must(err)
		r.Clock.Set(c.DueAt)
		all := r.Publications(p.ID)
		if len(all) != 2 {
			r.Fatalf("%d publications", len(all))
		}
		r.is(r.send(all[0]), post.Published)
		if r.Post(p.ID).State != post.Scheduled {
			r.Error("the post ended before its second publication")
		}
		r.is(r.send(all[1]), post.Published)
		if r.Post(p.ID).State != post.Closed {
			r.Error("the post did not end with its last publication")
		}
		if a, b := r.Posts(r.acc), r.Posts(other); len(a) != 1 || len(b) != 1 || a[0].Text != "Texto común." || b[0].Text != "Texto propio." {
			r.Errorf("published %+v and %+v", a, b)
		}
		for _, act := range []string{"post.create", "post.submit", "post.endorse", "post.approve"} {
			entries := r.Ledger(act)
			if len(entries) != 2 || entries[0].Account == entries[1].Account {
				r.Errorf("%s stands %d times, want once for each account", act, len(entries))
			}
		}
	})
}

// Nobody endorses or approves what they wrote a word of, and the no stands in the ledger.
//
//clause:test 6.xx
func TestNobodyJudgesTheirOwn(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p := r.Submitted("eva", "Escrito por la titular.", r.acc)
		_, err := r.Desk.Endorse(r.Context(), r.Actor("eva"), p.ID, p.Content.Hash(), "")
		if f := r.refused(fault.Forbidden, err); f.Clause != "6.xx" {
			r.Errorf("the refusal cites %q", f.Clause)
		}
		r.denied("post.endorse", "6.xx", "eva")

		q := r.Endorsed("ana", "eva", "Escrito por la administradora.", r.acc)
		_, err = r.Desk.Approve(r.Context(), r.Actor("ana"), q.ID, q.Content.Hash(), "")
		r.refused(fault.Forbidden, err)
		r.denied("post.approve", "6.xx", "ana")
		if len(r.Publications(q.ID)) != 0 {
			r.Error("a publication was made")
		}
	})
}

// A changed word takes endorsement, approval and what was waiting to go out.
//
//clause:test 6.xx
func TestAnEditTakesTheSeals(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.scheduled("Primera redacción.")
		c := p.Content
		c.Text = "Segunda redacción."
		saved, err := r.Desk.Save(r.Context(), r.Actor("luis"), p.ID, p.Revision, publishing.Draft{Content: c})
		r.must(err)
		if saved.State != post.Draft || saved.Aval != nil || saved.Approval != nil {
			r.Errorf("after the edit it is %s with seals %v, %v", saved.State, saved.Aval, saved.Approval)
		}
		r.is(r.Publication(pub.ID), post.Withdrawn)
		r.tells("post.edit", "6.xx", "luis")
		r.Clock.Set(pub.DueAt)
		r.is(r.send(pub), post.Withdrawn)
		r.must(r.Desk.Sweep(r.Context()))
		r.public(0)
	})
}

// What was seen on the screen is what is sealed.
func TestASealIsOnWhatWasSeen(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p := r.Submitted("ana", "Lo que se envió.", r.acc)
		seen := p.Content.Hash()
		c := p.Content
		c.Text = "Lo que se cambió."
		p, err := r.Desk.Save(r.Context(), r.Actor("ana"), p.ID, p.Revision, publishing.Draft{Content: c})
		r.must(err)
		p, err = r.Desk.Submit(r.Context(), r.Actor("ana"), p.ID)
		r.must(err)
		_, err = r.Desk.Endorse(r.Context(), r.Actor("eva"), p.ID, seen, "")
		r.refused(fault.Conflict, err)
		_, err = r.Desk.Endorse(r.Context(), r.Actor("eva"), p.ID, p.Content.Hash(), "")
		r.must(err)
		_, err = r.Desk.Approve(r.Context(), r.Actor("eva"), p.ID, seen, "")
		r.refused(fault.Conflict, err)
	})
}

func TestAnOldScreenOverwritesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p := r.Draft("ana", "Uno.", r.acc)
		c := p.Content
		c.Text = "Dos."
		_, err := r.Desk.Save(r.Context(), r.Actor("luis"), p.ID, p.Revision, publishing.Draft{Content: c})
		r.must(err)
		c.Text = "Tres."
		_, err = r.Desk.Save(r.Context(), r.Actor("ana"), p.ID, p.Revision, publishing.Draft{Content: c})
		r.refused(fault.Conflict, err)
		if got := r.Post(p.ID).Content.Text; got != "Dos." {
			r.Errorf("the post says %q", got)
		}
	})
}

// A late word publishes nothing: not the endorsement's, not the approval's.
//
//clause:test 5.2.d
func TestALateApprovalPublishesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, q := r.Submitted("ana", "Sin aval a tiempo.", r.acc), r.Endorsed("ana", "eva", "Sin aprobación a tiempo.", r.acc)
		r.Clock.Set(p.Content.DueAt)
		_, err := r.Desk.Endorse(r.Context(), r.Actor("eva"), p.ID, p.Content.Hash(), "")
		r.refused(fault.Late, err)
		_, err = r.Desk.Approve(r.Context(), r.Actor("eva"), q.ID, q.Content.Hash(), "")
		if f := r.refused(fault.Late, err); f.Clause != "5.2.d" || f.Next == "" {
			r.Errorf("the refusal cites %q and says next %q", f.Clause, f.Next)
		}
		r.denied("post.approve", "5.2.d", "eva")
		r.must(r.Desk.Sweep(r.Context()))
		r.public(0)
		if len(r.Publications(q.ID)) != 0 {
			r.Error("a publication was made")
		}
	})
}

func TestReturnRecallDiscard(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		ctx := r.Context()
		p := r.Submitted("ana", "Se devuelve.", r.acc)
		_, err := r.Desk.Return(ctx, r.Actor("eva"), p.ID, " ", nil)
		r.refused(fault.Invalid, err)
		p, err = r.Desk.Return(ctx, r.Actor("eva"), p.ID, "Falta la fecha.", []string{"6.iv"})
		r.must(err)
		if e := r.tells("post.return", "6.xx", "eva"); e.Details["reason"] != "Falta la fecha." || p.State != post.Draft || p.Returned.Reason != "Falta la fecha." {
			r.Errorf("returned as %s: %v", p.State, e.Details)
		}

		q := r.Endorsed("ana", "eva", "Se retira a tiempo.", r.acc)
		q, err = r.Desk.Recall(ctx, r.Actor("ana"), q.ID)
		r.must(err)
		if q.State != post.Draft || q.Aval != nil {
			r.Errorf("recalled as %s with the seal %v", q.State, q.Aval)
		}
		r.tells("post.recall", "6.xx", "ana")
		_, err = r.Desk.Approve(ctx, r.Actor("eva"), q.ID, q.Content.Hash(), "")
		r.refused(fault.Conflict, err)

		s, pub := r.scheduled("Se descarta.")
		_, err = r.Desk.Discard(ctx, r.Actor("luis"), s.ID)
		r.must(err)
		r.tells("post.discard", "", "luis")
		r.is(r.Publication(pub.ID), post.Withdrawn)
		r.Clock.Set(pub.DueAt)
		r.is(r.send(pub), post.Withdrawn)
		r.public(0)
		_, err = r.Desk.Discard(ctx, r.Actor("luis"), s.ID)
		r.refused(fault.Conflict, err)
	})
}

// What lacks something asked for is not sent for endorsement, and the fault names the
// field and the clause.
//
//clause:test 5.2.b
//clause:test 6.i
//clause:test 6.iii
//clause:test 6.iv
func TestSubmitRefuses(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		for name, x := range map[string]struct {
			spoil         func(*post.Content)
			clause, field string
		}{
			"no subject":     {func(c *post.Content) { c.Subject = " " }, "6.i", "subject"},
			"no source":      {func(c *post.Content) { c.Sources = nil }, "6.iv", "sources"},
			"no purpose":     {func(c *post.Content) { c.Purposes = nil }, "3.p1", "purposes"},
			"no hour":        {func(c *post.Content) { c.DueAt = time.Time{} }, "", "due_at"},
			"past hour":      {func(c *post.Content) { c.DueAt = r.Clock.Now() }, "", "due_at"},
			"no validity":    {func(c *post.Content) { c.ReviewOn = time.Time{} }, "5.2.d", "review_on"},
			"early validity": {func(c *post.Content) { c.ReviewOn = c.DueAt }, "5.2.d", "review_on"},
			"no text":        {func(c *post.Content) { c.Text = "\n" }, "", "text"},
			"personal data":  {func(c *post.Content) { c.Text = "Escriba a BAAA890317HDFRLL03." }, "5.2.b", "text"},
			"too long":       {func(c *post.Content) { c.Text = strings.Repeat("palabra ", 120) }, "5.2.b", "text"},
		} {
			c := r.Content("Nada falta.", r.acc)
			x.spoil(&c)
			p, err := r.Desk.Create(r.Context(), r.Actor("ana"), publishing.Draft{Content: c})
			r.must(err)
			_, err = r.Desk.Submit(r.Context(), r.Actor("ana"), p.ID)
			f, ok := fault.Of(err)
			if !ok || f.Clause != x.clause || f.Field != x.field {
				r.Errorf("%s: %v, clause %q, field %q; want clause %q and field %q", name, err, f.Clause, f.Field, x.clause, x.field)
			}
			if r.Post(p.ID).State != post.Draft {
				r.Errorf("%s: it is no draft any more", name)
			}
		}
		if got := r.Ledger("post.submit"); len(got) != 0 {
			r.Errorf("%d submissions in the ledger", len(got))
		}
	})
}

// Only the administrators of the account and the head of its area work on it; each no
// stands in the ledger.
//
//clause:test 5.1.p4
func TestOthersAreRefused(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.Person("oscar", "operativo", "unicom").Grant(institution.Operator, "")
		r.Person("pia", "mando_superior", "cncs").Grant(institution.Press, "")
		r.Person("omar", "mando_superior", "jle-ags").Head("jle-ags")
		p, pub := r.published("De Jalisco.")
		q := r.Submitted("ana", "Pendiente en Jalisco.", r.acc)
		for _, who := range []string{"oscar", "pia", "omar"} {
			a, hash := r.Actor(who), q.Content.Hash()
			tries := []func() error{
				func() error { _, err := r.Desk.Read(r.Context(), a, p.ID); return err },
				func() error { _, err := r.Desk.Endorse(r.Context(), a, q.ID, hash, ""); return err },
				func() error { _, err := r.Desk.Approve(r.Context(), a, q.ID, hash, ""); return err },
				func() error { _, err := r.Desk.Return(r.Context(), a, q.ID, "no", nil); return err },
				func() error { _, err := r.Desk.Recall(r.Context(), a, q.ID); return err },
				func() error { _, err := r.Desk.Discard(r.Context(), a, q.ID); return err },
				func() error { _, err := r.Desk.Move(r.Context(), a, q.ID, r.Clock.Now().Add(time.Hour)); return err },
				func() error { return r.Desk.Withdraw(r.Context(), a, pub.ID, "no") },
				func() error { _, err := r.Desk.StartCorrection(r.Context(), a, pub.ID); return err },
				func() error { return r.Desk.Resolve(r.Context(), a, pub.ID, false, "") },
				func() error {
					_, err := r.Desk.Create(r.Context(), a, publishing.Draft{Content: r.Content("Ajeno.", r.acc)})
					return err
				},
			}
			for k, try := range tries {
				f := r.refused(fault.Forbidden, try())
				if f.Clause == "" || f.Next == "" {
					r.Errorf("%s, try %d: clause %q, next %q", who, k, f.Clause, f.Next)
				}
			}
			told := 0
			for _, e := range r.Ledger("") {
				if e.Actor != a.PersonID {
					continue
				}
				told++
				if e.Outcome != ledger.Refused || e.Clause == "" {
					r.Errorf("%s: the ledger says %+v", who, e)
				}
			}
			if told != len(tries) {
				r.Errorf("%s: %d refusals in the ledger of %d", who, told, len(tries))
			}
		}
		r.public(1)
	})
}

// The operator opens no list of contents at all.
//
//clause:test 5.1.p4
func TestTheOperatorSeesNoContent(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.Person("oscar", "operativo", "unicom").Grant(institution.Operator, "")
		r.Draft("ana", "Reservado.", r.acc)
		_, _, err := r.Desk.List(r.Context(), r.Actor("oscar"), publishing.Query{})
		r.refused(fault.Forbidden, err)
		all, total, err := r.Desk.List(r.Context(), r.Actor("ana"), publishing.Query{})
		if err != nil || len(all) != 1 || total != 1 {
			r.Errorf("ana sees %d of %d, %v", len(all), total, err)
		}
	})
}
