package publishing

import (
	"context"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/check"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/store"
)

// MyAccounts lists the accounts from which the actor may draft.
func (d *Desk) MyAccounts(ctx context.Context, a institution.Actor) (out []account.Account, err error) {
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		out, err = t.AccountsOf(ctx, a)
		return err
	})
	return out, err
}

// View is a post with all that its page shows.
type View struct {
	Post         post.Post
	Accounts     map[string]account.Account
	Publications []post.Publication
	Dictamen     check.Dictamen
	Revisions    []store.Revision
	May          map[institution.Act]bool
	Own          bool              // the actor wrote a part of it
	Names        map[string]string // by identifier: who withdrew a publication
	InPlace      map[string]bool   // by account: its network edits what is public; elsewhere a correction is a reply
}

// Read shows one post.
func (d *Desk) Read(ctx context.Context, a institution.Actor, id string) (View, error) {
	return d.view(ctx, a, institution.PostRead, id)
}

// ReadToEdit shows one post to who may change it.
func (d *Desk) ReadToEdit(ctx context.Context, a institution.Actor, id string) (View, error) {
	return d.view(ctx, a, institution.PostDraft, id)
}

func (d *Desk) view(ctx context.Context, a institution.Actor, act institution.Act, id string) (View, error) {
	now := d.Now()
	p, err := d.read(ctx, now, a, act, id)
	if err != nil {
		return View{}, err
	}
	v := View{Post: p, May: map[institution.Act]bool{}, InPlace: map[string]bool{}, Names: map[string]string{}}
	for _, act := range []institution.Act{institution.PostDraft, institution.PostEndorse, institution.PostApprove, institution.PostReturn, institution.PostWithdraw, institution.PostResolve} {
		v.May[act] = institution.Allowed(now, a, act, on(p))
	}
	for _, e := range p.Editors {
		v.Own = v.Own || e == a.PersonID
	}
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		if v.Accounts, err = accountsOf(ctx, t, p.Content.AccountIDs()); err != nil {
			return err
		}
		if v.Publications, err = t.PublicationsOf(ctx, id); err != nil {
			return err
		}
		if err := v.nameWithdrawers(ctx, t); err != nil {
			return err
		}
		v.Revisions, err = t.Revisions(ctx, id, 50)
		return err
	})
	for id, acc := range v.Accounts {
		_, v.InPlace[id] = d.editorFor(acc)
	}
	if err != nil {
		return v, err
	}
	v.Dictamen, err = d.judgeShown(ctx, a, p, v.Accounts, now)
	return v, err
}

// nameWithdrawers finds the names of those who took a publication back.
func (v *View) nameWithdrawers(ctx context.Context, t *store.Tx) error {
	for _, pub := range v.Publications {
		if pub.WithdrawnBy == "" || v.Names[pub.WithdrawnBy] != "" {
			continue
		}
		who, err := t.Person(ctx, pub.WithdrawnBy)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		v.Names[pub.WithdrawnBy] = who.Name
	}
	return nil
}

// Query narrows what List shows.
type Query struct {
	States   []post.State
	Accounts []string
	From, To time.Time
	Text     string
	Recent   bool
	Limit    int
	Offset   int
}

// List shows the posts that the actor may read.
func (d *Desk) List(ctx context.Context, a institution.Actor, q Query) (out []post.Post, total int, err error) {
	if err := d.Gate.Permit(ctx, d.Now(), a, institution.PostRead, institution.On{}); err != nil {
		return nil, 0, err
	}
	f := filterFor(a, q)
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		if q.Recent {
			out, err = t.RecentPosts(ctx, f)
		} else {
			out, err = t.Posts(ctx, f)
		}
		if err != nil {
			return err
		}
		total, err = t.CountPosts(ctx, f)
		return err
	})
	return out, total, err
}

// filterFor narrows to what the actor's roles give.
func filterFor(a institution.Actor, q Query) store.PostFilter {
	return store.PostFilter{
		All:      a.Has(institution.Auditor),
		Areas:    a.Areas(institution.Head),
		Sources:  append(a.Areas(institution.Head), a.Areas(institution.Endorser)...),
		Accounts: a.Accounts(),
		Only:     q.Accounts,
		States:   q.States, From: q.From, To: q.To, Text: q.Text, Limit: q.Limit, Offset: q.Offset,
	}
}

// Tasks are what waits for the actor.
type Tasks struct {
	ToEndorse, ToApprove, Returned, Drafts []post.Post
	Doubts                                 []post.Publication // a person must say what became of them
	NotOut                                 []post.Publication // failed or missed in the last days
	Next                                   []post.Publication
	ToReview                               []post.Publication // public, and their validity is to be looked at
	Waiting                                []post.Post        // all that waits for anybody's word and the actor may see
	Accounts                               map[string]account.Account
	Mine                                   []account.Account // the same, by network and handle
	Stopped                                string
}

// MyTasks gathers what waits for the actor.
//
//clause:code 5.1.p1
func (d *Desk) MyTasks(ctx context.Context, a institution.Actor) (Tasks, error) {
	now := d.Now()
	var out Tasks
	err := d.Store.Read(ctx, func(t *store.Tx) error {
		accounts, err := t.AccountsOf(ctx, a)
		if err != nil {
			return err
		}
		out.Mine, out.Accounts = accounts, map[string]account.Account{}
		for _, acc := range accounts {
			out.Accounts[acc.ID] = acc
		}
		if out.Stopped, err = t.Setting(ctx, stopAllSetting); err != nil {
			return err
		}
		if err := d.waitingPosts(ctx, t, a, now, &out); err != nil {
			return err
		}
		if err := d.ownDrafts(ctx, t, a, &out); err != nil {
			return err
		}
		return d.waitingPublications(ctx, t, account.IDs(accounts), now, &out)
	})
	return out, err
}

func (d *Desk) waitingPosts(ctx context.Context, t *store.Tx, a institution.Actor, now time.Time, out *Tasks) (err error) {
	out.Waiting, err = t.Posts(ctx, filterFor(a, Query{States: []post.State{post.Review, post.Endorsed}, Limit: 300}))
	for _, p := range out.Waiting {
		own := slices.Contains(p.Editors, a.PersonID)
		switch {
		case p.State == post.Review && !own && institution.Allowed(now, a, institution.PostEndorse, on(p)):
			out.ToEndorse = append(out.ToEndorse, p)
		case p.State == post.Endorsed && !own && institution.Allowed(now, a, institution.PostApprove, on(p)):
			out.ToApprove = append(out.ToApprove, p)
		}
	}
	return err
}

// ownDrafts are read apart, so that however many there are they hide nothing that waits.
func (d *Desk) ownDrafts(ctx context.Context, t *store.Tx, a institution.Actor, out *Tasks) error {
	drafts, err := t.Posts(ctx, filterFor(a, Query{States: []post.State{post.Draft}, Limit: 300}))
	for _, p := range drafts {
		switch {
		case !slices.Contains(p.Editors, a.PersonID):
		case p.Returned != nil:
			out.Returned = append(out.Returned, p)
		default:
			out.Drafts = append(out.Drafts, p)
		}
	}
	return err
}

func (d *Desk) waitingPublications(ctx context.Context, t *store.Tx, ids []string, now time.Time, out *Tasks) (err error) {
	if len(ids) == 0 {
		return nil
	}
	if out.Doubts, err = t.Publications(ctx, store.PublicationFilter{Accounts: ids, Stages: []post.Stage{post.Unknown}, Limit: 50}); err != nil {
		return err
	}
	if out.NotOut, err = t.Publications(ctx, store.PublicationFilter{Accounts: ids, Stages: []post.Stage{post.Failed, post.Missed}, From: now.Add(-3 * soon), Newest: true, Limit: 20}); err != nil {
		return err
	}
	if out.ToReview, err = t.Publications(ctx, store.PublicationFilter{Accounts: ids, ReviewBy: now, Limit: 50}); err != nil {
		return err
	}
	out.Next, err = t.Publications(ctx, store.PublicationFilter{Accounts: ids, Stages: []post.Stage{post.Waiting, post.Sending}, From: now.Add(-time.Hour), Limit: 12})
	return err
}

func unique(ids []string) []string {
	seen, out := map[string]bool{}, []string{}
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// ToResolve counts what waits for the actor's endorsement or approval, for the navigation.
// A count that cannot be read is shown as none.
func (d *Desk) ToResolve(ctx context.Context, a institution.Actor) int {
	var out Tasks
	err := d.Store.Read(ctx, func(t *store.Tx) error { return d.waitingPosts(ctx, t, a, d.Now(), &out) })
	if err != nil {
		return 0
	}
	return len(out.ToEndorse) + len(out.ToApprove)
}
