package web

import (
	"encoding/base64"
	"net/http"
	"strings"

	"pregonero/web/lang"
)

// codesCookie carries new recovery codes to the one page that shows them.
const codesCookie = "codigos"

func (s *Site) keepCodes(w http.ResponseWriter, codes []string) {
	http.SetCookie(w, s.codes(base64.RawURLEncoding.EncodeToString([]byte(strings.Join(codes, "\n"))), 300))
}

func (s *Site) codes(value string, seconds int) *http.Cookie {
	return &http.Cookie{Name: codesCookie, Value: value, Path: codesPath, MaxAge: seconds, HttpOnly: true, Secure: s.overTLS(), SameSite: http.SameSiteStrictMode}
}

// codesPage shows the new recovery codes this once.
func (s *Site) codesPage(w http.ResponseWriter, r *http.Request, v visit) error {
	text, err := base64.RawURLEncoding.DecodeString(setting(r, codesCookie))
	if err != nil || len(text) == 0 || !v.in() {
		http.Redirect(w, r, accessPath, http.StatusSeeOther)
		return nil
	}
	http.SetCookie(w, s.codes("", -1))
	return s.showEntry(w, r, http.StatusOK, lang.T(r.Context(), "Códigos de recuperación"), nil, codesView(strings.Split(string(text), "\n")))
}
