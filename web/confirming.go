package web

import (
	"encoding/base64"
	"io"
	"net/http"

	"pregonero/entering"
)

// confirming is how the reader can give their second factor on a form.
type confirming struct {
	hasPasskey bool // they have one, and this server takes it
	byPasskey  bool // they used it just now
	byPassword bool // in practice, who has no second factor
}

// confirming asks what the reader has; a passkey's answer that failed is spent.
func (s *Site) confirming(r *http.Request, v visit, failed bool) (c confirming, err error) {
	ways, err := s.Door.Ways(r.Context(), v.actor)
	if err != nil {
		return c, err
	}
	keys, err := s.Door.ListPasskeys(r.Context(), v.actor)
	c.hasPasskey = len(keys) > 0 && s.Door.WebAuthn != nil
	c.byPasskey = c.hasPasskey && setting(r, answerCookie) != "" && !failed
	c.byPassword = s.Practice && !ways.TOTP && len(keys) == 0
	return c, err
}

// answerCookie carries a passkey's answer, for two minutes, from its window to the act that
// it confirms, where it is checked and spent.
const answerCookie = "respuesta"

// keepAnswer keeps the answer of a passkey for the act that it confirms and leads to its form.
func (s *Site) keepAnswer(w http.ResponseWriter, r *http.Request, next string) error {
	answer, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 2500))
	if err != nil {
		return s.failJSON(w, r, err)
	}
	s.setCookie(w, answerCookie, base64.RawURLEncoding.EncodeToString(answer), 120, true)
	return writeJSON(w, http.StatusOK, map[string]string{"next": next})
}

// proofOf is what the reader confirms with: the code typed, or the passkey used just before.
func (s *Site) proofOf(w http.ResponseWriter, r *http.Request) string {
	code, kept := r.PostFormValue("code"), setting(r, answerCookie)
	if code != "" || kept == "" {
		return code
	}
	answer, err := base64.RawURLEncoding.DecodeString(kept)
	if err != nil {
		return ""
	}
	proof := entering.PasskeyProof(setting(r, ceremonyCookie), answer)
	s.setCookie(w, answerCookie, "", -1, true)
	s.setCookie(w, ceremonyCookie, "", -1, true)
	return proof
}
