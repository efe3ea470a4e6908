package web

import (
	"context"
	"net/http"
	"slices"

	"pregonero/account"
	"pregonero/internal/fault"
	"pregonero/web/lang"
)

// partOf reads which part a page is about.
func partOf(r *http.Request) (account.Part, error) {
	p := account.Part(r.FormValue("parte"))
	if p != account.PartPending && !slices.Contains(account.Parts(), p) {
		return "", fault.New(fault.NotFound, "No se encontró esa parte de la bóveda.").Then("Vuelva a la bóveda de la cuenta.")
	}
	return p, nil
}

// vaultKeepPage asks for a secret to keep.
func (s *Site) vaultKeepPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showKeep(w, r, v, http.StatusOK, custodyView{})
}

func (s *Site) showKeep(w http.ResponseWriter, r *http.Request, v visit, status int, typed custodyView) error {
	part, err := partOf(r)
	if err != nil {
		return err
	}
	f, err := s.custodyView(r, v, typed)
	if err != nil {
		return err
	}
	if !f.MayUse {
		return s.Keys.HandOver(r.Context(), v.actor, f.Account.ID, part, "") // the refusal, recorded, with its clause
	}
	f.part = part
	return s.showVault(w, r, v, status, f, lang.T(r.Context(), "Entregar a la bóveda"), func(f custodyView) templComponent { return vaultKeepForm(f) })
}

// vaultKeep keeps a secret. What was typed is never shown again, not even when it is refused.
func (s *Site) vaultKeep(w http.ResponseWriter, r *http.Request, v visit) error {
	part, err := partOf(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	err = s.Keys.HandOver(r.Context(), v.actor, id, part, typedText(r, "value"))
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		return s.showKeep(w, r, v, statuses[f.Kind], custodyView{errors: fieldErrors(r.Context(), f.On("value"))})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/boveda/"+id, lang.T(r.Context(), "Quedó guardado y sellado."))
}

// keepHelp says what is asked for, and where the network has it.
func keepHelp(ctx context.Context, p account.Part) string {
	switch p {
	case account.PartPassword:
		return lang.T(ctx, "La que la cuenta tiene hoy en la red. Si es débil o ya se usó no se acepta: cámbiela primero con «Renovar la contraseña».")
	case account.PartSeed:
		return lang.T(ctx, "La clave que la red muestra al activar el segundo factor, en «no puedo leer el código QR», o la dirección otpauth:// completa. Así la cuenta puede tener segundo factor aunque sean dos personas.")
	case account.PartCodes:
		return lang.T(ctx, "Uno por renglón. Cada uno se usa una sola vez y la bóveda anota cuáles ya se usaron.")
	case account.PartEmail:
		return lang.T(ctx, "El correo institucional con el que se recupera la cuenta.")
	}
	return lang.T(ctx, "Un teléfono de la institución, con clave del país o diez dígitos.")
}
