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

func (s *Site) misuseRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /uso-indebido", s.inside(s.misuses))
	m.HandleFunc("POST /uso-indebido", s.inside(s.misuseReport))
	m.HandleFunc("GET /uso-indebido/{id}", s.inside(s.misuse))
	m.HandleFunc("GET /uso-indebido/{id}/evidencia.json", s.inside(s.misuseEvidence))
	m.HandleFunc("POST /uso-indebido/{id}/entregar", s.inside(s.misuseHand))
}

// misuseForm is the list of cases with the form of a new one.
type misuseForm struct {
	cases               []incident.Misuse
	accounts            []account.Account
	account, text       string
	from, until, clause string
	errors              []ui.FieldError
}

func (s *Site) misuses(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showMisuses(w, r, v, http.StatusOK, misuseForm{account: r.URL.Query().Get("cuenta")})
}

func (s *Site) showMisuses(w http.ResponseWriter, r *http.Request, v visit, status int, f misuseForm) (err error) {
	if f.cases, err = s.Responder.Misuses(r.Context(), v.actor); err != nil {
		return err
	}
	if f.accounts, err = s.Responder.Accounts(r.Context()); err != nil {
		return err
	}
	f.clause = s.Pack.ClauseFor(regulation.RuleMisuse)
	p := s.page(r, v, "incidentes", lang.T(r.Context(), "Uso indebido"))
	p.Errors = f.errors
	return s.show(w, r, status, p, misusesView(f))
}

// misuseReport opens a case and freezes its evidence.
func (s *Site) misuseReport(w http.ResponseWriter, r *http.Request, v visit) error {
	f := misuseForm{account: r.PostFormValue("account_id"), text: r.PostFormValue("text"), from: r.PostFormValue("from"), until: r.PostFormValue("until")}
	m, err := s.reportMisuse(r, v, f)
	if x, ok := again(err); ok {
		f.errors = fieldErrors(r.Context(), x)
		return s.showMisuses(w, r, v, statuses[x.Kind], f)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/uso-indebido/"+m.ID, lang.T(r.Context(), "Reporte %s abierto. La evidencia quedó fija.", m.Folio))
}

func (s *Site) reportMisuse(r *http.Request, v visit, f misuseForm) (incident.Misuse, error) {
	from, err := time.ParseInLocation(time.DateOnly, f.from, v.zone)
	if err != nil {
		return incident.Misuse{}, fault.New(fault.Invalid, "Diga entre qué días pasó.").On("from")
	}
	until, err := time.ParseInLocation(time.DateOnly, f.until, v.zone)
	if err != nil {
		return incident.Misuse{}, fault.New(fault.Invalid, "Diga entre qué días pasó.").On("until")
	}
	return s.Responder.ReportMisuse(r.Context(), v.actor, f.account, f.text, from, until.AddDate(0, 0, 1).Add(-time.Second))
}

// misuseFile is a case as its page shows it.
type misuseFile struct {
	incident.Misuse
	may      bool
	clause   string
	to, note string
	errors   []ui.FieldError
}

func (s *Site) misuse(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showMisuse(w, r, v, http.StatusOK, misuseFile{})
}

func (s *Site) showMisuse(w http.ResponseWriter, r *http.Request, v visit, status int, f misuseFile) (err error) {
	if f.Misuse, err = s.Responder.Misuse(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return err
	}
	f.may, f.clause = s.may(v, institution.MisuseHandle), s.Pack.ClauseFor(regulation.RuleMisuse)
	p := s.page(r, v, "incidentes", lang.T(r.Context(), "Uso indebido %s", f.Folio))
	p.Errors = f.errors
	return s.show(w, r, status, p, misuseView(f))
}

// misuseEvidence hands the evidence over, the same bytes each time.
func (s *Site) misuseEvidence(w http.ResponseWriter, r *http.Request, v visit) error {
	m, err := s.Responder.Misuse(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	if !s.may(v, institution.MisuseHandle) {
		return fault.New(fault.Forbidden, "La evidencia la descarga quien integra el expediente.").Under(s.Pack.ClauseFor(regulation.RuleMisuse))
	}
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="evidencia-`+m.ID+`.json"`)
	h.Set("Cache-Control", "no-store")
	_, err = w.Write(responding.Package(m.Evidence))
	return err
}

func (s *Site) misuseHand(w http.ResponseWriter, r *http.Request, v visit) error {
	f := misuseFile{to: r.PostFormValue("to"), note: r.PostFormValue("note")}
	_, err := s.Responder.Hand(r.Context(), v.actor, r.PathValue("id"), f.to, f.note)
	if x, ok := again(err); ok {
		f.errors = fieldErrors(r.Context(), x)
		return s.showMisuse(w, r, v, statuses[x.Kind], f)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/uso-indebido/"+r.PathValue("id"), lang.T(r.Context(), "Quedó anotada la entrega."))
}

func misuseRows(ctx context.Context, all []incident.Misuse) (rows []ui.TaskRow) {
	for _, m := range all {
		tag := ui.Tag{Text: lang.T(ctx, "Abierto"), State: ui.Warn}
		if m.State == incident.Closed {
			tag = ui.Tag{Text: lang.T(ctx, "Entregado"), State: ui.OK}
		}
		rows = append(rows, ui.TaskRow{Title: lang.T(ctx, "%s en %s", m.Folio, m.Evidence.Account), Href: "/uso-indebido/" + m.ID, Tag: &tag, Meta: []string{lang.Full(ctx, m.At)}})
	}
	return rows
}

func (f misuseForm) accountOptions() []ui.Option {
	return alarm{accounts: f.accounts, Alarm: responding.Alarm{AccountID: f.account}}.accountOptions()
}
