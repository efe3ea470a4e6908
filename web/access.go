package web

import (
	"net/http"
	"slices"
	"strings"

	"pregonero/entering"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// accessPath is «Mi acceso»: one's own password, second factors, sessions and keys.
const accessPath = "/mi-acceso"

func (s *Site) accessRoutes(m *http.ServeMux) {
	m.HandleFunc("GET "+accessPath, s.inside(s.ownAccessPage))
	m.HandleFunc("POST "+accessPath+"/contrasena", s.inside(s.ownPassword))
	m.HandleFunc("POST "+accessPath+"/llave/quitar", s.inside(s.ownPasskeyRemove))
	m.HandleFunc("POST "+accessPath+"/sesiones/cerrar", s.inside(s.ownSessionsClose))
	m.HandleFunc("POST "+accessPath+"/programas", s.inside(s.ownTokenCreate))
	m.HandleFunc("POST "+accessPath+"/programas/cancelar", s.inside(s.ownTokenRevoke))
}

// ownAccess is all that the page of one's own access shows.
type ownAccess struct {
	Ways     entering.Ways
	Passkeys []entering.Passkey
	Devices  bool // the site takes passkeys
	Sessions []entering.Info
	Tokens   []entering.Token
	Acts     []institution.Act // what a new key may be given
	Typed    tokenForm
	NewKey   string // just made, shown this once
	Errors   []ui.FieldError
}

// tokenForm is what was typed of a key for programs.
type tokenForm struct {
	Name string
	Days string
	Acts []string
}

func (s *Site) ownAccessPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showAccess(w, r, v, nil, "")
}

// showAccess shows the page; a fault is told on the form whose controls start with prefix.
func (s *Site) showAccess(w http.ResponseWriter, r *http.Request, v visit, f *fault.Fault, prefix string) error {
	view, err := s.access(r, v)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if f != nil {
		status = entryStatus(f)
		field := f.Field
		if field == "" {
			field = "current"
		}
		view.Errors = fieldErrors(r.Context(), f.On(prefix+field))
	}
	return s.showAccessView(w, r, status, v, view)
}

func (s *Site) showAccessView(w http.ResponseWriter, r *http.Request, status int, v visit, view ownAccess) error {
	p := s.page(r, v, "", lang.T(r.Context(), "Mi acceso"))
	p.Errors = view.Errors
	return s.show(w, r, status, p, accessViewPage(view, s.Now()))
}

// access gathers what one has.
func (s *Site) access(r *http.Request, v visit) (view ownAccess, err error) {
	ctx := r.Context()
	view = ownAccess{Devices: s.Door.WebAuthn != nil, Acts: s.ownActs(v), Typed: tokenForm{Name: r.PostFormValue("name"), Days: r.PostFormValue("days"), Acts: r.PostForm["acts"]}}
	if view.Ways, err = s.Door.Ways(ctx, v.actor); err != nil {
		return view, err
	}
	if view.Passkeys, err = s.Door.ListPasskeys(ctx, v.actor); err != nil {
		return view, err
	}
	if view.Sessions, err = s.Door.ListSessions(ctx, v.actor); err != nil {
		return view, err
	}
	view.Tokens, err = s.Door.ListTokens(ctx, v.actor)
	return view, err
}

// ownActs lists what the person may do somewhere, in the order of its words.
func (s *Site) ownActs(v visit) (out []institution.Act) {
	for _, act := range institution.Acts() {
		if institution.Allowed(s.Now(), v.actor, act, institution.On{}) {
			out = append(out, act)
		}
	}
	slices.SortFunc(out, func(a, b institution.Act) int {
		return strings.Compare(institution.Describe(a), institution.Describe(b))
	})
	return out
}

// ownPassword changes one's own password; the other sessions end.
func (s *Site) ownPassword(w http.ResponseWriter, r *http.Request, v visit) error {
	err := s.Door.ChangePassword(r.Context(), v.actor, r.PostFormValue("current"), r.PostFormValue("password"))
	if f, ok := again(err); ok {
		return s.showAccess(w, r, v, f, "password-")
	}
	if err != nil {
		return err
	}
	return s.done(w, r, accessPath, lang.T(r.Context(), "Su contraseña cambió y sus demás sesiones terminaron."))
}

func (s *Site) ownPasskeyRemove(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := s.Door.RemovePasskey(r.Context(), v.actor, r.PostFormValue("id")); err != nil {
		return err
	}
	return s.done(w, r, accessPath, lang.T(r.Context(), "La llave de acceso ya no sirve."))
}

func (s *Site) ownSessionsClose(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := s.Door.SignOutOthers(r.Context(), v.actor); err != nil {
		return err
	}
	return s.done(w, r, accessPath, lang.T(r.Context(), "Sus demás sesiones terminaron."))
}
