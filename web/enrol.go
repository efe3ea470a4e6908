package web

import (
	"net/http"

	"pregonero/entering"
	"pregonero/internal/fault"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// Where a second factor is registered: by who has none yet, and from «Mi acceso».
const (
	enrolPath     = "/entrar/registrar"
	enrolCodePath = enrolPath + "/codigo"
	codesPath     = "/entrar/codigos"
)

func (s *Site) enrolRoutes(m *http.ServeMux) {
	m.HandleFunc("GET "+enrolPath, s.open(s.enrolPage))
	m.HandleFunc("POST "+enrolCodePath, s.open(s.enrolCode))
	m.HandleFunc("GET "+enrolCodePath, s.open(s.enrolCodePage))
	m.HandleFunc("GET "+enrolCodePath+".png", s.open(s.enrolPicture))
	m.HandleFunc("POST "+enrolCodePath+"/confirmar", s.open(s.enrolConfirm))
	m.HandleFunc("POST "+enrolPath+"/llave", s.open(s.enrolPasskey))
	m.HandleFunc("POST "+enrolPath+"/llave/fin", s.open(s.enrolPasskeyFinish))
	m.HandleFunc("GET "+codesPath, s.open(s.codesPage))
}

// enrolPage offers the two kinds of second factor to who has none.
func (s *Site) enrolPage(w http.ResponseWriter, r *http.Request, v visit) error {
	if v.in() {
		http.Redirect(w, r, accessPath, http.StatusSeeOther)
		return nil
	}
	i, err := s.Door.Session(r.Context(), setting(r, cookieName))
	if fault.Is(err, fault.Unauthenticated) || (err == nil && i.State != entering.Enrolling) {
		http.Redirect(w, r, "/entrar", http.StatusSeeOther)
		return nil
	}
	if err != nil {
		return err
	}
	return s.showEntry(w, r, http.StatusOK, lang.T(r.Context(), "Registre su segundo factor"), nil, enrolView(i.Person.Name, s.Door.WebAuthn != nil))
}

// enrolCode makes an application's secret; the next page shows it.
func (s *Site) enrolCode(w http.ResponseWriter, r *http.Request, v visit) error {
	_, err := s.Door.BeginTOTP(r.Context(), setting(r, cookieName), r.PostFormValue("current"), from(r))
	if f, ok := again(err); ok && v.in() {
		return s.showAccess(w, r, v, f, "code-")
	}
	if fault.Is(err, fault.Unauthenticated) {
		http.Redirect(w, r, "/entrar", http.StatusSeeOther)
		return nil
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, enrolCodePath, http.StatusSeeOther)
	return nil
}

// enrolCodePage shows the secret, as a picture and to type, and asks for its first code.
func (s *Site) enrolCodePage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showEnrolCode(w, r, http.StatusOK, v, nil)
}

func (s *Site) showEnrolCode(w http.ResponseWriter, r *http.Request, status int, v visit, errors []ui.FieldError) error {
	e, err := s.Door.UnfinishedTOTP(r.Context(), setting(r, cookieName))
	if fault.Is(err, fault.Unauthenticated) || fault.Is(err, fault.Late) {
		http.Redirect(w, r, enrolPath, http.StatusSeeOther)
		return nil
	}
	if err != nil {
		return err
	}
	back := enrolPath
	if v.in() {
		back = accessPath
	}
	return s.showEntry(w, r, status, lang.T(r.Context(), "Aplicación de códigos"), errors, enrolCodeView(e.Secret, back, errors))
}

// enrolPicture is the secret for the camera of the application. No store keeps it.
func (s *Site) enrolPicture(w http.ResponseWriter, r *http.Request, _ visit) error {
	e, err := s.Door.UnfinishedTOTP(r.Context(), setting(r, cookieName))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "no-store")
	_, err = w.Write(e.QR)
	return err
}

// enrolConfirm takes the first code: the session becomes full under a new token.
func (s *Site) enrolConfirm(w http.ResponseWriter, r *http.Request, v visit) error {
	in, codes, err := s.Door.ConfirmTOTP(r.Context(), setting(r, cookieName), r.PostFormValue("code"), from(r))
	if f, ok := again(err); ok && f.Kind == fault.Invalid {
		return s.showEnrolCode(w, r, http.StatusUnprocessableEntity, v, fieldErrors(r.Context(), f))
	}
	if fault.Is(err, fault.Unauthenticated) || fault.Is(err, fault.Late) {
		http.Redirect(w, r, enrolPath, http.StatusSeeOther)
		return nil
	}
	if err != nil {
		return err
	}
	s.setSession(w, in)
	s.keepCodes(w, codes)
	http.Redirect(w, r, codesPath, http.StatusSeeOther)
	return nil
}
