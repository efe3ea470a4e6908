package custody

import (
	"context"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/keyring"
	"pregonero/network"
	"pregonero/regulation"
	"pregonero/store"
)

// JobRevoke is the job by which other processes order that an account's token ends. Its
// data is ForceOrder.
const JobRevoke = "custody.revoke"

// Revoke ends the account's token on its network, where the network lets it, and destroys
// ours: nothing can be done with it any more, by anybody. The account is connected again
// when the order's cause is over. A network that does not answer for now is asked again by
// the queue; publishing is stopped meanwhile by who gave the order.
//
//clause:code 6.xxxi
func (c *Custodian) Revoke(ctx context.Context, o ForceOrder) error {
	var acc account.Account
	if err := c.Store.Read(ctx, func(t *store.Tx) (err error) { acc, err = t.Account(ctx, o.AccountID); return err }); err != nil {
		return err
	}
	if !acc.Credential.Present {
		return nil
	}
	open, opened := c.Keys.Open(ctx, acc)
	there := "no"
	var failed error
	if conn, err := c.Keys.Connector(acc); err == nil && opened == nil {
		if r, ok := conn.(network.Revoker); ok {
			if failed = r.Revoke(ctx, open); failed == nil {
				there = "yes"
			}
		}
	}
	if failed != nil && network.KindOf(failed) == network.Temporary {
		return failed
	}
	now := c.Now()
	return c.Store.Change(ctx, func(t *store.Tx) (err error) {
		if acc, err = t.Account(ctx, o.AccountID); err != nil {
			return err
		}
		if err := t.RemoveSecret(ctx, keyring.Context(acc.ID)); err != nil {
			return err
		}
		acc.Credential = account.Credential{Problem: "La conexión con la red se cerró: " + o.Why + "."}
		if err := t.UpdateAccount(ctx, acc); err != nil {
			return err
		}
		e := store.Entry(now, institution.System("custodia"), "credential.revoke")
		e.Subject, e.Account, e.Area, e.Clause = "account:"+acc.ID, acc.ID, acc.AreaID, c.Pack.ClauseFor(regulation.RuleIncident)
		e.Details = map[string]any{"why": o.Why, "on_network": there}
		return t.Record(ctx, e)
	})
}
