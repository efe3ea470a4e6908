package web

import (
	"net/http"
	"net/url"

	"pregonero/entering"
	"pregonero/internal/fault"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// secondForm is what the page of the second factor shows.
type secondForm struct {
	Name, Back    string
	TOTP, Passkey bool
	Errors        []ui.FieldError
}

// secondFactorPage asks for the code or the passkey of who gave their password.
func (s *Site) secondFactorPage(w http.ResponseWriter, r *http.Request, _ visit) error {
	return s.showSecond(w, r, http.StatusOK, localPath(r.FormValue("volver")), nil)
}

// secondFactor takes a code of the app or a recovery code.
func (s *Site) secondFactor(w http.ResponseWriter, r *http.Request, _ visit) error {
	back := localPath(r.PostFormValue("volver"))
	in, err := s.Door.SecondFactor(r.Context(), setting(r, cookieName), r.PostFormValue("code"), from(r))
	if told, ok := fault.Of(err); ok && told.Kind != fault.Internal {
		return s.showSecond(w, r, entryStatus(told), back, fieldErrors(r.Context(), told.On("code")))
	}
	if err != nil {
		return err
	}
	s.setSession(w, in)
	http.Redirect(w, r, back, http.StatusSeeOther)
	return nil
}

func (s *Site) showSecond(w http.ResponseWriter, r *http.Request, status int, back string, errors []ui.FieldError) error {
	i, err := s.Door.Session(r.Context(), setting(r, cookieName))
	if fault.Is(err, fault.Unauthenticated) || (err == nil && i.State != entering.Pending) {
		http.Redirect(w, r, withBack("/entrar", back), http.StatusSeeOther)
		return nil
	}
	if err != nil {
		return err
	}
	f := secondForm{Name: i.Person.Name, Back: back, TOTP: i.TOTP, Passkey: i.Passkey && s.Door.WebAuthn != nil, Errors: errors}
	return s.showEntry(w, r, status, lang.T(r.Context(), "Segundo factor"), errors, secondFactorView(f))
}

// withBack adds where to go back to.
func withBack(path, back string) string {
	return path + "?" + url.Values{"volver": {back}}.Encode()
}
