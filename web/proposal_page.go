package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/limits"
	"pregonero/opening"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// proposalFile is one proposal as its pages show it.
type proposalFile struct {
	opening.File
	pack   *regulation.Pack
	now    time.Time
	zone   *time.Location // of the reader
	errors []ui.FieldError
	form   map[string]string
}

func (s *Site) proposalFile(r *http.Request, v visit) (proposalFile, error) {
	inForce := s.packInForce(r.Context())
	f := proposalFile{pack: inForce, now: s.Now(), zone: v.zone}
	var err error
	f.File, err = s.Opener.Read(r.Context(), v.actor, r.PathValue("id"))
	return f, err
}

// proposalPage is the task list while the area answers, and the file afterwards.
func (s *Site) proposalPage(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := s.proposalFile(r, v)
	if err != nil {
		return err
	}
	p := s.page(r, v, "propuestas", f.Proposal.Title())
	if f.Proposal.Editable() && f.May.Write {
		return s.show(w, r, http.StatusOK, p, proposalTasksView(f))
	}
	return s.show(w, r, http.StatusOK, p, proposalView(f))
}

// proposalCheck shows every answer before it is sent.
func (s *Site) proposalCheck(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showCheck(w, r, v, http.StatusOK, nil)
}

func (s *Site) showCheck(w http.ResponseWriter, r *http.Request, v visit, status int, errors []ui.FieldError) error {
	f, err := s.proposalFile(r, v)
	if err != nil {
		return err
	}
	if !f.May.Write || !f.Proposal.Editable() {
		http.Redirect(w, r, "/propuestas/"+f.Proposal.ID, http.StatusSeeOther)
		return nil
	}
	p := s.page(r, v, "propuestas", lang.T(r.Context(), "Revise sus respuestas"))
	p.Errors = errors
	return s.show(w, r, status, p, proposalCheckView(f))
}

// proposalSend numbers the proposal and leads to its confirmation.
func (s *Site) proposalSend(w http.ResponseWriter, r *http.Request, v visit) error {
	p, err := s.Opener.Send(r.Context(), v.actor, r.PathValue("id"))
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		return s.showCheck(w, r, v, statuses[f.Kind], fieldErrors(r.Context(), f))
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/propuestas/"+p.ID+"/enviada", lang.T(r.Context(), "Propuesta enviada."))
}

// proposalSent confirms that it was sent. It still tells where it stands when it is opened
// again later.
func (s *Site) proposalSent(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := s.proposalFile(r, v)
	if err != nil {
		return err
	}
	if f.Proposal.Folio == "" {
		http.Redirect(w, r, "/propuestas/"+f.Proposal.ID, http.StatusSeeOther)
		return nil
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "propuestas", lang.T(r.Context(), "Propuesta enviada")), proposalSentView(f))
}

func (s *Site) proposalTakeBack(w http.ResponseWriter, r *http.Request, v visit) error {
	p, err := s.Opener.TakeBack(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.done(w, r, "/propuestas/"+p.ID, lang.T(r.Context(), "La propuesta volvió a preparación. Cuando la envíe se hará un oficio nuevo."))
}

func (s *Site) proposalWithdraw(w http.ResponseWriter, r *http.Request, v visit) error {
	if _, err := s.Opener.Withdraw(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return err
	}
	return s.done(w, r, "/propuestas", lang.T(r.Context(), "Propuesta retirada."))
}

func (f proposalFile) href(rest string) string { return "/propuestas/" + f.Proposal.ID + rest }

func (f proposalFile) crumbs(ctx context.Context) []ui.Link {
	return []ui.Link{{Text: lang.T(ctx, "Propuestas"), Href: "/propuestas"}}
}

// steps are the questions as a task list, and sending at its end.
func (f proposalFile) steps(ctx context.Context) (out []ui.Step) {
	for _, q := range proposal.Questions() {
		x := ui.Step{Title: lang.Dyn(ctx, q.Label()), Href: f.href("/preguntas/" + questionWords[q]), Done: !slices.Contains(f.Missing, q)}
		if wrong, ok := fault.Of(f.Wrong[q]); ok && f.Proposal.Answers.Begun(q) {
			x.Help = lang.Dyn(ctx, wrong.Format, wrong.Args...)
		}
		if q == proposal.Name && f.Proposal.Answers.Network == "" {
			x.Blocked = lang.T(ctx, "Primero elija la red social.")
		}
		out = append(out, x)
	}
	send := ui.Step{Title: lang.T(ctx, "Revisar y enviar"), Href: f.href("/revisar")}
	if len(f.Missing) > 0 {
		send.Blocked = lang.N(ctx, len(f.Missing), "Falta %d respuesta.", "Faltan %d respuestas.")
	}
	return append(out, send)
}

// answers are what was said, as a summary; change leads to each question and straight back.
func (f proposalFile) answers(ctx context.Context, change bool) (rows []ui.SummaryRow) {
	a := f.Proposal.Answers
	text := map[proposal.Question]string{proposal.Need: a.Need, proposal.Network: networkText(a), proposal.Audience: a.Audience,
		proposal.Activities: strings.TrimSpace(a.Activities + "\n\n" + a.Programmes)}
	if a.Handle != "" {
		text[proposal.Name] = "@" + a.Handle + " · " + a.Name
	}
	for _, q := range proposal.Questions() {
		row := ui.SummaryRow{Key: lang.Dyn(ctx, q.Label()), View: answerText(text[q])}
		switch q {
		case proposal.Purposes:
			row.View = answerPurposes(f.pack, a.Purposes)
		case proposal.Operation:
			row.View = answerText(operationText(a))
		case proposal.People:
			row.View = answerPeople(f)
		}
		if change {
			row.Change = &ui.Link{Text: lang.T(ctx, "Cambiar"), Href: f.href("/preguntas/" + questionWords[q] + "?volver=revisar")}
		}
		rows = append(rows, row)
	}
	return rows
}

func operationText(a proposal.Answers) string {
	if len(a.Hours.Weekly) == 0 {
		return a.Rhythm
	}
	return strings.TrimSpace(a.Rhythm + "\n" + a.Hours.Sentence())
}

func networkText(a proposal.Answers) string {
	if a.Network == "" {
		return ""
	}
	if a.BaseURL == "" {
		return limits.Of(a.Network).Label
	}
	return limits.Of(a.Network).Label + " · " + a.BaseURL
}

// training says in words where an administrator's training is.
func training(ctx context.Context, t proposal.Training) string {
	switch {
	case t.Done:
		return lang.T(ctx, "capacitación tomada")
	case !t.On.IsZero():
		return lang.T(ctx, "capacitación comprometida para el %s", regulation.DaySentence(t.On.Start(time.UTC), time.UTC))
	}
	return lang.T(ctx, "sin capacitación")
}

// next says what comes next and when, by the state.
func (f proposalFile) next(ctx context.Context) []string {
	rule, _ := f.pack.Deadline(regulation.DeadlineProposalAnswer)
	switch f.Proposal.State {
	case proposal.Sent:
		return []string{lang.T(ctx, "La persona titular del área firma el oficio."), lang.T(ctx, "Desde la firma, comunicación social tiene %s para contestar. Verá aquí la fecha exacta, con los días que no se cuentan.", rule.Sentence()),
			lang.T(ctx, "Si la aprueba, entrega la imagen gráfica y empieza la apertura. Si pasa el plazo sin respuesta, se avisa a la superioridad: el silencio no aprueba ni rechaza.")}
	case proposal.Presented:
		out := []string{}
		if d, ok := f.Clock(regulation.DeadlineProposalAnswer); ok {
			out = append(out, lang.T(ctx, "Comunicación social contesta a más tardar el %s.", f.due(ctx, d)))
		}
		return append(out, lang.T(ctx, "Si pasa el plazo sin respuesta, se avisa a la superioridad: el silencio no aprueba ni rechaza."))
	case proposal.Approved:
		return []string{lang.T(ctx, "Siga los pasos de la apertura. La cuenta se activa cuando todos están hechos.")}
	case proposal.Returned:
		return []string{lang.T(ctx, "La propuesta ya se contestó: su plazo terminó. Corrija lo observado y envíela de nuevo; con la firma del oficio nuevo corre otro plazo.")}
	case proposal.Rejected:
		return []string{lang.T(ctx, "Puede preparar otra propuesta que atienda las razones.")}
	}
	return nil
}

// due is a deadline's end in the area's own time, and in the reader's when it differs.
func (f proposalFile) due(ctx context.Context, d deadline.Deadline) string {
	text := lang.FullIn(ctx, d.Due, f.Zone)
	if _, a := d.Due.In(f.Zone).Zone(); f.zone != nil {
		if _, b := d.Due.In(f.zone).Zone(); a != b {
			text += " (" + lang.FullIn(ctx, d.Due, f.zone) + ")"
		}
	}
	return text
}

// facts are who did what and when.
func (f proposalFile) facts(ctx context.Context) (rows []ui.SummaryRow) {
	p := f.Proposal
	add := func(key, text string) {
		if text != "" {
			rows = append(rows, ui.SummaryRow{Key: key, Text: text})
		}
	}
	add(lang.T(ctx, "Folio"), p.Folio)
	add(lang.T(ctx, "Área"), f.Area.Name)
	add(lang.T(ctx, "La preparó"), p.ByName+" · "+lang.Full(ctx, p.CreatedAt))
	if !p.SentAt.IsZero() {
		add(lang.T(ctx, "La envió"), p.SentName+" · "+lang.Full(ctx, p.SentAt))
	}
	if !p.PresentedAt.IsZero() {
		add(lang.T(ctx, "Presentada"), lang.Full(ctx, p.PresentedAt))
		add(lang.T(ctx, "Oficio"), p.LetterNo)
	}
	if p.Rounds > 1 {
		add(lang.T(ctx, "Veces presentada"), lang.Number(ctx, p.Rounds))
	}
	if !p.LateAt.IsZero() {
		add(lang.T(ctx, "Plazo vencido sin respuesta"), lang.Full(ctx, p.LateAt))
	}
	return rows
}

// mayPropose tells whether the navigation shows the proposals.
func mayPropose(may func(institution.Act) bool) bool {
	return may(institution.ProposalRead) || may(institution.ProposalWrite) || may(institution.AccountOpen)
}
