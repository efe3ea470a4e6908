package entering

import (
	"context"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/vault"
)

// State is how far a session has come.
type State string

const (
	Pending   State = "pending"   // the second factor is asked for
	Enrolling State = "enrolling" // there is none yet: only its enrolment is allowed
	Full      State = "full"
)

// Info is what is known of a session.
type Info struct {
	ID       string // not the token: it opens nothing
	State    State
	Person   institution.Person
	TOTP     bool // the second factor can be a code; for sessions that are not full
	Passkey  bool // or a passkey; idem
	Created  time.Time
	Seen     time.Time
	Expires  time.Time
	From     string
	IsActors bool // it is the one that asks
}

// Session reads the session of a token, whatever its state, and notes that it was used.
// It gives no rights: see Actor.
func (d *Door) Session(ctx context.Context, token string) (Info, error) {
	i, _, err := d.enter(ctx, token, d.Now())
	return i, err
}

// Actor is the person of a full session, with what they hold at this moment. A session
// that still waits for its second factor is refused; Info is filled all the same.
//
//clause:code 5.1.p4
func (d *Door) Actor(ctx context.Context, token, from string) (institution.Actor, Info, error) {
	i, grants, err := d.enter(ctx, token, d.Now())
	if err != nil {
		return institution.Actor{}, i, err
	}
	if i.State != Full {
		return institution.Actor{}, i, fault.New(fault.Unauthenticated, "Falta su segundo factor para entrar.").
			Then("Escriba el código de su aplicación o use su llave de acceso.")
	}
	a := as(i.Person, from)
	a.Grants, a.SessionID = grants, i.ID
	return a, i, nil
}

// enter reads a session that is in force, with its person and what they hold.
func (d *Door) enter(ctx context.Context, token string, now time.Time) (i Info, grants []institution.Grant, err error) {
	hash := vault.HashToken(token)
	var s store.Session
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		if s, err = d.live(ctx, t, hash, now); err != nil {
			return err
		}
		if i, err = d.describe(ctx, t, s); err != nil {
			return err
		}
		grants, err = t.GrantsOf(ctx, s.PersonID, now)
		return err
	})
	if err != nil {
		return Info{}, nil, err
	}
	if !i.Person.Active {
		return Info{}, nil, errSession
	}
	return i, grants, d.touch(ctx, s, now)
}

// live reads a session that neither ended, nor lasted too long, nor lay idle.
func (d *Door) live(ctx context.Context, t *store.Tx, hash string, now time.Time) (store.Session, error) {
	s, err := t.Session(ctx, hash)
	if err != nil {
		return s, notFound(err, errSession)
	}
	if !d.inForce(s, now) {
		return s, errSession
	}
	return s, nil
}

func (d *Door) inForce(s store.Session, now time.Time) bool {
	return now.Before(s.Expires) && now.Before(s.Seen.Add(d.minutes(regulation.ThresholdSessionIdle)))
}

func (d *Door) describe(ctx context.Context, t *store.Tx, s store.Session) (Info, error) {
	i := Info{ID: s.Hash, State: Full, Created: s.Created, Seen: s.Seen, Expires: s.Expires, From: s.From}
	var err error
	if i.Person, err = t.Person(ctx, s.PersonID); err != nil || s.Full {
		return i, err
	}
	l, err := t.Login(ctx, s.PersonID)
	if err != nil {
		return i, err
	}
	i.State, i.TOTP, i.Passkey, err = stateOf(ctx, t, s, &l)
	return i, err
}

// stateOf tells how far a session has come.
func stateOf(ctx context.Context, t *store.Tx, s store.Session, l *store.Login) (state State, totp, passkey bool, err error) {
	keys, err := t.Passkeys(ctx, s.PersonID)
	totp, passkey = l.TOTP != "", len(keys) > 0
	switch {
	case s.Full:
		state = Full
	case totp || passkey:
		state = Pending
	default:
		state = Enrolling
	}
	return state, totp, passkey, err
}

// touch notes the session's use, at most once a minute, and never brings an ended one back.
func (d *Door) touch(ctx context.Context, s store.Session, now time.Time) error {
	if now.Sub(s.Seen) < touchEvery {
		return nil
	}
	return d.change(ctx, s.PersonID, func(t *store.Tx, _ *store.Login) error {
		s, err := d.live(ctx, t, s.Hash, now)
		if err != nil || now.Sub(s.Seen) < touchEvery {
			return err
		}
		s.Seen = now
		return t.PutSession(ctx, s)
	})
}

// openFull ends the half session, if there is one, and opens a full one under a new token:
// what somebody may have planted before the proof is worth nothing after it. Failures are
// forgiven.
func (d *Door) openFull(ctx context.Context, t *store.Tx, l *store.Login, old, from string, now time.Time) (Session, error) {
	if old != "" {
		if err := t.EndSession(ctx, old); err != nil {
			return Session{}, err
		}
	}
	life := time.Duration(d.Pack.Threshold(regulation.ThresholdSessionLength) * float64(time.Hour))
	s := Session{Token: vault.Token(32), State: Full, Expires: now.Add(life)}
	l.Failures, l.LockedUntil = 0, time.Time{}
	return s, t.PutSession(ctx, store.Session{Hash: vault.HashToken(s.Token), PersonID: l.PersonID, Full: true,
		Created: now, Seen: now, Expires: s.Expires, From: from})
}
