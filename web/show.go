package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// show writes a whole page. The body is rendered before anything is sent, so that a page
// is never cut in the middle.
func (s *Site) show(w http.ResponseWriter, r *http.Request, status int, p ui.Page, body templ.Component) error {
	s.clearNotice(w, r)
	return s.write(w, r, status, ui.Layout(p), body)
}

// part writes a fragment for htmx.
func (s *Site) part(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	return s.write(w, r, status, c, nil)
}

func (s *Site) write(w http.ResponseWriter, r *http.Request, status int, c, children templ.Component) error {
	ctx := r.Context()
	if children != nil {
		ctx = templ.WithChildren(ctx, children)
	}
	buf := templ.GetBuffer()
	defer templ.ReleaseBuffer(buf)
	if err := c.Render(ctx, buf); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if w.Header().Get("Cache-Control") == "" {
		w.Header().Set("Cache-Control", "no-store")
	}
	return send(w, r, status, buf.Bytes())
}

// page starts the page that somebody who is logged in sees; active is the key of its
// place in the navigation.
func (s *Site) page(r *http.Request, v visit, active, title string) ui.Page {
	return s.pageWith(r, v, active, title, s.count(r.Context(), v))
}

// pageWith is page for who has the numbers of the navigation already.
func (s *Site) pageWith(r *http.Request, v visit, active, title string, n counts) ui.Page {
	p := ui.Page{Title: title, Institution: s.Pack.Institution.ShortName, Theme: setting(r, "tema"), Practice: s.Practice, Active: active, Notice: notice(r), Shortcuts: setting(r, shortcutsCookie) == shortcutsOn}
	if !v.in() {
		return p
	}
	p.User = &ui.User{Name: v.actor.Name, Role: s.roleSentence(v.actor), Links: []ui.Link{
		{Text: lang.T(r.Context(), "Mi acceso"), Href: "/mi-acceso"}, {Text: lang.T(r.Context(), "Idioma y aspecto"), Href: "/preferencias"}}}
	if s.Practice {
		p.User.Links = append(p.User.Links, ui.Link{Text: lang.T(r.Context(), "Buzón de práctica"), Href: practiceMail})
	}
	p.Nav = s.navigation(r.Context(), v, n)
	p.LogOutHref, p.HelpHref, p.LiveURL = "/salir", "/ayuda", "/vivo"
	return p
}

func (s *Site) roleSentence(a institution.Actor) string {
	seen, words := map[institution.Role]bool{}, []string{}
	for _, g := range a.Grants {
		if !seen[g.Role] {
			seen[g.Role] = true
			words = append(words, institution.RoleLabel(g.Role))
		}
	}
	return strings.Join(words, " · ")
}

// counts are the numbers of the navigation.
type counts struct{ resolve, attend int }

// count reads them; what cannot be read is shown as none.
func (s *Site) count(ctx context.Context, v visit) (n counts) {
	if s.mayResolve(v) {
		n.resolve = s.Desk.ToResolve(ctx, v.actor)
	}
	if institution.Allowed(s.Now(), v.actor, institution.InboxRead, institution.On{}) {
		waiting, _ := s.Counter.Waiting(ctx, v.actor)
		n.attend = waiting.Open
	}
	return n
}

func (s *Site) mayResolve(v visit) bool {
	now := s.Now()
	return institution.Allowed(now, v.actor, institution.PostEndorse, institution.On{}) || institution.Allowed(now, v.actor, institution.PostApprove, institution.On{})
}

// navigation lists only what the actor's roles give.
func (s *Site) navigation(ctx context.Context, v visit, n counts) []ui.NavItem {
	now, a := s.Now(), v.actor
	may := func(act institution.Act) bool { return institution.Allowed(now, a, act, institution.On{}) }
	items := []ui.NavItem{{Key: "dia", Text: lang.T(ctx, "Mi día"), Href: "/", Icon: ui.IconDay, Dock: true, Shortcut: "d"}}
	if may(institution.PostDraft) {
		items = append(items, ui.NavItem{Key: "redactar", Text: lang.T(ctx, "Redactar"), Href: "/redactar", Icon: ui.IconWrite, Dock: true, Shortcut: "r"},
			ui.NavItem{Key: "calendario", Text: lang.T(ctx, "Calendario"), Href: "/calendario", Icon: ui.IconCalendar, Dock: true, Shortcut: "c"})
	}
	if s.mayResolve(v) {
		items = append(items, ui.NavItem{Key: "visto-bueno", Text: lang.T(ctx, "Visto bueno"), Href: "/visto-bueno", Icon: ui.IconApprove, Dock: !may(institution.PostDraft), Shortcut: "v",
			Count: n.resolve, CountText: lang.N(ctx, n.resolve, "%d por resolver", "%d por resolver")})
	}
	if may(institution.InboxRead) {
		items = append(items, ui.NavItem{Key: "bandeja", Text: lang.T(ctx, "Bandeja"), Href: "/bandeja", Icon: ui.IconInbox, Dock: true, Shortcut: "b",
			Count: n.attend, CountText: lang.N(ctx, n.attend, "%d por atender", "%d por atender")})
	}
	return append(items, s.navigationRest(ctx, may)...)
}

func (s *Site) navigationRest(ctx context.Context, may func(institution.Act) bool) []ui.NavItem {
	var items []ui.NavItem
	add := func(on bool, item ui.NavItem) {
		if on {
			items = append(items, item)
		}
	}
	add(may(institution.PostRead), ui.NavItem{Key: "publicaciones", Text: lang.T(ctx, "Publicaciones"), Href: "/publicaciones", Icon: ui.IconHorn})
	add(may(institution.PostDraft) || may(institution.PublishingStop), ui.NavItem{Key: "saldra", Text: lang.T(ctx, "¿Saldrá lo de mañana?"), Href: "/saldra", Icon: ui.IconClock})
	add(may(institution.CoverageDeclare), ui.NavItem{Key: "sesiones", Text: lang.T(ctx, "Sesiones"), Href: "/sesiones", Icon: ui.IconCalendar})
	add(may(institution.AccountRead), ui.NavItem{Key: "cuentas", Text: lang.T(ctx, "Cuentas"), Href: "/cuentas", Icon: ui.IconFile})
	add(mayIncident(may), ui.NavItem{Key: "incidentes", Text: lang.T(ctx, "Incidentes"), Href: "/incidentes", Icon: ui.IconAlert})
	add(mayPropose(may), ui.NavItem{Key: "propuestas", Text: lang.T(ctx, "Propuestas de cuenta"), Href: "/propuestas", Icon: ui.IconFile})
	add(may(institution.LetterRead), ui.NavItem{Key: "oficios", Text: lang.T(ctx, "Oficios"), Href: "/oficios", Icon: ui.IconFile})
	add(mayRequest(may), ui.NavItem{Key: "solicitudes", Text: lang.T(ctx, "Solicitudes"), Href: "/solicitudes", Icon: ui.IconHorn})
	add(true, ui.NavItem{Key: "plazos", Text: lang.T(ctx, "Plazos"), Href: "/plazos", Icon: ui.IconClock})
	add(may(institution.CredentialReview), ui.NavItem{Key: "boveda", Text: lang.T(ctx, "Bóveda"), Href: "/boveda", Icon: ui.IconLock})
	add(may(institution.PersonalList), ui.NavItem{Key: "cuentas-personales", Text: lang.T(ctx, "Mis cuentas personales"), Href: "/cuentas-personales", Icon: ui.IconFile})
	add(may(institution.CalendarManage), ui.NavItem{Key: "dias-inhabiles", Text: lang.T(ctx, "Días inhábiles"), Href: "/dias-inhabiles", Icon: ui.IconCalendar})
	add(may(institution.DeliberationRead), ui.NavItem{Key: "reserva", Text: lang.T(ctx, "Reserva y deliberación"), Href: "/reserva", Icon: ui.IconLock})
	add(true, ui.NavItem{Key: "bitacora", Text: lang.T(ctx, "Bitácora"), Href: "/bitacora", Icon: ui.IconLedger})
	add(may(institution.ComplianceRead), ui.NavItem{Key: "cumplimiento", Text: lang.T(ctx, "Cumplimiento"), Href: "/cumplimiento", Icon: ui.IconShield})
	add(may(institution.PeopleRead) || may(institution.PersonManage), ui.NavItem{Key: "administracion", Text: lang.T(ctx, "Administración"), Href: "/administracion", Icon: ui.IconAdmin})
	return items
}

// statuses is the one map of kinds of fault to HTTP.
var statuses = map[fault.Kind]int{
	fault.Invalid: http.StatusUnprocessableEntity, fault.Unauthenticated: http.StatusUnauthorized, fault.Forbidden: http.StatusForbidden,
	fault.NotFound: http.StatusNotFound, fault.Conflict: http.StatusConflict, fault.Late: http.StatusConflict,
	fault.Limit: http.StatusRequestEntityTooLarge, fault.Unavailable: http.StatusBadGateway, fault.Internal: http.StatusInternalServerError,
}

// fail shows what went wrong: the sentence, the next step and the clause; or, for our own
// faults, a reference that stands in the log with the cause.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, v visit, err error) {
	if r.Context().Err() != nil { // whoever asked has gone: nobody reads the answer, and nothing of ours failed
		return
	}
	f := s.explain(r, err)
	if r.Header.Get("HX-Request") != "" {
		_ = s.part(w, r, statuses[f.Kind], ui.NoticeBanner(noticeOf(r.Context(), f)))
		return
	}
	p := s.page(r, v, "", lang.T(r.Context(), "No se pudo"))
	if err := s.show(w, r, statuses[f.Kind], p, problemPage(r.Context(), f)); err != nil {
		s.Log.ErrorContext(r.Context(), "show an error page", "error", err)
	}
}

// explain turns any error into a fault for people.
func (s *Site) explain(r *http.Request, err error) *fault.Fault {
	if f, ok := fault.Of(err); ok && f.Kind != fault.Internal {
		return f
	}
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return fault.New(fault.Limit, "Lo que envió es demasiado grande.").Then("Acorte el texto o suba un archivo más pequeño.")
	}
	ref := id.New(s.Now())
	s.Log.ErrorContext(r.Context(), "request failed", "reference", ref, "method", r.Method, "page", r.Pattern, "error", err)
	return fault.New(fault.Internal, "Algo falló de nuestro lado. Lo que escribió no se perdió: vuelva atrás e intente de nuevo.").
		Then("Si se repite, avise a quien opera el sistema con esta referencia: " + ref)
}

// fieldErrors is the error summary of a form that was sent with a fault.
func fieldErrors(ctx context.Context, f *fault.Fault) []ui.FieldError {
	text := lang.Dyn(ctx, f.Format, f.Args...)
	if f.Next != "" {
		text += " " + lang.Dyn(ctx, f.Next)
	}
	if f.Clause != "" {
		text += " (" + lang.T(ctx, "criterio %s", f.Clause) + ")"
	}
	return []ui.FieldError{{Field: f.Field, Text: text}}
}

// again tells whether a fault belongs on the form that was sent, with what was typed.
func again(err error) (*fault.Fault, bool) {
	f, ok := fault.Of(err)
	return f, ok && f.Kind != fault.Internal && f.Kind != fault.Unauthenticated && f.Kind != fault.NotFound
}

// done leads to the page that follows an act, with one sentence about it.
func (s *Site) done(w http.ResponseWriter, r *http.Request, to, sentence string) error {
	s.setCookie(w, noticeCookie, escapeCookie(sentence), 30, true)
	if r.Header.Get("HX-Request") != "" {
		w.Header().Set("HX-Redirect", to)
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
