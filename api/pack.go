package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// describePack tells programs the words that the commands take: areas and purposes.
func (s *Service) describePack(a huma.API) {
	const tag = "criterios"
	huma.Register(a, operation("list-areas", http.MethodGet, "/areas", "Las áreas de la institución", tag), s.listAreas)
	huma.Register(a, operation("list-purposes", http.MethodGet, "/purposes", "Los fines a que puede servir una publicación", tag), s.listPurposes)
	huma.Register(a, operation("compliance", http.MethodGet, "/compliance", "Cómo se cumple cada criterio", tag), s.compliance)
}

type area struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Short    string `json:"short"`
	Kind     string `json:"kind"`
	ParentID string `json:"parent_id,omitempty" doc:"El área de la que depende"`
	Zone     string `json:"zone" doc:"Su zona horaria (IANA)"`
	Seat     string `json:"seat,omitempty"`
	Email    string `json:"email,omitempty"`
}

func (s *Service) listAreas(ctx context.Context, _ *struct{}) (*body[pageOf[area]], error) {
	all, err := s.Office.Areas(ctx)
	out := pageOf[area]{Items: []area{}, Total: len(all)}
	for _, x := range all {
		out.Items = append(out.Items, area(x))
	}
	return answer(ctx, s, out, err)
}

type purpose struct {
	ID   string `json:"id" doc:"Va en content.purposes"`
	Name string `json:"name"`
	Help string `json:"help,omitempty"`
}

func (s *Service) listPurposes(ctx context.Context, _ *struct{}) (*body[pageOf[purpose]], error) {
	out := pageOf[purpose]{Items: []purpose{}, Total: len(s.Pack.Purposes)}
	for _, x := range s.Pack.Purposes {
		out.Items = append(out.Items, purpose(x))
	}
	return answer(ctx, s, out, nil)
}

type clause struct {
	ID      string   `json:"id"`
	Summary string   `json:"summary"`
	KeptBy  []string `json:"kept_by" nullable:"false"`
	Planned bool     `json:"planned" doc:"Verdadero si su trabajo está por venir"`
}

func (s *Service) compliance(ctx context.Context, _ *struct{}) (*body[pageOf[clause]], error) {
	c, err := s.Office.Compliance(ctx, actor(ctx))
	out := pageOf[clause]{Items: []clause{}, Total: len(c.Clauses)}
	for _, x := range c.Clauses {
		out.Items = append(out.Items, clause{x.ID, x.Summary, some(x.KeptBy), x.Planned})
	}
	return answer(ctx, s, out, err)
}
