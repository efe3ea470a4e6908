package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/check"
	"pregonero/institution"
	"pregonero/post"
	"pregonero/publishing"
)

// postView is a post with what the reader may do with it.
type postView struct {
	Post         post.Post          `json:"post"`
	Hash         string             `json:"hash" doc:"Huella del contenido: se envía al avalar o aprobar"`
	Publications []post.Publication `json:"publications,omitempty" doc:"Lo que salió o saldrá en cada cuenta; solo al leer una"`
	Dictamen     *check.Dictamen    `json:"dictamen,omitempty" doc:"Solo al leer una; a quien no la escribió se le cubren los datos personales"`
	May          []institution.Act  `json:"may,omitempty" doc:"Lo que sus cargos permiten hacer con ella; solo al leer una"`
}

func said(p post.Post) postView { return postView{Post: p, Hash: p.Content.Hash()} }

// DraftBody is a content and who answers for its truth. Exported, as IDInput is, because the
// library looks into embedded fields of exported types only.
type DraftBody struct {
	Content    post.Content `json:"content"`
	SourceArea string       `json:"source_area,omitempty" maxLength:"80" doc:"Área que generó la información; sin ella, la de las cuentas"`
}

type saveBody struct {
	DraftBody
	Revision int `json:"revision" minimum:"0" doc:"La versión sobre la que se escribió"`
}

func (in DraftBody) draft() publishing.Draft {
	return publishing.Draft{Content: in.Content, SourceArea: in.SourceArea}
}

func (s *Service) describePosts(a huma.API) {
	const tag = "publicaciones"
	huma.Register(a, operation("check", http.MethodPost, "/check", "Revisar un contenido con los criterios, sin guardarlo", tag), s.check)
	huma.Register(a, operation("list-posts", http.MethodGet, "/posts", "Publicaciones que puede leer", tag), s.listPosts)
	huma.Register(a, creating("create-post", "/posts", "Empezar un borrador", tag), s.createPost)
	huma.Register(a, operation("read-post", http.MethodGet, "/posts/{id}", "Una publicación con su dictamen", tag), s.readPost)
	huma.Register(a, operation("save-post", http.MethodPut, "/posts/{id}", "Guardar cambios", tag), s.savePost)
	move := func(name, summary string) huma.Operation {
		return operation(name+"-post", http.MethodPost, "/posts/{id}/"+name, summary, tag)
	}
	huma.Register(a, move("submit", "Enviar a visto bueno"), onPost(s, s.Desk.Submit))
	huma.Register(a, move("recall", "Volver a borrador"), onPost(s, s.Desk.Recall))
	huma.Register(a, move("discard", "Descartar"), onPost(s, s.Desk.Discard))
	huma.Register(a, move("endorse", "Avalar el contenido de esa huella"), sealing(s, s.Desk.Endorse))
	huma.Register(a, move("approve", "Aprobar el contenido de esa huella"), sealing(s, s.Desk.Approve))
	huma.Register(a, move("return", "Devolver con un motivo"), s.returnPost)
	huma.Register(a, move("reschedule", "Cambiar la hora"), s.reschedule)
	finding := func(name, summary string) huma.Operation {
		return operation(name+"-finding", http.MethodPost, "/posts/{id}/findings/{finding}/"+name, summary, tag)
	}
	huma.Register(a, finding("dismiss", "Decir que un señalamiento del dictamen no aplica, con el motivo"), s.dismissFinding)
	huma.Register(a, finding("restore", "Volver a señalarlo"), s.restoreFinding)
	huma.Register(a, move("undo-reschedule", "Deshacer el último cambio de hora, mientras esté a tiempo"), onPost(s, s.Desk.UndoMove))
}

func (s *Service) check(ctx context.Context, in *struct{ Body DraftBody }) (*body[check.Dictamen], error) {
	d, err := s.Desk.Judge(ctx, actor(ctx), in.Body.draft())
	return answer(ctx, s, d, err)
}

type postsInput struct {
	State  []string  `query:"state" maxItems:"6" enum:"draft,review,endorsed,scheduled,closed,discarded" doc:"Solo las de estos estados"`
	From   time.Time `query:"from" doc:"Solo las que salen desde esta hora"`
	To     time.Time `query:"to" doc:"Solo las que salen antes de esta hora"`
	Text   string    `query:"text" maxLength:"200" doc:"Solo las que contienen estas palabras, sin distinguir mayúsculas ni acentos"`
	Limit  int       `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Cuántas"`
	Offset int       `query:"offset" minimum:"0" maximum:"1000000" doc:"Cuántas se pasan por alto"`
}

func (s *Service) listPosts(ctx context.Context, in *postsInput) (*body[pageOf[postView]], error) {
	q := publishing.Query{From: in.From, To: in.To, Text: in.Text, Limit: in.Limit, Offset: in.Offset}
	for _, st := range in.State {
		q.States = append(q.States, post.State(st))
	}
	posts, total, err := s.Desk.List(ctx, actor(ctx), q)
	out := pageOf[postView]{Items: []postView{}, Total: total}
	for _, p := range posts {
		out.Items = append(out.Items, said(p))
	}
	return answer(ctx, s, out, err)
}

func (s *Service) createPost(ctx context.Context, in *struct{ Body DraftBody }) (*body[postView], error) {
	p, err := s.Desk.Create(ctx, actor(ctx), in.Body.draft())
	return answer(ctx, s, said(p), err)
}

func (s *Service) readPost(ctx context.Context, in *IDInput) (*body[postView], error) {
	v, err := s.Desk.Read(ctx, actor(ctx), in.ID)
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	out := said(v.Post)
	if !v.Own {
		v.Dictamen = v.Dictamen.Masked()
	}
	out.Publications, out.Dictamen = v.Publications, &v.Dictamen
	for act, may := range v.May {
		if may {
			out.May = append(out.May, act)
		}
	}
	slices.Sort(out.May)
	return answer(ctx, s, out, nil)
}

func (s *Service) savePost(ctx context.Context, in *struct {
	IDInput
	Body saveBody
}) (*body[postView], error) {
	p, err := s.Desk.Save(ctx, actor(ctx), in.ID, in.Body.Revision, in.Body.draft())
	return answer(ctx, s, said(p), err)
}

// onPost is an operation that needs nothing but the post.
func onPost(s *Service, do func(context.Context, institution.Actor, string) (post.Post, error)) func(context.Context, *IDInput) (*body[postView], error) {
	return func(ctx context.Context, in *IDInput) (*body[postView], error) {
		p, err := do(ctx, actor(ctx), in.ID)
		return answer(ctx, s, said(p), err)
	}
}

type sealBody struct {
	Hash string `json:"hash" minLength:"64" maxLength:"64" doc:"Huella del contenido que se leyó"`
	Note string `json:"note,omitempty" maxLength:"2000" doc:"Qué se revisó"`
}

type sealInput struct {
	IDInput
	Body sealBody
}

// sealing is an operation that puts somebody's word on a content.
func sealing(s *Service, do func(ctx context.Context, a institution.Actor, id, hash, note string) (post.Post, error)) func(context.Context, *sealInput) (*body[postView], error) {
	return func(ctx context.Context, in *sealInput) (*body[postView], error) {
		p, err := do(ctx, actor(ctx), in.ID, strings.ToLower(in.Body.Hash), in.Body.Note)
		return answer(ctx, s, said(p), err)
	}
}

type returnBody struct {
	Reason  string   `json:"reason" minLength:"1" maxLength:"2000" doc:"Por qué se devuelve"`
	Clauses []string `json:"clauses,omitempty" maxItems:"20" maxLength:"40" doc:"Criterios que no se cumplen"`
}

func (s *Service) returnPost(ctx context.Context, in *struct {
	IDInput
	Body returnBody
}) (*body[postView], error) {
	p, err := s.Desk.Return(ctx, actor(ctx), in.ID, in.Body.Reason, in.Body.Clauses)
	return answer(ctx, s, said(p), err)
}

// FindingInput names a finding of a post's dictamen.
type FindingInput struct {
	IDInput
	Finding string `path:"finding" pattern:"^[0-9a-f]{16}$" doc:"El id del señalamiento en el dictamen"`
}

type dismissBody struct {
	Reason string `json:"reason" maxLength:"300" doc:"Por qué no aplica"`
}

func (s *Service) dismissFinding(ctx context.Context, in *struct {
	FindingInput
	Body dismissBody
}) (*body[postView], error) {
	p, err := s.Desk.Dismiss(ctx, actor(ctx), in.ID, in.Finding, in.Body.Reason)
	return answer(ctx, s, said(p), err)
}

func (s *Service) restoreFinding(ctx context.Context, in *FindingInput) (*body[postView], error) {
	p, err := s.Desk.Restore(ctx, actor(ctx), in.ID, in.Finding)
	return answer(ctx, s, said(p), err)
}

type rescheduleBody struct {
	DueAt time.Time `json:"due_at" doc:"La hora nueva; si ya estaba aprobada, vuelve a esperar aval"`
}

func (s *Service) reschedule(ctx context.Context, in *struct {
	IDInput
	Body rescheduleBody
}) (*body[postView], error) {
	p, err := s.Desk.Move(ctx, actor(ctx), in.ID, in.Body.DueAt)
	return answer(ctx, s, said(p), err)
}
