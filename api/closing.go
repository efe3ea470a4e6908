package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"pregonero/closure"
)

func (s *Service) describeClosing(a huma.API) {
	const tag = "cuentas"
	huma.Register(a, operation("read-closing", http.MethodGet, "/accounts/{id}/closing", "Cómo va la baja de una cuenta", tag), s.readClosing)
	huma.Register(a, creating("decide-closing", "/accounts/{id}/closing", "Decidir la baja de una cuenta", tag), s.decideClosing)
	archive := operation("read-archive", http.MethodGet, "/accounts/{id}/closing/archive", "El archivo de los contenidos de una cuenta, en un zip que se abre sin el programa", tag)
	archive.Responses = map[string]*huma.Response{"200": {Content: map[string]*huma.MediaType{zipType: {}}}}
	huma.Register(a, archive, s.readArchive)
	huma.Register(a, operation("take-closing-step", http.MethodPost, "/accounts/{id}/closing/{step}", "Dar el paso siguiente de la baja", tag), s.takeClosingStep)
}

func (s *Service) readClosing(ctx context.Context, in *IDInput) (*body[closure.Closure], error) {
	f, err := s.Closer.Read(ctx, actor(ctx), in.ID)
	return answer(ctx, s, f.Closure, err)
}

// readArchive sends the package of contents; the ledger says who took it.
//
//clause:code 7.ix
func (s *Service) readArchive(ctx context.Context, in *IDInput) (*huma.StreamResponse, error) {
	file, f, err := s.Closer.OpenArchive(ctx, actor(ctx), in.ID)
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer file.Close()
		r, w := humago.Unwrap(hc)
		w.Header().Set("Content-Type", zipType)
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Content-Disposition", `attachment; filename="archivo-`+f.Account.ID+`.zip"`)
		http.ServeContent(w, r, "", time.Time{}, file)
	}}, nil
}

func (s *Service) decideClosing(ctx context.Context, in *struct {
	IDInput
	Body struct {
		Reason    string             `json:"reason" maxLength:"2000" doc:"Por qué se da de baja; va en el oficio"`
		Cancelled *closingCancelBody `json:"cancelled,omitempty" doc:"De una cuenta sin contenidos ni accesos: se da de baja de una vez"`
	}
}) (*body[closure.Closure], error) {
	if b := in.Body; b.Cancelled != nil {
		c, err := s.Closer.AtOnce(ctx, actor(ctx), in.ID, b.Reason, closure.Cancellation{On: b.Cancelled.On, Note: b.Cancelled.Note})
		return answer(ctx, s, c, err)
	}
	c, err := s.Closer.Decide(ctx, actor(ctx), in.ID, in.Body.Reason)
	return answer(ctx, s, c, err)
}

type closingCancelBody struct {
	On   time.Time `json:"on" doc:"Cuándo se canceló en la red"`
	Note string    `json:"note" maxLength:"5000" doc:"Cómo se comprobó"`
}

type closingStepBody struct {
	Publication string    `json:"publication,omitempty" maxLength:"64" doc:"La publicación que se borró a mano"`
	On          time.Time `json:"on,omitzero" doc:"Cuándo se canceló en la red"`
	Note        string    `json:"note,omitempty" maxLength:"5000" doc:"Cómo se comprobó"`
}

func (s *Service) takeClosingStep(ctx context.Context, in *struct {
	IDInput
	Step string `path:"step" enum:"archive,erase,by_hand,cancel,destroy,finish,inform" doc:"El paso"`
	Body closingStepBody
}) (*body[closure.Closure], error) {
	c, err := s.closingStep(ctx, in.ID, in.Step, in.Body)
	return answer(ctx, s, c, err)
}

func (s *Service) closingStep(ctx context.Context, id, step string, b closingStepBody) (closure.Closure, error) {
	switch step {
	case "archive":
		return s.Closer.Archive(ctx, actor(ctx), id)
	case "erase":
		return s.Closer.Erase(ctx, actor(ctx), id)
	case "by_hand":
		return s.Closer.ByHand(ctx, actor(ctx), id, b.Publication, b.Note)
	case "cancel":
		return s.Closer.Cancelled(ctx, actor(ctx), id, b.On, b.Note)
	case "destroy":
		return s.Closer.Destroy(ctx, actor(ctx), id)
	case "inform":
		return s.Closer.Inform(ctx, actor(ctx), id)
	}
	return s.Closer.Finish(ctx, actor(ctx), id)
}
