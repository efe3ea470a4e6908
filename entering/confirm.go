package entering

import (
	"context"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/store"
)

// Confirm asks again, now, for the second factor of who has a full session: a code of their
// app, a recovery code or the proof of a passkey, each good once. Before the most delicate acts a session alone is
// not enough. Wrong codes count like wrong codes at the door and pause the access.
//
// In practice mode somebody without a second factor confirms with their password.
//
//clause:code 5.1.p4
func (d *Door) Confirm(ctx context.Context, a institution.Actor, code string) error {
	if err := inSession(a); err != nil {
		return err
	}
	now := d.Now()
	if err := d.pay(ctx, a.From, now); err != nil {
		return err
	}
	if ceremony, answer, is := isPasskeyProof(code); is {
		err := d.confirmPasskey(ctx, a, ceremony, answer, now)
		if err == nil {
			d.addresses.giveBack(a.From, now)
		}
		return err
	}
	byPassword, err := d.practisesWithout(ctx, a.PersonID, code)
	if err != nil {
		return err
	}
	var told error
	err = d.change(ctx, a.PersonID, func(t *store.Tx, l *store.Login) error {
		told = nil
		if _, err := d.live(ctx, t, a.SessionID, now); err != nil {
			return err
		}
		if locked(l, now) {
			told = d.errCredentials()
			return d.refuse(ctx, t, l, now, a.PersonID, a.From, "locked")
		}
		method, err := d.match(ctx, l, code, now)
		if err != nil {
			return err
		}
		if method == "" && byPassword {
			method = "password"
		}
		if method == "" {
			told = errConfirm
			return d.refuse(ctx, t, l, now, a.PersonID, a.From, reasonCode)
		}
		l.Failures = 0
		return d.record(ctx, t, now, a, "session.confirm", a.PersonID, map[string]any{"method": method})
	})
	if err != nil || told != nil {
		return firstOf(err, told)
	}
	d.addresses.giveBack(a.From, now)
	return nil
}

// practisesWithout tells whether, in practice mode, the person has no second factor and
// gave their password instead.
func (d *Door) practisesWithout(ctx context.Context, personID, password string) (bool, error) {
	if !d.Practice || len(password) > 256 {
		return false, nil
	}
	var l store.Login
	var keys []store.Passkey
	err := d.Store.Read(ctx, func(t *store.Tx) (err error) {
		if l, err = t.Login(ctx, personID); err != nil {
			return err
		}
		keys, err = t.Passkeys(ctx, personID)
		return err
	})
	if err != nil || l.TOTP != "" || len(keys) > 0 || l.Password == "" {
		return false, err
	}
	right, _, err := d.Hasher.Verify(ctx, l.Password, password)
	return right, err
}

var errConfirm = fault.New(fault.Invalid, "El código no es correcto o ya se usó.").
	Then("Espere a que su aplicación muestre otro código y escríbalo, o use uno de sus códigos de recuperación.").On("code")
