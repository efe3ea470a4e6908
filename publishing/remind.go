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
// pack's deadline, and never after the hour of publication.
func (d *Desk) endorsementDue(now time.Time, p post.Post) time.Time {
	due := now
	if dl, ok := d.Pack.Deadline(regulation.DeadlineEndorsement); ok {
		switch dl.Unit {
		case regulation.BusinessDays:
			due, _ = d.Pack.Calendar.AddBusinessDays(now, dl.Amount, d.Pack.Location())
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
		if now.Before(d.endorsementDue(p.Submitted, p)) {
			return nil // it was taken back and submitted again: that one has its own reminder
		}
		e := entryFor(now, institution.System("avisos"), "post.unanswered", p, d.Pack.ClauseFor(regulation.RuleHeadAnswers))
		e.Details["state"] = string(p.State)
		return record(ctx, t, e, p.Content.AccountIDs())
	})
}
