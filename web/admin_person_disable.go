package web

import (
	"net/http"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// disableView is what taking somebody out does, and why it is done.
type disableView struct {
	person institution.Person
	points []string
	reason string
	errors []ui.FieldError
}

// personDisablePage tells what it does before it is done.
func (s *Site) personDisablePage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showDisable(w, r, v, http.StatusOK, nil)
}

func (s *Site) showDisable(w http.ResponseWriter, r *http.Request, v visit, status int, errors []ui.FieldError) error {
	ctx := r.Context()
	row, err := s.Office.Person(ctx, v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	accounts := 0
	for _, g := range row.Grants {
		if g.AccountID != "" {
			accounts++
		}
	}
	x := disableView{person: row.Person, reason: r.PostFormValue("reason"), errors: errors, points: []string{
		lang.T(ctx, "Sus sesiones terminan en este momento y sus llaves para programas dejan de servir."),
		lang.T(ctx, "Sus cargos terminan."),
	}}
	if accounts > 0 {
		x.points = append(x.points, lang.N(ctx, accounts, "La cuenta que administra se queda con una sola persona y no publica hasta que se designe a otra (criterio %[2]s).",
			"Las %[1]d cuentas que administra se quedan con una sola persona y no publican hasta que se designe a otra (criterio %[2]s).", s.Pack.ClauseFor(regulation.RuleTwoAdministrators)))
	}
	x.points = append(x.points, lang.T(ctx, "Lo que hizo sigue en la bitácora con su nombre."))
	return s.showAdmin(w, r, v, status, lang.T(ctx, "Dar de baja a %s", row.Name), errors, disablePageView(x))
}

// personDisable takes somebody out.
func (s *Site) personDisable(w http.ResponseWriter, r *http.Request, v visit) error {
	id := r.PathValue("id")
	err := s.Office.DisablePerson(r.Context(), v.actor, id, r.PostFormValue("reason"))
	if f, errors, ok := onForm(r.Context(), err); ok && f.Kind == fault.Invalid {
		return s.showDisable(w, r, v, statuses[f.Kind], errors)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, peoplePath+"/"+id, lang.T(r.Context(), "La persona quedó de baja."))
}
