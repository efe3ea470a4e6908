package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/deadline"
)

func (s *Service) describeDeadlines(a huma.API) {
	huma.Register(a, operation("list-deadlines", http.MethodGet, "/deadlines", "Los plazos que debe, y los que otros le deben", "plazos"), s.listDeadlines)
}

type deadlinesBody struct {
	Owed  []deadline.Deadline `json:"owed" doc:"Los que le tocan a usted"`
	Other []deadline.Deadline `json:"other" doc:"Los que deben otras personas y usted sigue"`
}

func (s *Service) listDeadlines(ctx context.Context, _ *struct{}) (*body[deadlinesBody], error) {
	l, err := s.Clock.Mine(ctx, actor(ctx))
	return answer(ctx, s, deadlinesBody{some(l.Owed), some(l.Other)}, err)
}
