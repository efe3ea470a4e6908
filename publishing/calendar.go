package publishing

import (
	"context"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/post"
	"pregonero/store"
)

// Week lists publications and posts of the actor between two moments, for the calendar.
type Week struct {
	Posts        []post.Post                   // by due time
	Publications map[string][]post.Publication // by post
	Accounts     map[string]account.Account    // those of the posts
	Movable      map[string]bool               // by post: the actor may change its hour
}

// Calendar gathers what is due between two moments, from in and to out, on any of the
// accounts or, without accounts, on all that the actor sees.
func (d *Desk) Calendar(ctx context.Context, a institution.Actor, from, to time.Time, accounts []string) (Week, error) {
	now := d.Now()
	out := Week{Publications: map[string][]post.Publication{}, Accounts: map[string]account.Account{}, Movable: map[string]bool{}}
	if err := d.Gate.Permit(ctx, now, a, institution.PostRead, institution.On{}); err != nil {
		return out, err
	}
	f := filterFor(a, Query{From: from, To: to, Accounts: accounts,
		States: []post.State{post.Draft, post.Review, post.Endorsed, post.Scheduled, post.Closed}})
	err := d.Store.Read(ctx, func(t *store.Tx) (err error) {
		if out.Posts, err = allPosts(ctx, t, f); err != nil || len(out.Posts) == 0 {
			return err
		}
		var ids []string
		for _, p := range out.Posts {
			ids = append(ids, p.Content.AccountIDs()...)
		}
		ids = unique(ids)
		if out.Accounts, err = accountsOf(ctx, t, ids); err != nil || len(ids) == 0 {
			return err
		}
		return out.addPublications(ctx, t, store.PublicationFilter{Accounts: ids, From: from, To: to})
	})
	for _, p := range out.Posts {
		out.Movable[p.ID] = movable(p, out.Publications[p.ID]) && institution.Allowed(now, a, institution.PostDraft, on(p))
	}
	return out, err
}

// page is how many rows are read at once where all are wanted.
const page = 1000

func allPosts(ctx context.Context, t *store.Tx, f store.PostFilter) (out []post.Post, err error) {
	for f.Limit = page; ; f.Offset += page {
		some, err := t.Posts(ctx, f)
		if out = append(out, some...); err != nil || len(some) < page {
			return out, err
		}
	}
}

func (w *Week) addPublications(ctx context.Context, t *store.Tx, f store.PublicationFilter) error {
	for f.Limit = page; ; f.Offset += page {
		some, err := t.Publications(ctx, f)
		for _, pub := range some {
			w.Publications[pub.PostID] = append(w.Publications[pub.PostID], pub)
		}
		if err != nil || len(some) < page {
			return err
		}
	}
}

// movable tells whether no part of the post is out, or may be.
func movable(p post.Post, pubs []post.Publication) bool {
	return p.Editable() && !slices.ContainsFunc(pubs, func(pub post.Publication) bool {
		return pub.Stage == post.Sending || pub.Stage == post.Published || pub.Stage == post.Unknown
	})
}
