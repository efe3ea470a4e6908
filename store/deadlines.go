package store

import (
	"context"
	"slices"
	"time"

	"pregonero/deadline"
)

var scanDeadline = document(func(d *deadline.Deadline, v int) { d.Version = v })

const deadlineColumns = `SELECT version, body FROM deadline`

// SetDeadline begins a deadline. Of one kind a subject owes one at a time: the former, if
// any, is dropped.
func (t *Tx) SetDeadline(ctx context.Context, d deadline.Deadline) error {
	if err := t.DropDeadline(ctx, d.Kind, d.Subject, d.From); err != nil {
		return err
	}
	return t.exec(ctx, "set the deadline", `INSERT INTO deadline (id, kind, subject, account_id, area_id, state, next_at, due_at, version, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)`,
		d.ID, d.Kind, d.Subject, d.AccountID, d.AreaID, string(d.State), micros(d.Next()), micros(d.Due), encode(d))
}

// MeetDeadline ends the deadline that the subject owes, by the act that met it; none owed
// is no error.
func (t *Tx) MeetDeadline(ctx context.Context, kind, subject string, now time.Time) error {
	return t.endDeadline(ctx, kind, subject, deadline.Met, now)
}

// DropDeadline ends the deadline because nothing is owed any more.
func (t *Tx) DropDeadline(ctx context.Context, kind, subject string, now time.Time) error {
	return t.endDeadline(ctx, kind, subject, deadline.Dropped, now)
}

func (t *Tx) endDeadline(ctx context.Context, kind, subject string, s deadline.State, now time.Time) error {
	all, err := list(ctx, t, scanDeadline, deadlineColumns+` WHERE subject = $1 AND kind = $2 AND state IN ('open', 'passed')`, subject, kind)
	if err != nil {
		return err
	}
	for _, d := range all {
		d.End(s, now)
		if err := t.UpdateDeadline(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// DropDeadlinesOf ends whatever an account owes, since it is closed, but for those kinds.
func (t *Tx) DropDeadlinesOf(ctx context.Context, accountID string, now time.Time, but ...string) error {
	owed, err := t.Deadlines(ctx, DeadlineFilter{Accounts: []string{accountID}})
	if err != nil {
		return err
	}
	for _, d := range owed {
		if slices.Contains(but, d.Kind) {
			continue
		}
		d.End(deadline.Dropped, now)
		if err := t.UpdateDeadline(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// UpdateDeadline changes a deadline.
func (t *Tx) UpdateDeadline(ctx context.Context, d deadline.Deadline) error {
	return t.update(ctx, "change the deadline", `UPDATE deadline SET state = $1, next_at = $2, due_at = $3, body = $4, version = version + 1
		WHERE id = $5 AND version = $6`, string(d.State), micros(d.Next()), micros(d.Due), encode(d), d.ID, d.Version)
}

// Deadline reads one deadline.
func (t *Tx) Deadline(ctx context.Context, id string) (deadline.Deadline, error) {
	return one(ctx, t, "ese plazo", scanDeadline, deadlineColumns+` WHERE id = $1`, id)
}

// DeadlineFilter narrows deadlines; empty fields do not.
type DeadlineFilter struct {
	Kinds, Subjects, Accounts, Areas []string
	Ended                            bool      // those that ended too
	ToldBy                           time.Time // only those with somebody to tell by then
	Limit                            int       // 0 for the most, 5000
}

// Deadlines lists deadlines, the first to end first.
func (t *Tx) Deadlines(ctx context.Context, f DeadlineFilter) ([]deadline.Deadline, error) {
	var w where
	if !f.Ended {
		w.and("state IN ('open', 'passed')")
	}
	w.in("kind", f.Kinds)
	w.in("subject", f.Subjects)
	w.in("account_id", f.Accounts)
	w.in("area_id", f.Areas)
	if !f.ToldBy.IsZero() {
		w.and("next_at > 0 AND next_at <= ?", micros(f.ToldBy))
	}
	return list(ctx, t, scanDeadline, page("deadline", w, "due_at, id", upTo(f.Limit, 5000), 0), w.args...)
}
