package web

import (
	"net/http"
	"strconv"
	"time"

	"pregonero/institution"
	"pregonero/web/lang"
)

// ownTokenCreate makes a key for programs and shows it this once.
func (s *Site) ownTokenCreate(w http.ResponseWriter, r *http.Request, v visit) error {
	days, _ := strconv.Atoi(r.PostFormValue("days")) // nonsense is 0, which the door refuses
	acts := []institution.Act{}
	for _, act := range r.PostForm["acts"] {
		acts = append(acts, institution.Act(act))
	}
	key, _, err := s.Door.CreateToken(r.Context(), v.actor, r.PostFormValue("name"), acts, s.Now().Add(time.Duration(min(days, 9999))*24*time.Hour))
	if f, ok := again(err); ok {
		return s.showAccess(w, r, v, f, "token-")
	}
	if err != nil {
		return err
	}
	view, err := s.access(r, v)
	if err != nil {
		return err
	}
	view.NewKey, view.Typed = key, tokenForm{}
	return s.showAccessView(w, r, http.StatusOK, v, view)
}

// ownTokenRevoke ends one of one's keys for programs.
func (s *Site) ownTokenRevoke(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := s.Door.RevokeToken(r.Context(), v.actor, r.PostFormValue("id")); err != nil {
		return err
	}
	return s.done(w, r, accessPath, lang.T(r.Context(), "La llave para programas ya no sirve."))
}
