package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Login is how a person proves who they are.
type Login struct {
	PersonID    string
	Password    string   // PHC string
	TOTP        string   // sealed; empty: no second factor yet
	TOTPStep    int64    // the last step used, so that no code is used twice
	Recovery    []string // hashes of the codes that are left
	Failures    int
	LockedUntil time.Time
	Version     int
}

func scanLogin(r scanner) (l Login, err error) {
	var recovery string
	var locked int64
	if err = r.Scan(&l.PersonID, &l.Password, &l.TOTP, &l.TOTPStep, &recovery, &l.Failures, &locked, &l.Version); err != nil {
		return l, err
	}
	l.LockedUntil = fromMicros(locked)
	return l, json.Unmarshal([]byte(recovery), &l.Recovery)
}

// Login reads a person's login.
func (t *Tx) Login(ctx context.Context, personID string) (Login, error) {
	return one(ctx, t, "ese acceso", scanLogin, `SELECT person_id, password, totp, totp_step, recovery, failures, locked_until, version
		FROM login WHERE person_id = $1`, personID)
}

// AddLogin adds a login.
func (t *Tx) AddLogin(ctx context.Context, l Login) error {
	return t.exec(ctx, "add the login", `INSERT INTO login (person_id, password, totp, totp_step, recovery, failures, locked_until, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 1)`, l.PersonID, l.Password, l.TOTP, l.TOTPStep, encode(l.Recovery), l.Failures, micros(l.LockedUntil))
}

// UpdateLogin replaces a login.
func (t *Tx) UpdateLogin(ctx context.Context, l Login) error {
	return t.update(ctx, "change the login", `UPDATE login SET password = $1, totp = $2, totp_step = $3, recovery = $4, failures = $5,
		locked_until = $6, version = version + 1 WHERE person_id = $7 AND version = $8`,
		l.Password, l.TOTP, l.TOTPStep, encode(l.Recovery), l.Failures, micros(l.LockedUntil), l.PersonID, l.Version)
}

// Logins lists every login that has a sealed seed, for the rotation of keys.
func (t *Tx) Logins(ctx context.Context) ([]Login, error) {
	return list(ctx, t, scanLogin, `SELECT person_id, password, totp, totp_step, recovery, failures, locked_until, version FROM login ORDER BY person_id`)
}

// Session is a browser that is logged in. The token is kept only as its hash.
type Session struct {
	Hash     string
	PersonID string
	Full     bool // the second factor was given
	Created  time.Time
	Seen     time.Time
	Expires  time.Time
	From     string
	Data     string // pending ceremony of a passkey
}

func scanSession(r scanner) (s Session, err error) {
	var created, seen, expires int64
	err = r.Scan(&s.Hash, &s.PersonID, &s.Full, &created, &seen, &expires, &s.From, &s.Data)
	s.Created, s.Seen, s.Expires = fromMicros(created), fromMicros(seen), fromMicros(expires)
	return s, err
}

const sessionColumns = `SELECT hash, person_id, full_rights, created, seen, expires, came_from, data FROM session`

// Session reads the session with that hash.
func (t *Tx) Session(ctx context.Context, hash string) (Session, error) {
	return one(ctx, t, "esa sesión", scanSession, sessionColumns+` WHERE hash = $1`, hash)
}

// SessionsOf lists a person's sessions.
func (t *Tx) SessionsOf(ctx context.Context, personID string) ([]Session, error) {
	return list(ctx, t, scanSession, sessionColumns+` WHERE person_id = $1 ORDER BY created`, personID)
}

// PutSession adds a session or replaces what changes in it.
func (t *Tx) PutSession(ctx context.Context, s Session) error {
	return t.exec(ctx, "keep the session", `INSERT INTO session (hash, person_id, full_rights, created, seen, expires, came_from, data)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (hash) DO UPDATE SET full_rights = excluded.full_rights, seen = excluded.seen,
		expires = excluded.expires, data = excluded.data`, s.Hash, s.PersonID, s.Full, micros(s.Created), micros(s.Seen), micros(s.Expires), s.From, s.Data)
}

// EndSession removes one session.
func (t *Tx) EndSession(ctx context.Context, hash string) error {
	return t.exec(ctx, "end the session", `DELETE FROM session WHERE hash = $1`, hash)
}

// EndSessionsOf removes every session of a person but one.
func (t *Tx) EndSessionsOf(ctx context.Context, personID, but string) error {
	return t.exec(ctx, "end the sessions", `DELETE FROM session WHERE person_id = $1 AND hash <> $2`, personID, but)
}

// EndExpired removes what has expired.
func (t *Tx) EndExpired(ctx context.Context, now time.Time) error {
	if err := t.exec(ctx, "remove expired sessions", `DELETE FROM session WHERE expires < $1`, micros(now)); err != nil {
		return err
	}
	return t.exec(ctx, "remove expired recoveries", `DELETE FROM recovery WHERE expires < $1`, micros(now))
}

// Passkey is a WebAuthn credential; Body is the library's own JSON.
type Passkey struct {
	ID, PersonID, Name, Body string
	Created                  time.Time
}

func scanPasskey(r scanner) (p Passkey, err error) {
	var created int64
	err = r.Scan(&p.ID, &p.PersonID, &p.Name, &p.Body, &created)
	p.Created = fromMicros(created)
	return p, err
}

// Passkeys lists a person's passkeys.
func (t *Tx) Passkeys(ctx context.Context, personID string) ([]Passkey, error) {
	return list(ctx, t, scanPasskey, `SELECT id, person_id, name, body, created FROM passkey WHERE person_id = $1 ORDER BY created`, personID)
}

// PutPasskey adds a passkey or replaces its counter.
func (t *Tx) PutPasskey(ctx context.Context, p Passkey) error {
	return t.exec(ctx, "keep the passkey", `INSERT INTO passkey (id, person_id, name, body, created) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (id) DO UPDATE SET body = excluded.body`, p.ID, p.PersonID, p.Name, p.Body, micros(p.Created))
}

// RemovePasskeys removes one passkey of a person, or all when id is empty.
func (t *Tx) RemovePasskeys(ctx context.Context, personID, id string) error {
	return t.exec(ctx, "remove passkeys", `DELETE FROM passkey WHERE person_id = $1 AND (id = $2 OR $3 = '')`, personID, id, id)
}

// Recovery is a one-time way in, made by an operator.
type Recovery struct {
	Hash, PersonID, By     string
	Created, Expires, Used time.Time
}

// AddRecovery keeps a recovery.
func (t *Tx) AddRecovery(ctx context.Context, r Recovery) error {
	return t.exec(ctx, "keep the recovery", `INSERT INTO recovery (hash, person_id, made_by, created, expires, used) VALUES ($1, $2, $3, $4, $5, 0)`,
		r.Hash, r.PersonID, r.By, micros(r.Created), micros(r.Expires))
}

// UseRecovery takes a recovery that is in force and never again.
func (t *Tx) UseRecovery(ctx context.Context, hash string, now time.Time) (Recovery, error) {
	r, err := one(ctx, t, "esa recuperación", scanRecovery, `SELECT hash, person_id, made_by, created, expires, used FROM recovery WHERE hash = $1`, hash)
	if err != nil {
		return r, err
	}
	err = t.update(ctx, "use the recovery", `UPDATE recovery SET used = $1 WHERE hash = $2 AND used = 0 AND expires > $3`, micros(now), hash, micros(now))
	return r, err
}

func scanRecovery(r scanner) (x Recovery, err error) {
	var created, expires, used int64
	err = r.Scan(&x.Hash, &x.PersonID, &x.By, &created, &expires, &used)
	x.Created, x.Expires, x.Used = fromMicros(created), fromMicros(expires), fromMicros(used)
	return x, err
}

// Token is a key for programs; only its hash is kept.
type Token struct {
	ID, Hash, PersonID, Name        string
	Acts                            []string // nil: all that the person may do
	Created, Expires, Revoked, Used time.Time
}

func scanToken(r scanner) (k Token, err error) {
	var acts string
	var created, expires, revoked, used int64
	if err = r.Scan(&k.ID, &k.Hash, &k.PersonID, &k.Name, &acts, &created, &expires, &revoked, &used); err != nil {
		return k, err
	}
	k.Created, k.Expires, k.Revoked, k.Used = fromMicros(created), fromMicros(expires), fromMicros(revoked), fromMicros(used)
	if err := json.Unmarshal([]byte(acts), &k.Acts); err != nil {
		return k, fmt.Errorf("decode a token's acts: %w", err)
	}
	return k, nil
}

const tokenColumns = `SELECT id, hash, person_id, name, acts, created, expires, revoked, used FROM api_token`

// TokenByHash reads a token.
func (t *Tx) TokenByHash(ctx context.Context, hash string) (Token, error) {
	return one(ctx, t, "esa llave", scanToken, tokenColumns+` WHERE hash = $1`, hash)
}

// TokensOf lists a person's tokens.
func (t *Tx) TokensOf(ctx context.Context, personID string) ([]Token, error) {
	return list(ctx, t, scanToken, tokenColumns+` WHERE person_id = $1 ORDER BY created DESC`, personID)
}

// AddToken keeps a token.
func (t *Tx) AddToken(ctx context.Context, k Token) error {
	return t.exec(ctx, "keep the token", `INSERT INTO api_token (id, hash, person_id, name, acts, created, expires, revoked, used)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0)`, k.ID, k.Hash, k.PersonID, k.Name, encode(k.Acts), micros(k.Created), micros(k.Expires))
}

// RevokeToken ends one token of a person, or all when id is empty.
func (t *Tx) RevokeToken(ctx context.Context, personID, id string, now time.Time) error {
	return t.exec(ctx, "revoke tokens", `UPDATE api_token SET revoked = $1 WHERE person_id = $2 AND (id = $3 OR $4 = '') AND revoked = 0`,
		micros(now), personID, id, id)
}

// TouchToken notes that a token was used.
func (t *Tx) TouchToken(ctx context.Context, id string, now time.Time) error {
	return t.exec(ctx, "note the token's use", `UPDATE api_token SET used = $1 WHERE id = $2`, micros(now), id)
}
