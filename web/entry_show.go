package web

import (
	"net/http"

	"github.com/a-h/templ"

	"pregonero/web/lang"
	"pregonero/web/ui"
)

// showEntry shows a page of somebody who is not in yet.
func (s *Site) showEntry(w http.ResponseWriter, r *http.Request, status int, title string, errors []ui.FieldError, body templ.Component) error {
	p := s.page(r, visit{}, "", title)
	p.Errors, p.HelpHref = errors, "/ayuda"
	p.Footer = []ui.Link{{Text: lang.T(r.Context(), "Cuentas oficiales"), Href: "/"}, {Text: lang.T(r.Context(), "Idioma y aspecto"), Href: "/preferencias"}}
	return s.show(w, r, status, p, body)
}
