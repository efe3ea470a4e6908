package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/answering"
	"pregonero/check"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/post"
)

func (s *Service) describeInbox(a huma.API) {
	const tag = "bandeja"
	huma.Register(a, operation("list-items", http.MethodGet, "/inbox", "Lo que la gente escribió a sus cuentas", tag), s.listItems)
	huma.Register(a, operation("read-item", http.MethodGet, "/inbox/{id}", "Una conversación", tag), s.readItem)
	huma.Register(a, operation("check-answer", http.MethodPost, "/inbox/{id}/check", "Revisar una respuesta antes de enviarla", tag), s.checkAnswer)
	huma.Register(a, creating("answer-item", "/inbox/{id}/answer", "Contestar, una sola vez", tag), s.answerItem)
	huma.Register(a, operation("claim-item", http.MethodPost, "/inbox/{id}/claim", "Tomar para contestar, diez minutos", tag), onItem(s, s.Counter.Claim))
	huma.Register(a, operation("release-item", http.MethodPost, "/inbox/{id}/release", "Soltar", tag), onItem(s, s.Counter.Release))
	huma.Register(a, operation("assign-item", http.MethodPost, "/inbox/{id}/assign", "Asignar a una persona", tag), s.assignItem)
	huma.Register(a, operation("close-item", http.MethodPost, "/inbox/{id}/close", "Cerrar sin contestar, con un motivo", tag), s.closeItem)
	huma.Register(a, operation("reopen-item", http.MethodPost, "/inbox/{id}/reopen", "Volver a abrir", tag), onItem(s, s.Counter.Reopen))
}

// onItem is an operation that needs nothing but the item.
func onItem(s *Service, do func(context.Context, institution.Actor, string) (inbox.Item, error)) func(context.Context, *IDInput) (*body[inbox.Item], error) {
	return func(ctx context.Context, in *IDInput) (*body[inbox.Item], error) {
		item, err := do(ctx, actor(ctx), in.ID)
		return answer(ctx, s, item, err)
	}
}

func (s *Service) listItems(ctx context.Context, in *struct {
	State   []string `query:"state" maxItems:"4" enum:"open,answering,answered,closed" doc:"Solo los de estos estados"`
	Account []string `query:"account" maxItems:"50" maxLength:"64" doc:"Solo los de estas cuentas"`
	Mine    bool     `query:"mine" doc:"Solo los asignados a usted"`
	Late    bool     `query:"late" doc:"Solo lo que ya venció"`
	Text    string   `query:"text" maxLength:"200" doc:"Solo los que contienen estas palabras, sin distinguir mayúsculas ni acentos"`
	Limit   int      `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Cuántos"`
	Offset  int      `query:"offset" minimum:"0" maximum:"1000000" doc:"Cuántos se pasan por alto"`
}) (*body[pageOf[inbox.Item]], error) {
	q := answering.Query{Accounts: in.Account, Mine: in.Mine, Late: in.Late, Text: in.Text, Limit: in.Limit, Offset: in.Offset}
	for _, st := range in.State {
		q.States = append(q.States, inbox.State(st))
	}
	list, err := s.Counter.Inbox(ctx, actor(ctx), q)
	return answer(ctx, s, pageOf[inbox.Item]{Items: some(list.Items), Total: list.Total}, err)
}

type conversation struct {
	Items       []inbox.Item                `json:"items" nullable:"false" doc:"En orden"`
	Answers     map[string]post.Publication `json:"answers" doc:"Las respuestas de la institución, por comentario"`
	Publication *post.Publication           `json:"publication,omitempty" doc:"De qué se habla"`
}

func (s *Service) readItem(ctx context.Context, in *IDInput) (*body[conversation], error) {
	c, err := s.Counter.Conversation(ctx, actor(ctx), in.ID)
	return answer(ctx, s, conversation{some(c.Items), c.Answers, c.Publication}, err)
}

type answerBody struct {
	Text string `json:"text" minLength:"1" maxLength:"65536" doc:"La respuesta"`
}

type answerInput struct {
	IDInput
	Body answerBody
}

func (s *Service) checkAnswer(ctx context.Context, in *answerInput) (*body[check.Dictamen], error) {
	d, err := s.Counter.Judge(ctx, actor(ctx), in.ID, in.Body.Text)
	return answer(ctx, s, d, err)
}

func (s *Service) answerItem(ctx context.Context, in *answerInput) (*body[post.Publication], error) {
	p, err := s.Counter.Answer(ctx, actor(ctx), in.ID, in.Body.Text)
	return answer(ctx, s, p, err)
}

type assignBody struct {
	PersonID string `json:"person_id" maxLength:"64" doc:"Vacío lo deja sin asignar"`
}

func (s *Service) assignItem(ctx context.Context, in *struct {
	IDInput
	Body assignBody
}) (*body[inbox.Item], error) {
	item, err := s.Counter.Assign(ctx, actor(ctx), in.ID, in.Body.PersonID)
	return answer(ctx, s, item, err)
}

func (s *Service) closeItem(ctx context.Context, in *struct {
	IDInput
	Body reasonBody
}) (*body[inbox.Item], error) {
	item, err := s.Counter.Close(ctx, actor(ctx), in.ID, in.Body.Reason)
	return answer(ctx, s, item, err)
}
