package web

import (
	"net/http"

	"pregonero/custody"
	"pregonero/institution"
	"pregonero/oversight"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// registrationView is the form of a new account with what was typed.
type registrationView struct {
	oversight.Registration
	networks []custody.Network
	areas    []institution.Area
	people   []oversight.PersonRow
	errors   []ui.FieldError
}

// accountNew asks for the facts of a new account.
func (s *Site) accountNew(w http.ResponseWriter, r *http.Request, v visit) error {
	if !institution.Allowed(s.Now(), v.actor, institution.AccountRegister, institution.On{}) {
		_, err := s.Office.RegisterAccount(r.Context(), v.actor, oversight.Registration{})
		return err // the refusal, recorded, with its clause
	}
	return s.showRegistration(w, r, v, http.StatusOK, registrationView{})
}

func (s *Site) showRegistration(w http.ResponseWriter, r *http.Request, v visit, status int, f registrationView) (err error) {
	ctx := r.Context()
	f.networks = s.Keys.Networks()
	if f.areas, err = s.Office.Areas(ctx); err != nil {
		return err
	}
	if f.people, err = s.Office.People(ctx, v.actor, oversight.PeopleQuery{}); err != nil {
		return err
	}
	p := s.page(r, v, "cuentas", lang.T(ctx, "Registrar una cuenta"))
	p.Errors = f.errors
	return s.show(w, r, status, p, registrationPage(f))
}

// accountRegister enters an account in the registry.
//
//clause:code 1.p1
func (s *Site) accountRegister(w http.ResponseWriter, r *http.Request, v visit) error {
	in := oversight.Registration{Network: r.PostFormValue("network"), BaseURL: r.PostFormValue("base_url"), Handle: r.PostFormValue("handle"),
		Name: r.PostFormValue("name"), AreaID: r.PostFormValue("area_id"), Purpose: r.PostFormValue("purpose"),
		LeadID: r.PostFormValue("lead_id"), AlternateID: r.PostFormValue("alternate_id")}
	acc, err := s.Office.RegisterAccount(r.Context(), v.actor, in)
	if f, ok := again(err); ok && institution.Allowed(s.Now(), v.actor, institution.AccountRegister, institution.On{}) {
		return s.showRegistration(w, r, v, statuses[f.Kind], registrationView{Registration: in, errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/cuentas/"+acc.ID+"/accesos", lang.T(r.Context(), "La cuenta está en el registro. Falta conectarla y activarla."))
}

func (f registrationView) networkOptions() []ui.Option {
	var out []ui.Option
	for _, n := range f.networks {
		out = append(out, ui.Option{Value: n.Name, Label: n.Label, Selected: n.Name == f.Network})
	}
	return out
}

func (f registrationView) areaOptions() []ui.Option {
	var out []ui.Option
	for _, a := range f.areas {
		out = append(out, ui.Option{Value: a.ID, Label: a.Name, Selected: a.ID == f.AreaID})
	}
	return out
}
