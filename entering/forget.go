package entering

import (
	"context"

	"pregonero/store"
)

// Forget removes sessions and links whose time is over; a chore of the wiring.
func (d *Door) Forget(ctx context.Context) error {
	now := d.Now()
	return d.Store.Change(ctx, func(t *store.Tx) error { return t.EndExpired(ctx, now) })
}
