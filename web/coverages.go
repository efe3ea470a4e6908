package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/coverage"
	"pregonero/internal/fault"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

func (s *Site) coverageRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /sesiones", s.inside(s.coverages))
	m.HandleFunc("POST /sesiones", s.inside(s.coverageDeclare))
	m.HandleFunc("POST /sesiones/{id}/cancelar", s.inside(s.coverageCancel))
}

// coverageList is the sessions that are told, with what was typed for another.
type coverageList struct {
	rows     []publishing.Covered
	accounts []account.Account
	bounds   coverage.Bounds
	clause   string
	now      time.Time
	zone     *time.Location
	form     map[string]string
	chosen   []string
	errors   []ui.FieldError
}

// howToBegin is said while there is none, to whom can declare one.
func (l coverageList) howToBegin(ctx context.Context) string {
	if len(l.accounts) == 0 {
		return ""
	}
	return lang.T(ctx, "Declare una antes de que empiece.")
}

// coverages shows the sessions that are told, and the form that declares one.
func (s *Site) coverages(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showCoverages(w, r, v, http.StatusOK, coverageList{})
}

func (s *Site) showCoverages(w http.ResponseWriter, r *http.Request, v visit, status int, l coverageList) (err error) {
	if l.rows, err = s.Desk.Coverages(r.Context(), v.actor); err != nil {
		return err
	}
	if l.accounts, err = s.Desk.Coverable(r.Context(), v.actor); err != nil {
		return err
	}
	l.bounds, l.clause, l.now, l.zone = s.Desk.CoverageBounds(), s.Pack.ClauseFor(regulation.RuleCoverage), s.Now(), v.zone
	p := s.page(r, v, "sesiones", lang.T(r.Context(), "Cobertura de sesiones"))
	p.Errors = l.errors
	return s.show(w, r, status, p, coveragesView(l))
}

// coverageDeclare declares how a session is told.
//
//clause:code 6.xxviii
func (s *Site) coverageDeclare(w http.ResponseWriter, r *http.Request, v visit) error {
	form := typedForm(r)
	chosen := r.PostForm["accounts"]
	in, err := readCovering(form, chosen, v.zone)
	if err == nil {
		_, err = s.Desk.DeclareCoverage(r.Context(), v.actor, in)
	}
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		return s.showCoverages(w, r, v, statuses[f.Kind], coverageList{form: form, chosen: chosen, errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/sesiones", lang.T(r.Context(), "Quedó declarada. Lo que salga de la sesión se limita a sus temas y a su número de publicaciones."))
}

func (s *Site) coverageCancel(w http.ResponseWriter, r *http.Request, v visit) error {
	if _, err := s.Desk.CancelCoverage(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return err
	}
	return s.done(w, r, "/sesiones", lang.T(r.Context(), "Cobertura cancelada: sus cuentas ya no se limitan a esos temas."))
}

func readCovering(form map[string]string, chosen []string, zone *time.Location) (in publishing.Covering, err error) {
	in = publishing.Covering{Name: form["name"], AccountIDs: chosen, Topics: coverage.Lines(form["topics"]), Signs: coverage.Lines(form["signs"])}
	if in.Quota, err = strconv.Atoi(form["quota"]); err != nil {
		return in, fault.New(fault.Invalid, "Escriba con número cuántas publicaciones tendrá cada cuenta.").On("quota")
	}
	if in.From, err = readMinute(form["day"], form["from"], "from", zone); err != nil {
		return in, err
	}
	if in.Until, err = readMinute(form["day"], form["until"], "until", zone); err != nil {
		return in, err
	}
	if !in.Until.After(in.From) {
		in.Until = in.Until.AddDate(0, 0, 1) // it ends after midnight
	}
	return in, nil
}

// readMinute reads a day and an hour as their fields give them.
func readMinute(day, hour, field string, zone *time.Location) (time.Time, error) {
	at, err := time.ParseInLocation(time.DateOnly+" 15:04", strings.TrimSpace(day)+" "+strings.TrimSpace(hour), zone)
	if err != nil {
		return at, fault.New(fault.Invalid, "La fecha o la hora no se entiende.").Then("Elija el día y escriba la hora, por ejemplo 10:30.").On(field)
	}
	return at, nil
}

func (l coverageList) options(ctx context.Context) (out []ui.Option) {
	for _, a := range l.accounts {
		if a.State != account.Closed {
			out = append(out, ui.Option{Value: a.ID, Label: accountName(ctx, a), Help: a.Name, Selected: slices.Contains(l.chosen, a.ID)})
		}
	}
	return out
}

func (l coverageList) typed(name, otherwise string) string {
	if l.form == nil {
		return otherwise
	}
	return l.form[name]
}

// tag says how a coverage stands.
func (l coverageList) tag(ctx context.Context, c publishing.Covered) ui.Tag {
	switch {
	case c.State == coverage.Cancelled:
		return ui.Tag{Text: lang.T(ctx, "Cancelada")}
	case l.now.Before(c.From):
		return ui.Tag{Text: lang.T(ctx, "Por empezar"), State: ui.Info}
	case l.now.Before(c.Until):
		return ui.Tag{Text: lang.T(ctx, "En curso"), State: ui.Warn}
	}
	return ui.Tag{Text: lang.T(ctx, "Terminó"), State: ui.OK}
}

// open tells whether a coverage can still be cancelled.
func (l coverageList) open(c publishing.Covered) bool {
	return c.State == coverage.Open && l.now.Before(c.Until)
}
