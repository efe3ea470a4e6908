package web

import (
	"net/http"

	"github.com/a-h/templ"

	"pregonero/web/ui"
)

// drop answers to a card that was dragged: the week as it is now, and what there is to say.
func (s *Site) drop(w http.ResponseWriter, r *http.Request, v visit) error {
	m, err := s.readMove(r, v, r.FormValue("id"))
	if err != nil {
		return s.notDropped(w, r, v, err)
	}
	m.Place = placeOf(r, s.Now(), v.zone)
	m.Date, m.Clock, m.Version = r.PostForm.Get("date"), r.PostForm.Get("time"), r.PostForm.Get("version")
	m.Due = moment(m.Date, m.Clock, v.zone)
	if s.asks(r.Context(), m) {
		return s.dropped(w, r, v, http.StatusConflict, dropQuestion(s.question(r.Context(), m)))
	}
	if _, err := s.moveTo(r.Context(), v, m); err != nil {
		return s.notDropped(w, r, v, err)
	}
	return s.dropped(w, r, v, http.StatusOK, nil)
}

// notDropped leaves the card where it was and says why.
func (s *Site) notDropped(w http.ResponseWriter, r *http.Request, v visit, err error) error {
	f := s.explain(r, err)
	return s.dropped(w, r, v, statuses[f.Kind], ui.NoticeBanner(noticeOf(r.Context(), f)))
}

// dropped shows the week; said stands in the place of the undo bar.
func (s *Site) dropped(w http.ResponseWriter, r *http.Request, v visit, status int, said templ.Component) error {
	c, err := s.readCalendar(r, v, placeOf(r, s.Now(), v.zone))
	if err != nil {
		return err
	}
	return s.part(w, r, status, droppedView(c, said))
}
