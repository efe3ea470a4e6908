package custody

import (
	"context"
	"errors"
	"fmt"

	"pregonero/institution"
	"pregonero/store"
	"pregonero/vault"
)

// RotateKey makes a new key, re-seals every value under it and retires the former keys.
// It can be stopped at any moment and run again.
func (c *Custodian) RotateKey(ctx context.Context) (resealed int, err error) {
	former := c.Vault.Keys()
	primary, err := c.Vault.Rotate(ctx)
	if err != nil {
		return 0, err
	}
	if resealed, err = c.resealSecrets(ctx, primary); err != nil {
		return resealed, err
	}
	n, err := c.resealLogins(ctx, primary)
	if resealed += n; err != nil {
		return resealed, err
	}
	for _, key := range former {
		if key == primary {
			continue
		}
		if err := c.Vault.Retire(ctx, key, c.sealedUnder); err != nil {
			return resealed, err
		}
	}
	now := c.Now()
	return resealed, c.Store.Change(ctx, func(t *store.Tx) error {
		e := store.Entry(now, institution.System("custodia"), "vault.rotate")
		e.Subject, e.Details = "vault", map[string]any{"values": resealed, "key": primary}
		return t.Record(ctx, e)
	})
}

const resealBatch = 100

func (c *Custodian) resealSecrets(ctx context.Context, primary string) (n int, err error) {
	for {
		var batch []store.Secret
		err := c.Store.Read(ctx, func(t *store.Tx) error {
			batch, err = t.SecretsNotUnder(ctx, primary, resealBatch)
			return err
		})
		if err != nil || len(batch) == 0 {
			return n, err
		}
		for _, s := range batch {
			if err := c.resealOne(ctx, s); err != nil && !errors.Is(err, store.ErrConflict) {
				return n, err
			}
			n++
		}
	}
}

func (c *Custodian) resealOne(ctx context.Context, s store.Secret) error {
	sealed, err := c.reseal(ctx, s.Context, s.Sealed)
	if err != nil {
		return err
	}
	now := c.Now()
	return c.Store.Change(ctx, func(t *store.Tx) error {
		return t.ResealSecret(ctx, s, store.Secret{Context: s.Context, KeyID: sealed.KeyID(), Sealed: string(sealed)}, now)
	})
}

func (c *Custodian) reseal(ctx context.Context, context, text string) (vault.Sealed, error) {
	old, err := vault.ParseSealed(text)
	if err != nil {
		return "", fmt.Errorf("read the sealed value of %s: %w", context, err)
	}
	sealed, err := c.Vault.Reseal(ctx, context, old)
	if err != nil {
		return "", fmt.Errorf("reseal %s: %w", context, err)
	}
	return sealed, nil
}

// TOTPContext is the associated data of a person's sealed second-factor seed.
func TOTPContext(personID string) string { return "person:" + personID + "/totp" }

func (c *Custodian) resealLogins(ctx context.Context, primary string) (n int, err error) {
	var all []store.Login
	err = c.Store.Read(ctx, func(t *store.Tx) error {
		all, err = t.Logins(ctx)
		return err
	})
	if err != nil {
		return 0, err
	}
	for _, l := range all {
		if l.TOTP == "" || vault.Sealed(l.TOTP).KeyID() == primary {
			continue
		}
		sealed, err := c.reseal(ctx, TOTPContext(l.PersonID), l.TOTP)
		if err != nil {
			return n, err
		}
		l.TOTP = string(sealed)
		if err := c.Store.Change(ctx, func(t *store.Tx) error { return t.UpdateLogin(ctx, l) }); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// sealedUnder counts the values that still need a key.
func (c *Custodian) sealedUnder(ctx context.Context, key string) (n int, err error) {
	err = c.Store.Read(ctx, func(t *store.Tx) error {
		if n, err = t.CountSecretsUnder(ctx, key); err != nil {
			return err
		}
		all, err := t.Logins(ctx)
		for _, l := range all {
			if l.TOTP != "" && vault.Sealed(l.TOTP).KeyID() == key {
				n++
			}
		}
		return err
	})
	return n, err
}
