package web

import (
	"net/http"

	"github.com/a-h/templ"

	"pregonero/web/lang"
	"pregonero/web/ui"
)

func (s *Site) publicRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /verificar", s.public(s.verifyPage))
	m.HandleFunc("GET /verificar/{id}", s.public(s.verifyAccount))
	m.HandleFunc("GET /verificar/{id}/qr.png", s.public(s.verifyQR))
	m.HandleFunc("GET /directorio", s.public(s.directory))
	m.HandleFunc("GET /directorio.json", s.public(s.directoryJSON))
	m.HandleFunc("GET /directorio.csv", s.public(s.directoryCSV))
	m.HandleFunc("GET /criterios", s.public(s.criteria))
	m.HandleFunc("GET /transparencia", s.public(s.transparency))
	m.HandleFunc("GET /bitacora/checkpoint", s.public(s.ledgerCheckpoint))
	m.HandleFunc("GET /bitacora/llave", s.public(s.ledgerKey))
	m.HandleFunc("GET /bitacora/tile/{path...}", s.public(s.ledgerTile))
	m.HandleFunc("GET /cuentas/{id}/horario.ics", s.public(s.attendanceCalendar))
}

// public is for pages of everybody: no session is looked at and no cookie is read or set,
// so that any cache may keep them; the language is the browser's.
func (s *Site) public(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := visit{zone: s.zone(s.Pack.Institution.Zone)}
		r.Header.Del("Cookie")
		s.run(w, r, v, h)
	}
}

// briefly is how long caches may keep a public page.
const briefly = "public, max-age=60"

// showPublic writes a page for citizens.
func (s *Site) showPublic(w http.ResponseWriter, r *http.Request, title string, body templ.Component) error {
	s.cacheable(w, briefly)
	return s.show(w, r, http.StatusOK, s.publicPage(r, title), body)
}

// cacheable lets caches keep what is written, apart for each language.
func (s *Site) cacheable(w http.ResponseWriter, how string) {
	w.Header().Set("Cache-Control", how)
	w.Header().Add("Vary", "Accept-Language")
}

func (s *Site) publicPage(r *http.Request, title string) ui.Page {
	ctx := r.Context()
	p := ui.Page{Title: title, Institution: s.Pack.Institution.ShortName, Public: true,
		PublicNav: []ui.Link{{Text: lang.T(ctx, "Verificar"), Href: "/verificar"}, {Text: lang.T(ctx, "Directorio"), Href: "/directorio"},
			{Text: lang.T(ctx, "Criterios"), Href: "/criterios"}, {Text: lang.T(ctx, "Entrar"), Href: "/entrar"}},
		Footer: []ui.Link{{Text: lang.T(ctx, "Transparencia y bitácora"), Href: "/transparencia"}, {Text: lang.T(ctx, "Datos abiertos"), Href: "/directorio.json"}}}
	if s.Practice {
		p.Notice = &ui.Notice{State: ui.Warn, Title: lang.T(ctx, "Modo de práctica: las cuentas y las personas de esta página son de ejemplo.")}
	}
	return p
}

// plain writes a text that programs read.
func plain(w http.ResponseWriter, kind string, body []byte) error {
	w.Header().Set("Content-Type", kind)
	_, err := w.Write(body)
	return err
}
