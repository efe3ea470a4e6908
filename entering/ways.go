package entering

import (
	"context"

	"pregonero/institution"
	"pregonero/store"
)

// Ways are the ways in that somebody has, for their own page; no secret among them.
type Ways struct {
	TOTP         bool
	RecoveryLeft int // recovery codes not used yet
}

// Ways tells the actor which second factors they have, passkeys aside (see ListPasskeys).
func (d *Door) Ways(ctx context.Context, a institution.Actor) (w Ways, err error) {
	if err := inSession(a); err != nil {
		return w, err
	}
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		l, err := t.Login(ctx, a.PersonID)
		w = Ways{TOTP: l.TOTP != "", RecoveryLeft: len(l.Recovery)}
		return err
	})
	return w, err
}
