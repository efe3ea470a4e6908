// Package closing takes an account out of service, step by step and in order: what it
// published is archived and then erased on its network, a person confirms that the account
// no longer exists there, its secrets are destroyed, the directory says so and a letter
// informs the press office. It also finds the accounts that nobody uses. One file per
// command; what takes long is done by jobs that go on where they were left.
package closing

import (
	"context"
	"log/slog"
	"time"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/keyring"
	"pregonero/ledger"
	"pregonero/media"
	"pregonero/regulation"
	"pregonero/store"
)

// Closer is what closing works with.
type Closer struct {
	Store *store.Store
	Pack  *regulation.Pack
	Gate  institution.Gate
	Keys  *keyring.Keyring
	Media *media.Store
	Now   func() time.Time
	Log   *slog.Logger
}

// Jobs of a closing; their data is an Order.
const (
	JobArchive = "closing.archive"
	JobErase   = "closing.erase"
	JobDestroy = "custody.destroy" // of the process that keeps the secrets
)

// Order is the data of those jobs.
type Order struct {
	AccountID string `json:"account_id"`
}

var system = institution.System("cierre")

func subject(accountID string) string { return "closure:" + accountID }

// Path is the address of an account's closing.
func Path(accountID string) string { return "/cuentas/" + accountID + "/cierre" }

func (v *Closer) clause() string { return v.Pack.ClauseFor(regulation.RuleClosing) }

func over(a account.Account) institution.On {
	return institution.On{AreaID: a.AreaID, AccountIDs: []string{a.ID}, Subject: subject(a.ID)}
}

func (v *Closer) done(a institution.Actor, now time.Time, note string) closure.Taken {
	return closure.Taken{By: a.PersonID, Name: a.Name, At: now, Note: note}
}

func (v *Closer) account(ctx context.Context, id string) (acc account.Account, err error) {
	err = v.Store.Read(ctx, func(t *store.Tx) (err error) { acc, err = t.Account(ctx, id); return err })
	return acc, err
}

func (v *Closer) entry(now time.Time, a institution.Actor, act string, acc account.Account) ledger.Entry {
	e := store.Entry(now, a, act)
	e.Subject, e.Account, e.Area, e.Clause = subject(acc.ID), acc.ID, acc.AreaID, v.Pack.ClauseFor(regulation.RuleClosingDone)
	e.Details = map[string]any{}
	return e
}

// take is one act on a closing: it asks the gate, changes it and keeps it with its entry.
func (v *Closer) take(ctx context.Context, a institution.Actor, accountID, act string, f func(*store.Tx, *account.Account, *closure.Closure, *ledger.Entry) error) (c closure.Closure, err error) {
	acc, err := v.account(ctx, accountID)
	if err != nil {
		return c, err
	}
	now := v.Now()
	if !a.System {
		if err := v.Gate.Permit(ctx, now, a, institution.AccountClose, over(acc)); err != nil {
			return c, err
		}
	}
	return c, v.Store.Change(ctx, func(t *store.Tx) error {
		if acc, err = t.Account(ctx, accountID); err != nil {
			return err
		}
		var ok bool
		if c, ok, err = t.Closure(ctx, accountID); err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.Conflict, "Todavía no se decide dar de baja esta cuenta.").Then("Empiece por decidirlo, con su razón.").Under(v.clause())
		}
		e := v.entry(now, a, act, acc)
		if err := f(t, &acc, &c, &e); err != nil {
			return v.cited(err)
		}
		if err := t.UpdateClosure(ctx, c); err != nil {
			return err
		}
		return t.Record(ctx, e)
	})
}

// cited says the clause of a refusal that has none.
func (v *Closer) cited(err error) error {
	if f, ok := fault.Of(err); ok && f.Kind == fault.Conflict && f.Clause == "" {
		return f.Under(v.Pack.ClauseFor(regulation.RuleClosingDone))
	}
	return err
}
