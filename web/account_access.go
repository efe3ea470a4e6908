package web

import (
	"context"
	"net/http"

	"pregonero/custody"
	"pregonero/internal/fault"
	"pregonero/web/lang"
)

// ways tells how the account can be connected; a network without connector has none.
func (s *Site) ways(ctx context.Context, v visit, id string) (custody.Ways, error) {
	ways, err := s.Keys.Ways(ctx, v.actor, id)
	if fault.Is(err, fault.Unavailable) {
		return custody.Ways{}, nil
	}
	return ways, err
}

// connectPage asks the network for the page where a person allows Pregonero and gets a code.
func (s *Site) connectPage(w http.ResponseWriter, r *http.Request, v visit) error {
	page, err := s.Keys.BeginCode(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return s.refusedAccess(w, r, v, err, "")
	}
	return s.showFile(w, r, v, http.StatusOK, fileView{tab: tabAccess, code: page})
}

// connectCode turns the pasted code into credentials.
func (s *Site) connectCode(w http.ResponseWriter, r *http.Request, v visit) error {
	_, err := s.Keys.CompleteCode(r.Context(), v.actor, r.PathValue("id"), r.PostFormValue("code"))
	return s.connected(w, r, v, err, outside(r.PostFormValue("page")))
}

// connectPassword connects with an application password. What was typed is never shown again.
func (s *Site) connectPassword(w http.ResponseWriter, r *http.Request, v visit) error {
	_, err := s.Keys.ConnectPassword(r.Context(), v.actor, r.PathValue("id"), r.PostFormValue("identifier"), r.PostFormValue("password"))
	return s.connected(w, r, v, err, "")
}

// connectProbe asks the network whether the credentials are good.
func (s *Site) connectProbe(w http.ResponseWriter, r *http.Request, v visit) error {
	acc, err := s.Keys.Probe(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return s.refusedAccess(w, r, v, err, "")
	}
	sentence := lang.T(r.Context(), "La red aceptó el acceso.")
	if !acc.Credential.ProbeOK {
		sentence = lang.T(r.Context(), "La red no aceptó el acceso. Abajo se dice por qué.")
	}
	return s.done(w, r, "/cuentas/"+acc.ID+"/accesos", sentence)
}

func (s *Site) connected(w http.ResponseWriter, r *http.Request, v visit, err error, page string) error {
	if err != nil {
		return s.refusedAccess(w, r, v, err, page)
	}
	return s.done(w, r, "/cuentas/"+r.PathValue("id")+"/accesos", lang.T(r.Context(), "La cuenta quedó conectada. La red aceptó el acceso y se guardó sellado."))
}

// refusedAccess shows the part again with what is wrong, and never a secret.
func (s *Site) refusedAccess(w http.ResponseWriter, r *http.Request, v visit, err error, page string) error {
	f, ok := again(err)
	if !ok || f.Kind == fault.Forbidden { // who may not use the access may not see its page either
		return err
	}
	typed := fileView{tab: tabAccess, code: page, errors: fieldErrors(r.Context(), f), form: map[string]string{"identifier": r.PostFormValue("identifier")}}
	return s.showFile(w, r, v, statuses[f.Kind], typed)
}
