package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"pregonero/incident"
	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/responding"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// incidentFile is an incident as its page shows it, with what was typed.
type incidentFile struct {
	responding.File
	clause          string
	now             time.Time
	steps           []regulation.IncidentStep
	cause, measures string
	text            string
	errors          []ui.FieldError
}

func (s *Site) incidentPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showIncident(w, r, v, http.StatusOK, incidentFile{})
}

func (s *Site) showIncident(w http.ResponseWriter, r *http.Request, v visit, status int, f incidentFile) (err error) {
	if f.File, err = s.Responder.Read(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return err
	}
	f.clause, f.now, f.steps = s.Pack.ClauseFor(regulation.RuleIncident), s.Now(), s.Pack.IncidentSteps
	p := s.page(r, v, "incidentes", lang.T(r.Context(), "Incidente %s", f.Incident.Folio))
	p.Errors = f.errors
	return s.show(w, r, status, p, incidentView(f))
}

func (s *Site) incidentAcknowledge(w http.ResponseWriter, r *http.Request, v visit) error {
	_, err := s.Responder.Acknowledge(r.Context(), v.actor, r.PathValue("id"))
	return s.incidentDone(w, r, v, err, incidentFile{}, lang.T(r.Context(), "Quedó que usted está enterado."))
}

func (s *Site) incidentStep(w http.ResponseWriter, r *http.Request, v visit) error {
	_, err := s.Responder.Take(r.Context(), v.actor, r.PathValue("id"), r.PathValue("paso"), strings.TrimSpace(r.PostFormValue("note")))
	return s.incidentDone(w, r, v, err, incidentFile{}, lang.T(r.Context(), "Paso hecho."))
}

func (s *Site) incidentNote(w http.ResponseWriter, r *http.Request, v visit) error {
	text := r.PostFormValue("text")
	_, err := s.Responder.Say(r.Context(), v.actor, r.PathValue("id"), text)
	return s.incidentDone(w, r, v, err, incidentFile{text: text}, lang.T(r.Context(), "Nota guardada."))
}

func (s *Site) incidentClose(w http.ResponseWriter, r *http.Request, v visit) error {
	f := incidentFile{cause: r.PostFormValue("cause"), measures: r.PostFormValue("measures")}
	_, err := s.Responder.Close(r.Context(), v.actor, r.PathValue("id"), f.cause, f.measures, r.PostFormValue("resume") != "")
	return s.incidentDone(w, r, v, err, f, lang.T(r.Context(), "Incidente cerrado."))
}

// incidentDone leads back to the incident, or shows it with what was typed and what is wrong.
func (s *Site) incidentDone(w http.ResponseWriter, r *http.Request, v visit, err error, f incidentFile, notice string) error {
	if x, ok := again(err); ok {
		f.errors = fieldErrors(r.Context(), x)
		return s.showIncident(w, r, v, statuses[x.Kind], f)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/incidentes/"+r.PathValue("id"), notice)
}

func (f incidentFile) done(step string) (incident.Done, bool) {
	for _, d := range f.Incident.Steps {
		if d.Step == step {
			return d, true
		}
	}
	return incident.Done{}, false
}

// dueOf is when a step should be taken.
func (f incidentFile) dueOf(s regulation.IncidentStep) ui.Deadline {
	return ui.Deadline{Due: f.Incident.At.Add(time.Duration(s.Within) * time.Minute), Now: f.now, Kind: ui.Hours, Ticks: true}
}

// ackRows says for each office who was told and who has read.
func (f incidentFile) ackRows(ctx context.Context) (rows []ui.SummaryRow) {
	for _, office := range incident.Offices() {
		var names []string
		for _, p := range f.Told[office] {
			names = append(names, p.Name)
		}
		text := lang.T(ctx, "Sin confirmar. Se le vuelve a avisar. %s", strings.Join(names, ", "))
		if len(names) == 0 {
			text = lang.T(ctx, "Nadie tiene este cargo: avise por otro medio.")
		}
		for _, a := range f.Incident.Acks {
			if a.Office == office {
				text = lang.T(ctx, "%s se enteró %s.", a.Name, lang.When(ctx, a.At, f.now))
			}
		}
		rows = append(rows, ui.SummaryRow{Key: lang.Dyn(ctx, institution.RoleLabel(office)), Text: text})
	}
	return rows
}

func (f incidentFile) summary(ctx context.Context) []ui.SummaryRow {
	i := f.Incident
	rows := []ui.SummaryRow{{Key: lang.T(ctx, "Cuenta"), Text: f.Account.At()}, {Key: lang.T(ctx, "Qué pasa"), Text: lang.Dyn(ctx, i.Kind.Label())},
		{Key: lang.T(ctx, "Lo reportó"), Text: i.Reporter + " · " + lang.Full(ctx, i.At)}}
	if i.Text != "" {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Detalles"), Text: i.Text})
	}
	return rows
}

// firstLetters cuts a text to n characters.
func firstLetters(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return string(runes[:n-1]) + "…"
}
