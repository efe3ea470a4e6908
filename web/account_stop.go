package web

import (
	"net/http"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// stopView asks why publishing stops, on one account or on all of them.
type stopView struct {
	title, action, back, backText, reason string
	errors                                []ui.FieldError
	all                                   bool
}

// accountStopPage asks why the account's publishing stops.
func (s *Site) accountStopPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showStop(w, r, v, http.StatusOK, stopView{})
}

func (s *Site) showStop(w http.ResponseWriter, r *http.Request, v visit, status int, x stopView) error {
	f, err := s.Office.AccountFile(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	if !f.MayStop {
		return s.Desk.Stop(r.Context(), v.actor, f.Account.ID, true, "") // the refusal, recorded, with its clause
	}
	ctx := r.Context()
	x.title, x.action = lang.T(ctx, "Detener la publicación de %s", accountName(ctx, f.Account)), "/cuentas/"+f.Account.ID+"/detener"
	x.back, x.backText = "/cuentas/"+f.Account.ID, f.Account.Name
	return s.renderStop(w, r, v, status, x)
}

func (s *Site) renderStop(w http.ResponseWriter, r *http.Request, v visit, status int, x stopView) error {
	p := s.page(r, v, "cuentas", x.title)
	p.Errors = x.errors
	return s.show(w, r, status, p, stopForm(x))
}

// accountStop turns the account's stop switch on.
func (s *Site) accountStop(w http.ResponseWriter, r *http.Request, v visit) error {
	id, reason := r.PathValue("id"), typedText(r, "reason")
	err := s.Desk.Stop(r.Context(), v.actor, id, true, reason)
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		return s.showStop(w, r, v, statuses[f.Kind], stopView{reason: reason, errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/cuentas/"+id, lang.T(r.Context(), "La publicación quedó detenida: nada sale de esta cuenta hasta que se reanude."))
}

// accountResume turns the account's stop switch off.
func (s *Site) accountResume(w http.ResponseWriter, r *http.Request, v visit) error {
	id := r.PathValue("id")
	if err := s.Desk.Stop(r.Context(), v.actor, id, false, ""); err != nil {
		return err
	}
	return s.done(w, r, "/cuentas/"+id, lang.T(r.Context(), "La publicación se reanudó. Lo que no salió mientras estuvo detenida no se envía solo: prográmelo de nuevo."))
}

// stopAllPage asks why all publishing stops.
func (s *Site) stopAllPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showStopAll(w, r, v, http.StatusOK, stopView{})
}

func (s *Site) showStopAll(w http.ResponseWriter, r *http.Request, v visit, status int, x stopView) error {
	if !institution.Allowed(s.Now(), v.actor, institution.PublishingStopAll, institution.On{}) {
		return s.Desk.StopAll(r.Context(), v.actor, true, "") // the refusal, recorded, with its clause
	}
	x.title, x.action, x.all = lang.T(r.Context(), "Detener toda la publicación"), "/cuentas/detener", true
	x.back, x.backText = "/cuentas", lang.T(r.Context(), "Cuentas")
	return s.renderStop(w, r, v, status, x)
}

// stopAll turns the stop switch of the whole institution on.
func (s *Site) stopAll(w http.ResponseWriter, r *http.Request, v visit) error {
	reason := typedText(r, "reason")
	err := s.Desk.StopAll(r.Context(), v.actor, true, reason)
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		return s.showStopAll(w, r, v, statuses[f.Kind], stopView{reason: reason, errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/cuentas", lang.T(r.Context(), "Toda la publicación quedó detenida."))
}

// resumeAll turns the stop switch of the whole institution off.
func (s *Site) resumeAll(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := s.Desk.StopAll(r.Context(), v.actor, false, ""); err != nil {
		return err
	}
	return s.done(w, r, "/cuentas", lang.T(r.Context(), "La publicación se reanudó. Lo que no salió mientras estuvo detenida no se envía solo."))
}
