// Package substituting changes who administers an account. A hand-over is one act: access
// ends and begins, sessions and keys for programs of who leaves end, the password is
// ordered to be renewed and the press office is notified, all in one transaction. When
// nobody is designated in time, publishing stops until somebody is. One file per command.
package substituting

import (
	"context"
	"log/slog"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/ledger"
	"pregonero/regulation"
	"pregonero/store"
)

// Substituter is what substituting works with.
type Substituter struct {
	Store *store.Store
	Pack  *regulation.Pack
	Gate  institution.Gate
	Now   func() time.Time
	Log   *slog.Logger
}

// JobForce is the job of custody that a hand-over orders; Order is its data.
const JobForce = "custody.force_rotation"

// Order asks for the renewal of an account's password.
type Order struct {
	AccountID string `json:"account_id"`
	Why       string `json:"why"` // Spanish
}

func on(acc account.Account) institution.On {
	return institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}, Subject: "account:" + acc.ID}
}

func (s *Substituter) entry(now time.Time, a institution.Actor, act string, acc account.Account, rule regulation.Rule) ledger.Entry {
	e := store.Entry(now, a, act)
	e.Subject, e.Account, e.Area, e.Clause = "account:"+acc.ID, acc.ID, acc.AreaID, s.Pack.ClauseFor(rule)
	return e
}

// permitted reads the account and asks the gate.
func (s *Substituter) permitted(ctx context.Context, a institution.Actor, accountID string) (acc account.Account, err error) {
	if err = s.Store.Read(ctx, func(t *store.Tx) (err error) { acc, err = t.Account(ctx, accountID); return err }); err != nil {
		return acc, err
	}
	return acc, s.Gate.Permit(ctx, s.Now(), a, institution.AccountChange, on(acc))
}
