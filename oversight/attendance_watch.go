package oversight

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/regulation"
	"pregonero/store"
)

// deadlineWatch is the kind of the deadline to say who watches over an account.
const deadlineWatch = "attendance_watch"

func watchSubject(accountID string) string { return "account:" + accountID + "/rota" }

// watchDays is how far ahead days without attendance are looked for.
const watchDays = 60

// LookAhead finds, for every live account, the days without attendance that come and of
// which the rota does not say who watches. The area owes it before they begin.
//
//clause:code 5.1.p5
func (o *Office) LookAhead(ctx context.Context) error {
	var live []account.Account
	err := o.Store.Read(ctx, func(t *store.Tx) (err error) {
		live, err = t.Accounts(ctx, store.AccountFilter{States: []account.State{account.Active}})
		return err
	})
	if err != nil {
		return err
	}
	var failed []error
	for _, acc := range live {
		if err := o.lookAhead(ctx, acc.ID); err != nil && !errors.Is(err, store.ErrConflict) {
			failed = append(failed, fmt.Errorf("look at the rota of account %s: %w", acc.ID, err))
		}
	}
	return errors.Join(failed...)
}

// lookAhead writes only when something changes.
func (o *Office) lookAhead(ctx context.Context, accountID string) error {
	var same bool
	look := func(t *store.Tx) error {
		acc, err := t.Account(ctx, accountID)
		if err != nil {
			return err
		}
		gap, owes, err := o.unwatched(ctx, t, acc)
		if err != nil {
			return err
		}
		all, err := t.Deadlines(ctx, store.DeadlineFilter{Kinds: []string{deadlineWatch}, Subjects: []string{watchSubject(accountID)}})
		same = !owes && len(all) == 0 || owes && len(all) > 0 && all[0].Due.Equal(o.watchDue(acc, gap))
		return err
	}
	if err := o.Store.Read(ctx, look); err != nil || same {
		return err
	}
	return o.Store.Change(ctx, func(t *store.Tx) error {
		acc, err := t.Account(ctx, accountID)
		if err != nil {
			return err
		}
		return o.watched(ctx, t, acc)
	})
}

// watched begins, moves or meets what the account owes of its rota.
func (o *Office) watched(ctx context.Context, t *store.Tx, acc account.Account) error {
	now := o.Now()
	gap, owes, err := o.unwatched(ctx, t, acc)
	if err != nil || !owes {
		return errors.Join(err, t.MeetDeadline(ctx, deadlineWatch, watchSubject(acc.ID), now))
	}
	all, err := t.Deadlines(ctx, store.DeadlineFilter{Kinds: []string{deadlineWatch}, Subjects: []string{watchSubject(acc.ID)}})
	if err != nil || len(all) > 0 && all[0].Due.Equal(o.watchDue(acc, gap)) {
		return err
	}
	clause := o.Pack.ClauseFor(regulation.RuleAttendance)
	d := deadline.Committed(deadlineWatch, "Decir quién vigila la cuenta en días sin atención", clause,
		deadline.For{Subject: watchSubject(acc.ID), AccountID: acc.ID, AreaID: acc.AreaID, Path: "/cuentas/" + acc.ID + "/horario", Detail: acc.At() + " · " + gap.Sentence(),
			Owners: deadline.Roles(institution.Lead, institution.Alternate)}, id.New(now), now, gap.From.Plus(-1), acc.Hours.Location())
	if err := t.SetDeadline(ctx, d); err != nil {
		return err
	}
	e := store.Entry(now, institution.System("plazos"), "account.unwatched")
	e.Subject, e.Account, e.Area, e.Clause, e.Details = "account:"+acc.ID, acc.ID, acc.AreaID, clause, map[string]any{"period": gap.Sentence()}
	return t.Record(ctx, e)
}

func (o *Office) watchDue(acc account.Account, gap regulation.Stretch) time.Time {
	return gap.From.Start(acc.Hours.Location()).Add(-time.Second)
}

// unwatched is the first stretch without attendance that begins within the notice of the
// pack and that nobody watches. One that began owes nothing more: it is late already.
func (o *Office) unwatched(ctx context.Context, t *store.Tx, acc account.Account) (gap regulation.Stretch, owes bool, err error) {
	if acc.State != account.Active {
		return gap, false, nil
	}
	c, err := t.Calendar(ctx, o.Pack)
	if err != nil {
		return gap, false, err
	}
	may, err := o.mayAttend(ctx, t, acc)
	if err != nil {
		return gap, false, err
	}
	today := regulation.DateOf(o.Now().In(acc.Hours.Location()))
	for _, s := range acc.Hours.DaysOff(today.Plus(1), watchDays, c) {
		notice := c.BusinessDaysBetween(today.Start(time.UTC), s.From.Start(time.UTC), time.UTC)
		if float64(notice) > o.Pack.Threshold(regulation.ThresholdAbsenceNotice) {
			return gap, false, nil
		}
		if _, missing := acc.Rota.Unwatched(s, may); missing {
			return s, true, nil
		}
	}
	return gap, false, nil
}

func (o *Office) mayAttend(ctx context.Context, t *store.Tx, acc account.Account) (func(string) bool, error) {
	people, err := t.Holders(ctx, o.Now(), overAccount(acc), attendants...)
	return func(id string) bool {
		return slices.ContainsFunc(people, func(p institution.Person) bool { return p.ID == id })
	}, err
}
