package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/account"
)

func (s *Service) describePersonals(a huma.API) {
	const tag = "cuentas"
	huma.Register(a, operation("list-personals", http.MethodGet, "/personals", "Las cuentas personales propias que se muestran", tag), s.listPersonals)
	huma.Register(a, creating("add-personal", "/personals", "Pedir que se muestre la cuenta personal propia", tag), s.addPersonal)
	huma.Register(a, operation("withdraw-personal", http.MethodPost, "/personals/{id}/withdraw", "Dejar de mostrar la cuenta personal propia", tag), s.withdrawPersonal)
}

func (s *Service) listPersonals(ctx context.Context, _ *struct{}) (*body[pageOf[account.Personal]], error) {
	all, err := s.Opener.MyPersonals(ctx, actor(ctx))
	return answer(ctx, s, pageOf[account.Personal]{some(all), len(all)}, err)
}

func (s *Service) addPersonal(ctx context.Context, in *struct {
	Body struct {
		Name    string `json:"name" maxLength:"200" doc:"El nombre que se muestra"`
		Network string `json:"network" maxLength:"40" doc:"La red"`
		Handle  string `json:"handle" maxLength:"200" doc:"El nombre de usuario"`
		URL     string `json:"url" maxLength:"200" doc:"La dirección, con https"`
	}
}) (*body[account.Personal], error) {
	b := in.Body
	p, err := s.Opener.ListPersonal(ctx, actor(ctx), account.Personal{Name: b.Name, Network: b.Network, Handle: b.Handle, URL: b.URL})
	return answer(ctx, s, p, err)
}

func (s *Service) withdrawPersonal(ctx context.Context, in *IDInput) (*body[pageOf[account.Personal]], error) {
	if err := s.Opener.WithdrawPersonal(ctx, actor(ctx), in.ID); err != nil {
		return answer(ctx, s, pageOf[account.Personal]{}, err)
	}
	return s.listPersonals(ctx, nil)
}
