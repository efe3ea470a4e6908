package oversight

import (
	"context"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/regulation"
	"pregonero/store"
)

// EndGrant ends a role at this moment, by whoever could have given it. The roles over
// accounts end with a change of the account's administrators.
//
//clause:code 7.v
func (o *Office) EndGrant(ctx context.Context, a institution.Actor, grantID, reason string) error {
	now := o.Now()
	var g institution.Grant
	err := o.Store.Read(ctx, func(t *store.Tx) (err error) { g, err = t.Grant(ctx, grantID); return err })
	if err != nil {
		return err
	}
	if g.AccountID != "" {
		return fault.New(fault.Invalid, "Las personas administradoras se cambian en el expediente de la cuenta.").Then("Abra el expediente de la cuenta.")
	}
	if err := o.permitGrant(ctx, now, a, g); err != nil {
		return err
	}
	if !g.Holds(now) {
		return fault.New(fault.Conflict, "Ese cargo ya había terminado.")
	}
	return o.Store.Change(ctx, func(t *store.Tx) error { return o.endGrant(ctx, t, now, a, g, reason) })
}

// endGrant ends a role with its entry.
func (o *Office) endGrant(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, g institution.Grant, reason string) error {
	if err := t.EndGrant(ctx, g.ID, now); err != nil {
		return err
	}
	if err := o.tellHead(ctx, t, now, g, false); err != nil {
		return err
	}
	e := o.grantEntry(now, a, "grant.end", g)
	e.Details["reason"] = reason
	return t.Record(ctx, e)
}

func (o *Office) grantEntry(now time.Time, a institution.Actor, act string, g institution.Grant) ledger.Entry {
	e := store.Entry(now, a, act)
	e.Subject, e.Area, e.Account, e.Clause = "person:"+g.PersonID, g.AreaID, g.AccountID, o.Pack.ClauseFor(regulation.RuleTwoAdministrators)
	e.Details = map[string]any{"grant": g.ID, "role": string(g.Role)}
	return e
}
