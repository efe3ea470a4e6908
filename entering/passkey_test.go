package entering_test

import (
	"testing"
	"time"

	"pregonero/entering"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/store/storetest"
)

// register gives somebody a passkey in an enrolling session.
func (h house) register(username string) (*authenticator, entering.Session, []string) {
	h.Helper()
	h.password(username, good)
	half := h.signIn(username, good, entering.Enrolling)
	options, err := h.d.BeginRegister(h.Context(), half.Token, "", here)
	h.must(err)
	a := newAuthenticator(h.T)
	s, codes, err := h.d.FinishRegister(h.Context(), half.Token, " Mi  teléfono ", a.create(options), here)
	h.must(err)
	return a, s, codes
}

// log in by passkey, all at once.
func (h house) passkey(a *authenticator) (entering.Session, error) {
	h.Helper()
	options, ceremony, err := h.d.BeginLogin(h.Context())
	h.must(err)
	return h.d.FinishLogin(h.Context(), ceremony, a.get(options), here)
}

func TestPasskey(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		a, s, codes := h.register("ana")
		if s.State != entering.Full || len(codes) != 10 {
			h.Errorf("state %s, %d recovery codes", s.State, len(codes))
		}
		list, err := h.d.ListPasskeys(h.Context(), h.actor(s.Token))
		h.must(err)
		if len(list) != 1 || list[0].Name != "Mi teléfono" {
			h.Errorf("passkeys %v", list)
		}
		in, err := h.passkey(a)
		h.must(err)
		if who := h.actor(in.Token); who.PersonID != h.w.Actor("ana").PersonID || len(who.Grants) != 1 {
			h.Errorf("entered as %+v", who)
		}
		half := h.signIn("ana", good, entering.Pending) // the password alone now waits
		if !half.Passkey || half.TOTP {
			h.Errorf("asked for %+v", half)
		}
		h.refused(fault.Conflict, h.d.RemovePasskey(h.Context(), h.actor(s.Token), list[0].ID)) // the last factor
		h.refused(fault.NotFound, h.d.RemovePasskey(h.Context(), h.actor(s.Token), ""))
	})
}

func TestPasskeyRefusals(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(h house, a *authenticator, answer func() []byte) []byte{
		"its person was not verified": func(_ house, a *authenticator, answer func() []byte) []byte { a.verifies = false; return answer() },
		"another site": func(_ house, a *authenticator, answer func() []byte) []byte {
			a.origin = "https://pregonero.tset"
			return answer()
		},
		"another site's key": func(_ house, a *authenticator, answer func() []byte) []byte { a.rpID = "otro.test"; return answer() },
		"a copy":             func(_ house, a *authenticator, answer func() []byte) []byte { a.counter = 0; return answer() },
		"unknown key": func(_ house, a *authenticator, answer func() []byte) []byte {
			a.id = []byte("nadie la conoce")
			return answer()
		},
		"another key": func(h house, a *authenticator, answer func() []byte) []byte {
			a.key = newAuthenticator(h.T).key
			return answer()
		},
		"unknown person": func(_ house, a *authenticator, answer func() []byte) []byte {
			a.handle = []byte("nadie")
			return answer()
		},
		"hostile person": func(_ house, a *authenticator, answer func() []byte) []byte {
			a.handle = []byte{0xff, 0}
			return answer()
		},
		"somebody else": func(h house, a *authenticator, answer func() []byte) []byte {
			a.handle = []byte(h.w.Actor("oscar").PersonID)
			return answer()
		},
		"too late": func(h house, _ *authenticator, answer func() []byte) []byte {
			h.w.Clock.Advance(5 * time.Minute)
			return answer()
		},
		"not an answer": func(house, *authenticator, func() []byte) []byte { return []byte(`{"id":"x"}`) },
		"not even JSON": func(house, *authenticator, func() []byte) []byte { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(h house) {
				a, _, _ := h.register("ana")
				_, err := h.passkey(a)
				h.must(err)
				_, err = h.passkey(a) // its counter is two now
				h.must(err)
				options, ceremony, err := h.d.BeginLogin(h.Context())
				h.must(err)
				_, err = h.d.FinishLogin(h.Context(), ceremony, spoil(h, a, func() []byte { return a.get(options) }), here)
				h.refused(fault.Unauthenticated, err)
			})
		})
	}
}

func TestPasskeyCeremonyServesOnce(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		a, _, _ := h.register("ana")
		a.uncounted = true // only the challenge tells
		options, ceremony, err := h.d.BeginLogin(h.Context())
		h.must(err)
		answer := a.get(options)
		done, _ := h.atOnce(func(int) error {
			_, err := h.d.FinishLogin(h.Context(), ceremony, answer, here)
			return err
		})
		if done != 1 {
			h.Errorf("the same answer entered %d times", done)
		}
		_, err = h.d.FinishLogin(h.Context(), "v1.00000000.AAAA", answer, here)
		h.refused(fault.Unauthenticated, err)
		_, other, err := h.d.BeginLogin(h.Context())
		h.must(err)
		_, err = h.d.FinishLogin(h.Context(), other, answer, here)
		h.refused(fault.Unauthenticated, err)
	})
}

func TestPasskeyRegistrationIsStrict(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(h house, a *authenticator){
		"its person was not verified": func(_ house, a *authenticator) { a.verifies = false },
		"another site":                func(_ house, a *authenticator) { a.origin = "http://pregonero.test" },
		"too late":                    func(h house, _ *authenticator) { h.w.Clock.Advance(5 * time.Minute) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(h house) {
				h.password("ana", good)
				half := h.signIn("ana", good, entering.Enrolling)
				options, err := h.d.BeginRegister(h.Context(), half.Token, "", here)
				h.must(err)
				a := newAuthenticator(h.T)
				spoil(h, a)
				if _, _, err = h.d.FinishRegister(h.Context(), half.Token, "", a.create(options), here); err == nil {
					h.Fatal("registered")
				}
				h.signIn("ana", good, entering.Enrolling) // still none
			})
		})
	}
}

// Whoever makes a passkey chooses its identifier: with another's, they reach nobody's row.
func TestPasskeyOfAnotherIsNotReplaced(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		victim, _, _ := h.register("ana")
		h.w.Person("eva", "operativo", "jle-jal")
		h.password("eva", good)
		half := h.signIn("eva", good, entering.Enrolling)
		options, err := h.d.BeginRegister(h.Context(), half.Token, "", here)
		h.must(err)
		thief := newAuthenticator(h.T)
		thief.id = victim.id
		_, _, err = h.d.FinishRegister(h.Context(), half.Token, "", thief.create(options), here)
		h.must(err)
		s, err := h.passkey(victim)
		h.must(err)
		if h.actor(s.Token).PersonID != h.w.Actor("ana").PersonID {
			h.Error("the passkey changed hands")
		}
		thief.handle = victim.handle
		_, err = h.passkey(thief)
		h.refused(fault.Unauthenticated, err)
	})
}

func TestPasskeyNotWhereThereIsNoName(t *testing.T) {
	t.Parallel()
	h := newHouse(t, storetest.SQLite(t))
	p, err := regulation.Embedded("ine")
	h.must(err)
	for _, bad := range []string{"", "pregonero", "http://192.0.2.1:8080", "://"} {
		if _, err := entering.Passkeys(p, bad); err == nil {
			t.Errorf("%q will do", bad)
		}
	}
	if _, err := entering.Passkeys(p, "http://localhost:8080"); err != nil {
		t.Error(err)
	}
	h.d.WebAuthn = nil
	_, _, err = h.d.BeginLogin(h.Context())
	h.refused(fault.Unavailable, err)
}
