package entering

import (
	"context"

	"pregonero/institution"
	"pregonero/store"
)

// SignOutOthers ends every session of the actor but the one that asks.
func (d *Door) SignOutOthers(ctx context.Context, a institution.Actor) error {
	now := d.Now()
	if err := inSession(a); err != nil {
		return err
	}
	return d.change(ctx, a.PersonID, func(t *store.Tx, _ *store.Login) error {
		if _, err := d.live(ctx, t, a.SessionID, now); err != nil {
			return err
		}
		if err := t.EndSessionsOf(ctx, a.PersonID, a.SessionID); err != nil {
			return err
		}
		return d.record(ctx, t, now, a, "session.close_others", a.PersonID, nil)
	})
}
