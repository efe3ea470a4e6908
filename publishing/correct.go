package publishing

import (
	"context"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/network"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// StartCorrection opens a draft that corrects a publication. It walks the same way as any
// post: dictamen, endorsement, approval by others. When it goes out, the words on the
// network change in place, or, where a network cannot edit, a reply tied to the original
// is published.
//
//clause:code 5.1.p3
func (d *Desk) StartCorrection(ctx context.Context, a institution.Actor, pubID string) (post.Post, error) {
	now := d.Now()
	if err := d.permitOn(ctx, a, institution.PostWithdraw, pubID); err != nil {
		return post.Post{}, err
	}
	var p post.Post
	err := d.Store.Change(ctx, func(t *store.Tx) error {
		pub, err := t.Publication(ctx, pubID)
		if err != nil {
			return err
		}
		if pub.Stage != post.Published || pub.Remote == nil || pub.Kind != post.KindPost {
			return fault.New(fault.Conflict, "Solo se corrige lo que está publicado; esta está en «%s».", pub.Stage.Label())
		}
		original, err := t.Post(ctx, pub.PostID)
		if err != nil {
			return err
		}
		p = post.New(id.New(now), pub.AreaID, a.PersonID, a.Name, now)
		c := original.Content
		c.Corrects, c.Text, c.Media, c.DueAt = pub.ID, pub.Text, pub.Media, time.Time{}
		c.Variants = []post.Variant{{AccountID: pub.AccountID}}
		p.SourceArea, p.Content, p.Revision = original.SourceArea, c, 1
		if err := t.AddPost(ctx, p); err != nil {
			return err
		}
		p.Version = 1
		if err := t.PutRevision(ctx, revisionOf(p, a)); err != nil {
			return err
		}
		e := entryFor(now, a, "post.correct", p, d.Pack.ClauseFor(regulation.RuleCorrection))
		e.Details["publication"] = pub.ID
		return record(ctx, t, e, []string{pub.AccountID})
	})
	return p, err
}

// amend edits the original in place; repeating an edit does no harm, so an uncertain one
// is simply owed again.
func (d *Desk) amend(ctx context.Context, editor network.Editor, open network.Account, pub post.Publication) (network.Receipt, error) {
	receipt, err := editor.Edit(ctx, open, network.Ref(*pub.Target), d.message(pub))
	if network.KindOf(err) == network.Ambiguous {
		why := problem(err, d.Now())
		return receipt, &network.Error{Kind: network.Temporary, Sentence: why.Sentence, Next: "Se repite la corrección.", Err: err}
	}
	return receipt, err
}

// corrected notes on the original what it says now.
func (d *Desk) corrected(ctx context.Context, t *store.Tx, pub post.Publication, now time.Time) error {
	if pub.Kind != post.KindCorrection || pub.Stage != post.Published {
		return nil
	}
	original, err := t.Publication(ctx, pub.Corrects)
	if err != nil {
		return err
	}
	e := d.publicationEntry(now, original, "publication.corrected", d.Pack.ClauseFor(regulation.RuleCorrection))
	e.Details["by"], e.Details["was"], e.Details["is"] = pub.ID, original.Text, pub.Text
	original.Corrected = now
	if pub.InPlace {
		original.Text, original.Media = pub.Text, pub.Media
	}
	if err := t.UpdatePublication(ctx, original); err != nil {
		return err
	}
	return t.Record(ctx, e)
}

// editorFor is who can edit on the account's network, if anybody can.
func (d *Desk) editorFor(acc account.Account) (network.Editor, bool) {
	c, err := d.Keys.Connector(acc)
	if err != nil {
		return nil, false
	}
	editor, ok := c.(network.Editor)
	return editor, ok
}

// fromOriginal turns a publication into the correction of another.
func (d *Desk) fromOriginal(ctx context.Context, t *store.Tx, pub *post.Publication, corrects string, acc account.Account) error {
	original, err := t.Publication(ctx, corrects)
	if err != nil {
		return err
	}
	if original.Stage != post.Published || original.Remote == nil || original.AccountID != pub.AccountID {
		return fault.New(fault.Conflict, "Lo que se quería corregir ya no está publicado.").Then("Haga una publicación nueva.")
	}
	pub.Kind, pub.Corrects, pub.Target = post.KindCorrection, corrects, original.Remote
	_, pub.InPlace = d.editorFor(acc)
	if !pub.InPlace {
		pub.ReplyTo, pub.Root = original.Remote, original.Remote
	}
	return nil
}
