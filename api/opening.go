package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/internal/fault"
	"pregonero/proposal"
	"pregonero/regulation"
)

func (s *Service) describeOpening(a huma.API) {
	const tag = "propuestas"
	huma.Register(a, operation("take-back-proposal", http.MethodPost, "/proposals/{id}/take-back", "Recuperar una propuesta que espera firma, para corregirla", tag), s.takeBackProposal)
	kit := creating("upload-kit", "/proposals/{id}/kit", "Subir un archivo de la imagen gráfica que acompaña a la aprobación", tag)
	uploading(a, kit, s.uploadKit)
	huma.Register(a, operation("ask-rename", http.MethodPost, "/proposals/{id}/opening/rename-request", "Pedir otro nombre para la cuenta aprobada", tag), s.askRename)
	huma.Register(a, operation("judge-rename", http.MethodPost, "/proposals/{id}/opening/rename-answer", "Contestar si se acepta el otro nombre", tag), s.judgeRename)
	huma.Register(a, operation("note-training", http.MethodPut, "/proposals/{id}/opening/training/{person}", "Registrar la capacitación de quien administra, o su fecha", tag), s.noteTraining)
	huma.Register(a, operation("plan-verification", http.MethodPut, "/proposals/{id}/opening/verification-plan", "Decir qué día se pedirá la verificación, o por qué la red no la da", tag), s.planVerification)
}

func (s *Service) takeBackProposal(ctx context.Context, in *IDInput) (*body[proposal.Proposal], error) {
	p, err := s.Opener.TakeBack(ctx, actor(ctx), in.ID)
	return answer(ctx, s, p, err)
}

// uploadKit keeps a file of the kit.
//
//clause:code 7.iii
func (s *Service) uploadKit(ctx context.Context, in *IDInput) (*body[proposal.Proposal], error) {
	r, _ := ctx.Value(requestKey{}).(*http.Request)
	part, err := firstPart(r)
	if err != nil {
		return nil, err
	}
	from := &watched{Reader: part}
	p, err := s.Opener.AddToKit(ctx, actor(ctx), in.ID, part.FileName(), part.Header.Get("Content-Type"), from)
	if err != nil && from.err != nil {
		err = fault.New(fault.Invalid, "El archivo no llegó completo.").Then("Envíelo de nuevo.").On(filePart).Because(err)
	}
	return answer(ctx, s, p, err)
}

func (s *Service) askRename(ctx context.Context, in *struct {
	IDInput
	Body struct {
		Handle string `json:"handle" maxLength:"120" doc:"El otro nombre de usuario"`
		Why    string `json:"why" maxLength:"2000" doc:"Por qué no se pudo con el aprobado"`
	}
}) (*body[proposal.Proposal], error) {
	p, err := s.Opener.AskRename(ctx, actor(ctx), in.ID, in.Body.Handle, in.Body.Why)
	return answer(ctx, s, p, err)
}

func (s *Service) judgeRename(ctx context.Context, in *struct {
	IDInput
	Body struct {
		Accept bool   `json:"accept" doc:"Si se acepta"`
		Note   string `json:"note,omitempty" maxLength:"2000" doc:"La razón, si no"`
	}
}) (*body[proposal.Proposal], error) {
	p, err := s.Opener.JudgeRename(ctx, actor(ctx), in.ID, in.Body.Accept, in.Body.Note)
	return answer(ctx, s, p, err)
}

func (s *Service) noteTraining(ctx context.Context, in *struct {
	IDInput
	Person string `path:"person" maxLength:"64" doc:"Quien administra"`
	Body   trainingBody
}) (*body[proposal.Proposal], error) {
	p, err := s.Opener.Train(ctx, actor(ctx), in.ID, in.Person, in.Body.training())
	return answer(ctx, s, p, err)
}

func (s *Service) planVerification(ctx context.Context, in *struct {
	IDInput
	Body struct {
		On   string `json:"on,omitempty" format:"date" doc:"El día en que se pedirá"`
		None string `json:"none,omitempty" maxLength:"2000" doc:"Por qué la red no la da a una cuenta como esta"`
	}
}) (*body[proposal.Proposal], error) {
	p, err := s.Opener.PlanVerification(ctx, actor(ctx), in.ID, day(in.Body.On), in.Body.None)
	return answer(ctx, s, p, err)
}

func (s *Service) describeCalendar(a huma.API) {
	const tag = "plazos"
	huma.Register(a, operation("read-calendar", http.MethodGet, "/calendar", "Los días que no cuentan en los plazos, y los plazos que hoy se contarían de otro modo", tag), s.readCalendar)
	huma.Register(a, creating("add-closure", "/calendar/closures", "Agregar un periodo propio sin labores", tag), s.addClosure)
	huma.Register(a, operation("remove-closure", http.MethodDelete, "/calendar/closures/{from}/{to}", "Quitar un periodo propio, por sus días", tag), s.removeClosure)
}

// closureBody is a period without work, its first and last days included.
type closureBody struct {
	Name string `json:"name" maxLength:"120" doc:"Qué periodo es"`
	From string `json:"from" format:"date" doc:"Primer día"`
	To   string `json:"to,omitempty" format:"date" doc:"Último día; sin él, el mismo"`
}

type calendarAnswer struct {
	Holidays []string      `json:"holidays" nullable:"false" doc:"Los de la ley; no se cambian aquí"`
	Closures []closureBody `json:"closures" nullable:"false" doc:"Los propios, en orden"`
	Own      bool          `json:"own" doc:"Si se fijaron en el programa, en lugar de los de la norma instalada"`
	Moved    int           `json:"moved" doc:"Plazos que ya corren y con este calendario se contarían de otro modo; conservan su fecha"`
}

func (s *Service) readCalendar(ctx context.Context, _ *struct{}) (*body[calendarAnswer], error) {
	y, err := s.Opener.Calendar(ctx, actor(ctx))
	out := calendarAnswer{Holidays: []string{}, Closures: []closureBody{}, Own: y.Own, Moved: len(y.Moved)}
	for _, x := range y.Holidays {
		out.Holidays = append(out.Holidays, x.Name)
	}
	for _, c := range y.Closures {
		out.Closures = append(out.Closures, closureBody{c.Name, c.From.String(), c.To.String()})
	}
	return answer(ctx, s, out, err)
}

func (s *Service) addClosure(ctx context.Context, in *struct{ Body closureBody }) (*body[calendarAnswer], error) {
	x := regulation.Closure{Name: in.Body.Name, From: day(in.Body.From), To: day(in.Body.To)}
	if err := s.Opener.AddClosure(ctx, actor(ctx), x); err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return s.readCalendar(ctx, nil)
}

func (s *Service) removeClosure(ctx context.Context, in *struct {
	From string `path:"from" format:"date" doc:"Primer día"`
	To   string `path:"to" format:"date" doc:"Último día"`
}) (*body[calendarAnswer], error) {
	if err := s.Opener.RemoveClosure(ctx, actor(ctx), day(in.From), day(in.To)); err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return s.readCalendar(ctx, nil)
}
