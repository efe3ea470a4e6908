package web

import (
	"net/http"

	"pregonero/mailing"
	"pregonero/web/lang"
)

// mailConfirmPage asks for a click: programs that open every link of a mail confirm nothing.
func (s *Site) mailConfirmPage(w http.ResponseWriter, r *http.Request, _ visit) error {
	c, err := s.Room.Confirming(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	w.Header().Set("Referrer-Policy", "no-referrer") // the address is a key
	return s.showEntry(w, r, http.StatusOK, lang.T(r.Context(), "Confirme su dirección"), nil, mailConfirmView(c, mailing.ConfirmPath+r.PathValue("token")))
}

// mailConfirm keeps that the owner of the address reads it.
func (s *Site) mailConfirm(w http.ResponseWriter, r *http.Request, _ visit) error {
	if err := s.Room.Confirm(r.Context(), r.PathValue("token")); err != nil {
		return err
	}
	return s.done(w, r, mailing.ConfirmPath+r.PathValue("token"), lang.T(r.Context(), "Su dirección quedó confirmada."))
}
