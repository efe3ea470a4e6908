package web

import (
	"context"
	"net/http"

	"pregonero/account"
	"pregonero/internal/fault"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// vaultRotatePage leads through the renewal of a password, from wherever it stands.
func (s *Site) vaultRotatePage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showRotate(w, r, v, http.StatusOK, custodyView{})
}

func (s *Site) showRotate(w http.ResponseWriter, r *http.Request, v visit, status int, typed custodyView) error {
	f, err := s.custodyView(r, v, typed)
	if err != nil {
		return err
	}
	if !f.MayUse {
		_, err := s.Keys.BeginRotation(r.Context(), v.actor, f.Account.ID, "") // the refusal, recorded, with its clause
		return err
	}
	return s.showVault(w, r, v, status, f, lang.T(r.Context(), "Renovar la contraseña"), func(f custodyView) templComponent { return vaultRotateView(f) })
}

// vaultRotate begins a renewal: the vault makes the new password, or takes the one typed.
func (s *Site) vaultRotate(w http.ResponseWriter, r *http.Request, v visit) error {
	_, err := s.Keys.BeginRotation(r.Context(), v.actor, r.PathValue("id"), r.PostFormValue("password"))
	return s.rotated(w, r, v, err, lang.T(r.Context(), "La contraseña nueva está en la bóveda, junto a la de ahora. Cámbiela en la red."))
}

// vaultRotateOn says that the password was changed on the network.
func (s *Site) vaultRotateOn(w http.ResponseWriter, r *http.Request, v visit) error {
	k, err := s.Keys.ContinueRotation(r.Context(), v.actor, r.PathValue("id"))
	if err == nil && k.Rotation != nil {
		return s.done(w, r, "/boveda/"+r.PathValue("id")+"/renovar", lang.T(r.Context(), "La red dejó de aceptar el acceso de Pregonero: conecte la cuenta de nuevo."))
	}
	return s.rotated(w, r, v, err, lang.T(r.Context(), "La contraseña quedó renovada y la publicación sigue."))
}

// vaultRotateDecide ends a renewal that was left half way.
func (s *Site) vaultRotateDecide(w http.ResponseWriter, r *http.Request, v visit) error {
	_, err := s.Keys.DecideRotation(r.Context(), v.actor, r.PathValue("id"), r.PostFormValue("good"))
	return s.rotated(w, r, v, err, lang.T(r.Context(), "Quedó anotado cuál contraseña tiene la red."))
}

func (s *Site) rotated(w http.ResponseWriter, r *http.Request, v visit, err error, sentence string) error {
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		return s.showRotate(w, r, v, statuses[f.Kind], custodyView{errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	to := "/boveda/" + r.PathValue("id")
	if f, err := s.custodyView(r, v, custodyView{}); err == nil && f.Custody.Rotation != nil {
		to = f.path("renovar")
	}
	return s.done(w, r, to, sentence)
}

// steps of the renewal, with what is done.
func (f custodyView) steps(ctx context.Context) []ui.Step {
	r := f.Custody.Rotation
	return []ui.Step{
		{Title: lang.T(ctx, "La bóveda genera la contraseña nueva"), Help: lang.T(ctx, "La de ahora se conserva hasta el final."), Done: r != nil, Href: stepHref(r == nil, "#empezar")},
		{Title: lang.T(ctx, "Usted la cambia en la red"), Help: lang.T(ctx, "Con la de ahora y la nueva, que puede ver una vez cada una."), Done: r != nil && !r.ChangedAt.IsZero(), Href: stepHref(r != nil && r.ChangedAt.IsZero(), "#cambiar"), Blocked: blocked(r == nil, lang.T(ctx, "Primero se genera."))},
		{Title: lang.T(ctx, "Si la red soltó el acceso de Pregonero, se conecta de nuevo"), Optional: true, Href: stepHref(r != nil && r.Step == account.StepReauthorise, "#conectar"), Blocked: blocked(r == nil || r.Step != account.StepReauthorise, lang.T(ctx, "Solo si hace falta."))},
		{Title: lang.T(ctx, "Se prueba el acceso y la publicación sigue"), Href: stepHref(r != nil, "#seguir"), Blocked: blocked(r == nil, lang.T(ctx, "Al final."))},
	}
}

func stepHref(now bool, href string) string {
	if now {
		return href
	}
	return ""
}

func blocked(is bool, why string) string {
	if is {
		return why
	}
	return ""
}
