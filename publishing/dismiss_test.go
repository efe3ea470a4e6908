package publishing_test

import (
	"strings"
	"testing"

	"pregonero/check"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/publishing"
	"pregonero/regulation"
)

// pointed wants the post's finding of that check.
func (r room) dismissable(postID, name string) check.Finding {
	r.Helper()
	view, err := r.Desk.Read(r.Context(), r.Actor("ana"), postID)
	r.must(err)
	for _, f := range view.Dictamen.Findings {
		if f.Check == name {
			return f
		}
	}
	r.Fatalf("nothing of %s in %v", name, view.Dictamen.Findings)
	return check.Finding{}
}

// What the checks point at is dismissed with a reason, which goes with the dictamen, stands
// in the ledger and is counted against the check.
//
//clause:test 5.2.b
func TestDismissWithAReason(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		ctx, ana := r.Context(), r.Actor("ana")
		p := r.Draft("ana", "La credensial es gratis. Venga al módulo.", r.acc)
		f := r.dismissable(p.ID, regulation.CheckSpelling)
		_, err := r.Desk.Dismiss(ctx, ana, p.ID, f.ID, "no")
		if r.refused(fault.Invalid, err).Field != "reason" {
			r.Error("a short reason is not told beside its field")
		}
		_, err = r.Desk.Dismiss(ctx, ana, p.ID, strings.Repeat("0", 16), "No hay tal cosa aquí.")
		r.refused(fault.NotFound, err)
		r.Person("uma", "operativo", area).Grant(institution.Endorser, area)
		_, err = r.Desk.Dismiss(ctx, r.Actor("uma"), p.ID, f.ID, "Lo dice quien no redacta.")
		r.refused(fault.Forbidden, err)

		_, err = r.Desk.Dismiss(ctx, ana, p.ID, f.ID, "Así se llama el programa.")
		r.must(err)
		e := r.tells("post.finding_dismiss", r.Pack.ClauseFor(regulation.RuleDictamen), "ana")
		if e.Details["check"] != f.Check || e.Details["reason"] != "Así se llama el programa." {
			r.Errorf("the ledger tells %v", e.Details)
		}
		if got := r.dismissable(p.ID, f.Check).Dismissed; got == nil || got.Reason != "Así se llama el programa." {
			r.Errorf("the dictamen says %+v", got)
		}
		p, err = r.Desk.Submit(ctx, ana, p.ID)
		r.must(err)
		_, err = r.Desk.Restore(ctx, ana, p.ID, f.ID)
		r.refused(fault.Conflict, err)

		all, _, posts, err := r.Desk.Noisy(ctx, r.Actor("eva"))
		r.must(err)
		for _, n := range all {
			if n.Check == f.Check && (n.Pointed < 1 || n.Dismissed != 1 || len(n.Reasons) != 1 || posts != 1) {
				r.Errorf("of %d posts it counts %+v", posts, n)
			}
		}
		if len(all) == 0 || all[0].Check != f.Check {
			r.Errorf("the noisiest is %+v", all)
		}
	})
}

// The word holds while the words it is about do, and can be taken back; what blocks stays.
func TestADismissalFollowsItsWords(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		ctx, ana := r.Context(), r.Actor("ana")
		p := r.Draft("ana", "La credensial es gratis. Llame al 55 1234 5678, CURP GOMC900101HDFMRR07.", r.acc)
		f := r.dismissable(p.ID, regulation.CheckSpelling)
		for _, x := range r.blocks(p.ID) {
			_, err := r.Desk.Dismiss(ctx, ana, p.ID, x.ID, "Quiero publicarlo así.")
			if r.refused(fault.Conflict, err).Clause != x.Clause {
				r.Error("the refusal does not cite its clause")
			}
		}
		p, err := r.Desk.Dismiss(ctx, ana, p.ID, f.ID, "Así se llama el programa.")
		r.must(err)
		c := p.Content
		c.Text = "Venga hoy. La credensial es gratis."
		p, err = r.Desk.Save(ctx, ana, p.ID, p.Revision, publishing.Draft{Content: c})
		r.must(err)
		if r.dismissable(p.ID, f.Check).Dismissed == nil {
			r.Error("the same words elsewhere are pointed at again")
		}
		_, err = r.Desk.Restore(ctx, ana, p.ID, f.ID)
		r.must(err)
		r.tells("post.finding_restore", r.Pack.ClauseFor(regulation.RuleDictamen), "ana")
		if r.dismissable(p.ID, f.Check).Dismissed != nil {
			r.Error("what was taken back is still dismissed")
		}
		_, err = r.Desk.Restore(ctx, ana, p.ID, f.ID)
		r.refused(fault.NotFound, err)
	})
}

// blocks are the findings of a post that block; there is one at least.
func (r room) blocks(postID string) (out []check.Finding) {
	r.Helper()
	view, err := r.Desk.Read(r.Context(), r.Actor("ana"), postID)
	r.must(err)
	for _, f := range view.Dictamen.Findings {
		if !f.Dismissable() {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		r.Fatal("nothing blocks")
	}
	return out
}
