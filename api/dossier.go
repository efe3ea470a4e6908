package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/oversight"
)

func (s *Service) describeDossier(a huma.API) {
	huma.Register(a, operation("read-dossier", http.MethodGet, "/accounts/{id}/dossier", "La vida entera de una cuenta, hasta donde puede leerla", "cuentas"), s.readDossier)
}

func (s *Service) readDossier(ctx context.Context, in *IDInput) (*body[oversight.Dossier], error) {
	d, err := s.Office.Dossier(ctx, actor(ctx), in.ID)
	return answer(ctx, s, d, err)
}
