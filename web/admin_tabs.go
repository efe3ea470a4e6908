package web

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// Places of Administración.
const (
	peoplePath = "/administracion/personas"
	grantsPath = "/administracion/cargos"
	areasPath  = "/administracion/areas"
	systemPath = "/administracion/sistema"
)

// adminTabs are the places of Administración that the person's roles open.
func (s *Site) adminTabs(ctx context.Context, v visit, active string) (tabs []ui.Tab) {
	add := func(act institution.Act, text, href string) {
		if s.may(v, act) {
			tabs = append(tabs, ui.Tab{Text: text, Href: href, Active: href == active})
		}
	}
	add(institution.PeopleRead, lang.T(ctx, "Personas"), peoplePath)
	add(institution.PeopleRead, lang.T(ctx, "Cargos"), grantsPath)
	add(institution.PeopleRead, lang.T(ctx, "Áreas"), areasPath)
	add(institution.MailRead, lang.T(ctx, "Correo"), mailPath)
	add(institution.AccountRegister, lang.T(ctx, "Registrar cuenta"), "/cuentas/nueva")
	add(institution.PublishingStopAll, lang.T(ctx, "Detener publicación"), "/cuentas/detener")
	add(institution.SystemRead, lang.T(ctx, "Directorio"), directoryPath)
	add(institution.SystemRead, lang.T(ctx, "Sistema"), systemPath)
	return tabs
}

// may tells whether some role of the person gives the act; the server asks again for what
// it touches.
func (s *Site) may(v visit, act institution.Act) bool {
	return institution.Allowed(s.Now(), v.actor, act, institution.On{})
}

// admin leads to the first place that the person may open.
func (s *Site) admin(w http.ResponseWriter, r *http.Request, v visit) error {
	tabs := s.adminTabs(r.Context(), v, "")
	if len(tabs) == 0 {
		return s.people(w, r, v) // which refuses, with its clause
	}
	http.Redirect(w, r, tabs[0].Href, http.StatusSeeOther)
	return nil
}

// showAdmin shows a page of Administración.
func (s *Site) showAdmin(w http.ResponseWriter, r *http.Request, v visit, status int, title string, errors []ui.FieldError, body templ.Component) error {
	p := s.page(r, v, "administracion", title)
	p.Errors = errors
	return s.show(w, r, status, p, body)
}

// names are what identifiers are called, as far as the person may know.
type adminNames struct {
	areas    map[string]institution.Area
	accounts map[string]account.Account
}

func (s *Site) adminNames(ctx context.Context, v visit) (n adminNames, err error) {
	n = adminNames{areas: map[string]institution.Area{}, accounts: map[string]account.Account{}}
	areas, err := s.Office.Areas(ctx)
	if err != nil {
		return n, err
	}
	for _, a := range areas {
		n.areas[a.ID] = a
	}
	if !s.may(v, institution.AccountRead) {
		return n, nil
	}
	accounts, _, err := s.Office.Accounts(ctx, v.actor)
	for _, a := range accounts {
		n.accounts[a.ID] = a
	}
	return n, err
}

// over says over what a role is held.
func (n adminNames) over(ctx context.Context, g institution.Grant) string {
	switch {
	case g.AccountID != "":
		if a, ok := n.accounts[g.AccountID]; ok {
			return accountName(ctx, a)
		}
		return lang.T(ctx, "una cuenta de %s", n.areas[g.AreaID].Short)
	case g.AreaID != "":
		return n.areas[g.AreaID].Short
	}
	return lang.T(ctx, "toda la institución")
}

// onForm is a fault to be told on the form that was sent.
func onForm(ctx context.Context, err error) (*fault.Fault, []ui.FieldError, bool) {
	f, ok := again(err)
	if !ok || f.Kind == fault.Forbidden {
		return nil, nil, false
	}
	return f, fieldErrors(ctx, f), true
}
