package web

import (
	"net/http"

	"pregonero/web/lang"
)

// calendar shows what is due in the next seven days.
func (s *Site) calendar(w http.ResponseWriter, r *http.Request, v visit) error {
	from := s.Now()
	week, err := s.Desk.Calendar(r.Context(), v.actor, from, from.AddDate(0, 0, 7), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "calendario", lang.T(r.Context(), "Calendario")), calendarList(week.Posts, from))
}
