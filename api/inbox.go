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
	huma.Register(a, operation("list-items", http.MethodGet, "/inbox", "Lo que la gente escribió a sus cuentas", "bandeja"), s.listItems)
	huma.Register(a, operation("read-item", http.MethodGet, "/inbox/{id}", "Una conversación", "bandeja"), s.readItem)
	huma.Register(a, operation("check-answer", http.MethodPost, "/inbox/{id}/check", "Revisar una respuesta antes de enviarla", "bandeja"), s.checkAnswer)
	huma.Register(a, operation("answer-item", http.MethodPost, "/inbox/{id}/answer", "Contestar, una sola vez", "bandeja"), s.answerItem)
	s.attend(a, "claim", "Tomar para contestar", func(ctx context.Context, a institution.Actor, in attendInput) (inbox.Item, error) {
		return s.Counter.Claim(ctx, a, in.ID)
	})
	s.attend(a, "release", "Soltar", func(ctx context.Context, a institution.Actor, in attendInput) (inbox.Item, error) {
		return s.Counter.Release(ctx, a, in.ID)
	})
	s.attend(a, "assign", "Asignar a una persona", func(ctx context.Context, a institution.Actor, in attendInput) (inbox.Item, error) {
		return s.Counter.Assign(ctx, a, in.ID, in.Body.PersonID)
	})
	s.attend(a, "close", "Cerrar sin contestar, con un motivo", func(ctx context.Context, a institution.Actor, in attendInput) (inbox.Item, error) {
		return s.Counter.Close(ctx, a, in.ID, in.Body.Reason)
	})
	s.attend(a, "reopen", "Volver a abrir", func(ctx context.Context, a institution.Actor, in attendInput) (inbox.Item, error) {
		return s.Counter.Reopen(ctx, a, in.ID)
	})
}

type attendInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		PersonID string `json:"person_id,omitempty" maxLength:"64"`
		Reason   string `json:"reason,omitempty" maxLength:"2000"`
	}
}

func (s *Service) attend(a huma.API, name, summary string, do func(context.Context, institution.Actor, attendInput) (inbox.Item, error)) {
	huma.Register(a, operation(name+"-item", http.MethodPost, "/inbox/{id}/"+name, summary, "bandeja"),
		func(ctx context.Context, in *attendInput) (*body[inbox.Item], error) {
			item, err := do(ctx, actor(ctx), *in)
			return answer(s, ctx, body[inbox.Item]{item}, err)
		})
}

func (s *Service) listItems(ctx context.Context, in *struct {
	State   []string `query:"state" maxItems:"4" doc:"open, answering, answered, closed"`
	Account []string `query:"account" maxItems:"50"`
	Mine    bool     `query:"mine"`
	Late    bool     `query:"late" doc:"Solo lo que ya venció"`
	Text    string   `query:"text" maxLength:"200"`
	Limit   int      `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Offset  int      `query:"offset" minimum:"0" maximum:"1000000"`
}) (*body[pageOf[inbox.Item]], error) {
	q := answering.Query{Accounts: in.Account, Mine: in.Mine, Late: in.Late, Text: in.Text, Limit: in.Limit, Offset: in.Offset}
	for _, st := range in.State {
		q.States = append(q.States, inbox.State(st))
	}
	list, err := s.Counter.Inbox(ctx, actor(ctx), q)
	out := pageOf[inbox.Item]{Items: list.Items, Total: list.Total}
	if out.Items == nil {
		out.Items = []inbox.Item{}
	}
	return answer(s, ctx, body[pageOf[inbox.Item]]{out}, err)
}

type conversationJSON struct {
	Items       []inbox.Item                `json:"items"`
	Answers     map[string]post.Publication `json:"answers"`
	Publication *post.Publication           `json:"publication,omitempty"`
}

func (s *Service) readItem(ctx context.Context, in *idInput) (*body[conversationJSON], error) {
	c, err := s.Counter.Conversation(ctx, actor(ctx), in.ID)
	return answer(s, ctx, body[conversationJSON]{conversationJSON{c.Items, c.Answers, c.Publication}}, err)
}

type answerInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"65536"`
	}
}

func (s *Service) checkAnswer(ctx context.Context, in *answerInput) (*body[check.Dictamen], error) {
	d, err := s.Counter.Judge(ctx, actor(ctx), in.ID, in.Body.Text)
	return answer(s, ctx, body[check.Dictamen]{d}, err)
}

func (s *Service) answerItem(ctx context.Context, in *answerInput) (*body[post.Publication], error) {
	p, err := s.Counter.Answer(ctx, actor(ctx), in.ID, in.Body.Text)
	return answer(s, ctx, body[post.Publication]{p}, err)
}
