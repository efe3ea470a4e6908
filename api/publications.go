package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/post"
)

func (s *Service) describePublications(a huma.API) {
	const tag = "publicaciones"
	huma.Register(a, operation("outlook", http.MethodGet, "/outlook", "¿Saldrá lo programado?", tag), s.outlook)
	withdraw := operation("withdraw-publication", http.MethodPost, "/publications/{id}/withdraw", "Retirar, también en la red", tag)
	withdraw.Errors = []int{http.StatusBadGateway}
	huma.Register(a, withdraw, s.withdraw)
	huma.Register(a, creating("correct-publication", "/publications/{id}/correct", "Empezar la corrección de lo publicado", tag), s.correct)
	huma.Register(a, operation("resolve-publication", http.MethodPost, "/publications/{id}/resolve", "Decir qué pasó con un resultado incierto", tag), s.resolve)
	huma.Register(a, operation("stop-account", http.MethodPost, "/accounts/{id}/stop", "Detener o reanudar la publicación de una cuenta", "cuentas"), s.stopAccount)
	huma.Register(a, operation("stop-all", http.MethodPost, "/stop", "Detener o reanudar toda la publicación", "cuentas"), s.stopAll)
}

type forecast struct {
	Publication post.Publication `json:"publication"`
	OK          bool             `json:"ok" doc:"Verdadero si nada lo impide"`
	Obstacles   []obstacle       `json:"obstacles" nullable:"false"`
}

type obstacle struct {
	Sentence string `json:"sentence"`
	Next     string `json:"next,omitempty" doc:"Qué hacer"`
	Warning  bool   `json:"warning" doc:"No impide que salga"`
}

type outlook struct {
	WorkerAlive bool       `json:"worker_alive" doc:"Verdadero si el proceso que publica da señales de vida"`
	Forecasts   []forecast `json:"forecasts" nullable:"false"`
}

func (s *Service) outlook(ctx context.Context, in *struct {
	From time.Time `query:"from" doc:"Desde cuándo; sin ella, desde ahora"`
	To   time.Time `query:"to" doc:"Hasta cuándo; sin ella, dos días después"`
}) (*body[outlook], error) {
	if in.From.IsZero() {
		in.From = s.Now()
	}
	if in.To.IsZero() {
		in.To = in.From.Add(48 * time.Hour)
	}
	forecasts, worker, err := s.Desk.Outlook(ctx, actor(ctx), in.From, in.To)
	out := outlook{WorkerAlive: worker.Alive, Forecasts: []forecast{}}
	for _, f := range forecasts {
		j := forecast{Publication: f.Publication, OK: f.OK(), Obstacles: []obstacle{}}
		for _, o := range f.Obstacles {
			j.Obstacles = append(j.Obstacles, obstacle{o.Sentence(), o.Next, o.Warning})
		}
		out.Forecasts = append(out.Forecasts, j)
	}
	return answer(ctx, s, out, err)
}

type reasonBody struct {
	Reason string `json:"reason" minLength:"1" maxLength:"2000" doc:"El motivo, que queda en la bitácora"`
}

func (s *Service) withdraw(ctx context.Context, in *struct {
	IDInput
	Body reasonBody
}) (*struct{}, error) {
	return s.done(ctx, s.Desk.Withdraw(ctx, actor(ctx), in.ID, in.Body.Reason))
}

func (s *Service) correct(ctx context.Context, in *IDInput) (*body[postView], error) {
	p, err := s.Desk.StartCorrection(ctx, actor(ctx), in.ID)
	return answer(ctx, s, said(p), err)
}

type resolveBody struct {
	Public bool   `json:"public" doc:"Verdadero si está en la red"`
	URL    string `json:"url,omitempty" maxLength:"2000" doc:"Su dirección en la red, si está"`
}

func (s *Service) resolve(ctx context.Context, in *struct {
	IDInput
	Body resolveBody
}) (*struct{}, error) {
	return s.done(ctx, s.Desk.Resolve(ctx, actor(ctx), in.ID, in.Body.Public, in.Body.URL))
}

type stopBody struct {
	Stop   bool   `json:"stop" doc:"Verdadero detiene, falso reanuda"`
	Reason string `json:"reason,omitempty" maxLength:"2000" doc:"Obligatorio al detener"`
}

func (s *Service) stopAccount(ctx context.Context, in *struct {
	IDInput
	Body stopBody
}) (*struct{}, error) {
	return s.done(ctx, s.Desk.Stop(ctx, actor(ctx), in.ID, in.Body.Stop, in.Body.Reason))
}

func (s *Service) stopAll(ctx context.Context, in *struct{ Body stopBody }) (*struct{}, error) {
	return s.done(ctx, s.Desk.StopAll(ctx, actor(ctx), in.Body.Stop, in.Body.Reason))
}
