package publishing

import (
	"context"
	"time"

	"pregonero/institution"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Move changes the hour. The hour is part of what was endorsed: a scheduled post waits
// for its endorsement again unless the move is undone in time.
func (d *Desk) Move(ctx context.Context, a institution.Actor, postID string, due time.Time) (post.Post, error) {
	now := d.Now()
	return d.reschedule(ctx, a, postID, "post.move", func(p *post.Post) error { return p.MoveTo(a.PersonID, due, now, d.MoveUndo()) })
}

// MoveUndo is how long a move can be undone.
func (d *Desk) MoveUndo() time.Duration {
	return time.Duration(d.Pack.Threshold(regulation.ThresholdMoveUndo)) * time.Second
}

// UndoMove puts the hour, the endorsement and the approval back, while it is in time.
func (d *Desk) UndoMove(ctx context.Context, a institution.Actor, postID string) (post.Post, error) {
	now := d.Now()
	return d.reschedule(ctx, a, postID, "post.move_undo", func(p *post.Post) error { return p.UndoMove(a.PersonID, now) })
}

func (d *Desk) reschedule(ctx context.Context, a institution.Actor, postID, name string, move func(*post.Post) error) (post.Post, error) {
	now := d.Now()
	p, err := d.read(ctx, now, a, institution.PostDraft, postID)
	if err != nil {
		return p, err
	}
	before := p
	err = d.Store.Change(ctx, func(t *store.Tx) error {
		p = before
		if err := move(&p); err != nil {
			return err
		}
		if p.Revision == before.Revision {
			return nil
		}
		if err := d.dropPublications(ctx, t, p, a, now); err != nil {
			return err
		}
		if err := t.UpdatePost(ctx, p); err != nil {
			return err
		}
		p.Version++
		if err := t.PutRevision(ctx, revisionOf(p, a)); err != nil {
			return err
		}
		if p.Cleared() {
			if err := d.schedule(ctx, t, p); err != nil {
				return err
			}
		}
		e := entryFor(now, a, name, p, d.Pack.ClauseFor(regulation.RuleEndorsement))
		e.Details["from"], e.Details["to"] = stamp(before.Content.DueAt), stamp(p.Content.DueAt)
		return record(ctx, t, e, p.Content.AccountIDs())
	})
	return p, err
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
