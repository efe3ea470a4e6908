package publishing

import (
	"context"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/check"
	"pregonero/coverage"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// counted are the stages of a publication that is, or will be, before the public.
var counted = []post.Stage{post.Waiting, post.Sending, post.Published, post.Unknown}

// around is what stands about a content on the accounts where it goes.
type around struct {
	handles  []check.Handle
	rhythm   []check.Rhythm
	sessions []check.Session
}

// around reads the official accounts, how full the day of each account is, and the sessions
// that are told when the content goes out.
func (d *Desk) around(ctx context.Context, t *store.Tx, c post.Content, self string, now time.Time) (out around, err error) {
	due := c.DueAt
	if due.IsZero() {
		due = now
	}
	all, err := t.Accounts(ctx, store.AccountFilter{})
	if err != nil {
		return out, err
	}
	for _, acc := range all {
		if acc.State == account.Closed {
			continue
		}
		out.handles = append(out.handles, check.Handle{Network: acc.Network, Name: acc.Handle})
		if !slices.Contains(c.AccountIDs(), acc.ID) {
			continue
		}
		r, err := d.dayOf(ctx, t, acc, due, self)
		if err != nil {
			return out, err
		}
		out.rhythm = append(out.rhythm, r)
	}
	out.sessions, err = sessionsAt(ctx, t, c.AccountIDs(), due, self)
	return out, err
}

// dayOf says how full the account's day is.
//
//clause:code 6.xxii
func (d *Desk) dayOf(ctx context.Context, t *store.Tx, acc account.Account, due time.Time, self string) (check.Rhythm, error) {
	r := check.Rhythm{Account: acc.ID, Name: acc.At(), Most: d.RhythmOf(acc).Most}
	if r.Most == 0 {
		return r, nil
	}
	loc := acc.Hours.Location()
	start := regulation.DateOf(due.In(loc)).Start(loc)
	pubs, err := t.Publications(ctx, store.PublicationFilter{Accounts: []string{acc.ID}, Stages: counted, From: start, To: start.AddDate(0, 0, 1), Limit: 200})
	for _, pub := range pubs {
		if pub.PostID != "" && pub.PostID != self {
			r.Today++
		}
	}
	return r, err
}

// sessionsAt lists the sessions that one of the accounts tells at that moment.
//
//clause:code 6.xxviii
func sessionsAt(ctx context.Context, t *store.Tx, accountIDs []string, due time.Time, self string) (out []check.Session, err error) {
	all, err := t.Coverages(ctx, store.MatterFilter{States: []string{coverage.Open}, Since: due.Add(-coverage.Longest), Until: due.Add(time.Second)})
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		for _, accountID := range accountIDs {
			if !c.During(accountID, due) {
				continue
			}
			used, err := usedOf(ctx, t, c, accountID, self)
			if err != nil {
				return nil, err
			}
			s := sessionFact(c)
			s.Used = used
			out = append(out, s)
		}
	}
	return out, nil
}

func sessionFact(c coverage.Coverage) check.Session {
	return check.Session{Name: c.Name, Signs: append(slices.Clone(c.Signs), c.Name), Topics: c.Topics, Quota: c.Quota}
}

// usedOf counts what the account published, or will, about a session while it lasts, without
// the post of that identifier.
func usedOf(ctx context.Context, t *store.Tx, c coverage.Coverage, accountID, self string) (int, error) {
	pubs, err := t.Publications(ctx, store.PublicationFilter{Accounts: []string{accountID}, Stages: counted, From: c.From, To: c.Until, Limit: 500})
	if err != nil {
		return 0, err
	}
	s, used := sessionFact(c), 0
	for _, pub := range pubs {
		if pub.PostID != "" && pub.PostID != self && s.About(pub.Title+"\n"+pub.Text) {
			used++
		}
	}
	return used, nil
}
