package api

import (
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/proposal"
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
	p, err := received(ctx, func(name, mimeType string, r io.Reader) (proposal.Proposal, error) {
		return s.Opener.AddToKit(ctx, actor(ctx), in.ID, name, mimeType, r)
	})
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
