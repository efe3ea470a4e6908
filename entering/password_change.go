package entering

import (
	"context"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/store"
	"pregonero/vault"
)

// ChangePassword changes the actor's password, who gives the current one. Every other
// session ends.
func (d *Door) ChangePassword(ctx context.Context, a institution.Actor, current, next string) error {
	now := d.Now()
	if err := inSession(a); err != nil {
		return err
	}
	var who institution.Person
	err := d.Store.Read(ctx, func(t *store.Tx) (err error) { who, err = t.Person(ctx, a.PersonID); return err })
	if err != nil {
		return err
	}
	if err := vault.CheckPassword(next, who.Username); err != nil {
		return err
	}
	if current == next {
		return fault.New(fault.Invalid, "La contraseña nueva es igual a la actual.").Then("Elija otra.").On("password")
	}
	if err := d.again(ctx, who, current, a.From, now); err != nil {
		return err
	}
	hash, err := d.Hasher.Hash(ctx, next)
	if err != nil {
		return err
	}
	return d.change(ctx, who.ID, func(t *store.Tx, l *store.Login) error {
		if _, err := d.live(ctx, t, a.SessionID, now); err != nil {
			return err
		}
		l.Password = hash
		if err := t.EndSessionsOf(ctx, who.ID, a.SessionID); err != nil {
			return err
		}
		return d.record(ctx, t, now, a, "password.change", who.ID, nil)
	})
}

// again asks somebody who is in for their password once more. A wrong one counts as a
// wrong log-in does: a browser left open must not become a place to guess.
func (d *Door) again(ctx context.Context, who institution.Person, password, from string, now time.Time) error {
	a := attempt{who: who, password: password, from: from, now: now}
	if err := d.pay(ctx, from, now); err != nil {
		return err
	}
	err := d.Store.Read(ctx, func(t *store.Tx) error {
		l, err := t.Login(ctx, who.ID)
		a.hash = l.Password
		return err
	})
	if err != nil {
		return err
	}
	if err := d.verify(ctx, &a); err != nil {
		return err
	}
	var reason string
	err = d.change(ctx, who.ID, func(t *store.Tx, l *store.Login) error {
		var err error
		if reason, err = d.refusal(ctx, t, l, a); err != nil || reason == "" {
			return err
		}
		return d.refuse(ctx, t, l, now, who.ID, from, reason)
	})
	if err != nil {
		return err
	}
	if reason != "" {
		return fault.New(fault.Invalid, "La contraseña actual no es correcta o el acceso está en pausa.").
			Then("Escriba la contraseña con la que entró.").On("current")
	}
	d.addresses.giveBack(from, now)
	return nil
}
