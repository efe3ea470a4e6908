package web

import (
	"context"
	"net/http"
	"time"

	"pregonero/account"
	"pregonero/incident"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/responding"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

func (s *Site) incidentRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /incidentes", s.inside(s.incidents))
	m.HandleFunc("GET /incidentes/nuevo", s.inside(s.incidentNew))
	m.HandleFunc("POST /incidentes", s.inside(s.incidentReport))
	m.HandleFunc("GET /incidentes/{id}", s.inside(s.incidentPage))
	m.HandleFunc("POST /incidentes/{id}/enterado", s.inside(s.incidentAcknowledge))
	m.HandleFunc("POST /incidentes/{id}/pasos/{paso}", s.inside(s.incidentStep))
	m.HandleFunc("POST /incidentes/{id}/notas", s.inside(s.incidentNote))
	m.HandleFunc("POST /incidentes/{id}/cerrar", s.inside(s.incidentClose))
	s.misuseRoutes(m)
}

// incidents is the board: what is open first.
func (s *Site) incidents(w http.ResponseWriter, r *http.Request, v visit) error {
	all, err := s.Responder.List(r.Context(), v.actor)
	if err != nil {
		return err
	}
	n, last, err := s.Responder.Drills(r.Context(), s.Now().AddDate(-1, 0, 0))
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "incidentes", lang.T(r.Context(), "Incidentes")), incidentsView(all, n, last))
}

func incidentTag(ctx context.Context, i incident.Incident) ui.Tag {
	switch {
	case i.State == incident.Closed:
		return ui.Tag{Text: lang.T(ctx, "Cerrado"), State: ui.OK}
	case i.Drill:
		return ui.Tag{Text: lang.T(ctx, "Simulacro abierto"), State: ui.Info}
	}
	return ui.Tag{Text: lang.T(ctx, "Abierto"), State: ui.Fix, Icon: ui.IconAlert}
}

func incidentRows(ctx context.Context, all []incident.Incident) (rows []ui.TaskRow) {
	for _, i := range all {
		tag := incidentTag(ctx, i)
		rows = append(rows, ui.TaskRow{Title: lang.Dyn(ctx, i.Kind.Label()), Href: "/incidentes/" + i.ID, Tag: &tag, Meta: []string{i.Folio, i.Reporter, lang.Full(ctx, i.At)}})
	}
	return rows
}

// alarm is the form of a report with what was typed.
type alarm struct {
	responding.Alarm
	accounts []account.Account
	errors   []ui.FieldError
}

// incidentNew asks only what happens and on which account.
func (s *Site) incidentNew(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showAlarm(w, r, v, http.StatusOK, alarm{Alarm: responding.Alarm{AccountID: r.URL.Query().Get("cuenta")}})
}

func (s *Site) showAlarm(w http.ResponseWriter, r *http.Request, v visit, status int, f alarm) (err error) {
	if f.accounts, err = s.Responder.Accounts(r.Context()); err != nil {
		return err
	}
	p := s.page(r, v, "incidentes", lang.T(r.Context(), "Reportar un incidente"))
	p.Errors = f.errors
	return s.show(w, r, status, p, alarmView(f, s.Pack.ClauseFor(regulation.RuleIncident)))
}

// incidentReport raises the alarm.
func (s *Site) incidentReport(w http.ResponseWriter, r *http.Request, v visit) error {
	f := alarm{Alarm: responding.Alarm{AccountID: r.PostFormValue("account_id"), Kind: incident.Kind(r.PostFormValue("kind")), Text: r.PostFormValue("text"),
		Drill: r.PostFormValue("drill") != ""}}
	since, err := sinceOf(r.PostFormValue("since"), s.Now())
	var i incident.Incident
	if err == nil {
		f.Since = since
		i, err = s.Responder.Report(r.Context(), v.actor, f.Alarm)
	}
	if x, ok := again(err); ok {
		f.errors = fieldErrors(r.Context(), x)
		return s.showAlarm(w, r, v, statuses[x.Kind], f)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/incidentes/"+i.ID, lang.T(r.Context(), "Incidente %s reportado. Ya se avisó; esto es lo que sigue.", i.Folio))
}

// sinceChoices are how long ago it may have begun, in hours.
var sinceChoices = map[string]time.Duration{"": 0, "1": time.Hour, "24": 24 * time.Hour, "168": 7 * 24 * time.Hour}

func sinceOf(choice string, now time.Time) (time.Time, error) {
	ago, ok := sinceChoices[choice]
	if !ok {
		return time.Time{}, fault.New(fault.Invalid, "Elija desde cuándo pasa.").On("since")
	}
	return now.Add(-ago), nil
}

func (f alarm) accountOptions() (out []ui.Option) {
	for _, a := range f.accounts {
		out = append(out, ui.Option{Value: a.ID, Label: a.At() + " · " + a.Name, Selected: a.ID == f.AccountID})
	}
	return out
}

func (f alarm) kindOptions(ctx context.Context) (out []ui.Option) {
	for _, k := range incident.Kinds() {
		out = append(out, ui.Option{Value: string(k), Label: lang.Dyn(ctx, k.Label()), Selected: k == f.Kind})
	}
	return out
}

// mayIncident tells whether the navigation shows the incidents; everybody may report one.
func mayIncident(may func(institution.Act) bool) bool { return may(institution.IncidentReport) }
