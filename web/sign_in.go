package web

import (
	"net/http"
	"net/url"
	"strings"

	"pregonero/entering"
	"pregonero/internal/fault"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// signInForm is what the log-in page shows.
type signInForm struct {
	User, Back string
	Errors     []ui.FieldError
	Passkeys   bool
	People     []practicePerson // one for each role; empty outside practice mode
	Others     []practicePerson
	Password   string // of the practice people
}

// signInPage asks who it is.
func (s *Site) signInPage(w http.ResponseWriter, r *http.Request, v visit) error {
	back := localPath(r.FormValue("volver"))
	if v.in() {
		http.Redirect(w, r, back, http.StatusSeeOther)
		return nil
	}
	return s.showSignIn(w, r, http.StatusOK, signInForm{Back: back})
}

// signIn takes user and password. What is wrong is told in the door's words, which are the
// same whether the user exists or not.
func (s *Site) signIn(w http.ResponseWriter, r *http.Request, v visit) error {
	f := signInForm{User: r.PostFormValue("user"), Back: localPath(r.PostFormValue("volver"))}
	in, err := s.Door.SignIn(r.Context(), f.User, r.PostFormValue("password"), from(r))
	if told, ok := fault.Of(err); ok && told.Kind != fault.Internal {
		f.Errors = fieldErrors(r.Context(), told.On("user"))
		return s.showSignIn(w, r, entryStatus(told), f)
	}
	if err != nil {
		return err
	}
	s.forgetOld(r, in.Token)
	s.setSession(w, in)
	http.Redirect(w, r, afterPassword(in.State, f.Back), http.StatusSeeOther)
	return nil
}

// afterPassword is where somebody goes whose password was right.
func afterPassword(state entering.State, back string) string {
	switch state {
	case entering.Pending:
		return "/entrar/segundo-factor?" + url.Values{"volver": {back}}.Encode()
	case entering.Enrolling:
		return enrolPath
	}
	return back
}

// entryStatus is 429 for who is slowed down, and 422 for the rest: a 401 would ask the
// browser for another way to log in.
func entryStatus(f *fault.Fault) int {
	switch f.Kind {
	case fault.Limit:
		return http.StatusTooManyRequests
	case fault.Unauthenticated:
		return http.StatusUnprocessableEntity
	}
	return statuses[f.Kind]
}

func (s *Site) showSignIn(w http.ResponseWriter, r *http.Request, status int, f signInForm) error {
	f.Passkeys = s.Door.WebAuthn != nil
	if s.Practice {
		f.People, f.Others = s.practicePeople(r.Context())
		f.Password = s.PracticePassword
	}
	return s.showEntry(w, r, status, lang.T(r.Context(), "Entrar"), f.Errors, signInView(f))
}

// setSession keeps the session's token in the browser for as long as it lasts.
func (s *Site) setSession(w http.ResponseWriter, in entering.Session) {
	s.setCookie(w, cookieName, in.Token, int(in.Expires.Sub(s.Now()).Seconds()), true)
}

// forgetOld ends the session that the browser had before, if any: one browser, one session.
func (s *Site) forgetOld(r *http.Request, token string) {
	old := setting(r, cookieName)
	if old == "" || old == token {
		return
	}
	if err := s.Door.SignOut(r.Context(), old, from(r)); err != nil {
		s.Log.ErrorContext(r.Context(), "end the session before", "error", err)
	}
}

// localPath is where to go back to: a path of this site, never another site.
func localPath(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(u.Path, "//") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	if u.Path == "/entrar" || strings.HasPrefix(u.Path, "/entrar/") || u.Path == "/salir" {
		return "/"
	}
	return u.RequestURI()
}
