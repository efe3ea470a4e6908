package web

import (
	"context"
	"net/http"
	"time"

	"pregonero/internal/fault"
	"pregonero/limits"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// openingPage is the checklist by which an approved account is opened, each step with its
// proof and with what the reader may do.
func (s *Site) openingPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showOpening(w, r, v, http.StatusOK, nil, nil)
}

func (s *Site) showOpening(w http.ResponseWriter, r *http.Request, v visit, status int, form map[string]string, wrong []ui.FieldError) error {
	f, err := s.proposalFile(r, v)
	if err != nil {
		return err
	}
	if f.Proposal.Opening == nil {
		http.Redirect(w, r, f.href(""), http.StatusSeeOther)
		return nil
	}
	f.form, f.errors = form, wrong
	p := s.page(r, v, "propuestas", lang.T(r.Context(), "Apertura de %s", f.Proposal.Title()))
	p.Errors = wrong
	return s.show(w, r, status, p, openingView(f))
}

// act is one thing done on the page: its command and what is said when it is done.
type openingAct struct {
	do   func(ctx context.Context, v visit, id string, form map[string]string) error
	done string
}

// openingActs are the steps by the word in the address.
func (s *Site) openingActs() map[string]openingAct {
	o := s.Opener
	only := func(_ proposal.Proposal, err error) error { return err }
	return map[string]openingAct{
		"pedir-correo": {func(ctx context.Context, v visit, id string, _ map[string]string) error {
			return only(o.AskMailbox(ctx, v.actor, id))
		},
			lang.Key("Se pidió el correo a Informática. Su plazo ya corre.")},
		"correo": {func(ctx context.Context, v visit, id string, f map[string]string) error {
			return only(o.GiveMailbox(ctx, v.actor, id, f["email"]))
		}, lang.Key("Correo entregado. Se avisó al área.")},
		"nombre": {func(ctx context.Context, v visit, id string, f map[string]string) error {
			return only(o.SetHandle(ctx, v.actor, id, f["handle"], f["url"]))
		}, lang.Key("La cuenta quedó registrada como está en la red.")},
		"otro-nombre": {func(ctx context.Context, v visit, id string, f map[string]string) error {
			return only(o.AskRename(ctx, v.actor, id, f["new_handle"], f["why"]))
		}, lang.Key("Se pidió a comunicación social que valore el otro nombre.")},
		"resolver-nombre": {func(ctx context.Context, v visit, id string, f map[string]string) error {
			return only(o.JudgeRename(ctx, v.actor, id, f["accept"] == "si", f["note"]))
		}, lang.Key("Nombre resuelto. Se avisó al área.")},
		"capacitacion": {s.openingTraining, lang.Key("Capacitación registrada.")},
		"horario": {func(ctx context.Context, v visit, id string, _ map[string]string) error {
			return only(o.ConfirmHours(ctx, v.actor, id))
		},
			lang.Key("Horario confirmado.")},
		"oficios": {func(ctx context.Context, v visit, id string, _ map[string]string) error {
			return only(o.MakeLetters(ctx, v.actor, id))
		},
			lang.Key("Los oficios están listos para firma.")},
		"verificacion-pedida": {func(ctx context.Context, v visit, id string, f map[string]string) error {
			return only(o.AskVerification(ctx, v.actor, id, f["reference"]))
		}, lang.Key("Quedó registrado que se pidió la verificación. Se le recordará la respuesta.")},
		"verificacion-fecha":     {s.openingPlan, lang.Key("Fecha registrada.")},
		"verificacion-respuesta": {s.openingVerified, lang.Key("Respuesta de la red registrada.")},
		"activar": {func(ctx context.Context, v visit, id string, _ map[string]string) error {
			return only(o.GoLive(ctx, v.actor, id))
		},
			lang.Key("La cuenta está abierta y en el directorio público.")},
	}
}

// openingStep takes one step and shows the list again.
func (s *Site) openingStep(w http.ResponseWriter, r *http.Request, v visit) error {
	act, ok := s.openingActs()[r.PathValue("paso")]
	if !ok {
		return s.notFound(w, r, v)
	}
	form := typedForm(r)
	err := act.do(r.Context(), v, r.PathValue("id"), form)
	if f, wrong := again(err); wrong && f.Kind != fault.Forbidden {
		return s.showOpening(w, r, v, statuses[f.Kind], form, fieldErrors(r.Context(), f))
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/propuestas/"+r.PathValue("id")+"/apertura", lang.Dyn(r.Context(), act.done))
}

func (s *Site) openingTraining(ctx context.Context, v visit, id string, form map[string]string) error {
	t, err := readTraining(form, "training")
	if err != nil {
		return err
	}
	_, err = s.Opener.Train(ctx, v.actor, id, form["person_id"], t)
	return err
}

func (s *Site) openingPlan(ctx context.Context, v visit, id string, form map[string]string) error {
	on, err := readDay(form["planned_on"], "planned_on")
	if err != nil {
		return err
	}
	_, err = s.Opener.PlanVerification(ctx, v.actor, id, on, form["none"])
	return err
}

func (s *Site) openingVerified(ctx context.Context, v visit, id string, form map[string]string) error {
	next, err := readDay(form["next"], "next")
	if err != nil {
		return err
	}
	_, err = s.Opener.AnswerVerification(ctx, v.actor, id, form["granted"] == "si", form["note"], next)
	return err
}

func (f proposalFile) step(s proposal.Step) (out proposal.StepState) {
	for _, x := range f.Steps {
		if x.Step == s {
			return x
		}
	}
	return out
}

// left counts the steps that are not done.
func (f proposalFile) left() (n int) {
	for _, x := range f.Steps {
		if !x.Done {
			n++
		}
	}
	return n
}

func (f proposalFile) act(step string) string { return f.href("/apertura/" + step) }

func stepTag(ctx context.Context, x proposal.StepState) ui.Tag {
	switch {
	case x.Done:
		return ui.Tag{Text: lang.T(ctx, "Hecho"), State: ui.OK}
	case x.Blocked != "":
		return ui.Tag{Text: lang.T(ctx, "Aún no puede empezar")}
	}
	return ui.Tag{Text: lang.T(ctx, "Por hacer"), State: ui.Info, Icon: ui.IconNext}
}

// proof says in words what a done step leaves.
func (f proposalFile) proof(ctx context.Context, s proposal.Step) string {
	o := f.Proposal.Opening
	by := func(text string, m proposal.Deed) string {
		return text + " · " + m.Name + " · " + lang.Full(ctx, m.At)
	}
	switch s {
	case proposal.StepMailbox:
		return by(o.Email, o.EmailGiven)
	case proposal.StepHandle:
		return by("@"+o.Handle+" "+o.URL, o.HandleGiven)
	case proposal.StepCustody:
		if f.Facts.Connector {
			return lang.T(ctx, "La red aceptó el acceso: %s.", lang.Full(ctx, f.Account.Credential.ProbedAt))
		}
		return lang.T(ctx, "La contraseña está en la bóveda. Pregonero todavía no publica en %s: ahí se publica a mano.", f.network())
	case proposal.StepHours:
		return by(f.Account.Hours.Sentence(), o.HoursGiven)
	case proposal.StepCommittee:
		return lang.T(ctx, "Oficio %s, firmado el %s.", o.CommitteeLetter.Number, lang.Full(ctx, o.CommitteeLetter.SignedAt))
	case proposal.StepPress:
		return lang.T(ctx, "Oficio %s, firmado el %s.", o.PressLetter.Number, lang.Full(ctx, o.PressLetter.SignedAt))
	case proposal.StepVerification:
		return f.verified(ctx)
	}
	return ""
}

// verified says where the verification is.
func (f proposalFile) verified(ctx context.Context) string {
	x := f.Proposal.Opening.Verification
	switch {
	case x.None != "":
		return lang.T(ctx, "La red no la ofrece: %s", x.None)
	case x.Waits():
		return lang.T(ctx, "Se pidió el %s y espera respuesta.", lang.Full(ctx, x.AskedAt)) + " " + x.Reference
	case x.Granted && !x.RenewOn.IsZero():
		return lang.T(ctx, "Verificada. Se renueva el %s.", dayText(x.RenewOn))
	case x.Granted:
		return lang.T(ctx, "Verificada.")
	case !x.AnsweredAt.IsZero():
		return lang.T(ctx, "La red no la dio: %s Se pedirá de nuevo el %s.", x.Note, dayText(x.PlannedOn))
	}
	return lang.T(ctx, "Se pedirá el %s.", dayText(x.PlannedOn))
}

func dayText(d regulation.Date) string { return regulation.DaySentence(d.Start(time.UTC), time.UTC) }

// canVerify tells whether something of the verification can be noted now.
func (f proposalFile) canVerify() bool {
	return f.May.Open && f.step(proposal.StepVerification).Blocked == ""
}

// network is the name of the account's network.
func (f proposalFile) network() string { return limits.Of(f.Proposal.Answers.Network).Label }

// practised tells whether the account is on the network that is part of the practice mode.
func (f proposalFile) practised() bool { return f.Proposal.Answers.Network == "practice" }

// keepHref is where the access of the account is kept.
func (f proposalFile) keepHref() string {
	if f.Facts.Connector {
		return "/cuentas/" + f.Account.ID + "/accesos"
	}
	return "/boveda/" + f.Account.ID
}
