package closing

import (
	"context"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/regulation"
	"pregonero/store"
)

// Decide begins the closing of an account: nothing more goes out of it, and the time runs.
//
//clause:code 7.viii
func (v *Closer) Decide(ctx context.Context, a institution.Actor, accountID, reason string) (c closure.Closure, err error) {
	acc, err := v.account(ctx, accountID)
	if err != nil {
		return c, err
	}
	now := v.Now()
	if err := v.Gate.Permit(ctx, now, a, institution.AccountClose, over(acc)); err != nil {
		return c, err
	}
	if c, err = closure.Begin(acc.ID, acc.AreaID, reason, v.done(a, now, "")); err != nil {
		return c, err
	}
	return c, v.Store.Change(ctx, func(t *store.Tx) error {
		if acc, err = t.Account(ctx, accountID); err != nil {
			return err
		}
		if err := v.mayBegin(ctx, t, acc); err != nil {
			return err
		}
		if acc.State == account.Active {
			if err := acc.Apply(account.Suspend, now); err != nil {
				return err
			}
		}
		if err := acc.Stop(a.Name, "La cuenta se va a dar de baja: "+c.Reason, now); err != nil {
			return err
		}
		if err := t.UpdateAccount(ctx, acc); err != nil {
			return err
		}
		if err := t.AddClosure(ctx, c); err != nil {
			return err
		}
		if err := v.clock(ctx, t, acc); err != nil {
			return err
		}
		e := v.entry(now, a, "closing.decide", acc)
		e.Clause, e.Details["reason"] = v.clause(), c.Reason
		return t.Record(ctx, e)
	})
}

// mayBegin refuses a second closing.
func (v *Closer) mayBegin(ctx context.Context, t *store.Tx, acc account.Account) error {
	_, begun, err := t.Closure(ctx, acc.ID)
	if err != nil {
		return err
	}
	if begun || acc.State == account.Closed {
		return fault.New(fault.Conflict, "La baja de esta cuenta ya se decidió.").Then("Siga los pasos que faltan.").Under(v.clause())
	}
	return nil
}

// clock begins the deadline of the closing.
func (v *Closer) clock(ctx context.Context, t *store.Tx, acc account.Account) error {
	cal, err := t.Calendar(ctx, v.Pack)
	if err != nil {
		return err
	}
	d, err := deadline.New(v.Pack, cal, regulation.DeadlineClosing, deadline.For{Subject: subject(acc.ID), AccountID: acc.ID, AreaID: acc.AreaID,
		Path: Path(acc.ID), Detail: acc.At(), Owners: deadline.Roles(institution.Head)}, id.New(v.Now()), v.Now())
	if err != nil {
		return err
	}
	return t.SetDeadline(ctx, d)
}
