package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/deliberation"
	"pregonero/regulation"
)

func (s *Service) describeReserve(a huma.API) {
	const tag = "reserva"
	huma.Register(a, operation("list-deliberations", http.MethodGet, "/deliberations", "Los asuntos en deliberación y los que ya tienen decisión", tag), s.listDeliberations)
	huma.Register(a, creating("declare-deliberation", "/deliberations", "Declarar un asunto en deliberación: lo que hable de él no sale", tag), s.declareDeliberation)
	huma.Register(a, operation("lift-deliberation", http.MethodPost, "/deliberations/{id}/lift", "Levantar la deliberación con la decisión oficial", tag), s.liftDeliberation)
	huma.Register(a, operation("list-reserved-terms", http.MethodGet, "/reserved-terms", "Los términos que cada área mantiene reservados", tag), s.listReservedTerms)
	huma.Register(a, operation("reserve-term", http.MethodPut, "/reserved-terms", "Reservar un término", tag), s.reserveTerm)
	huma.Register(a, operation("release-term", http.MethodDelete, "/reserved-terms", "Quitar un término reservado", tag), s.releaseTerm)
}

// matterView is a matter; its own name, since schemas are known by the type's name alone.
type matterView deliberation.Matter

func (s *Service) listDeliberations(ctx context.Context, _ *struct{}) (*body[[]matterView], error) {
	all, err := s.Desk.Deliberations(ctx, actor(ctx))
	out := []matterView{}
	for _, m := range all {
		out = append(out, matterView(m))
	}
	return answer(ctx, s, out, err)
}

type declareBody struct {
	Name   string   `json:"name" minLength:"5" maxLength:"200" doc:"Qué se delibera, con las palabras que lo distinguen"`
	AreaID string   `json:"area_id" minLength:"1" maxLength:"64" doc:"Área que lo delibera"`
	Words  []string `json:"words,omitempty" maxItems:"20" doc:"Otros nombres con que se le conoce"`
}

func (s *Service) declareDeliberation(ctx context.Context, in *struct{ Body declareBody }) (*body[matterView], error) {
	m, err := s.Desk.Deliberate(ctx, actor(ctx), deliberation.Matter{Name: in.Body.Name, AreaID: in.Body.AreaID, Words: in.Body.Words})
	return answer(ctx, s, matterView(m), err)
}

type liftBody struct {
	Reference string `json:"reference" minLength:"4" maxLength:"200" doc:"Acuerdo, acta u oficio con que se decidió"`
	Link      string `json:"link,omitempty" maxLength:"2000" doc:"Dirección de la decisión"`
}

func (s *Service) liftDeliberation(ctx context.Context, in *struct {
	IDInput
	Body liftBody
}) (*body[matterView], error) {
	m, err := s.Desk.Lift(ctx, actor(ctx), in.ID, in.Body.Reference, in.Body.Link)
	return answer(ctx, s, matterView(m), err)
}

type termsBody struct {
	Terms []regulation.ReservedTerms `json:"terms" doc:"Por área"`
	Own   bool                       `json:"own" doc:"Si se cambiaron aquí; si no, son los de la norma instalada"`
}

func (s *Service) listReservedTerms(ctx context.Context, _ *struct{}) (*body[termsBody], error) {
	terms, own, err := s.Desk.ReservedTerms(ctx, actor(ctx))
	return answer(ctx, s, termsBody{some(terms), own}, err)
}

type termBody struct {
	AreaID string `json:"area_id" minLength:"1" maxLength:"64" doc:"Área que lo reserva"`
	Term   string `json:"term" minLength:"4" maxLength:"120" doc:"El término, como se escribe"`
}

func (s *Service) reserveTerm(ctx context.Context, in *struct{ Body termBody }) (*struct{}, error) {
	return s.done(ctx, s.Desk.ReserveTerm(ctx, actor(ctx), in.Body.AreaID, in.Body.Term))
}

type termQuery struct {
	AreaID string `query:"area_id" required:"true" maxLength:"64" doc:"Área que lo reserva"`
	Term   string `query:"term" required:"true" maxLength:"120" doc:"El término"`
}

func (s *Service) releaseTerm(ctx context.Context, in *termQuery) (*struct{}, error) {
	return s.done(ctx, s.Desk.ReleaseTerm(ctx, actor(ctx), in.AreaID, in.Term))
}
