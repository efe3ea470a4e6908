package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/coverage"
	"pregonero/publishing"
)

func (s *Service) describeCoverages(a huma.API) {
	const tag = "sesiones"
	huma.Register(a, operation("list-coverages", http.MethodGet, "/coverages", "Las sesiones que se cubren en sus cuentas", tag), s.listCoverages)
	huma.Register(a, creating("declare-coverage", "/coverages", "Declarar cómo se cubre una sesión: sus temas y cuántas publicaciones", tag), s.declareCoverage)
	huma.Register(a, operation("cancel-coverage", http.MethodPost, "/coverages/{id}/cancel", "Cancelar una cobertura", tag), s.cancelCoverage)
	huma.Register(a, operation("account-figures", http.MethodGet, "/accounts/{id}/figures", "Cuánto publicó la cuenta en 90 días y cuánto de ello invita al diálogo", "cuentas"), s.accountFigures)
}

// coverageOut is a coverage with what its accounts published of it.
type coverageOut struct {
	coverage.Coverage
	Used map[string]int `json:"used" doc:"Publicaciones de la sesión, por cuenta"`
}

func (s *Service) listCoverages(ctx context.Context, _ *struct{}) (*body[pageOf[coverageOut]], error) {
	all, err := s.Desk.Coverages(ctx, actor(ctx))
	out := make([]coverageOut, len(all))
	for i, c := range all {
		out[i] = coverageOut{c.Coverage, c.Used}
	}
	return answer(ctx, s, pageOf[coverageOut]{out, len(out)}, err)
}

type coverageBody struct {
	Name       string    `json:"name" maxLength:"120" doc:"La sesión"`
	AccountIDs []string  `json:"account_ids" maxItems:"50" doc:"Las cuentas que la cubren"`
	Topics     []string  `json:"topics" maxItems:"10" doc:"Los dos o tres temas elegidos"`
	Signs      []string  `json:"signs,omitempty" maxItems:"10" doc:"Palabras o etiquetas con que se reconoce que un texto es de la sesión"`
	Quota      int       `json:"quota,omitempty" minimum:"0" maximum:"50" doc:"Publicaciones por cuenta; el máximo si se omite"`
	From       time.Time `json:"from" doc:"Cuándo empieza"`
	Until      time.Time `json:"until" doc:"Cuándo termina"`
}

func (s *Service) declareCoverage(ctx context.Context, in *struct{ Body coverageBody }) (*body[coverage.Coverage], error) {
	b := in.Body
	c, err := s.Desk.DeclareCoverage(ctx, actor(ctx), publishing.Covering{Name: b.Name, AccountIDs: b.AccountIDs, Topics: b.Topics, Signs: b.Signs, Quota: b.Quota, From: b.From, Until: b.Until})
	return answer(ctx, s, c, err)
}

func (s *Service) cancelCoverage(ctx context.Context, in *IDInput) (*body[coverage.Coverage], error) {
	c, err := s.Desk.CancelCoverage(ctx, actor(ctx), in.ID)
	return answer(ctx, s, c, err)
}

type figuresOut struct {
	publishing.Figures
	Share float64 `json:"share" doc:"Parte que invita al diálogo, de 0 a 1"`
}

func (s *Service) accountFigures(ctx context.Context, in *IDInput) (*body[figuresOut], error) {
	f, err := s.Desk.AccountFigures(ctx, actor(ctx), in.ID)
	return answer(ctx, s, figuresOut{f, f.Share()}, err)
}
