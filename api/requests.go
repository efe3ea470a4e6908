package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/advising"
	"pregonero/request"
)

func (s *Service) describeRequests(a huma.API) {
	const tag = "solicitudes"
	huma.Register(a, operation("list-requests", http.MethodGet, "/requests", "Las solicitudes que puede ver", tag), s.listRequests)
	huma.Register(a, operation("list-precedents", http.MethodGet, "/precedents", "Las resoluciones del Comité sobre casos no previstos", tag), s.listPrecedents)
	huma.Register(a, operation("read-request", http.MethodGet, "/requests/{id}", "Una solicitud", tag), s.readRequest)
	huma.Register(a, creating("make-request", "/requests", "Hacer una solicitud", tag), s.makeRequest)
	huma.Register(a, operation("say-in-request", http.MethodPost, "/requests/{id}/messages", "Agregar un mensaje", tag), s.sayInRequest)
	huma.Register(a, operation("answer-request", http.MethodPost, "/requests/{id}/answer", "Contestar, una sola vez", tag), s.answerRequest)
	huma.Register(a, operation("withdraw-request", http.MethodPost, "/requests/{id}/withdraw", "Retirar la propia", tag), s.withdrawRequest)
}

type requestFilter struct {
	Kind  string `query:"kind" enum:"unforeseen,publish,raise,help" doc:"Solo de esta clase"`
	State string `query:"state" enum:"open,answered,withdrawn" doc:"Solo en este estado"`
	Text  string `query:"q" maxLength:"200" doc:"Con estas palabras"`
}

func (s *Service) listRequests(ctx context.Context, in *requestFilter) (*body[pageOf[request.Request]], error) {
	all, err := s.Advisor.List(ctx, actor(ctx), advising.Filter{Kind: request.Kind(in.Kind), State: request.State(in.State), Text: in.Text})
	return answer(ctx, s, pageOf[request.Request]{some(all), len(all)}, err)
}

func (s *Service) listPrecedents(ctx context.Context, in *struct {
	Text string `query:"q" maxLength:"200" doc:"Con estas palabras"`
}) (*body[pageOf[request.Request]], error) {
	all, err := s.Advisor.Precedents(ctx, actor(ctx), in.Text)
	return answer(ctx, s, pageOf[request.Request]{some(all), len(all)}, err)
}

func (s *Service) readRequest(ctx context.Context, in *IDInput) (*body[request.Request], error) {
	f, err := s.Advisor.Read(ctx, actor(ctx), in.ID)
	return answer(ctx, s, f.Request, err)
}

type requestBody struct {
	Kind      string    `json:"kind" enum:"unforeseen,publish,raise,help" doc:"La clase"`
	Title     string    `json:"title" maxLength:"200" doc:"El asunto"`
	Text      string    `json:"text" maxLength:"10000" doc:"Lo que se pide o se informa"`
	AreaID    string    `json:"area_id,omitempty" maxLength:"80" doc:"El área que pide; la propia si se omite"`
	ToArea    string    `json:"to_area,omitempty" maxLength:"80" doc:"A cuya persona titular se informa"`
	AccountID string    `json:"account_id,omitempty" maxLength:"64" doc:"La cuenta de que se trata"`
	WantedOn  time.Time `json:"wanted_on,omitzero" doc:"Cuándo se quiere difundir"`
}

func (s *Service) makeRequest(ctx context.Context, in *struct{ Body requestBody }) (*body[request.Request], error) {
	b := in.Body
	r, err := s.Advisor.Ask(ctx, actor(ctx), advising.Ask{Kind: request.Kind(b.Kind), Title: b.Title, Body: b.Text, AreaID: b.AreaID, ToArea: b.ToArea,
		AccountID: b.AccountID, WantedOn: b.WantedOn})
	return answer(ctx, s, r, err)
}

func (s *Service) sayInRequest(ctx context.Context, in *struct {
	IDInput
	Body struct {
		Text string `json:"text" maxLength:"10000" doc:"El mensaje"`
	}
}) (*body[request.Request], error) {
	r, err := s.Advisor.Say(ctx, actor(ctx), in.ID, in.Body.Text)
	return answer(ctx, s, r, err)
}

type requestAnswerBody struct {
	Decision string   `json:"decision" enum:"accepted,declined,resolved,acknowledged" doc:"Cómo se resuelve"`
	Text     string   `json:"text,omitempty" maxLength:"10000" doc:"La respuesta"`
	Cites    []string `json:"cites,omitempty" maxItems:"20" doc:"Folios de resoluciones anteriores"`
	Link     string   `json:"link,omitempty" maxLength:"400" doc:"Lo que se publicó"`
}

func (s *Service) answerRequest(ctx context.Context, in *struct {
	IDInput
	Body requestAnswerBody
}) (*body[request.Request], error) {
	b := in.Body
	r, err := s.Advisor.Answer(ctx, actor(ctx), in.ID, advising.Answer{Decision: request.Decision(b.Decision), Text: b.Text, Cites: b.Cites, Link: b.Link})
	return answer(ctx, s, r, err)
}

func (s *Service) withdrawRequest(ctx context.Context, in *IDInput) (*body[request.Request], error) {
	r, err := s.Advisor.Withdraw(ctx, actor(ctx), in.ID)
	return answer(ctx, s, r, err)
}
