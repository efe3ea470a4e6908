package web

import (
	"net/http"

	"pregonero/regulation"
	"pregonero/web/lang"
)

// publicHome is what "/" shows to who has not logged in: what the accounts are for, in
// plain words, and the one question a citizen comes with. Browsers ask again each time,
// because the same address is Mi día for who logs in.
//
//clause:code 2.p1
func (s *Site) publicHome(w http.ResponseWriter, r *http.Request, _ visit) error {
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Add("Vary", "Accept-Language, Cookie")
	p := s.publicPage(r, lang.T(r.Context(), "Cuentas oficiales"))
	if left := notice(r); left != nil { // such as that the session was closed
		p.Notice = left
	}
	return s.show(w, r, http.StatusOK, p, publicHomeView(s.Pack.Institution.Of, s.Pack.Text(regulation.TextObjective), s.Pack.Text(regulation.TextTolerance)))
}
