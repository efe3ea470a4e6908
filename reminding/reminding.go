// Package reminding watches over what must be done by when: it reminds those who owe it,
// and when its moment passes it says so in the ledger, tells the superiors that the pack
// names, again and again while it is still owed, and wakes whoever must act. It decides
// nothing in anybody's place: no deadline approves or rejects by passing.
package reminding

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/store"
)

// Clock is what reminding works with.
type Clock struct {
	Store *store.Store
	Pack  *regulation.Pack
	Gate  institution.Gate
	Now   func() time.Time
	Log   *slog.Logger
	Wakes map[string]bool // kinds for which JobPassed+kind has somebody to do it
}

// JobPassed, followed by the kind, is the job enqueued when a deadline passes.
const JobPassed = "deadline.passed/"

// Passing is the data of that job.
type Passing struct {
	ID        string `json:"id"`
	Subject   string `json:"subject"`
	AccountID string `json:"account_id,omitempty"`
	AreaID    string `json:"area_id,omitempty"`
}

const batch = 200

// Tick tells what has to be told by now. One that fails does not hold the others.
func (c *Clock) Tick(ctx context.Context) error {
	var due []deadline.Deadline
	err := c.Store.Read(ctx, func(t *store.Tx) (err error) {
		due, err = t.Deadlines(ctx, store.DeadlineFilter{ToldBy: c.Now(), Limit: batch})
		return err
	})
	if err != nil {
		return err
	}
	var failed []error
	for _, d := range due {
		if err := c.tell(ctx, d.ID); err != nil && !errors.Is(err, store.ErrConflict) { // somebody met it, or another process told it
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// tell gives one deadline's notice: mail, ledger entry and job in one transaction, so that
// each is told once.
func (c *Clock) tell(ctx context.Context, id string) error {
	now := c.Now()
	return c.Store.Change(ctx, func(t *store.Tx) error {
		d, err := t.Deadline(ctx, id)
		if err != nil {
			return err
		}
		who, passing := d.Tell(now)
		if who == nil {
			return nil
		}
		if err := t.UpdateDeadline(ctx, d); err != nil {
			return err
		}
		people, err := t.Holders(ctx, now, d.On(), who...)
		if err != nil {
			return err
		}
		if len(people) > 0 {
			if err := t.QueueMail(ctx, now, notice(c.Pack, d, people, now)); err != nil {
				return err
			}
		}
		if err := t.Record(ctx, entry(d, people, passing, now)); err != nil {
			return err
		}
		if !passing || !c.Wakes[d.Kind] {
			return nil
		}
		return t.Enqueue(ctx, store.Job{Name: JobPassed + d.Kind, Data: Passing{d.ID, d.Subject, d.AccountID, d.AreaID}})
	})
}

// List is what an actor owes, and what the actor is told of when it passes.
type List struct {
	Owed  []deadline.Deadline // by the actor, the first to end first
	Other []deadline.Deadline // owed by others
}

// Mine lists the deadlines that concern the actor.
func (c *Clock) Mine(ctx context.Context, a institution.Actor) (List, error) {
	now, f := c.Now(), store.DeadlineFilter{}
	if err := c.Gate.Permit(ctx, now, a, institution.DeadlineRead, institution.On{}); err != nil {
		return List{}, err
	}
	if !overEverything(a) {
		for _, g := range a.Grants {
			f.Areas = append(f.Areas, g.AreaID)
		}
	}
	var all []deadline.Deadline
	err := c.Store.Read(ctx, func(t *store.Tx) (err error) { all, err = t.Deadlines(ctx, f); return err })
	var l List
	for _, d := range all {
		switch {
		case d.OwedBy(now, a):
			l.Owed = append(l.Owed, d)
		case d.Concerns(now, a):
			l.Other = append(l.Other, d)
		}
	}
	return l, err
}

// overEverything tells whether the actor holds an office, whose deadlines are anywhere.
func overEverything(a institution.Actor) bool {
	for _, r := range []institution.Role{institution.Press, institution.IT, institution.President, institution.Secretary, institution.Auditor} {
		if a.Has(r) {
			return true
		}
	}
	return len(a.Grants) == 0
}
