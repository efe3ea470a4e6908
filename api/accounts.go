package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/account"
	"pregonero/oversight"
	"pregonero/regulation"
)

func (s *Service) describeAccounts(a huma.API) {
	const tag = "cuentas"
	huma.Register(a, operation("list-accounts", http.MethodGet, "/accounts", "Las cuentas que puede ver", tag), s.listAccounts)
	huma.Register(a, operation("read-account", http.MethodGet, "/accounts/{id}", "El expediente de una cuenta", tag), s.readAccount)
	huma.Register(a, creating("register-account", "/accounts", "Registrar una cuenta", tag), s.registerAccount)
	huma.Register(a, operation("apply-to-account", http.MethodPost, "/accounts/{id}/state", "Activar o pausar", tag), s.applyToAccount)
	huma.Register(a, operation("change-administrators", http.MethodPost, "/accounts/{id}/administrators", "Cambiar a las personas administradoras", tag), s.changeAdministrators)
	huma.Register(a, operation("set-hours", http.MethodPut, "/accounts/{id}/hours", "Fijar el horario de atención", tag), s.setHours)
	public := operation("recognise", http.MethodGet, "/public/recognise", "¿Esta cuenta es de la institución?", "público")
	public.Security = nil
	huma.Register(a, public, s.recognise)
}

func (s *Service) listAccounts(ctx context.Context, _ *struct{}) (*body[pageOf[account.Account]], error) {
	all, _, err := s.Office.Accounts(ctx, actor(ctx))
	return answer(ctx, s, pageOf[account.Account]{some(all), len(all)}, err)
}

func (s *Service) readAccount(ctx context.Context, in *IDInput) (*body[account.Account], error) {
	f, err := s.Office.AccountFile(ctx, actor(ctx), in.ID)
	return answer(ctx, s, f.Account, err)
}

type registrationBody struct {
	Network     string `json:"network" minLength:"1" maxLength:"40" doc:"La red, como mastodon o bluesky"`
	BaseURL     string `json:"base_url,omitempty" maxLength:"400" doc:"El servidor, donde la red tiene muchos"`
	Handle      string `json:"handle" maxLength:"120" doc:"El nombre en la red, sin @"`
	Name        string `json:"name" maxLength:"200" doc:"El nombre que se muestra"`
	AreaID      string `json:"area_id" maxLength:"80" doc:"El área que responde por ella"`
	Purpose     string `json:"purpose,omitempty" maxLength:"1000" doc:"Para qué existe"`
	LeadID      string `json:"lead_id" maxLength:"64" doc:"Persona administradora titular"`
	AlternateID string `json:"alternate_id" maxLength:"64" doc:"Persona administradora suplente"`
}

func (s *Service) registerAccount(ctx context.Context, in *struct{ Body registrationBody }) (*body[account.Account], error) {
	b := in.Body
	acc, err := s.Office.RegisterAccount(ctx, actor(ctx), oversight.Registration{Network: b.Network, BaseURL: b.BaseURL, Handle: b.Handle, Name: b.Name,
		AreaID: b.AreaID, Purpose: b.Purpose, LeadID: b.LeadID, AlternateID: b.AlternateID})
	return answer(ctx, s, acc, err)
}

type stateBody struct {
	Action string `json:"action" enum:"activate,suspend"`
	Reason string `json:"reason,omitempty" maxLength:"2000" doc:"El motivo, que queda en la bitácora"`
}

func (s *Service) applyToAccount(ctx context.Context, in *struct {
	IDInput
	Body stateBody
}) (*body[account.Account], error) {
	acc, err := s.Office.ApplyToAccount(ctx, actor(ctx), in.ID, account.Action(in.Body.Action), in.Body.Reason)
	return answer(ctx, s, acc, err)
}

func (s *Service) setHours(ctx context.Context, in *struct {
	IDInput
	Body regulation.Hours
}) (*body[account.Account], error) {
	acc, err := s.Office.SetHours(ctx, actor(ctx), in.ID, in.Body)
	return answer(ctx, s, acc, err)
}

type publicAccount struct {
	Network string        `json:"network"`
	Handle  string        `json:"handle"`
	Name    string        `json:"name"`
	URL     string        `json:"url,omitempty"`
	State   account.State `json:"state"`
	Area    string        `json:"area"`
	Hours   string        `json:"hours" doc:"Su horario de atención, en una frase"`
	OpenNow bool          `json:"open_now" doc:"Verdadero si atiende en este momento"`

	Absences []string `json:"absences" nullable:"false" doc:"Los días próximos en que no atiende o atiende de otra manera, en frases"`
}

type recognition struct {
	Query      string          `json:"query"`
	Recognised bool            `json:"recognised" doc:"Verdadero si es de la institución"`
	Matches    []publicAccount `json:"matches" nullable:"false" doc:"Las cuentas que se llaman exactamente así"`
	Similar    []publicAccount `json:"similar" nullable:"false" doc:"Cuentas oficiales que se le parecen"`
}

func (s *Service) recognise(ctx context.Context, in *struct {
	Query string `query:"q" minLength:"1" maxLength:"300" required:"true" doc:"El nombre o la dirección de la cuenta"`
}) (*body[recognition], error) {
	r, err := s.Office.Recognise(ctx, in.Query)
	return answer(ctx, s, recognition{Query: r.Query, Recognised: len(r.Matches) > 0, Matches: public(r.Matches), Similar: public(r.Similar)}, err)
}

func public(all []oversight.PublicAccount) []publicAccount {
	out := []publicAccount{}
	for _, p := range all {
		out = append(out, publicAccount{p.Account.Network, p.Account.Handle, p.Account.Name, p.Account.URL, p.Account.State, p.Area.Name, p.Account.Hours.Sentence(), p.Open, absences(p)})
	}
	return out
}

func absences(p oversight.PublicAccount) []string {
	out := []string{}
	for _, x := range p.Absences {
		out = append(out, x.Text)
	}
	return out
}
