package entering

import (
	"context"
	"time"

	"pregonero/internal/fault"
	"pregonero/store"
	"pregonero/vault"
)

// Recover uses a link: the person gets the new password, no second factor (they enrol one
// at their next log-in), and every session, passkey and key for programs ends. A link
// serves once, whoever comes first.
func (d *Door) Recover(ctx context.Context, token, password, from string) error {
	now := d.Now()
	if err := vault.CheckPassword(password, ""); err != nil {
		return err
	}
	if err := d.pay(ctx, from, now); err != nil {
		return err
	}
	hash, err := d.Hasher.Hash(ctx, password)
	if err != nil {
		return err
	}
	err = d.retry(ctx, func(t *store.Tx) error {
		used, err := t.UseRecovery(ctx, vault.HashToken(token), now)
		if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Conflict) {
			return errLink
		}
		if err != nil {
			return err
		}
		return pass(ctx, t, used.PersonID, func(t *store.Tx, l *store.Login) error {
			return d.startAfresh(ctx, t, l, used, hash, password, from, now)
		})
	})
	if err == nil || fault.Is(err, fault.Invalid) {
		d.addresses.giveBack(from, now)
	}
	return err
}

func (d *Door) startAfresh(ctx context.Context, t *store.Tx, l *store.Login, used store.Recovery, hash, password, from string, now time.Time) error {
	who, err := t.Person(ctx, used.PersonID)
	if err != nil {
		return err
	}
	if !who.Active {
		return errLink
	}
	if err := vault.CheckPassword(password, who.Username); err != nil {
		return err // nothing is kept: the link still serves
	}
	l.Password, l.TOTP, l.TOTPStep, l.Recovery = hash, "", 0, nil
	l.Failures, l.LockedUntil = 0, time.Time{}
	if err := t.RemovePasskeys(ctx, who.ID, ""); err != nil {
		return err
	}
	if err := t.EndSessionsOf(ctx, who.ID, ""); err != nil {
		return err
	}
	if err := t.RevokeToken(ctx, who.ID, "", now); err != nil {
		return err
	}
	return d.record(ctx, t, now, as(who, from), "person.recovered", who.ID, map[string]any{"by": used.By})
}
