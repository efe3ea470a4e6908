package entering_test

import (
	"testing"
	"time"

	"pregonero/entering"
	"pregonero/institution"
	"pregonero/internal/fault"
)

// A session alone is not enough: the code is asked now, opens once, and wrong ones count.
//
//clause:test 5.1.p4
func TestConfirm(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		a := h.actor(m.token)
		h.refused(fault.Invalid, h.d.Confirm(h.Context(), a, "000000"))
		h.w.Clock.Advance(time.Minute)
		code := h.code(m.secret)
		h.must(h.d.Confirm(h.Context(), a, code))
		h.refused(fault.Invalid, h.d.Confirm(h.Context(), a, code)) // used
		h.must(h.d.Confirm(h.Context(), a, m.codes[0]))
		h.refused(fault.Invalid, h.d.Confirm(h.Context(), a, m.codes[0]))
		h.refused(fault.Invalid, h.d.Confirm(h.Context(), a, good)) // the password is no second factor
		if h.entries("session.confirm") != 2 {
			h.Errorf("%d entries", h.entries("session.confirm"))
		}
		h.refused(fault.Forbidden, h.d.Confirm(h.Context(), institution.Actor{PersonID: a.PersonID, Via: "api"}, code))
		for range 5 {
			_ = h.d.Confirm(h.Context(), a, "000000")
		}
		h.w.Clock.Advance(time.Minute)
		if err := h.d.Confirm(h.Context(), a, h.code(m.secret)); !fault.Is(err, fault.Unauthenticated) {
			h.Errorf("after so many wrong codes: %v", err)
		}
		h.must(h.d.SignOut(h.Context(), m.token, here))
		h.w.Clock.Advance(time.Hour)
		if err := h.d.Confirm(h.Context(), a, h.code(m.secret)); !fault.Is(err, fault.Unauthenticated) {
			h.Errorf("after the session ended: %v", err)
		}
	})
}

// In practice mode, who has no second factor confirms with their password, and only there.
func TestConfirmInPractice(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		h.d.Practice = true
		h.password("ana", good)
		s, err := h.d.SignIn(h.Context(), "ana", good, here)
		h.must(err)
		if s.State != entering.Full {
			h.Fatalf("the session is %s", s.State)
		}
		a := h.actor(s.Token)
		h.refused(fault.Invalid, h.d.Confirm(h.Context(), a, wrong))
		h.must(h.d.Confirm(h.Context(), a, good))
		h.d.Practice = false
		h.refused(fault.Invalid, h.d.Confirm(h.Context(), a, good))
	})
}

// A passkey confirms too: its own person's, once.
//
//clause:test 5.1.p4
func TestConfirmByPasskey(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		key, s, _ := h.register("ana")
		a := h.actor(s.Token)
		prove := func() string {
			options, ceremony, err := h.d.BeginLogin(h.Context())
			h.must(err)
			return entering.PasskeyProof(ceremony, key.get(options))
		}
		proof := prove()
		h.must(h.d.Confirm(h.Context(), a, proof))
		h.refused(fault.Unauthenticated, h.d.Confirm(h.Context(), a, proof))
		h.refused(fault.Unauthenticated, h.d.Confirm(h.Context(), a, entering.PasskeyProof("v1.00000000.AA", []byte("{}"))))
		m := h.enter("oscar")
		h.refused(fault.Unauthenticated, h.d.Confirm(h.Context(), h.actor(m.token), prove())) // somebody else's
		late := prove()
		h.w.Clock.Advance(6 * time.Minute)
		h.refused(fault.Unauthenticated, h.d.Confirm(h.Context(), h.actor(s.Token), late))
		if h.entries("session.confirm") != 1 {
			h.Errorf("%d entries", h.entries("session.confirm"))
		}
	})
}
