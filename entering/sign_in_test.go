package entering_test

import (
	"strings"
	"testing"
	"time"

	"pregonero/entering"
	"pregonero/internal/fault"
	"pregonero/store"
	"pregonero/store/storetest"
)

func TestSignIn(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		h.password("ana", good)
		told := map[string]bool{}
		for name, try := range map[string]struct{ user, password string }{
			"wrong password":       {"ana", wrong},
			"nobody":               {"nadie", good},
			"no password yet":      {"oscar", ""},
			"endless password":     {"ana", strings.Repeat("ñ", 10000)},
			"a user name of signs": {"=1+1\x00", good},
		} {
			_, err := h.d.SignIn(h.Context(), try.user, try.password, here)
			f, ok := fault.Of(err)
			if !ok || f.Kind != fault.Unauthenticated {
				h.Fatalf("%s: %v", name, err)
			}
			told[f.Sentence()+f.Next] = true
		}
		if len(told) != 1 {
			h.Errorf("whoever fails can tell why: %v", told)
		}
		if n := h.entries("session.refused"); n != 5 {
			h.Errorf("%d failures in the ledger, want 5", n)
		}
		s := h.signIn(" ANA ", good, entering.Enrolling)
		if len(s.Token) < 40 || h.entries("session.password") != 1 {
			h.Errorf("token %q, %d entries", s.Token, h.entries("session.password"))
		}
	})
}

func TestLedgerHoldsNoSecret(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		_, _ = h.d.SignIn(h.Context(), wrong, wrong, here)
		_, _ = h.d.SignIn(h.Context(), "ana", wrong, here)
		key, _, err := h.d.CreateToken(h.Context(), h.actor(m.token), "informes", nil, h.w.Clock.Now().Add(time.Hour))
		h.must(err)
		for _, e := range h.w.Ledger("") {
			body, err := e.Canonical()
			h.must(err)
			for _, secret := range append([]string{good, wrong, m.token, m.secret, key}, m.codes...) {
				if strings.Contains(string(body), secret) {
					h.Errorf("a secret is in the ledger: %s", body)
				}
			}
		}
	})
}

func TestLockout(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		h.password("ana", good)
		for range 4 {
			_, err := h.d.SignIn(h.Context(), "ana", wrong, here)
			h.refused(fault.Unauthenticated, err)
		}
		h.signIn("ana", good, entering.Enrolling) // does not forgive
		_, err := h.d.SignIn(h.Context(), "ana", wrong, here)
		before := h.refused(fault.Unauthenticated, err)
		_, err = h.d.SignIn(h.Context(), "ana", good, here)
		if f := h.refused(fault.Unauthenticated, err); f.Sentence() != before.Sentence() || f.Next != before.Next {
			h.Errorf("the lockout shows: %s", f.Sentence())
		}
		if h.entries("session.locked") != 1 {
			h.Errorf("%d lockouts, want 1", h.entries("session.locked"))
		}
		h.w.Clock.Advance(15*time.Minute - time.Second)
		_, err = h.d.SignIn(h.Context(), "ana", good, here)
		h.refused(fault.Unauthenticated, err)
		h.w.Clock.Advance(time.Second)
		h.signIn("ana", good, entering.Enrolling)
	})
}

func TestLockoutOnceForEightAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		h.password("ana", good)
		done, errs := h.atOnce(func(int) error {
			_, err := h.d.SignIn(h.Context(), "ana", wrong, here)
			return err
		})
		for _, err := range errs {
			h.refused(fault.Unauthenticated, err)
		}
		if done != 0 || h.entries("session.locked") != 1 || h.entries("session.refused") != 8 {
			h.Errorf("%d entered, %d lockouts (want 1), %d failures (want 8)", done, h.entries("session.locked"), h.entries("session.refused"))
		}
	})
}

func TestSlowDownByAddress(t *testing.T) {
	t.Parallel()
	h := newHouse(t, storetest.SQLite(t))
	h.password("ana", good)
	limited := 0
	for range 70 {
		_, err := h.d.SignIn(h.Context(), "nadie", wrong, "2001:db8::1")
		if fault.Is(err, fault.Limit) {
			limited++
		}
	}
	if limited != 10 || h.entries("session.slowed") != 1 {
		t.Errorf("%d refused (want 10), %d entries of it (want 1)", limited, h.entries("session.slowed"))
	}
	_, err := h.d.SignIn(h.Context(), "ana", good, "2001:db8::2") // the same network
	h.refused(fault.Limit, err)
	h.signIn("ana", good, entering.Enrolling) // another network
	h.w.Clock.Advance(15 * time.Second)
	if _, err := h.d.SignIn(h.Context(), "ana", good, "2001:db8::2"); err != nil {
		t.Errorf("calm again and refused: %v", err)
	}
}

func TestInactiveIsOut(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		key, _, err := h.d.CreateToken(h.Context(), h.actor(m.token), "informes", nil, h.w.Clock.Now().Add(time.Hour))
		h.must(err)
		link, err := h.d.StartRecovery(h.Context(), h.w.Actor("oscar"), h.w.Actor("ana").PersonID)
		h.must(err)
		h.must(h.w.Store.Change(h.Context(), func(t *store.Tx) error {
			p, err := t.PersonByUsername(h.Context(), "ana")
			if err != nil {
				return err
			}
			p.Active = false
			return t.UpdatePerson(h.Context(), p)
		}))
		_, _, err = h.d.Actor(h.Context(), m.token, here)
		h.refused(fault.Unauthenticated, err)
		_, err = h.d.ActorByToken(h.Context(), key, here)
		h.refused(fault.Unauthenticated, err)
		_, err = h.d.SignIn(h.Context(), "ana", good, here)
		h.refused(fault.Unauthenticated, err)
		h.refused(fault.Late, h.d.Recover(h.Context(), link.Token, other, here))
		_, err = h.d.StartRecovery(h.Context(), h.w.Actor("oscar"), h.w.Actor("ana").PersonID)
		h.refused(fault.Conflict, err)
	})
}

func TestPracticeNeedsNoSecondFactorUntilThereIsOne(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		h.d.Practice = true
		h.password("ana", good)
		_, err := h.d.SignIn(h.Context(), "ana", wrong, here)
		h.refused(fault.Unauthenticated, err)
		s := h.signIn("ana", good, entering.Full)
		if len(h.actor(s.Token).Grants) != 1 || h.entries("session.open") != 1 {
			h.Error("practice does not let in")
		}
		e, err := h.d.BeginTOTP(h.Context(), s.Token, good, here)
		h.must(err)
		_, _, err = h.d.ConfirmTOTP(h.Context(), s.Token, h.code(e.Secret), here)
		h.must(err)
		h.signIn("ana", good, entering.Pending)
	})
}
