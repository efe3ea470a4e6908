package entering_test

import (
	"testing"

	"pregonero/entering"
	"pregonero/internal/fault"
)

func TestUnfinishedTOTP(t *testing.T) {
	t.Parallel()
	each(t, func(h house) {
		h.password("ana", good)
		half := h.signIn("ana", good, entering.Enrolling)
		_, err := h.d.UnfinishedTOTP(h.Context(), half.Token)
		h.refused(fault.Late, err)
		e, err := h.d.BeginTOTP(h.Context(), half.Token, "", here)
		h.must(err)
		again, err := h.d.UnfinishedTOTP(h.Context(), half.Token)
		h.must(err)
		if again.Secret != e.Secret || again.URL != e.URL || len(again.QR) == 0 {
			h.Error("the second factor shown again is another one")
		}
		other := h.signIn("ana", good, entering.Enrolling)
		_, err = h.d.UnfinishedTOTP(h.Context(), other.Token)
		h.refused(fault.Late, err)
		s, codes, err := h.d.ConfirmTOTP(h.Context(), half.Token, h.code(e.Secret), here)
		h.must(err)
		for _, token := range []string{half.Token, s.Token, "nothing"} {
			if _, err := h.d.UnfinishedTOTP(h.Context(), token); err == nil {
				h.Error("the second factor is shown after its first code")
			}
		}
		w, err := h.d.Ways(h.Context(), h.actor(s.Token))
		h.must(err)
		if !w.TOTP || w.RecoveryLeft != len(codes) {
			h.Errorf("ana's ways in: %+v", w)
		}
	})
}
