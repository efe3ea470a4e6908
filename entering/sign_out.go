package entering

import (
	"context"
	"errors"

	"pregonero/institution"
	"pregonero/store"
	"pregonero/vault"
)

// SignOut ends the session of a token. One that ended already is no fault.
func (d *Door) SignOut(ctx context.Context, token, from string) error {
	now, hash := d.Now(), vault.HashToken(token)
	i, _, err := d.enter(ctx, token, now)
	if err != nil {
		return nilWhenOver(err)
	}
	err = d.change(ctx, i.Person.ID, func(t *store.Tx, _ *store.Login) error {
		if _, err := d.live(ctx, t, hash, now); err != nil {
			return err
		}
		if err := t.EndSession(ctx, hash); err != nil {
			return err
		}
		return d.record(ctx, t, now, as(i.Person, from), "session.close", i.Person.ID, nil)
	})
	return nilWhenOver(err)
}

// SignOutEverywhere ends every session of the actor, this one too.
func (d *Door) SignOutEverywhere(ctx context.Context, a institution.Actor) error {
	now := d.Now()
	if err := inSession(a); err != nil {
		return err
	}
	return d.change(ctx, a.PersonID, func(t *store.Tx, _ *store.Login) error {
		if err := t.EndSessionsOf(ctx, a.PersonID, ""); err != nil {
			return err
		}
		return d.record(ctx, t, now, a, "session.close_all", a.PersonID, nil)
	})
}

// ListSessions lists the actor's sessions that are in force, oldest first.
func (d *Door) ListSessions(ctx context.Context, a institution.Actor) (out []Info, err error) {
	now := d.Now()
	if err := inSession(a); err != nil {
		return nil, err
	}
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		all, err := t.SessionsOf(ctx, a.PersonID)
		if err != nil {
			return err
		}
		for _, s := range all {
			if !d.inForce(s, now) {
				continue
			}
			i, err := d.describe(ctx, t, s)
			if err != nil {
				return err
			}
			i.IsActors = s.Hash == a.SessionID
			out = append(out, i)
		}
		return nil
	})
	return out, err
}

func nilWhenOver(err error) error {
	if errors.Is(err, errSession) {
		return nil
	}
	return err
}
