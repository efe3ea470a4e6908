package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"pregonero/account"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// moveHref is the page where a publication is moved without dragging.
func moveHref(id string, place calendarPlace) string {
	if place.Account == "" {
		return "/publicaciones/" + id + "/mover"
	}
	return "/publicaciones/" + id + "/mover?" + url.Values{"cuenta": {place.Account}}.Encode()
}

// moving is a publication and the hour to which somebody moves it.
type moving struct {
	publishing.View
	Date, Clock string
	Due         time.Time // zero while the hour is not chosen
	Place       calendarPlace
	Sure        bool // the person knows that it is outside attendance hours
	Moment      ui.Moment
	Errors      []ui.FieldError
	Version     string // that the person saw
	UndoSeconds int    // to undo the move
}

// movePage asks for the new day and hour.
func (s *Site) movePage(w http.ResponseWriter, r *http.Request, v visit) error {
	m, err := s.readMove(r, v, r.PathValue("id"))
	if err != nil {
		return err
	}
	if due := m.Post.Content.DueAt; !due.IsZero() {
		m.Date, m.Clock = due.In(v.zone).Format(time.DateOnly), due.In(v.zone).Format("15:04")
	}
	m.Version = fmt.Sprint(m.Post.Version)
	return s.showMove(w, r, v, m, http.StatusOK)
}

// move changes the hour and leads to its new week, where it can be undone.
func (s *Site) move(w http.ResponseWriter, r *http.Request, v visit) error {
	m, err := s.readMove(r, v, r.PathValue("id"))
	if err != nil {
		return err
	}
	m.read(r.PostForm, v.zone)
	if s.asks(r.Context(), m) {
		return s.show(w, r, http.StatusUnprocessableEntity, s.page(r, v, "calendario", lang.T(r.Context(), "Fuera de las horas de atención")), ui.InterruptionView(s.question(r.Context(), m)))
	}
	p, err := s.moveTo(r.Context(), v, m)
	if f, ok := again(err); ok {
		m.Errors, m.Version = fieldErrors(r.Context(), f), fmt.Sprint(m.Post.Version)
		return s.showMove(w, r, v, m, statuses[f.Kind])
	}
	if err != nil {
		return err
	}
	to := m.Place.at(p.Content.DueAt.In(v.zone)).href()
	if p.Moved == nil {
		return s.done(w, r, to, lang.T(r.Context(), "La publicación sigue a la misma hora."))
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// readMove reads what is moved; only who may change it may ask.
func (s *Site) readMove(r *http.Request, v visit, id string) (moving, error) {
	if err := r.ParseForm(); err != nil {
		return moving{}, err
	}
	view, err := s.Desk.ReadToEdit(r.Context(), v.actor, id)
	m := moving{View: view, Place: calendarPlace{View: weekView, Account: r.Form.Get("cuenta")}, UndoSeconds: int(s.Desk.MoveUndo().Seconds())}
	m.Place = m.Place.at(midnight(s.Now(), v.zone))
	if due := view.Post.Content.DueAt; !due.IsZero() {
		m.Place = m.Place.at(due.In(v.zone))
	}
	return m, err
}

// read takes what was chosen in the form.
func (m *moving) read(form url.Values, zone *time.Location) {
	m.Date, m.Clock = ui.ParseMoment(form, "due")
	m.Due = moment(m.Date, m.Clock, zone)
	m.Version, m.Sure = form.Get("version"), form.Get("seguro") != ""
}

// moveTo moves what the person saw, and nothing that has changed since.
func (s *Site) moveTo(ctx context.Context, v visit, m moving) (post.Post, error) {
	if m.Due.IsZero() {
		return m.Post, fault.New(fault.Invalid, "Elija el día y la hora.").On("due_at")
	}
	if m.Version != fmt.Sprint(m.Post.Version) {
		return m.Post, fault.New(fault.Conflict, "La publicación cambió mientras usted elegía la hora.").
			Then("Vea cómo quedó y muévala de nuevo si hace falta.").On("due_at")
	}
	return s.Desk.Move(ctx, v.actor, m.Post.ID, m.Due)
}

// asks tells whether the hour needs a second word: somebody of the public may answer it
// when nobody attends.
//
//clause:code 5.1.p5
func (s *Site) asks(ctx context.Context, m moving) bool {
	return !m.Sure && m.Due.After(s.Now()) && s.hoursWarning(ctx, m.Due, m.accounts()) != ""
}

func (m moving) accounts() []account.Account {
	return accountsIn(m.Accounts, m.Post.Content.AccountIDs())
}

// question is asked before a move outside attendance hours.
func (s *Site) question(ctx context.Context, m moving) ui.Interruption {
	return ui.Interruption{Title: lang.T(ctx, "¿Moverla fuera de las horas de atención?"),
		Points: []string{firstWords(ctx, m.Post.Content), lang.T(ctx, "Nueva hora: %s.", lang.Full(ctx, m.Due)), s.hoursWarning(ctx, m.Due, m.accounts()),
			lang.T(ctx, "Lo que la gente conteste esperará hasta que la cuenta atienda de nuevo.")},
		Action: "/publicaciones/" + m.Post.ID + "/mover", Hidden: m.again(), Go: lang.T(ctx, "Mover de todas formas"),
		Back: ui.Link{Text: lang.T(ctx, "No, dejarla donde está"), Href: m.Place.href()}}
}

// again is the same move, by somebody who is sure.
func (m moving) again() map[string]string {
	return map[string]string{"due_day": m.Date, "due_time": m.Clock, "version": m.Version, "cuenta": m.Place.Account, "seguro": "1"}
}

// showMove shows the form with what was chosen.
func (s *Site) showMove(w http.ResponseWriter, r *http.Request, v visit, m moving, status int) error {
	m.Moment = s.moveMoment(r.Context(), v, m)
	p := s.page(r, v, "calendario", lang.T(r.Context(), "Mover la publicación"))
	p.Errors = m.Errors
	return s.show(w, r, status, p, moveView(m))
}

// moveMoment is the choice of the new hour, on the reader's clock.
func (s *Site) moveMoment(ctx context.Context, v visit, m moving) ui.Moment {
	c := s.momentOf(ctx, "due_at", "due", lang.T(ctx, "Nuevo día y hora"), m.Date, m.Clock, m.accounts(), v.zone)
	c.Error, c.SentenceURL = ui.ErrorOn(m.Errors, "due_at"), "/publicaciones/"+m.Post.ID+"/mover/frase"
	if due := moment(m.Date, m.Clock, v.zone); due.After(s.Now()) {
		for _, clock := range s.otherClocks(ctx, due, m.accounts(), v) {
			c.SentenceMore = lang.T(ctx, "Allá serán las %s.", clock) + " " + c.SentenceMore
		}
	}
	return c
}

// moveSentence answers with the sentence for the hour being chosen.
func (s *Site) moveSentence(w http.ResponseWriter, r *http.Request, v visit) error {
	m, err := s.readMove(r, v, r.PathValue("id"))
	if err != nil {
		return err
	}
	m.read(r.PostForm, v.zone)
	return s.part(w, r, http.StatusOK, ui.MomentSentence(s.moveMoment(r.Context(), v, m)))
}
