package web

import (
	"net/http"

	"pregonero/entering"
	"pregonero/internal/fault"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

func (s *Site) linkRoutes(m *http.ServeMux) {
	m.HandleFunc("GET "+entering.LinkPath+"{token}", s.open(s.linkPage))
	m.HandleFunc("POST "+entering.LinkPath+"{token}", s.open(s.linkUse))
}

// linkPage asks who holds a one-time link for their new password. That the link is good is
// told when it is used: looking does not spend it.
func (s *Site) linkPage(w http.ResponseWriter, r *http.Request, _ visit) error {
	return s.showLink(w, r, http.StatusOK, nil)
}

func (s *Site) showLink(w http.ResponseWriter, r *http.Request, status int, errors []ui.FieldError) error {
	w.Header().Set("Referrer-Policy", "no-referrer") // the address is a key
	return s.showEntry(w, r, status, lang.T(r.Context(), "Elija su contraseña"), errors, linkView(r.URL.Path, errors))
}

// linkUse sets the password and leads to the log-in, where the second factor is registered.
func (s *Site) linkUse(w http.ResponseWriter, r *http.Request, _ visit) error {
	ctx, password := r.Context(), r.PostFormValue("password")
	if password != r.PostFormValue("again") {
		told := fault.New(fault.Invalid, "Las dos contraseñas no son iguales.").Then("Escríbalas otra vez.").On("again")
		return s.showLink(w, r, http.StatusUnprocessableEntity, fieldErrors(ctx, told))
	}
	err := s.Door.Recover(ctx, r.PathValue("token"), password, from(r))
	if f, ok := fault.Of(err); ok && f.Kind != fault.Internal {
		if f.Field == "" {
			f = f.On("password")
		}
		return s.showLink(w, r, entryStatus(f), fieldErrors(ctx, f))
	}
	if err != nil {
		return err
	}
	s.setCookie(w, cookieName, "", -1, true)
	return s.done(w, r, "/entrar", lang.T(ctx, "Su contraseña está lista. Entre con ella para registrar su segundo factor."))
}
