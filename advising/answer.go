package advising

import (
	"context"
	"slices"
	"strings"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/request"
	"pregonero/store"
)

// Answer is how a request is answered.
type Answer struct {
	Decision request.Decision
	Text     string
	Cites    []string // folios of earlier resolutions
	Link     string
}

// Answer resolves a request, once, and tells who asked. Nobody answers their own.
//
//clause:code 1.p2
func (v *Advisor) Answer(ctx context.Context, a institution.Actor, requestID string, in Answer) (request.Request, error) {
	now := v.Now()
	permit := func(r request.Request) error {
		if err := v.Gate.Permit(ctx, now, a, ways[r.Kind].answer, answering(r)); err != nil {
			return err
		}
		if r.AskedBy == a.PersonID && r.Kind != request.Raise {
			return v.deny(ctx, a, ways[r.Kind].answer, answering(r), r, fault.New(fault.Forbidden, "Nadie resuelve lo que pidió.").Then("Lo contesta otra persona con ese cargo."))
		}
		return nil
	}
	return v.change(ctx, a, requestID, "request.answer", permit, func(t *store.Tx, r *request.Request) error {
		cites, err := v.precedents(ctx, t, in.Cites)
		if err != nil {
			return err
		}
		answer := request.Answer{Decision: in.Decision, Text: in.Text, By: a.PersonID, Name: a.Name, At: now, Cites: cites, Link: strings.TrimSpace(in.Link)}
		if err := r.Resolve(answer); err != nil {
			return err
		}
		if err := t.MeetDeadline(ctx, ways[r.Kind].deadline, subject(*r), now); err != nil {
			return err
		}
		people, err := v.asker(ctx, t, *r)
		if err != nil {
			return err
		}
		return v.tell(ctx, t, now, v.message(*r, people, "Su solicitud quedó así: "+r.Answer.Decision.Label()+".", r.Answer.Text))
	})
}

// precedents checks that what is cited was resolved.
func (v *Advisor) precedents(ctx context.Context, t *store.Tx, folios []string) ([]string, error) {
	var cites []string
	for _, f := range folios {
		if f = strings.ToUpper(strings.TrimSpace(f)); f != "" && !slices.Contains(cites, f) {
			cites = append(cites, f)
		}
	}
	if len(cites) == 0 {
		return nil, nil
	}
	all, err := t.Requests(ctx, store.MatterFilter{Subject: string(request.Unforeseen), States: []string{string(request.Answered)}})
	if err != nil {
		return nil, err
	}
	for _, f := range cites {
		if !slices.ContainsFunc(all, func(r request.Request) bool { return r.Folio == f }) {
			return nil, fault.New(fault.Invalid, "No hay una resolución con el folio «%s».", f).Then("Búsquela en «Precedentes» y copie su folio.").On("cites")
		}
	}
	return cites, nil
}

// Withdraw takes back one's own request before it is answered.
func (v *Advisor) Withdraw(ctx context.Context, a institution.Actor, requestID string) (request.Request, error) {
	now := v.Now()
	own := func(r request.Request) error {
		if err := v.notReadable(ctx, a, r); err != nil {
			return err
		}
		if r.AskedBy != a.PersonID {
			return v.deny(ctx, a, institution.RequestRead, asking(r), r, fault.New(fault.Forbidden, "Solo quien hizo la solicitud la retira.").Then("Pídale que la retire."))
		}
		return nil
	}
	return v.change(ctx, a, requestID, "request.withdraw", own, func(t *store.Tx, r *request.Request) error {
		if err := r.Withdraw(); err != nil {
			return err
		}
		return t.DropDeadline(ctx, ways[r.Kind].deadline, subject(*r), now)
	})
}
