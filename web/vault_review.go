package web

import (
	"context"
	"net/http"

	"pregonero/custody"
	"pregonero/internal/fault"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// vaultReviewPage asks a person to look at what the network does not let be read.
func (s *Site) vaultReviewPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showReview(w, r, v, http.StatusOK, custodyView{})
}

func (s *Site) showReview(w http.ResponseWriter, r *http.Request, v visit, status int, typed custodyView) error {
	f, err := s.custodyView(r, v, typed)
	if err != nil {
		return err
	}
	if !f.MayUse {
		return s.Keys.ReviewSettings(r.Context(), v.actor, f.Account.ID, custody.Look{}) // the refusal, recorded, with its clause
	}
	return s.showVault(w, r, v, status, f, lang.T(r.Context(), "Revisar la cuenta en la red"), func(f custodyView) templComponent { return vaultReviewForm(f) })
}

// vaultReview records what a person looked at.
func (s *Site) vaultReview(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := s.custodyView(r, v, custodyView{})
	if err != nil {
		return err
	}
	look, form := custody.Look{Note: typedText(r, "note")}, map[string]string{"note": typedText(r, "note")}
	for _, name := range f.ToLook {
		form[name] = r.PostFormValue(name)
		switch form[name] {
		case "fine":
			look.Fine = append(look.Fine, name)
		case "not":
			look.Not = append(look.Not, name)
		}
	}
	err = s.Keys.ReviewSettings(r.Context(), v.actor, f.Account.ID, look)
	if told, ok := again(err); ok && told.Kind != fault.Forbidden {
		return s.showReview(w, r, v, statuses[told.Kind], custodyView{form: form, errors: fieldErrors(r.Context(), told)})
	}
	if err != nil {
		return err
	}
	sentence := lang.T(r.Context(), "La revisión quedó anotada.")
	if len(look.Not) > 0 {
		sentence = lang.T(r.Context(), "La revisión quedó anotada y se avisó a las demás personas responsables. Si alguien ajeno hizo el cambio, reporte un incidente.")
	}
	return s.done(w, r, f.path(""), sentence)
}

// lookQuestion asks about one setting.
func (f custodyView) lookQuestion(ctx context.Context, name string) ui.Choice {
	return ui.Choice{ID: name, Name: name, Legend: factText(ctx, name), Help: lookHelp(ctx, name), Error: ui.ErrorOn(f.errors, name), Options: []ui.Option{
		{Value: "fine", Label: lang.T(ctx, "Está como debe"), Selected: f.typed(name) == "fine"}, {Value: "not", Label: lang.T(ctx, "Está distinto"), Selected: f.typed(name) == "not"}}}
}

func lookHelp(ctx context.Context, name string) string {
	switch name {
	case "second_factor":
		return lang.T(ctx, "Activado, con la clave que está en la bóveda.")
	case "contact", "email_confirmed":
		return lang.T(ctx, "El correo y el teléfono son los de la institución, y están confirmados.")
	case "apps":
		return lang.T(ctx, "Solo Pregonero y las que la institución autorizó.")
	case "sessions":
		return lang.T(ctx, "Ninguna en un equipo o lugar que no conozca.")
	case "birth":
		return lang.T(ctx, "La que se puso al abrirla: si cambia, la red puede cerrar la cuenta.")
	}
	return lang.T(ctx, "Igual que en el expediente.")
}
