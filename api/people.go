package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/institution"
	"pregonero/oversight"
)

func (s *Service) describePeople(a huma.API) {
	const tag = "personas"
	huma.Register(a, operation("me", http.MethodGet, "/me", "Quién es y qué cargos tiene", tag), s.me)
	huma.Register(a, operation("list-people", http.MethodGet, "/people", "El directorio, con los cargos de cada persona", tag), s.listPeople)
	huma.Register(a, operation("read-person", http.MethodGet, "/people/{id}", "Una persona con sus cargos", tag), s.readPerson)
}

// grant is a role that somebody holds.
type grant struct {
	ID        string           `json:"id"`
	Role      institution.Role `json:"role"`
	AreaID    string           `json:"area_id,omitempty" doc:"El área sobre la que se tiene"`
	AccountID string           `json:"account_id,omitempty" doc:"La cuenta, si es administradora de una"`
	From      time.Time        `json:"from"`
	Until     time.Time        `json:"until,omitzero"`
}

func grants(held []institution.Grant) []grant {
	out := []grant{}
	for _, g := range held {
		out = append(out, grant{g.ID, g.Role, g.AreaID, g.AccountID, g.From, g.Until})
	}
	return out
}

type me struct {
	ID     string            `json:"id"`
	Name   string            `json:"name"`
	AreaID string            `json:"area_id"`
	Grants []grant           `json:"grants" nullable:"false" doc:"Los cargos que tiene ahora"`
	Acts   []institution.Act `json:"acts,omitempty" doc:"Las acciones a que se limita la llave; sin ella, todas las de sus cargos"`
}

func (s *Service) me(ctx context.Context, _ *struct{}) (*body[me], error) {
	a := actor(ctx)
	return &body[me]{me{a.PersonID, a.Name, a.AreaID, grants(a.Grants), a.Acts}}, nil
}

type personFile struct {
	ID       string  `json:"id"`
	Username string  `json:"username"`
	Name     string  `json:"name"`
	Email    string  `json:"email"`
	AreaID   string  `json:"area_id"`
	RankID   string  `json:"rank_id"`
	Active   bool    `json:"active" doc:"Falso si está de baja"`
	Grants   []grant `json:"grants" nullable:"false" doc:"Los cargos que tiene ahora"`
}

func onFile(p oversight.PersonRow) personFile {
	return personFile{p.ID, p.Username, p.Name, p.Email, p.AreaID, p.RankID, p.Active, grants(p.Grants)}
}

func (s *Service) listPeople(ctx context.Context, in *struct {
	Area []string `query:"area" maxItems:"50" maxLength:"80" doc:"Solo las de estas áreas"`
	Text string   `query:"text" maxLength:"200" doc:"Solo quienes tienen estas palabras en su nombre, usuario o correo, sin distinguir mayúsculas ni acentos"`
	Gone bool     `query:"gone" doc:"También quienes están de baja"`
}) (*body[pageOf[personFile]], error) {
	rows, err := s.Office.People(ctx, actor(ctx), oversight.PeopleQuery{Areas: in.Area, Text: in.Text, Gone: in.Gone})
	out := pageOf[personFile]{Items: []personFile{}, Total: len(rows)}
	for _, p := range rows {
		out.Items = append(out.Items, onFile(p))
	}
	return answer(ctx, s, out, err)
}

func (s *Service) readPerson(ctx context.Context, in *IDInput) (*body[personFile], error) {
	p, err := s.Office.Person(ctx, actor(ctx), in.ID)
	return answer(ctx, s, onFile(p), err)
}
