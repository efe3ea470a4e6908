package closing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// FindAbandoned looks for live accounts from which nothing went out for longer than the
// pack allows, and puts each before its area: a deadline to decide whether to use it or to
// close it, told as every deadline is. An account that is used again owes nothing any more.
//
//clause:code 7.ix
func (v *Closer) FindAbandoned(ctx context.Context) error {
	now, days := v.Now(), v.Pack.Threshold(regulation.ThresholdAbandonment)
	if days <= 0 {
		return nil
	}
	var live []account.Account
	err := v.Store.Read(ctx, func(t *store.Tx) (err error) {
		live, err = t.Accounts(ctx, store.AccountFilter{States: []account.State{account.Active}})
		return err
	})
	if err != nil {
		return err
	}
	var failed []error
	for _, acc := range live {
		if err := v.lookAt(ctx, acc, now, time.Duration(days*24)*time.Hour); err != nil && !errors.Is(err, store.ErrConflict) {
			failed = append(failed, fmt.Errorf("look at account %s: %w", acc.ID, err))
		}
	}
	return errors.Join(failed...)
}

// lookAt writes only when something changes: most accounts are in use, or were put before
// their area already.
func (v *Closer) lookAt(ctx context.Context, acc account.Account, now time.Time, most time.Duration) error {
	about := "account:" + acc.ID
	var last time.Time
	var owed []deadline.Deadline
	err := v.Store.Read(ctx, func(t *store.Tx) (err error) {
		if last, err = lastActivity(ctx, t, acc); err != nil {
			return err
		}
		owed, err = abandonment(ctx, t, about)
		return err
	})
	idle := now.Sub(last) > most
	if err != nil || last.IsZero() || idle == (len(owed) > 0) { // zero: nobody knows since when it stands
		return err
	}
	return v.Store.Change(ctx, func(t *store.Tx) error {
		if !idle {
			return t.MeetDeadline(ctx, regulation.DeadlineAbandonment, about, now)
		}
		if owed, err := abandonment(ctx, t, about); err != nil || len(owed) > 0 { // another process was quicker
			return err
		}
		c, err := t.Calendar(ctx, v.Pack)
		if err != nil {
			return err
		}
		d, err := deadline.New(v.Pack, c, regulation.DeadlineAbandonment, deadline.For{Subject: about, AccountID: acc.ID, AreaID: acc.AreaID, Path: Path(acc.ID), Detail: acc.At(),
			Owners: deadline.Roles(institution.Head, institution.Lead, institution.Alternate)}, id.New(now), now)
		if err != nil {
			return err
		}
		d.Notices = append([]deadline.Notice{{At: now}}, d.Notices...) // the area is told at once
		if err := t.SetDeadline(ctx, d); err != nil {
			return err
		}
		e := v.entry(now, institution.System("cierre"), "account.abandoned", acc)
		e.Subject, e.Clause = about, v.Pack.ClauseFor(regulation.RuleClosingDone)
		e.Details = map[string]any{"last": last.UTC().Format(time.RFC3339)}
		return t.Record(ctx, e)
	})
}

func abandonment(ctx context.Context, t *store.Tx, about string) ([]deadline.Deadline, error) {
	return t.Deadlines(ctx, store.DeadlineFilter{Kinds: []string{regulation.DeadlineAbandonment}, Subjects: []string{about}})
}

// lastActivity is when something last went out from the account, or when it entered the registry.
func lastActivity(ctx context.Context, t *store.Tx, acc account.Account) (time.Time, error) {
	out, err := t.Publications(ctx, store.PublicationFilter{Accounts: []string{acc.ID}, Stages: []post.Stage{post.Published, post.Withdrawn}, Newest: true, Limit: 1})
	if err != nil || len(out) == 0 {
		return acc.RegisteredAt, err
	}
	if out[0].PublishedAt.IsZero() {
		return out[0].DueAt, nil
	}
	return out[0].PublishedAt, nil
}
