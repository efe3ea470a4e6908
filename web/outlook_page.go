package web

import (
	"net/http"
	"time"

	"pregonero/web/lang"
)

// outlook shows whether what is due in the next two days will go out.
func (s *Site) outlook(w http.ResponseWriter, r *http.Request, v visit) error {
	from := s.Now()
	forecasts, _, err := s.Desk.Outlook(r.Context(), v.actor, from, from.Add(48*time.Hour))
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "saldra", lang.T(r.Context(), "¿Saldrá lo de mañana?")), outlookList(forecasts, from))
}
