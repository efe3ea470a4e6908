package entering

import (
	"context"
	"fmt"
	"slices"
	"time"

	"pregonero/institution"
	"pregonero/store"
	"pregonero/vault"
)

// SecondFactor takes the code of the app, or a recovery code, and turns a session that
// waited for it into a full one under a new token. A code opens once.
func (d *Door) SecondFactor(ctx context.Context, token, code, from string) (Session, error) {
	now, hash := d.Now(), vault.HashToken(token)
	i, _, err := d.enter(ctx, token, now)
	if err != nil {
		return Session{}, err
	}
	if i.State != Pending {
		return Session{}, errSession
	}
	if err := d.pay(ctx, from, now); err != nil {
		return Session{}, err
	}
	var out Session
	var told error
	err = d.change(ctx, i.Person.ID, func(t *store.Tx, l *store.Login) error {
		out, told = Session{}, nil
		if _, err := d.live(ctx, t, hash, now); err != nil {
			return err
		}
		out, told, err = d.prove(ctx, t, l, proof{i.Person, hash, code, from, now})
		return err
	})
	if err != nil || told != nil {
		return Session{}, firstOf(err, told)
	}
	d.addresses.giveBack(from, now)
	return out, nil
}

type proof struct {
	who     institution.Person
	session string // the hash of the half session
	code    string
	from    string
	now     time.Time
}

// prove holds the code against what the person has. told is the refusal, which is kept
// with its ledger entry.
func (d *Door) prove(ctx context.Context, t *store.Tx, l *store.Login, p proof) (s Session, told, err error) {
	if locked(l, p.now) {
		return s, d.errCredentials(), d.refuse(ctx, t, l, p.now, p.who.ID, p.from, "locked")
	}
	method, err := d.match(ctx, l, p.code, p.now)
	if err != nil {
		return s, nil, err
	}
	if method == "" {
		return s, errCode, d.refuse(ctx, t, l, p.now, p.who.ID, p.from, reasonCode)
	}
	if s, err = d.openFull(ctx, t, l, p.session, p.from, p.now); err != nil {
		return s, nil, err
	}
	details := map[string]any{"method": method, "recovery_left": len(l.Recovery)}
	return s, nil, d.record(ctx, t, p.now, as(p.who, p.from), "session.open", p.who.ID, details)
}

// match finds what the code is and spends it in l; "" when it is nothing.
func (d *Door) match(ctx context.Context, l *store.Login, code string, now time.Time) (method string, err error) {
	if len(code) > 64 {
		return "", nil
	}
	if l.TOTP != "" {
		secret, err := d.Vault.Open(ctx, sealContext(l.PersonID), vault.Sealed(l.TOTP))
		if err != nil {
			return "", fmt.Errorf("open a second factor: %w", err)
		}
		step, right := vault.VerifyTOTP(string(secret), code, now, l.TOTPStep)
		clear(secret)
		if right {
			l.TOTPStep = step
			return "totp", nil
		}
	}
	if i, right := vault.MatchRecovery(code, l.Recovery); right {
		l.Recovery = slices.Delete(slices.Clone(l.Recovery), i, i+1)
		return "recovery", nil
	}
	return "", nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
