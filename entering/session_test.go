package entering_test

import (
	"database/sql"
	"testing"
	"time"

	"pregonero/entering"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/store"
	"pregonero/store/storetest"
)

//clause:test 5.1.p4
func TestSessionEnds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		waits []time.Duration // before each use
		alive bool            // at the last
	}{
		"used at once":             {[]time.Duration{0}, true},
		"just before it lies idle": {[]time.Duration{59*time.Minute + 59*time.Second}, true},
		"idle":                     {[]time.Duration{time.Hour}, false},
		"busy all along":           {[]time.Duration{50 * time.Minute, 50 * time.Minute, 50 * time.Minute}, true},
		"busy for too long":        {append(repeat(50*time.Minute, 14), 20*time.Minute), false},
		"nobody's token":           {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(h house) {
				token, err := "nobody", error(nil)
				if c.waits != nil {
					token = h.enter("ana").token
					h.w.Clock.Advance(-time.Minute) // what enter let pass
				}
				for i, wait := range append(c.waits, 0) {
					h.w.Clock.Advance(wait)
					_, _, err = h.d.Actor(h.Context(), token, here)
					if i < len(c.waits)-1 && err != nil {
						h.Fatalf("ended at use %d: %v", i, err)
					}
				}
				if c.alive {
					h.must(err)
				} else {
					h.refused(fault.Unauthenticated, err)
				}
			})
		})
	}
}

func repeat(d time.Duration, n int) (out []time.Duration) {
	for range n {
		out = append(out, d)
	}
	return out
}

func TestSeenIsNotedOnceAMinute(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		h.actor(m.token) // a minute after it was opened: noted
		first := h.w.Clock.Now()
		for _, want := range []time.Time{first, first.Add(time.Minute)} {
			h.w.Clock.Advance(30 * time.Second)
			h.actor(m.token)
			i, err := h.d.Session(h.Context(), m.token)
			h.must(err)
			if !i.Seen.Equal(want) {
				h.Errorf("at %s seen is %s, want %s", h.w.Clock.Now(), i.Seen, want)
			}
		}
	})
}

//clause:test 5.1.p4
func TestGrantsAreReadAtEachUse(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		key, _, err := h.d.CreateToken(h.Context(), h.actor(m.token), "informes", nil, h.w.Clock.Now().Add(time.Hour))
		h.must(err)
		grant := h.actor(m.token).Grants[0].ID
		h.must(h.w.Store.Change(h.Context(), func(t *store.Tx) error { return t.EndGrant(h.Context(), grant, h.w.Clock.Now()) }))
		program, err := h.d.ActorByToken(h.Context(), key, here)
		h.must(err)
		if n := len(h.actor(m.token).Grants) + len(program.Grants); n != 0 {
			h.Errorf("%d grants outlive their end", n)
		}
	})
}

func TestSignOut(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		half := h.signIn("ana", good, entering.Pending)
		second, err := h.d.SecondFactor(h.Context(), half.Token, h.code(m.secret), here)
		h.must(err)
		list, err := h.d.ListSessions(h.Context(), h.actor(second.Token))
		h.must(err)
		if len(list) != 2 || list[0].IsActors || !list[1].IsActors {
			h.Fatalf("sessions %+v", list)
		}
		h.must(h.d.SignOut(h.Context(), second.Token, here))
		h.must(h.d.SignOut(h.Context(), second.Token, here)) // again is no fault
		_, _, err = h.d.Actor(h.Context(), second.Token, here)
		h.refused(fault.Unauthenticated, err)
		a := h.actor(m.token)
		h.must(h.d.SignOutEverywhere(h.Context(), a))
		_, _, err = h.d.Actor(h.Context(), m.token, here)
		h.refused(fault.Unauthenticated, err)
		if h.entries("session.close") != 1 || h.entries("session.close_all") != 1 {
			h.Error("the ledger misses an end")
		}
	})
}

// A session that ended is never brought back by a request that came at the same moment:
// the request has read the session, and notes its use, while the end is under way.
func TestSignedOutStaysOut(t *testing.T) {
	t.Parallel()
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s, err := store.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		h := newHouse(t, s)
		m := h.enter("ana")
		a := h.actor(m.token)
		h.w.Clock.Advance(2 * time.Minute) // the next request notes its use
		came := make(chan error, 1)
		h.must(s.Change(h.Context(), func(tx *store.Tx) error {
			l, err := tx.Login(h.Context(), a.PersonID)
			if err != nil {
				return err
			}
			if err := tx.EndSession(h.Context(), a.SessionID); err != nil {
				return err
			}
			go func() {
				_, _, err := h.d.Actor(h.Context(), m.token, here)
				came <- err
			}()
			if s.Postgres() {
				waitForLock(h, address)
			}
			return tx.UpdateLogin(h.Context(), l)
		}))
		h.refused(fault.Unauthenticated, <-came)
		_, _, err = h.d.Actor(h.Context(), m.token, here)
		h.refused(fault.Unauthenticated, err)
	})
}

// waitForLock waits until some command of the database waits for another.
func waitForLock(h house, address string) {
	h.Helper()
	db, err := sql.Open("pgx", address)
	h.must(err)
	defer db.Close()
	for n := 0; n == 0; {
		h.must(db.QueryRowContext(h.Context(), `SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`).Scan(&n))
	}
}

func TestChangePassword(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		half := h.signIn("ana", good, entering.Pending)
		second, err := h.d.SecondFactor(h.Context(), half.Token, h.code(m.secret), here)
		h.must(err)
		a := h.actor(second.Token)
		for name, c := range map[string]struct {
			current, next, field string
		}{
			"wrong current": {wrong, other, "current"},
			"weak":          {good, "password1234", "password"},
			"short":         {good, "corta", "password"},
			"with the user": {good, "ana y sus siete barcos", "password"},
			"the same":      {good, good, "password"},
		} {
			f := h.refused(fault.Invalid, h.d.ChangePassword(h.Context(), a, c.current, c.next))
			if f.Field != c.field {
				h.Errorf("%s: fault on %q, want %q", name, f.Field, c.field)
			}
		}
		h.must(h.d.ChangePassword(h.Context(), a, good, other))
		h.actor(second.Token) // this session goes on
		_, _, err = h.d.Actor(h.Context(), m.token, here)
		h.refused(fault.Unauthenticated, err) // the others do not
		_, err = h.d.SignIn(h.Context(), "ana", good, here)
		h.refused(fault.Unauthenticated, err)
		h.signIn("ana", other, entering.Pending)
		h.refused(fault.Forbidden, h.d.ChangePassword(h.Context(), institution.Actor{PersonID: a.PersonID, Via: "api"}, other, good))
	})
}
