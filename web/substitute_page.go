package web

import (
	"context"
	"net/http"

	"pregonero/internal/fault"
	"pregonero/oversight"
	"pregonero/regulation"
	"pregonero/substituting"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// substituteView is a hand-over: being chosen, about to be done, or done.
type substituteView struct {
	oversight.AccountFile
	pack   *regulation.Pack
	people []oversight.PersonRow
	typed  substituting.Designation
	plan   *substituting.Plan // nil while it is being chosen
	done   bool
	errors []ui.FieldError
}

// substitutePage asks who administers the account from now on.
func (s *Site) substitutePage(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := s.Office.AccountFile(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.showSubstitute(w, r, v, http.StatusOK, substituteView{typed: substituting.Designation{LeadID: f.Account.LeadID, AlternateID: f.Account.AlternateID}})
}

// substitute shows what a hand-over will do and, once that was confirmed, does it and shows
// what was done.
//
//clause:code 5.1.p2
//clause:code 7.v
func (s *Site) substitute(w http.ResponseWriter, r *http.Request, v visit) error {
	x := substituteView{typed: substituting.Designation{LeadID: r.PostFormValue("lead_id"), AlternateID: r.PostFormValue("alternate_id"), Reason: typedText(r, "reason")}}
	act := s.Substituter.Prepare
	switch r.PostFormValue("paso") {
	case "cambiar":
		return s.showSubstitute(w, r, v, http.StatusOK, x)
	case "hacer":
		act, x.done = s.Substituter.HandOver, true
	}
	plan, err := act(r.Context(), v.actor, r.PathValue("id"), x.typed)
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		x.done, x.errors = false, fieldErrors(r.Context(), f)
		return s.showSubstitute(w, r, v, statuses[f.Kind], x)
	}
	if err != nil {
		return err
	}
	x.plan = &plan
	return s.showSubstitute(w, r, v, http.StatusOK, x)
}

func (s *Site) showSubstitute(w http.ResponseWriter, r *http.Request, v visit, status int, x substituteView) (err error) {
	ctx := r.Context()
	if x.AccountFile, err = s.Office.AccountFile(ctx, v.actor, r.PathValue("id")); err != nil {
		return err
	}
	if !x.MayChange {
		_, err := s.Substituter.Prepare(ctx, v.actor, x.Account.ID, x.typed) // the refusal, recorded, with its clause
		return err
	}
	if x.people, err = s.eligible(ctx, v, x.Account.AreaID); err != nil {
		return err
	}
	x.pack = s.Pack
	p := s.page(r, v, "cuentas", lang.T(ctx, "Relevo de personas administradoras"))
	p.Errors = x.errors
	return s.show(w, r, status, p, substituteForm(x))
}

// step is one thing that a hand-over does, with the rule that asks for it.
type step struct{ text, clause string }

// steps are what will be done, or was done.
func (x substituteView) steps(ctx context.Context) (out []step) {
	access, two := x.pack.ClauseFor(regulation.RuleAccess), x.pack.ClauseFor(regulation.RuleTwoAdministrators)
	custody, change := x.pack.ClauseFor(regulation.RulePasswordRotation), x.pack.ClauseFor(regulation.RuleAdministratorChange)
	for _, p := range x.plan.Leaving {
		out = append(out, step{lang.T(ctx, "%s deja de administrar la cuenta: su acceso termina en ese momento, y se cierran sus sesiones y sus llaves para programas.", p.Name), access})
	}
	for _, p := range x.plan.Arriving {
		out = append(out, step{lang.T(ctx, "%s empieza a administrar la cuenta; se revisó que tenga el nivel, el área y el correo que pide la regla.", p.Name), two})
	}
	if x.plan.Renews {
		out = append(out, step{lang.T(ctx, "Se ordena renovar la contraseña de la cuenta y se avisa a quienes deben hacerlo."), custody})
	}
	out = append(out, step{lang.N(ctx, len(x.plan.Notified), "Se notifica por correo a una persona de comunicación social.", "Se notifica por correo a %d personas de comunicación social."), change})
	out = append(out, step{x.noticeText(ctx), change})
	if x.plan.Resumes {
		out = append(out, step{lang.T(ctx, "Se reanuda la publicación, que se había detenido porque faltaba una persona administradora."), two})
	}
	return out
}

// noticeText says how the head of the press office is informed.
func (x substituteView) noticeText(ctx context.Context) string {
	switch {
	case x.plan.Letter != nil:
		return lang.T(ctx, "Se hizo el oficio %[1]s que lo informa a la persona titular de comunicación social. Lo firma %[2]s.", x.plan.Letter.Number, x.plan.Signer.Name)
	case x.plan.Signer.ID != "":
		return lang.T(ctx, "Se hace el oficio que lo informa a la persona titular de comunicación social. Lo firma %s.", x.plan.Signer.Name)
	}
	return lang.T(ctx, "El área no tiene una persona titular que firme el oficio: se informa solo por correo.")
}

// nameOf is somebody's name among those who may be designated.
func (x substituteView) nameOf(personID string) string {
	for _, p := range x.people {
		if p.ID == personID {
			return p.Name
		}
	}
	return ""
}
