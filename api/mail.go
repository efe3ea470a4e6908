package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/mailing"
)

func (s *Service) describeMail(a huma.API) {
	const tag = "correo"
	huma.Register(a, operation("list-mail", http.MethodGet, "/mail", "A quién se le envió correo y si le llegó; nunca lo que dice", tag), s.listMail)
	huma.Register(a, operation("retry-mail", http.MethodPost, "/mail/{id}/retry", "Volver a enviar un correo que no llegó", tag), s.retryMail)
}

type mailFilter struct {
	State   string `query:"state" enum:"queued,sending,sent,failed,bounced" doc:"Solo en este estado"`
	Address string `query:"address" maxLength:"254" doc:"Solo a esta dirección"`
	Page    int    `query:"page" minimum:"1" maximum:"10000" default:"1" doc:"Página, desde 1"`
}

// mailLine is one mail; its own name, since schemas are known by the type's name alone.
type mailLine mailing.Line

type mailBody struct {
	Lines  []mailLine            `json:"lines" doc:"Los más recientes primero"`
	Counts map[mailing.State]int `json:"counts" doc:"Cuántos hay en cada estado"`
	More   bool                  `json:"more" doc:"Si hay otra página"`
	Ready  bool                  `json:"ready" doc:"Si hay un servidor de correo configurado"`
}

func (s *Service) listMail(ctx context.Context, in *mailFilter) (*body[mailBody], error) {
	l, err := s.Room.List(ctx, actor(ctx), mailing.Filter{State: mailing.State(in.State), Address: in.Address, Page: in.Page})
	out := mailBody{Lines: []mailLine{}, Counts: l.Counts, More: l.More, Ready: l.Ready}
	for _, x := range l.Lines {
		out.Lines = append(out.Lines, mailLine(x))
	}
	return answer(ctx, s, out, err)
}

func (s *Service) retryMail(ctx context.Context, in *IDInput) (*body[mailLine], error) {
	l, err := s.Room.Retry(ctx, actor(ctx), in.ID)
	return answer(ctx, s, mailLine(l), err)
}
