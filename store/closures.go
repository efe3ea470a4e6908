package store

import (
	"context"

	"pregonero/closure"
)

// closures have the identifier of their account, so that an account has one.
var closures = kind[closure.Closure]{
	name: "closure", what: "el cierre de esa cuenta",
	index: func(c closure.Closure) Index {
		state := "open"
		if c.Over() {
			state = "over"
		}
		return Index{ID: c.AccountID, State: state, AccountID: c.AccountID, AreaID: c.AreaID, Subject: "account:" + c.AccountID, At: c.Done[closure.Decide].At, Version: c.Version}
	},
	set: func(c *closure.Closure, v int) { c.Version = v },
}

// Closure reads the closing of an account; ok is false when none was decided.
func (t *Tx) Closure(ctx context.Context, accountID string) (c closure.Closure, ok bool, err error) {
	all, err := closures.list(ctx, t, MatterFilter{IDs: []string{accountID}})
	if err != nil || len(all) == 0 {
		return c, false, err
	}
	return all[0], true, nil
}

// AddClosure keeps a closing that begins.
func (t *Tx) AddClosure(ctx context.Context, c closure.Closure) error { return closures.add(ctx, t, c) }

// UpdateClosure changes a closing.
func (t *Tx) UpdateClosure(ctx context.Context, c closure.Closure) error {
	return closures.update(ctx, t, c)
}
