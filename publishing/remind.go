package publishing

import (
	"context"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// endorsementDue is when silence on an endorsement becomes a fact in the ledger: the
// pack's deadline by the calendar in force, and never after the hour of publication.
func endorsementDue(inForce *regulation.Pack, now time.Time, p post.Post) time.Time {
	due := now
	if dl, ok := inForce.Deadline(regulation.DeadlineEndorsement); ok {
		switch dl.Unit {
		case regulation.BusinessDays:
			due, _ = inForce.Calendar.AddBusinessDays(now, dl.Amount, inForce.Location())
		case regulation.CalendarDays:
			due = now.AddDate(0, 0, dl.Amount)
		default:
			due = now.Add(time.Duration(dl.Amount) * time.Hour)
		}
	}
	if p.Content.DueAt.Before(due) {
		return p.Content.DueAt
	}
	return due
}

// Remind notes in the ledger that nobody answered in time. Nothing is published by silence.
func (d *Desk) Remind(ctx context.Context, postID string) error {
	now := d.Now()
	return d.Store.Change(ctx, func(t *store.Tx) error {
		p, err := t.Post(ctx, postID)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil || (p.State != post.Review && p.State != post.Endorsed) {
			return err
		}
		inForce, err := t.InForce(ctx, d.Pack)
		if err != nil {
			return err
		}
		if now.Before(endorsementDue(inForce, p.Submitted, p)) {
			return nil // it was taken back and submitted again: that one has its own reminder
		}
		e := entryFor(now, institution.System("avisos"), "post.unanswered", p, d.Pack.ClauseFor(regulation.RuleHeadAnswers))
		e.Details["state"] = string(p.State)
		return record(ctx, t, e, p.Content.AccountIDs())
	})
}
