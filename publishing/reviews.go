package publishing

import (
	"context"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Reviews are the posts that wait for somebody's word or had it, as one person sees them.
type Reviews struct {
	Open     []post.Post // the person may endorse or approve them
	Own      []post.Post // their office would do, but they wrote a part of them
	Late     []post.Post // their hour passed without an answer
	Returned []post.Post
	Resolved []post.Post
	Accounts map[string]account.Account
}

// reviewLimit bounds each list: who has more to resolve than this needs a substitute, not a page.
const reviewLimit = 200

// Reviews lists what the actor has to resolve and what became of the rest.
//
//clause:code 5.1.p3
func (d *Desk) Reviews(ctx context.Context, a institution.Actor) (Reviews, error) {
	var out Reviews
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.PostRead, institution.On{}); err != nil {
		return out, err
	}
	err := d.Store.Read(ctx, func(t *store.Tx) error {
		open, err := t.Posts(ctx, filterFor(a, Query{States: []post.State{post.Review, post.Endorsed}, Limit: reviewLimit}))
		if err != nil {
			return err
		}
		out.sort(open, a, now)
		returned := filterFor(a, Query{States: []post.State{post.Draft}, Limit: reviewLimit})
		returned.Returned, returned.ReturnedBy = true, a.PersonID
		if out.Returned, err = t.RecentPosts(ctx, returned); err != nil {
			return err
		}
		past, err := t.RecentPosts(ctx, filterFor(a, Query{States: []post.State{post.Endorsed, post.Scheduled, post.Closed}, Limit: reviewLimit}))
		if err != nil {
			return err
		}
		out.Resolved = slices.DeleteFunc(past, func(p post.Post) bool { return p.Approval == nil && !(p.Aval != nil && p.Aval.By == a.PersonID) })
		out.Accounts, err = accountsOf(ctx, t, out.accountIDs())
		return err
	})
	return out, err
}

// sort tells apart what the actor may resolve, what is their own and what is late.
func (r *Reviews) sort(open []post.Post, a institution.Actor, now time.Time) {
	for _, p := range open {
		act := institution.PostEndorse
		if p.State == post.Endorsed {
			act = institution.PostApprove
		}
		if !institution.Allowed(now, a, act, on(p)) {
			continue
		}
		switch {
		case !p.Content.DueAt.After(now):
			r.Late = append(r.Late, p)
		case slices.Contains(p.Editors, a.PersonID):
			r.Own = append(r.Own, p)
		default:
			r.Open = append(r.Open, p)
		}
	}
}

func (r *Reviews) accountIDs() []string {
	var ids []string
	for _, p := range slices.Concat(r.Open, r.Own, r.Late, r.Returned, r.Resolved) {
		ids = append(ids, p.Content.AccountIDs()...)
	}
	return unique(ids)
}

// Review is a post as who resolves it sees it.
type Review struct {
	View
	Before *store.Revision // the version that was sent before this one; nil for the first
}

// AnswerBy is when silence about a post that waits becomes a fact in the ledger: for the
// endorsement by the pack's deadline, counted by the calendar in force that it carries, and
// for the approval at the hour of publication.
func AnswerBy(inForce *regulation.Pack, p post.Post) time.Time {
	if p.State == post.Review {
		return endorsementDue(inForce, p.Submitted, p)
	}
	return p.Content.DueAt
}

// ReadReview shows one post with what changed since it was last sent.
func (d *Desk) ReadReview(ctx context.Context, a institution.Actor, id string) (Review, error) {
	v, err := d.Read(ctx, a, id)
	if err != nil {
		return Review{}, err
	}
	out := Review{View: v}
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		out.Before, err = sentBefore(ctx, t, v)
		return err
	})
	return out, err
}

// sentBefore finds the newest earlier version that was sent: each has its dictamen.
func sentBefore(ctx context.Context, t *store.Tx, v View) (*store.Revision, error) {
	now := v.Post.Content.Hash()
	for _, r := range v.Revisions {
		hash := r.Content.Hash()
		if hash == now {
			continue
		}
		var sent any
		ok, err := t.Dictamen(ctx, v.Post.ID, hash, &sent)
		if err != nil {
			return nil, err
		}
		if ok {
			return &r, nil
		}
	}
	return nil, nil
}
