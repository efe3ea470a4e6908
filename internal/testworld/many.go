package testworld

import (
	"time"

	"pregonero/account"
	"pregonero/internal/id"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/store"
)

// Many adds scheduled posts of one account in one transaction, written by ana, endorsed and
// approved by eva, each with its publication and so many copies of its job: what the
// commands would leave, for tests that need hundreds. text is called for each.
func (n *Newsroom) Many(acc account.Account, due time.Time, count, copies int, text func(k int) string) []post.Publication {
	n.t.Helper()
	var all []post.Publication
	n.change(func(tx *store.Tx) error {
		all = all[:0]
		for k := range count {
			pub, err := n.oneOfMany(tx, acc, due, copies, text(k))
			if err != nil {
				return err
			}
			all = append(all, pub)
		}
		return nil
	})
	return all
}

func (n *Newsroom) oneOfMany(tx *store.Tx, acc account.Account, due time.Time, copies int, text string) (post.Publication, error) {
	ctx, now := n.t.Context(), n.Clock.Now()
	ana, eva := n.Actor("ana"), n.Actor("eva")
	p := post.New(id.New(now), acc.AreaID, ana.PersonID, ana.Name, now)
	p.Content = n.Content(text, acc)
	p.Content.DueAt, p.Content.ReviewOn, p.Content.NoExpiry = due, time.Time{}, true
	seal := post.Seal{By: eva.PersonID, Name: eva.Name, At: now, Hash: p.Content.Hash()}
	p.State, p.Aval, p.Approval, p.Submitted, p.Revision = post.Scheduled, &seal, &seal, now, 1
	if err := tx.AddPost(ctx, p); err != nil {
		return post.Publication{}, err
	}
	pub := post.Publication{ID: id.New(now), PostID: p.ID, AccountID: acc.ID, AreaID: acc.AreaID, Network: acc.Network, Kind: post.KindPost,
		Text: text, Hash: seal.Hash, Stage: post.Waiting, DueAt: due, NextAt: due, Version: 1}
	for range copies {
		if err := tx.Enqueue(ctx, store.Job{Name: publishing.JobSend, Data: publishing.Errand{ID: pub.ID}, At: due}); err != nil {
			return pub, err
		}
	}
	return pub, tx.AddPublication(ctx, pub)
}
