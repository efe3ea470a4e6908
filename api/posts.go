package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/check"
	"pregonero/institution"
	"pregonero/post"
	"pregonero/publishing"
)

// postJSON is a post with what the reader may do with it.
type postJSON struct {
	Post         post.Post          `json:"post"`
	Hash         string             `json:"hash" doc:"Huella del contenido: se envía al avalar o aprobar"`
	Publications []post.Publication `json:"publications,omitempty"`
	Dictamen     *check.Dictamen    `json:"dictamen,omitempty"`
}

func said(p post.Post) postJSON { return postJSON{Post: p, Hash: p.Content.Hash()} }

type draftInput struct {
	Body struct {
		Content    post.Content `json:"content"`
		SourceArea string       `json:"source_area,omitempty" maxLength:"80" doc:"Área que generó la información"`
		Revision   int          `json:"revision,omitempty" minimum:"0" doc:"La versión que se cambia; solo al guardar"`
	}
}

func (in draftInput) draft() publishing.Draft {
	return publishing.Draft{Content: in.Body.Content, SourceArea: in.Body.SourceArea}
}

type idInput struct {
	ID string `path:"id" maxLength:"64"`
}

type pageOf[T any] struct {
	Items []T `json:"items"`
	Total int `json:"total"`
}

type postsInput struct {
	State  []string  `query:"state" maxItems:"6" doc:"draft, review, endorsed, scheduled, closed, discarded"`
	From   time.Time `query:"from"`
	To     time.Time `query:"to"`
	Text   string    `query:"text" maxLength:"200"`
	Limit  int       `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Offset int       `query:"offset" minimum:"0" maximum:"1000000"`
}

func (s *Service) describePosts(a huma.API) {
	huma.Register(a, operation("check", http.MethodPost, "/check", "Revisar un texto con los criterios", "publicaciones"), s.check)
	huma.Register(a, operation("list-posts", http.MethodGet, "/posts", "Publicaciones que puede leer", "publicaciones"), s.listPosts)
	huma.Register(a, operation("create-post", http.MethodPost, "/posts", "Empezar un borrador", "publicaciones"), s.createPost)
	huma.Register(a, operation("read-post", http.MethodGet, "/posts/{id}", "Una publicación con su dictamen", "publicaciones"), s.readPost)
	huma.Register(a, operation("save-post", http.MethodPut, "/posts/{id}", "Guardar cambios", "publicaciones"), s.savePost)
	s.move(a, "submit", "Enviar a visto bueno", func(ctx context.Context, a institution.Actor, in sealInput) (post.Post, error) {
		return s.Desk.Submit(ctx, a, in.ID)
	})
	s.move(a, "recall", "Volver a borrador", func(ctx context.Context, a institution.Actor, in sealInput) (post.Post, error) {
		return s.Desk.Recall(ctx, a, in.ID)
	})
	s.move(a, "discard", "Descartar", func(ctx context.Context, a institution.Actor, in sealInput) (post.Post, error) {
		return s.Desk.Discard(ctx, a, in.ID)
	})
	s.move(a, "endorse", "Avalar el contenido de esa huella", func(ctx context.Context, a institution.Actor, in sealInput) (post.Post, error) {
		return s.Desk.Endorse(ctx, a, in.ID, in.Body.Hash, in.Body.Note)
	})
	s.move(a, "approve", "Aprobar el contenido de esa huella", func(ctx context.Context, a institution.Actor, in sealInput) (post.Post, error) {
		return s.Desk.Approve(ctx, a, in.ID, in.Body.Hash, in.Body.Note)
	})
	s.move(a, "return", "Devolver con un motivo", func(ctx context.Context, a institution.Actor, in sealInput) (post.Post, error) {
		return s.Desk.Return(ctx, a, in.ID, in.Body.Reason, in.Body.Clauses)
	})
	s.move(a, "reschedule", "Cambiar la hora", func(ctx context.Context, a institution.Actor, in sealInput) (post.Post, error) {
		return s.Desk.Move(ctx, a, in.ID, in.Body.DueAt)
	})
	s.move(a, "undo-reschedule", "Deshacer el último cambio de hora", func(ctx context.Context, a institution.Actor, in sealInput) (post.Post, error) {
		return s.Desk.UndoMove(ctx, a, in.ID)
	})
}

type sealInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Hash    string    `json:"hash,omitempty" maxLength:"64"`
		Note    string    `json:"note,omitempty" maxLength:"2000"`
		Reason  string    `json:"reason,omitempty" maxLength:"2000"`
		Clauses []string  `json:"clauses,omitempty" maxItems:"20"`
		DueAt   time.Time `json:"due_at,omitempty"`
	}
}

// move registers a command that moves a post.
func (s *Service) move(a huma.API, name, summary string, do func(context.Context, institution.Actor, sealInput) (post.Post, error)) {
	huma.Register(a, operation(name+"-post", http.MethodPost, "/posts/{id}/"+name, summary, "publicaciones"),
		func(ctx context.Context, in *sealInput) (*body[postJSON], error) {
			p, err := do(ctx, actor(ctx), *in)
			return answer(s, ctx, body[postJSON]{said(p)}, err)
		})
}

func (s *Service) check(ctx context.Context, in *draftInput) (*body[check.Dictamen], error) {
	d, err := s.Desk.Judge(ctx, actor(ctx), in.draft())
	return answer(s, ctx, body[check.Dictamen]{d}, err)
}

func (s *Service) listPosts(ctx context.Context, in *postsInput) (*body[pageOf[postJSON]], error) {
	q := publishing.Query{From: in.From, To: in.To, Text: in.Text, Limit: in.Limit, Offset: in.Offset}
	for _, st := range in.State {
		q.States = append(q.States, post.State(st))
	}
	posts, total, err := s.Desk.List(ctx, actor(ctx), q)
	out := pageOf[postJSON]{Items: []postJSON{}, Total: total}
	for _, p := range posts {
		out.Items = append(out.Items, said(p))
	}
	return answer(s, ctx, body[pageOf[postJSON]]{out}, err)
}

func (s *Service) createPost(ctx context.Context, in *draftInput) (*body[postJSON], error) {
	p, err := s.Desk.Create(ctx, actor(ctx), in.draft())
	return answer(s, ctx, body[postJSON]{said(p)}, err)
}

func (s *Service) readPost(ctx context.Context, in *idInput) (*body[postJSON], error) {
	v, err := s.Desk.Read(ctx, actor(ctx), in.ID)
	out := said(v.Post)
	out.Publications, out.Dictamen = v.Publications, &v.Dictamen
	return answer(s, ctx, body[postJSON]{out}, err)
}

func (s *Service) savePost(ctx context.Context, in *struct {
	ID string `path:"id" maxLength:"64"`
	draftInput
}) (*body[postJSON], error) {
	p, err := s.Desk.Save(ctx, actor(ctx), in.ID, in.Body.Revision, in.draft())
	return answer(s, ctx, body[postJSON]{said(p)}, err)
}
