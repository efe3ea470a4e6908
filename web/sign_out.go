package web

import (
	"net/http"

	"pregonero/web/lang"
)

// signOut ends the session, whatever its state.
func (s *Site) signOut(w http.ResponseWriter, r *http.Request, _ visit) error {
	if err := s.Door.SignOut(r.Context(), setting(r, cookieName), from(r)); err != nil {
		return err
	}
	s.setCookie(w, cookieName, "", -1, true)
	return s.done(w, r, "/entrar", lang.T(r.Context(), "Su sesión terminó en este equipo."))
}
