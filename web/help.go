package web

import (
	"bytes"
	"context"
	"net/http"
	"regexp"

	"github.com/a-h/templ"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"pregonero/docs/manual"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

func (s *Site) helpRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /ayuda", s.open(s.helpPage))
	m.HandleFunc("GET /ayuda/{part}", s.open(s.helpManual))
}

// helpTopic is what one role does here, and its manual.
type helpTopic struct {
	Roles       []institution.Role
	Title, Does string
	Part        string // of the manual
}

// helpTopics are the parts of the manual, in its order.
func helpTopics(ctx context.Context) []helpTopic {
	role := func(part, title, does string, roles ...institution.Role) helpTopic {
		return helpTopic{Roles: roles, Title: title, Does: does, Part: part}
	}
	return []helpTopic{
		role("administrador", lang.T(ctx, "Administrar una cuenta"), lang.T(ctx, "Redacta, programa y aprueba publicaciones de su cuenta, contesta comentarios y mantiene vivo el acceso a la red."), institution.Lead, institution.Alternate),
		role("titular", lang.T(ctx, "Titular de área"), lang.T(ctx, "Avala la información de su área, aprueba y ve el estado de las cuentas de las que responde."), institution.Head),
		role("aval", lang.T(ctx, "Avalar información"), lang.T(ctx, "Da la palabra de su área sobre lo que otra quiere publicar, o lo devuelve con el motivo."), institution.Endorser),
		role("comunicacion", lang.T(ctx, "Comunicación social"), lang.T(ctx, "Registra cuentas, asigna cargos y puede detener la publicación."), institution.Press),
		role("informatica", lang.T(ctx, "Informática"), lang.T(ctx, "Ve las cuentas y puede detenerlas cuando la seguridad lo pide."), institution.IT),
		role("comite", lang.T(ctx, "Comité"), lang.T(ctx, "Consulta cuentas, cumplimiento y la bitácora completa."), institution.President, institution.Secretary),
		role("auditoria", lang.T(ctx, "Auditoría"), lang.T(ctx, "Lee todo y no cambia nada; comprueba que la bitácora esté entera."), institution.Auditor),
		role("operacion", lang.T(ctx, "Operación del sistema"), lang.T(ctx, "Da de alta personas, recupera accesos y cuida el sistema. No ve publicaciones, comentarios ni credenciales."), institution.Operator),
	}
}

// helpPage says what the person's roles do here, and where to read more.
func (s *Site) helpPage(w http.ResponseWriter, r *http.Request, v visit) error {
	var mine, others []helpTopic
	for _, t := range helpTopics(r.Context()) {
		if holdsOneOf(v.actor, t.Roles) {
			mine = append(mine, t)
		} else {
			others = append(others, t)
		}
	}
	return s.showHelp(w, r, v, lang.T(r.Context(), "Ayuda"), helpView(mine, others, s.page(r, v, "", "").Nav, v.in()))
}

func holdsOneOf(a institution.Actor, roles []institution.Role) bool {
	for _, role := range roles {
		if a.Has(role) {
			return true
		}
	}
	return false
}

func (s *Site) showHelp(w http.ResponseWriter, r *http.Request, v visit, title string, body templ.Component) error {
	if v.in() {
		return s.show(w, r, http.StatusOK, s.page(r, v, "", title), body)
	}
	return s.showEntry(w, r, http.StatusOK, title, nil, body)
}

var (
	partLink  = regexp.MustCompile(`\]\(([a-z]+)\.md\)`)
	otherLink = regexp.MustCompile(`\[([^\]]*)\]\(\.\./[^)]*\)`)
	firstLine = regexp.MustCompile(`^# (.*)\n`)
	markdown  = goldmark.New(goldmark.WithExtensions(extension.Table))
)

// helpManual shows a part of the manual, which is ours: goldmark leaves HTML in it out.
func (s *Site) helpManual(w http.ResponseWriter, r *http.Request, v visit) error {
	text, ok := manual.Page(r.PathValue("part"))
	if !ok {
		return fault.New(fault.NotFound, "Esta página del manual no existe.").Then("Búsquela en la ayuda.")
	}
	title := lang.T(r.Context(), "Manual")
	if m := firstLine.FindSubmatch(text); m != nil {
		title = string(m[1])
	}
	text = firstLine.ReplaceAll(text, nil)
	text = otherLink.ReplaceAll(partLink.ReplaceAll(text, []byte("](/ayuda/$1)")), []byte("$1"))
	var html bytes.Buffer
	if err := markdown.Convert(text, &html); err != nil {
		return err
	}
	return s.showHelp(w, r, v, title, manualView(title, html.String(), []ui.Link{{Text: lang.T(r.Context(), "Ayuda"), Href: "/ayuda"}}))
}
