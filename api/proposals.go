package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/opening"
	"pregonero/proposal"
	"pregonero/regulation"
)

func (s *Service) describeProposals(a huma.API) {
	const tag = "propuestas"
	huma.Register(a, operation("list-proposals", http.MethodGet, "/proposals", "Las propuestas de cuenta que puede ver", tag), s.listProposals)
	huma.Register(a, creating("begin-proposal", "/proposals", "Empezar una propuesta", tag), s.beginProposal)
	huma.Register(a, operation("read-proposal", http.MethodGet, "/proposals/{id}", "Una propuesta con su apertura", tag), s.readProposal)
	huma.Register(a, operation("answer-proposal", http.MethodPut, "/proposals/{id}/answers/{question}", "Contestar una pregunta de la propuesta", tag), s.answerProposal)
	huma.Register(a, operation("send-proposal", http.MethodPost, "/proposals/{id}/send", "Enviar la propuesta a firma", tag), s.sendProposal)
	huma.Register(a, operation("withdraw-proposal", http.MethodPost, "/proposals/{id}/withdraw", "Retirar la propuesta", tag), s.withdrawProposal)
	huma.Register(a, operation("judge-proposal", http.MethodPost, "/proposals/{id}/verdict", "Contestar la propuesta", tag), s.judgeProposal)
	huma.Register(a, operation("ask-mailbox", http.MethodPost, "/proposals/{id}/opening/mailbox-request", "Pedir el correo de la cuenta", tag), s.askMailbox)
	huma.Register(a, operation("give-mailbox", http.MethodPut, "/proposals/{id}/opening/mailbox", "Entregar el correo de la cuenta", tag), s.giveMailbox)
	huma.Register(a, operation("set-handle", http.MethodPut, "/proposals/{id}/opening/handle", "Registrar la cuenta como quedó en la red", tag), s.setHandle)
	huma.Register(a, operation("confirm-hours", http.MethodPost, "/proposals/{id}/opening/hours", "Confirmar el horario de atención", tag), s.confirmHours)
	huma.Register(a, operation("make-opening-letters", http.MethodPost, "/proposals/{id}/opening/letters", "Hacer los oficios de la apertura", tag), s.makeOpeningLetters)
	huma.Register(a, operation("ask-verification", http.MethodPost, "/proposals/{id}/opening/verification-request", "Registrar que se pidió la verificación", tag), s.askVerification)
	huma.Register(a, operation("answer-verification", http.MethodPost, "/proposals/{id}/opening/verification-answer", "Registrar lo que contestó la red", tag), s.answerVerification)
	huma.Register(a, operation("open-account", http.MethodPost, "/proposals/{id}/opening/live", "Activar la cuenta, con todos los pasos hechos", tag), s.openAccount)
}

func (s *Service) listProposals(ctx context.Context, in *struct {
	State string `query:"state" enum:"draft,sent,presented,returned,approved,rejected,withdrawn,live" doc:"Solo en este estado"`
}) (*body[pageOf[proposal.Proposal]], error) {
	var states []proposal.State
	if in.State != "" {
		states = []proposal.State{proposal.State(in.State)}
	}
	rows, err := s.Opener.List(ctx, actor(ctx), states...)
	out := []proposal.Proposal{}
	for _, r := range rows {
		out = append(out, r.Proposal)
	}
	return answer(ctx, s, pageOf[proposal.Proposal]{out, len(out)}, err)
}

func (s *Service) beginProposal(ctx context.Context, in *struct {
	Body struct {
		AreaID string `json:"area_id" maxLength:"80" doc:"El área que propone"`
	}
}) (*body[proposal.Proposal], error) {
	p, err := s.Opener.Begin(ctx, actor(ctx), in.Body.AreaID)
	return answer(ctx, s, p, err)
}

// openingStep is a step of an opening: whether it is done and what it waits for.
type openingStep struct {
	Step    string `json:"step" doc:"El paso"`
	Done    bool   `json:"done" doc:"Si está hecho"`
	Blocked string `json:"blocked,omitempty" doc:"El paso que va antes"`
	Clause  string `json:"clause" doc:"El criterio que lo pide"`
}

// proposalAnswer is a proposal with what is missing and how much time is left.
type proposalAnswer struct {
	Proposal proposal.Proposal `json:"proposal"`
	Missing  []string          `json:"missing" nullable:"false" doc:"Preguntas sin una respuesta que se pueda enviar"`
	Steps    []openingStep     `json:"steps" nullable:"false" doc:"Pasos de la apertura"`
	AnswerBy time.Time         `json:"answer_by,omitzero" doc:"Hasta cuándo se contesta"`
}

func (s *Service) readProposal(ctx context.Context, in *IDInput) (*body[proposalAnswer], error) {
	f, err := s.Opener.Read(ctx, actor(ctx), in.ID)
	out := proposalAnswer{Proposal: f.Proposal, Missing: []string{}, Steps: []openingStep{}}
	for _, q := range f.Missing {
		out.Missing = append(out.Missing, string(q))
	}
	for _, x := range f.Steps {
		out.Steps = append(out.Steps, openingStep{string(x.Step), x.Done, string(x.Blocked), s.Pack.ClauseFor(x.Step.Rule())})
	}
	if d, ok := f.Clock(regulation.DeadlineProposalAnswer); ok {
		out.AnswerBy = d.Due
	}
	return answer(ctx, s, out, err)
}

// trainingBody is the training of an administrator: done, or its day.
type trainingBody struct {
	Done bool   `json:"done,omitempty" doc:"Si ya la tomó"`
	On   string `json:"on,omitempty" format:"date" doc:"El día comprometido, si no"`
}

func (b trainingBody) training() (t proposal.Training) {
	t.Done = b.Done
	if !b.Done {
		t.On = day(b.On)
	}
	return t
}

// day reads a date that the document's format has already judged; none is the zero day.
func day(text string) (d regulation.Date) {
	if d.UnmarshalText([]byte(text)) != nil {
		return regulation.Date{}
	}
	return d
}

type purposeBody struct {
	ID  string `json:"id" maxLength:"20" doc:"El fin, por su criterio"`
	Why string `json:"why" maxLength:"4000" doc:"Cómo lo cumplirá la cuenta"`
}

// answersBody are the answers; only those of the question are taken.
type answersBody struct {
	Need              string            `json:"need,omitempty" maxLength:"4000" doc:"Por qué no bastan las cuentas que ya existen"`
	Network           string            `json:"network,omitempty" maxLength:"40" doc:"La red"`
	BaseURL           string            `json:"base_url,omitempty" maxLength:"400" doc:"El servidor, donde la red tiene muchos"`
	Handle            string            `json:"handle,omitempty" maxLength:"120" doc:"El nombre de usuario que se quiere"`
	Name              string            `json:"name,omitempty" maxLength:"200" doc:"El nombre que se muestra"`
	Purposes          []purposeBody     `json:"purposes,omitempty" maxItems:"20" doc:"Los fines, cada uno justificado"`
	Activities        string            `json:"activities,omitempty" maxLength:"4000" doc:"Las actividades"`
	Programmes        string            `json:"programmes,omitempty" maxLength:"4000" doc:"Los programas"`
	Audience          string            `json:"audience,omitempty" maxLength:"4000" doc:"El público"`
	Rhythm            string            `json:"rhythm,omitempty" maxLength:"4000" doc:"Con qué frecuencia se publica"`
	Hours             *regulation.Hours `json:"hours,omitempty" doc:"El horario de atención"`
	LeadID            string            `json:"lead_id,omitempty" maxLength:"64" doc:"Persona administradora titular"`
	AlternateID       string            `json:"alternate_id,omitempty" maxLength:"64" doc:"Persona administradora suplente"`
	LeadTraining      trainingBody      `json:"lead_training,omitempty" doc:"Capacitación de la titular"`
	AlternateTraining trainingBody      `json:"alternate_training,omitempty" doc:"Capacitación de la suplente"`
}

// put takes the part of the body that answers the question.
func (b answersBody) put(q proposal.Question, a *proposal.Answers) {
	switch q {
	case proposal.Need:
		a.Need = b.Need
	case proposal.Network:
		a.Network, a.BaseURL = b.Network, b.BaseURL
	case proposal.Name:
		a.Handle, a.Name = b.Handle, b.Name
	case proposal.Purposes:
		a.Purposes = nil
		for _, x := range b.Purposes {
			a.Purposes = append(a.Purposes, proposal.Served(x))
		}
	case proposal.Activities:
		a.Activities, a.Programmes = b.Activities, b.Programmes
	case proposal.Audience:
		a.Audience = b.Audience
	case proposal.Operation:
		if a.Rhythm = b.Rhythm; b.Hours != nil {
			a.Hours = *b.Hours
		}
	case proposal.People:
		a.LeadID, a.AlternateID, a.LeadTraining, a.AlternateTraining = b.LeadID, b.AlternateID, b.LeadTraining.training(), b.AlternateTraining.training()
	}
}

func (s *Service) answerProposal(ctx context.Context, in *struct {
	IDInput
	Question string `path:"question" enum:"need,network,name,purposes,activities,audience,operation,people" doc:"La pregunta"`
	Body     answersBody
}) (*body[proposal.Proposal], error) {
	q := proposal.Question(in.Question)
	p, err := s.Opener.Answer(ctx, actor(ctx), in.ID, q, func(a *proposal.Answers) { in.Body.put(q, a) })
	return answer(ctx, s, p, err)
}

func (s *Service) sendProposal(ctx context.Context, in *IDInput) (*body[proposal.Proposal], error) {
	p, err := s.Opener.Send(ctx, actor(ctx), in.ID)
	return answer(ctx, s, p, err)
}

func (s *Service) withdrawProposal(ctx context.Context, in *IDInput) (*body[proposal.Proposal], error) {
	p, err := s.Opener.Withdraw(ctx, actor(ctx), in.ID)
	return answer(ctx, s, p, err)
}

type remarkBody struct {
	Question string `json:"question" enum:"need,network,name,purposes,activities,audience,operation,people" doc:"La pregunta"`
	OK       bool   `json:"ok" doc:"Si está en orden"`
	Note     string `json:"note,omitempty" maxLength:"4000" doc:"La observación, si no"`
}

func (s *Service) judgeProposal(ctx context.Context, in *struct {
	IDInput
	Body struct {
		Decision string       `json:"decision" enum:"approve,reject,return" doc:"Cómo se resuelve"`
		Items    []remarkBody `json:"items" maxItems:"20" doc:"Lo que se dice de cada respuesta"`
		Text     string       `json:"text,omitempty" maxLength:"4000" doc:"Las razones"`
	}
}) (*body[proposal.Proposal], error) {
	v := opening.Verdict{Decision: proposal.Decision(in.Body.Decision), Text: in.Body.Text}
	for _, x := range in.Body.Items {
		v.Items = append(v.Items, proposal.Remark{Question: proposal.Question(x.Question), OK: x.OK, Note: x.Note})
	}
	p, err := s.Opener.Judge(ctx, actor(ctx), in.ID, v)
	return answer(ctx, s, p, err)
}

func (s *Service) askMailbox(ctx context.Context, in *IDInput) (*body[proposal.Proposal], error) {
	p, err := s.Opener.AskMailbox(ctx, actor(ctx), in.ID)
	return answer(ctx, s, p, err)
}

func (s *Service) giveMailbox(ctx context.Context, in *struct {
	IDInput
	Body struct {
		Address string `json:"address" maxLength:"254" doc:"El correo que se entrega"`
	}
}) (*body[proposal.Proposal], error) {
	p, err := s.Opener.GiveMailbox(ctx, actor(ctx), in.ID, in.Body.Address)
	return answer(ctx, s, p, err)
}

func (s *Service) setHandle(ctx context.Context, in *struct {
	IDInput
	Body struct {
		Handle string `json:"handle" maxLength:"120" doc:"El nombre de usuario como quedó"`
		URL    string `json:"url,omitempty" maxLength:"400" doc:"La dirección de la cuenta"`
	}
}) (*body[proposal.Proposal], error) {
	p, err := s.Opener.SetHandle(ctx, actor(ctx), in.ID, in.Body.Handle, in.Body.URL)
	return answer(ctx, s, p, err)
}

func (s *Service) confirmHours(ctx context.Context, in *IDInput) (*body[proposal.Proposal], error) {
	p, err := s.Opener.ConfirmHours(ctx, actor(ctx), in.ID)
	return answer(ctx, s, p, err)
}

func (s *Service) makeOpeningLetters(ctx context.Context, in *IDInput) (*body[proposal.Proposal], error) {
	p, err := s.Opener.MakeLetters(ctx, actor(ctx), in.ID)
	return answer(ctx, s, p, err)
}

func (s *Service) askVerification(ctx context.Context, in *struct {
	IDInput
	Body struct {
		Reference string `json:"reference,omitempty" maxLength:"200" doc:"El número que dio la red"`
	}
}) (*body[proposal.Proposal], error) {
	p, err := s.Opener.AskVerification(ctx, actor(ctx), in.ID, in.Body.Reference)
	return answer(ctx, s, p, err)
}

func (s *Service) answerVerification(ctx context.Context, in *struct {
	IDInput
	Body struct {
		Granted bool   `json:"granted" doc:"Si la verificó"`
		Note    string `json:"note,omitempty" maxLength:"2000" doc:"Lo que dijo"`
		Next    string `json:"next,omitempty" format:"date" doc:"Cuándo se renueva, o cuándo se pide de nuevo"`
	}
}) (*body[proposal.Proposal], error) {
	p, err := s.Opener.AnswerVerification(ctx, actor(ctx), in.ID, in.Body.Granted, in.Body.Note, day(in.Body.Next))
	return answer(ctx, s, p, err)
}

func (s *Service) openAccount(ctx context.Context, in *IDInput) (*body[proposal.Proposal], error) {
	p, err := s.Opener.GoLive(ctx, actor(ctx), in.ID)
	return answer(ctx, s, p, err)
}
