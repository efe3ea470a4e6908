package web

import (
	"net/http"

	"pregonero/account"
	"pregonero/limits"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

func (s *Site) personalRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /cuentas-personales", s.inside(s.personals))
	m.HandleFunc("POST /cuentas-personales", s.inside(s.personalList))
	m.HandleFunc("POST /cuentas-personales/{id}/retirar", s.inside(s.personalWithdraw))
}

// personalForm is the list of one's own with the form of a new one.
type personalForm struct {
	account.Personal
	own      []account.Personal
	networks []string
	clause   string
	errors   []ui.FieldError
}

// personals are one's own personal accounts that the public sees.
func (s *Site) personals(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showPersonals(w, r, v, http.StatusOK, personalForm{Personal: account.Personal{Name: v.actor.Name}})
}

func (s *Site) showPersonals(w http.ResponseWriter, r *http.Request, v visit, status int, f personalForm) (err error) {
	if f.own, err = s.Opener.MyPersonals(r.Context(), v.actor); err != nil {
		return err
	}
	f.networks, f.clause = s.Opener.Networks(), s.Pack.ClauseFor(regulation.RulePersonalListing)
	p := s.page(r, v, "cuentas-personales", lang.T(r.Context(), "Mis cuentas personales"))
	p.Errors = f.errors
	return s.show(w, r, status, p, personalsView(f))
}

func (s *Site) personalList(w http.ResponseWriter, r *http.Request, v visit) error {
	p := account.Personal{Name: r.PostFormValue("name"), Network: r.PostFormValue("network"), Handle: r.PostFormValue("handle"), URL: r.PostFormValue("url")}
	_, err := s.Opener.ListPersonal(r.Context(), v.actor, p)
	if f, ok := again(err); ok {
		return s.showPersonals(w, r, v, statuses[f.Kind], personalForm{Personal: p, errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/cuentas-personales", lang.T(r.Context(), "Su cuenta ya se muestra en el directorio público."))
}

func (s *Site) personalWithdraw(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := s.Opener.WithdrawPersonal(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return err
	}
	return s.done(w, r, "/cuentas-personales", lang.T(r.Context(), "Su cuenta ya no se muestra."))
}

func (f personalForm) networkOptions() (out []ui.Option) {
	for _, n := range f.networks {
		out = append(out, ui.Option{Value: n, Label: limits.Of(n).Label, Selected: n == f.Network})
	}
	return out
}

func personalRows(all []account.Personal) (rows []ui.Row) {
	for _, p := range all {
		rows = append(rows, ui.Row{Cells: []ui.Cell{{Text: p.At(), Href: p.URL}, ui.Text(limits.Of(p.Network).Label), ui.Text(p.Name)}})
	}
	return rows
}
