package store

import (
	"context"
	"time"

	"pregonero/account"
	"pregonero/institution"
)

var scanAccount = document(func(a *account.Account, v int) { a.Version = v })

const accountColumns = `SELECT version, body FROM account`

// AccountFilter narrows accounts; empty fields do not.
type AccountFilter struct {
	IDs    []string
	Areas  []string
	States []account.State
}

// Account reads one account.
func (t *Tx) Account(ctx context.Context, id string) (account.Account, error) {
	return one(ctx, t, "esa cuenta", scanAccount, accountColumns+` WHERE id = $1`, id)
}

// Accounts lists accounts, by network and handle.
func (t *Tx) Accounts(ctx context.Context, f AccountFilter) ([]account.Account, error) {
	var w where
	w.in("id", f.IDs)
	w.in("area_id", f.Areas)
	states := make([]string, len(f.States))
	for i, s := range f.States {
		states[i] = string(s)
	}
	w.in("state", states)
	return list(ctx, t, scanAccount, accountColumns+w.String()+` ORDER BY network, handle, id`, w.args...)
}

// AccountsOf lists the accounts whose contents the actor may touch: those administered
// and those of the areas headed.
func (t *Tx) AccountsOf(ctx context.Context, a institution.Actor) ([]account.Account, error) {
	var w where
	ids, areas := a.Accounts(), a.Areas(institution.Head)
	switch {
	case len(ids) > 0 && len(areas) > 0:
		w.and("(id IN ("+w.marks(ids)+") OR area_id IN ("+w.marks(areas)+"))", append(anys(ids), anys(areas)...)...)
	case len(ids)+len(areas) == 0:
		return nil, nil
	}
	if len(w.parts) == 0 {
		w.in("id", ids)
		w.in("area_id", areas)
	}
	return list(ctx, t, scanAccount, accountColumns+w.String()+` ORDER BY network, handle, id`, w.args...)
}

// AddAccount adds an account to the registry.
func (t *Tx) AddAccount(ctx context.Context, a account.Account) error {
	return t.exec(ctx, "add the account", `INSERT INTO account (id, network, handle, area_id, state, version, body)
		VALUES ($1, $2, $3, $4, $5, 1, $6)`, a.ID, a.Network, a.Handle, a.AreaID, string(a.State), encode(a))
}

// UpdateAccount changes an account.
func (t *Tx) UpdateAccount(ctx context.Context, a account.Account) error {
	return t.update(ctx, "change the account", `UPDATE account SET network = $1, handle = $2, area_id = $3, state = $4, body = $5,
		version = version + 1 WHERE id = $6 AND version = $7`, a.Network, a.Handle, a.AreaID, string(a.State), encode(a), a.ID, a.Version)
}

// Secret is a sealed value.
type Secret struct {
	Context string // what it belongs to: the associated data of the seal
	KeyID   string
	Sealed  string
}

func scanSecret(r scanner) (s Secret, err error) { return s, r.Scan(&s.Context, &s.KeyID, &s.Sealed) }

// Secret reads a sealed value.
func (t *Tx) Secret(ctx context.Context, context string) (Secret, error) {
	return one(ctx, t, "ese acceso", scanSecret, `SELECT context, key_id, sealed FROM secret WHERE context = $1`, context)
}

// PutSecret keeps a sealed value.
func (t *Tx) PutSecret(ctx context.Context, s Secret, now time.Time) error {
	return t.exec(ctx, "keep a sealed value", `INSERT INTO secret (context, key_id, sealed, updated) VALUES ($1, $2, $3, $4)
		ON CONFLICT (context) DO UPDATE SET key_id = excluded.key_id, sealed = excluded.sealed, updated = excluded.updated`,
		s.Context, s.KeyID, s.Sealed, micros(now))
}

// ResealSecret replaces a sealed value only if it still is the one that was read.
func (t *Tx) ResealSecret(ctx context.Context, was, is Secret, now time.Time) error {
	return t.update(ctx, "reseal a value", `UPDATE secret SET key_id = $1, sealed = $2, updated = $3 WHERE context = $4 AND sealed = $5`,
		is.KeyID, is.Sealed, micros(now), was.Context, was.Sealed)
}

// RemoveSecret destroys a sealed value.
func (t *Tx) RemoveSecret(ctx context.Context, context string) error {
	return t.exec(ctx, "destroy a sealed value", `DELETE FROM secret WHERE context = $1`, context)
}

// SecretsNotUnder lists sealed values under another key than the given.
func (t *Tx) SecretsNotUnder(ctx context.Context, keyID string, limit int) ([]Secret, error) {
	return list(ctx, t, scanSecret, `SELECT context, key_id, sealed FROM secret WHERE key_id <> $1 ORDER BY context LIMIT $2`, keyID, limit)
}

// Setting reads a setting, "" when it was never set.
func (t *Tx) Setting(ctx context.Context, name string) (string, error) {
	all, err := list(ctx, t, scanText, `SELECT value FROM setting WHERE name = $1`, name)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}

// SetSetting keeps a setting.
func (t *Tx) SetSetting(ctx context.Context, name, value string) error {
	return t.exec(ctx, "keep a setting", `INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
}

// Lease takes the named lease until the given time, or tells that somebody else has it.
func (s *Store) Lease(ctx context.Context, name, holder string, now, until time.Time) (bool, error) {
	got := false
	err := s.Change(ctx, func(t *Tx) error {
		res, err := t.q.ExecContext(ctx, `INSERT INTO lease (name, holder, until_at) VALUES ($1, $2, $3)
			ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at
			WHERE lease.until_at < $4 OR lease.holder = $5`, name, holder, micros(until), micros(now), holder)
		if err != nil {
			return wrap(err, "take the lease")
		}
		n, err := res.RowsAffected()
		got = n > 0
		return wrap(err, "take the lease")
	})
	return got, err
}

// CountSecretsUnder counts sealed values under a key.
func (t *Tx) CountSecretsUnder(ctx context.Context, keyID string) (n int, err error) {
	err = t.q.QueryRowContext(ctx, `SELECT count(*) FROM secret WHERE key_id = $1`, keyID).Scan(&n)
	return n, wrap(err, "count sealed values")
}
