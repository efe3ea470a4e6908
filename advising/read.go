package advising

import (
	"context"
	"slices"

	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/request"
	"pregonero/store"
)

// File is one request with its clocks.
type File struct {
	Request   request.Request
	Deadlines []deadline.Deadline
	May       struct{ Answer, Say, Withdraw bool }
}

// Read shows one request to those whom it concerns.
func (v *Advisor) Read(ctx context.Context, a institution.Actor, requestID string) (File, error) {
	var f File
	err := v.Store.Read(ctx, func(t *store.Tx) (err error) {
		if f.Request, err = t.Request(ctx, requestID); err != nil {
			return err
		}
		f.Deadlines, err = t.Deadlines(ctx, store.DeadlineFilter{Subjects: []string{subject(f.Request)}, Ended: true})
		return err
	})
	if err != nil {
		return f, err
	}
	if err := v.notReadable(ctx, a, f.Request); err != nil {
		return File{}, err
	}
	r, own := f.Request, f.Request.AskedBy == a.PersonID
	f.May.Answer = r.State == request.Open && r.MayAnswer(v.Now(), a) && (!own || r.Kind == request.Raise)
	f.May.Withdraw = r.State == request.Open && own
	f.May.Say = r.State != request.Withdrawn && (own || r.MayAnswer(v.Now(), a))
	return f, nil
}

// Filter narrows a list; empty fields do not.
type Filter struct {
	Kind  request.Kind
	State request.State
	Text  string // in title, text, answer or folio
}

// List shows the requests that the actor may read, the newest first.
func (v *Advisor) List(ctx context.Context, a institution.Actor, f Filter) ([]request.Request, error) {
	if err := v.Gate.Permit(ctx, v.Now(), a, institution.RequestRead, institution.On{}); err != nil {
		return nil, err
	}
	all, err := v.find(ctx, f)
	now := v.Now()
	return slices.DeleteFunc(all, func(r request.Request) bool { return !r.MayRead(now, a) }), err
}

// Precedents are the committee's resolutions of cases that the regulation did not foresee:
// everybody who has a role may search and cite them.
//
//clause:code 1.p2
func (v *Advisor) Precedents(ctx context.Context, a institution.Actor, text string) ([]request.Request, error) {
	if err := v.Gate.Permit(ctx, v.Now(), a, institution.RequestRead, institution.On{}); err != nil {
		return nil, err
	}
	return v.find(ctx, Filter{Kind: request.Unforeseen, State: request.Answered, Text: text})
}

func (v *Advisor) find(ctx context.Context, f Filter) ([]request.Request, error) {
	m := store.MatterFilter{Subject: string(f.Kind)}
	if f.State != "" {
		m.States = []string{string(f.State)}
	}
	var all []request.Request
	err := v.Store.Read(ctx, func(t *store.Tx) (err error) { all, err = t.Requests(ctx, m); return err })
	return slices.DeleteFunc(all, func(r request.Request) bool { return !r.Matches(f.Text) }), err
}
