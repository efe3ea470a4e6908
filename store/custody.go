package store

import (
	"context"

	"pregonero/account"
	"pregonero/internal/fault"
)

// One custody an account, found by the account's identifier.
var custodies = kind[account.Custody]{
	name: "custody", what: "esa bóveda",
	index: func(c account.Custody) Index {
		return Index{ID: custodyID(c.AccountID), State: "kept", AccountID: c.AccountID, AreaID: c.AreaID, At: c.RenewedAt, Version: c.Version}
	},
	set: func(c *account.Custody, v int) { c.Version = v },
}

func custodyID(accountID string) string { return "custody:" + accountID }

// Custody reads what is known of an account's secrets; of an account that handed over
// none it is empty.
func (t *Tx) Custody(ctx context.Context, a account.Account) (account.Custody, error) {
	c, err := custodies.one(ctx, t, custodyID(a.ID))
	if fault.Is(err, fault.NotFound) {
		return account.Custody{AccountID: a.ID, AreaID: a.AreaID}, nil
	}
	return c, err
}

// Custodies lists the custody of accounts, by the account's identifier; none names all.
func (t *Tx) Custodies(ctx context.Context, accounts ...string) (map[string]account.Custody, error) {
	all, err := custodies.list(ctx, t, MatterFilter{Accounts: accounts, Limit: 1000})
	out := make(map[string]account.Custody, len(all))
	for _, c := range all {
		out[c.AccountID] = c
	}
	return out, err
}

// PutCustody keeps it. ErrConflict says that somebody else did so meanwhile.
func (t *Tx) PutCustody(ctx context.Context, c account.Custody) error {
	if c.Version > 0 {
		return custodies.update(ctx, t, c)
	}
	if err := custodies.add(ctx, t, c); duplicate(err) {
		return ErrConflict
	} else if err != nil {
		return err
	}
	return nil
}
