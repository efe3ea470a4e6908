package entering_test

import (
	"bytes"
	"testing"
	"time"

	"pregonero/entering"
	"pregonero/internal/fault"
)

func TestSecondFactor(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		half := h.signIn("ana", good, entering.Pending)
		_, info, err := h.d.Actor(h.Context(), half.Token, here)
		h.refused(fault.Unauthenticated, err)
		if info.State != entering.Pending || !info.TOTP || info.Passkey {
			h.Errorf("the half session says %+v", info)
		}
		for _, bad := range []string{"", "000000", "12345", string(bytes.Repeat([]byte("9"), 5000))} {
			_, err := h.d.SecondFactor(h.Context(), half.Token, bad, here)
			h.refused(fault.Unauthenticated, err)
		}
		code := h.code(m.secret)
		full, err := h.d.SecondFactor(h.Context(), half.Token, code, here)
		h.must(err)
		if full.Token == half.Token || full.State != entering.Full {
			h.Errorf("the session did not turn over: %+v", full)
		}
		if a := h.actor(full.Token); len(a.Grants) != 1 || a.Via != "web" || a.From != here || a.SessionID == full.Token {
			h.Errorf("actor %+v", a)
		}
		_, err = h.d.Session(h.Context(), half.Token)
		h.refused(fault.Unauthenticated, err)
		again := h.signIn("ana", good, entering.Pending)
		_, err = h.d.SecondFactor(h.Context(), again.Token, code, here)
		h.refused(fault.Unauthenticated, err)
	})
}

func TestWrongCodesLock(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		for range 5 { // a new password step each time buys nothing
			half := h.signIn("ana", good, entering.Pending)
			_, err := h.d.SecondFactor(h.Context(), half.Token, "000000", here)
			h.refused(fault.Unauthenticated, err)
		}
		_, err := h.d.SignIn(h.Context(), "ana", good, here)
		h.refused(fault.Unauthenticated, err)
		if h.entries("session.locked") != 1 {
			h.Errorf("%d lockouts, want 1", h.entries("session.locked"))
		}
		h.actor(m.token) // who is in stays in
	})
}

func TestSameCodeByEightAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		halves := make([]string, 8)
		for k := range halves {
			halves[k] = h.signIn("ana", good, entering.Pending).Token
		}
		code, opened := h.code(m.secret), h.entries("session.open")
		done, _ := h.atOnce(func(k int) error {
			_, err := h.d.SecondFactor(h.Context(), halves[k], code, here)
			return err
		})
		if done != 1 || h.entries("session.open") != opened+1 {
			h.Errorf("the code opened %d sessions, want 1; %d entries more", done, h.entries("session.open")-opened)
		}
	})
}

func TestRecoveryCodeOpensOnce(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		halves := make([]string, 8)
		for k := range halves {
			halves[k] = h.signIn("ana", good, entering.Pending).Token
		}
		done, _ := h.atOnce(func(k int) error {
			_, err := h.d.SecondFactor(h.Context(), halves[k], m.codes[3], here)
			return err
		})
		if done != 1 {
			h.Errorf("the code opened %d sessions, want 1", done)
		}
		last := h.w.Ledger("session.open")
		if d := last[len(last)-1].Details; d["method"] != "recovery" || d["recovery_left"] != float64(9) {
			h.Errorf("the ledger says %v", d)
		}
	})
}

func TestEnrol(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		h.password("ana", good)
		half, rival := h.signIn("ana", good, entering.Enrolling), h.signIn("ana", good, entering.Enrolling)
		_, _, err := h.d.ConfirmTOTP(h.Context(), half.Token, "123456", here)
		h.refused(fault.Late, err) // nothing begun
		e, err := h.d.BeginTOTP(h.Context(), half.Token, "", here)
		h.must(err)
		if !bytes.HasPrefix(e.QR, []byte("\x89PNG")) || e.URL == "" {
			h.Error("no QR code")
		}
		rivals, err := h.d.BeginTOTP(h.Context(), rival.Token, "", here)
		h.must(err)
		_, _, err = h.d.ConfirmTOTP(h.Context(), half.Token, "000000", here)
		h.refused(fault.Invalid, err)
		s, codes, err := h.d.ConfirmTOTP(h.Context(), half.Token, h.code(e.Secret), here)
		h.must(err)
		if len(codes) != 10 || s.Token == half.Token {
			h.Errorf("%d recovery codes, token turned over: %v", len(codes), s.Token != half.Token)
		}
		_, _, err = h.d.ConfirmTOTP(h.Context(), rival.Token, h.code(rivals.Secret), here)
		h.refused(fault.Unauthenticated, err)
	})
}

func TestEnrolAgainAsksForThePassword(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		m := h.enter("ana")
		_, err := h.d.BeginTOTP(h.Context(), m.token, wrong, here)
		h.refused(fault.Invalid, err)
		e, err := h.d.BeginTOTP(h.Context(), m.token, good, here)
		h.must(err)
		h.w.Clock.Advance(16 * time.Minute)
		_, _, err = h.d.ConfirmTOTP(h.Context(), m.token, h.code(e.Secret), here)
		h.refused(fault.Late, err)
	})
}
