package entering

import (
	"context"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/person"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/vault"
)

// Session is one just opened: its token is shown to the browser and never again.
type Session struct {
	Token   string
	State   State
	TOTP    bool // the second factor can be a code
	Passkey bool // or a passkey
	Expires time.Time
}

// attempt is one try to enter with a password.
type attempt struct {
	who      institution.Person // zero when there is none
	hash     string             // that the password was held against
	right    bool
	better   string // the password's hash at today's cost, when the kept one is cheaper
	password string
	from     string
	now      time.Time
}

// SignIn opens a session that waits for the second factor, or, for who has none yet, one
// that only allows to enrol it. A wrong user, a wrong password and a paused access are
// told in the same words and take the same time.
func (d *Door) SignIn(ctx context.Context, username, password, from string) (Session, error) {
	a := attempt{password: password, from: from, now: d.Now()}
	if err := d.pay(ctx, from, a.now); err != nil {
		return Session{}, err
	}
	if err := d.find(ctx, username, &a); err != nil {
		return Session{}, err
	}
	if err := d.verify(ctx, &a); err != nil {
		return Session{}, err
	}
	s, err := d.judge(ctx, a)
	if err == nil {
		d.addresses.giveBack(from, a.now)
	}
	return s, err
}

// pay counts an attempt from the address, or refuses it.
func (d *Door) pay(ctx context.Context, from string, now time.Time) error {
	ok, first := d.addresses.take(from, now)
	if ok {
		return nil
	}
	if first {
		e := store.Entry(now, stranger(from), "session.slowed")
		e.Subject, e.Outcome = "address", ledger.Refused
		if err := d.Store.Change(ctx, func(t *store.Tx) error { return t.Record(ctx, e) }); err != nil {
			return err
		}
	}
	return errSlowDown()
}

func (d *Door) find(ctx context.Context, username string, a *attempt) error {
	name := person.Username(username)
	if !isText(name) {
		name = ""
	}
	err := d.Store.Read(ctx, func(t *store.Tx) error {
		who, err := t.PersonByUsername(ctx, name)
		if err != nil {
			return err
		}
		l, err := t.Login(ctx, who.ID)
		a.who, a.hash = who, l.Password
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// verify takes as long for who does not exist: the vault hashes against a decoy.
func (d *Door) verify(ctx context.Context, a *attempt) error {
	if len(a.password) > 4*vault.MaxPassword { // no password is that long
		a.password, a.hash = "", ""
	}
	right, rehash, err := d.Hasher.Verify(ctx, a.hash, a.password)
	if err != nil {
		return err
	}
	a.right = right
	if rehash {
		a.better, err = d.Hasher.Hash(ctx, a.password)
	}
	return err
}

// judge keeps what came of the attempt.
func (d *Door) judge(ctx context.Context, a attempt) (s Session, err error) {
	if a.who.ID == "" {
		e := store.Entry(a.now, stranger(a.from), "session.refused")
		e.Outcome, e.Details = ledger.Refused, map[string]any{"reason": "unknown"}
		err := d.Store.Change(ctx, func(t *store.Tx) error { return t.Record(ctx, e) })
		if err != nil {
			return s, err
		}
		return s, d.errCredentials()
	}
	var told error
	err = d.change(ctx, a.who.ID, func(t *store.Tx, l *store.Login) error {
		s, told = Session{}, nil
		reason, err := d.refusal(ctx, t, l, a)
		if err != nil {
			return err
		}
		if reason != "" {
			told = d.errCredentials()
			return d.refuse(ctx, t, l, a.now, a.who.ID, a.from, reason)
		}
		if a.better != "" {
			l.Password = a.better
		}
		s, err = d.openHalf(ctx, t, l, a)
		return err
	})
	if err != nil {
		return Session{}, err
	}
	return s, told
}

// refusal says why the attempt fails as things stand in the transaction, "" when it does not.
func (d *Door) refusal(ctx context.Context, t *store.Tx, l *store.Login, a attempt) (string, error) {
	who, err := t.Person(ctx, a.who.ID)
	switch {
	case err != nil:
		return "", err
	case locked(l, a.now):
		return "locked", nil
	case !a.right || l.Password != a.hash: // or it was changed a moment ago
		return reasonPassword, nil
	case !who.Active:
		return "inactive", nil
	}
	return "", nil
}

const (
	reasonPassword = "password"
	reasonCode     = "code"
)

func locked(l *store.Login, now time.Time) bool { return now.Before(l.LockedUntil) }

// refuse records a failure and, when it is a wrong proof, counts it: at the pack's
// threshold the access is paused.
func (d *Door) refuse(ctx context.Context, t *store.Tx, l *store.Login, now time.Time, personID, from, reason string) error {
	e := store.Entry(now, stranger(from), "session.refused")
	e.Subject, e.Outcome, e.Details = "person:"+personID, ledger.Refused, map[string]any{"reason": reason}
	if err := t.Record(ctx, e); err != nil {
		return err
	}
	if reason != reasonPassword && reason != reasonCode {
		return nil
	}
	l.Failures++
	if l.Failures < int(d.Pack.Threshold(regulation.ThresholdLoginAttempts)) {
		return nil
	}
	l.Failures, l.LockedUntil = 0, now.Add(d.minutes(regulation.ThresholdLockout))
	e.Act, e.Details = "session.locked", map[string]any{"until": l.LockedUntil.UTC().Format(time.RFC3339)}
	return t.Record(ctx, e)
}

// openHalf opens the session that only leads to the second factor or to its enrolment.
// Failures are not forgiven yet: a password alone must not buy more guesses at the code.
func (d *Door) openHalf(ctx context.Context, t *store.Tx, l *store.Login, a attempt) (Session, error) {
	if err := t.EndExpired(ctx, a.now); err != nil {
		return Session{}, err
	}
	keys, err := t.Passkeys(ctx, a.who.ID)
	if err != nil {
		return Session{}, err
	}
	s := Session{Token: vault.Token(32), State: Pending, TOTP: l.TOTP != "", Passkey: len(keys) > 0, Expires: a.now.Add(halfLife)}
	if !s.TOTP && !s.Passkey {
		if d.Practice {
			return d.openPractice(ctx, t, l, a)
		}
		s.State = Enrolling
	}
	kept := store.Session{Hash: vault.HashToken(s.Token), PersonID: a.who.ID, Created: a.now, Seen: a.now, Expires: s.Expires, From: a.from}
	if err := t.PutSession(ctx, kept); err != nil {
		return Session{}, err
	}
	return s, d.record(ctx, t, a.now, as(a.who, a.from), "session.password", a.who.ID, map[string]any{"next": string(s.State)})
}

// openPractice opens a full session by the password alone, for who has no second factor.
func (d *Door) openPractice(ctx context.Context, t *store.Tx, l *store.Login, a attempt) (Session, error) {
	if err := d.record(ctx, t, a.now, as(a.who, a.from), "session.open", a.who.ID, map[string]any{"method": "password"}); err != nil {
		return Session{}, err
	}
	return d.openFull(ctx, t, l, "", a.from, a.now)
}
