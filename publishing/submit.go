package publishing

import (
	"context"

	"pregonero/institution"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Submit asks the area that generated the information for its endorsement. The dictamen
// is made on this very content and kept with its hash.
//
//clause:code 5.2.b
func (d *Desk) Submit(ctx context.Context, a institution.Actor, postID string) (post.Post, error) {
	now := d.Now()
	p, err := d.read(ctx, now, a, institution.PostDraft, postID)
	if err != nil {
		return p, err
	}
	dictamen, err := d.judgePost(ctx, a, p, now)
	if err != nil {
		return p, err
	}
	before := p
	err = d.Store.Change(ctx, func(t *store.Tx) error {
		p = before
		if err := p.Submit(d.Pack, dictamen.Blocks(), now); err != nil {
			return err
		}
		if err := t.PutDictamen(ctx, p.ID, p.Content.Hash(), now, dictamen); err != nil {
			return err
		}
		if err := t.UpdatePost(ctx, p); err != nil {
			return err
		}
		p.Version++
		e := entryFor(now, a, "post.submit", p, d.Pack.ClauseFor(regulation.RuleDictamen))
		e.Details["content"] = p.Content.Hash()
		e.Details["findings"] = len(dictamen.Findings)
		if err := record(ctx, t, e, p.Content.AccountIDs()); err != nil {
			return err
		}
		inForce, err := t.InForce(ctx, d.Pack)
		if err != nil {
			return err
		}
		return t.Enqueue(ctx, store.Job{Name: JobRemind, Data: Errand{p.ID}, At: endorsementDue(inForce, now, p)})
	})
	return p, err
}

// Recall takes a submitted post back to draft.
func (d *Desk) Recall(ctx context.Context, a institution.Actor, postID string) (post.Post, error) {
	now := d.Now()
	return d.simple(ctx, a, institution.PostDraft, postID, "post.recall", regulation.RuleEndorsement, func(p *post.Post) error { return p.Recall(now) })
}

// Discard ends a post of which nothing went out.
func (d *Desk) Discard(ctx context.Context, a institution.Actor, postID string) (post.Post, error) {
	now := d.Now()
	p, err := d.read(ctx, now, a, institution.PostDraft, postID)
	if err != nil {
		return p, err
	}
	err = d.Store.Change(ctx, func(t *store.Tx) error {
		q := p
		if err := q.Discard(now); err != nil {
			return err
		}
		if err := d.dropPublications(ctx, t, q, a, now); err != nil {
			return err
		}
		if err := t.UpdatePost(ctx, q); err != nil {
			return err
		}
		p = q
		return record(ctx, t, entryFor(now, a, "post.discard", q, ""), q.Content.AccountIDs())
	})
	return p, err
}

// simple is the whole story of a command that only moves the post and records it.
func (d *Desk) simple(ctx context.Context, a institution.Actor, act institution.Act, postID, name string, rule regulation.Rule, move func(*post.Post) error) (post.Post, error) {
	now := d.Now()
	p, err := d.read(ctx, now, a, act, postID)
	if err != nil {
		return p, err
	}
	before := p
	err = d.Store.Change(ctx, func(t *store.Tx) error {
		p = before
		if err := move(&p); err != nil {
			return err
		}
		if err := t.UpdatePost(ctx, p); err != nil {
			return err
		}
		p.Version++
		e := entryFor(now, a, name, p, d.Pack.ClauseFor(rule))
		if p.Returned != nil && name == "post.return" {
			e.Details["reason"] = p.Returned.Reason
		}
		e.Details["content"] = p.Content.Hash()
		return record(ctx, t, e, p.Content.AccountIDs())
	})
	return p, d.denied(ctx, now, a, act, on(before), err)
}
