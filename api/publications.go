package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/post"
)

func (s *Service) describePublications(a huma.API) {
	huma.Register(a, operation("outlook", http.MethodGet, "/outlook", "¿Saldrá lo programado?", "publicaciones"), s.outlook)
	huma.Register(a, operation("withdraw-publication", http.MethodPost, "/publications/{id}/withdraw", "Retirar, también en la red", "publicaciones"), s.withdraw)
	huma.Register(a, operation("correct-publication", http.MethodPost, "/publications/{id}/correct", "Empezar la corrección de lo publicado", "publicaciones"), s.correct)
	huma.Register(a, operation("resolve-publication", http.MethodPost, "/publications/{id}/resolve", "Decir qué pasó con un resultado incierto", "publicaciones"), s.resolve)
	huma.Register(a, operation("stop-account", http.MethodPost, "/accounts/{id}/stop", "Detener o reanudar una cuenta", "cuentas"), s.stopAccount)
	huma.Register(a, operation("stop-all", http.MethodPost, "/stop", "Detener o reanudar toda la publicación", "cuentas"), s.stopAll)
}

type forecastJSON struct {
	Publication post.Publication `json:"publication"`
	OK          bool             `json:"ok"`
	Obstacles   []obstacleJSON   `json:"obstacles"`
}

type obstacleJSON struct {
	Sentence string `json:"sentence"`
	Next     string `json:"next,omitempty"`
	Warning  bool   `json:"warning" doc:"No impide que salga"`
}

type outlookJSON struct {
	WorkerAlive bool           `json:"worker_alive"`
	Forecasts   []forecastJSON `json:"forecasts"`
}

func (s *Service) outlook(ctx context.Context, in *struct {
	From time.Time `query:"from"`
	To   time.Time `query:"to"`
}) (*body[outlookJSON], error) {
	if in.From.IsZero() {
		in.From = s.Now()
	}
	if in.To.IsZero() {
		in.To = in.From.Add(48 * time.Hour)
	}
	forecasts, worker, err := s.Desk.Outlook(ctx, actor(ctx), in.From, in.To)
	out := outlookJSON{WorkerAlive: worker.Alive, Forecasts: []forecastJSON{}}
	for _, f := range forecasts {
		j := forecastJSON{Publication: f.Publication, OK: f.OK(), Obstacles: []obstacleJSON{}}
		for _, o := range f.Obstacles {
			j.Obstacles = append(j.Obstacles, obstacleJSON(o))
		}
		out.Forecasts = append(out.Forecasts, j)
	}
	return answer(s, ctx, body[outlookJSON]{out}, err)
}

type reasonInput struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"2000"`
	}
}

func (s *Service) withdraw(ctx context.Context, in *reasonInput) (*struct{}, error) {
	return answer(s, ctx, struct{}{}, s.Desk.Withdraw(ctx, actor(ctx), in.ID, in.Body.Reason))
}

func (s *Service) correct(ctx context.Context, in *idInput) (*body[postJSON], error) {
	p, err := s.Desk.StartCorrection(ctx, actor(ctx), in.ID)
	return answer(s, ctx, body[postJSON]{said(p)}, err)
}

func (s *Service) resolve(ctx context.Context, in *struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Public bool   `json:"public" doc:"Verdadero si está en la red"`
		URL    string `json:"url,omitempty" maxLength:"2000"`
	}
}) (*struct{}, error) {
	return answer(s, ctx, struct{}{}, s.Desk.Resolve(ctx, actor(ctx), in.ID, in.Body.Public, in.Body.URL))
}

type stopBody struct {
	Stop   bool   `json:"stop" doc:"Verdadero detiene, falso reanuda"`
	Reason string `json:"reason,omitempty" maxLength:"2000"`
}

func (s *Service) stopAccount(ctx context.Context, in *struct {
	ID   string `path:"id" maxLength:"64"`
	Body stopBody
}) (*struct{}, error) {
	return answer(s, ctx, struct{}{}, s.Desk.Stop(ctx, actor(ctx), in.ID, in.Body.Stop, in.Body.Reason))
}

func (s *Service) stopAll(ctx context.Context, in *struct{ Body stopBody }) (*struct{}, error) {
	return answer(s, ctx, struct{}{}, s.Desk.StopAll(ctx, actor(ctx), in.Body.Stop, in.Body.Reason))
}
