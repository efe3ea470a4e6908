package publishing

import (
	"context"
	"time"

	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Endorse is the word of the area that generated the information on the content whose
// hash the person had on the screen.
//
//clause:code 6.xx
//clause:code 5.1.p3
func (d *Desk) Endorse(ctx context.Context, a institution.Actor, postID, hash, note string) (post.Post, error) {
	seal := post.Seal{By: a.PersonID, Name: a.Name, At: d.Now(), Hash: hash, Note: note}
	return d.simple(ctx, a, institution.PostEndorse, postID, "post.endorse", regulation.RuleEndorsement, func(p *post.Post) error {
		return p.Endorse(d.Pack, seal)
	})
}

// MayReturn asks whether the actor may send the post back, before they write why.
func (d *Desk) MayReturn(ctx context.Context, a institution.Actor, postID string) error {
	_, err := d.read(ctx, d.Now(), a, institution.PostReturn, postID)
	return err
}

// Return sends the post back to its author with a reason.
func (d *Desk) Return(ctx context.Context, a institution.Actor, postID, reason string, clauses []string) (post.Post, error) {
	r := post.Return{By: a.PersonID, Name: a.Name, At: d.Now(), Reason: reason, Clauses: clauses}
	return d.simple(ctx, a, institution.PostReturn, postID, "post.return", regulation.RuleEndorsement, func(p *post.Post) error {
		return p.SendBack(r)
	})
}

// Approve lets the endorsed content go out at its time: one publication for each account,
// each with its job, in the transaction that keeps the approval.
func (d *Desk) Approve(ctx context.Context, a institution.Actor, postID, hash, note string) (post.Post, error) {
	now := d.Now()
	p, err := d.read(ctx, now, a, institution.PostApprove, postID)
	if err != nil {
		return p, err
	}
	before := p
	err = d.Store.Change(ctx, func(t *store.Tx) error {
		p = before
		if err := p.Approve(d.Pack, post.Seal{By: a.PersonID, Name: a.Name, At: now, Hash: hash, Note: note}); err != nil {
			return err
		}
		if err := d.notDeliberated(ctx, t, p.Content); err != nil {
			return err
		}
		if err := t.UpdatePost(ctx, p); err != nil {
			return err
		}
		p.Version++
		if err := d.schedule(ctx, t, p); err != nil {
			return err
		}
		e := entryFor(now, a, "post.approve", p, d.Pack.ClauseFor(regulation.RuleApproval))
		e.Details["content"] = p.Content.Hash()
		e.Details["due"] = stamp(p.Content.DueAt)
		return record(ctx, t, e, p.Content.AccountIDs())
	})
	return p, d.denied(ctx, now, a, institution.PostApprove, on(before), err)
}

// schedule makes the publications with their words frozen, and owes their sending.
func (d *Desk) schedule(ctx context.Context, t *store.Tx, p post.Post) error {
	accounts, err := accountsOf(ctx, t, p.Content.AccountIDs())
	if err != nil {
		return err
	}
	if err := d.owesLook(ctx, t, p); err != nil {
		return err
	}
	hash := p.Content.Hash()
	for _, accountID := range p.Content.AccountIDs() {
		pub := post.Publication{
			ID: id.New(d.Now()), PostID: p.ID, AccountID: accountID, AreaID: p.AreaID, Network: accounts[accountID].Network,
			Kind: post.KindPost, Text: p.Content.TextFor(accountID), Title: p.Content.Title, Media: p.Content.Media, Hash: hash,
			Stage: post.Waiting, DueAt: p.Content.DueAt, NextAt: p.Content.DueAt, ReviewOn: reviewOf(p.Content),
		}
		if p.Content.Corrects != "" {
			if err := d.fromOriginal(ctx, t, &pub, p.Content.Corrects, accounts[accountID]); err != nil {
				return err
			}
		}
		if err := t.AddPublication(ctx, pub); err != nil {
			return err
		}
		if err := t.Enqueue(ctx, store.Job{Name: JobSend, Data: Errand{pub.ID}, At: pub.DueAt}); err != nil {
			return err
		}
	}
	return nil
}

func reviewOf(c post.Content) time.Time {
	if c.NoExpiry {
		return time.Time{}
	}
	return c.ReviewOn
}
