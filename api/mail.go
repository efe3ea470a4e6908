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

func (s *Service) listMail(ctx context.Context, in *mailFilter) (*body[mailing.List], error) {
	l, err := s.Room.List(ctx, actor(ctx), mailing.Filter{State: mailing.State(in.State), Address: in.Address, Page: in.Page})
	l.Lines = some(l.Lines)
	return answer(ctx, s, l, err)
}

func (s *Service) retryMail(ctx context.Context, in *IDInput) (*body[mailing.Line], error) {
	l, err := s.Room.Retry(ctx, actor(ctx), in.ID)
	return answer(ctx, s, l, err)
}
