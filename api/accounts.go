package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/oversight"
	"pregonero/regulation"
)

func (s *Service) describeAccounts(a huma.API) {
	huma.Register(a, operation("me", http.MethodGet, "/me", "Quién es y qué cargos tiene", "personas"), s.me)
	huma.Register(a, operation("list-accounts", http.MethodGet, "/accounts", "Las cuentas que puede ver", "cuentas"), s.listAccounts)
	huma.Register(a, operation("read-account", http.MethodGet, "/accounts/{id}", "El expediente de una cuenta", "cuentas"), s.readAccount)
	huma.Register(a, operation("register-account", http.MethodPost, "/accounts", "Registrar una cuenta", "cuentas"), s.registerAccount)
	huma.Register(a, operation("apply-to-account", http.MethodPost, "/accounts/{id}/state", "Activar, pausar o dar de baja", "cuentas"), s.applyToAccount)
	huma.Register(a, operation("change-administrators", http.MethodPost, "/accounts/{id}/administrators", "Cambiar a las personas administradoras", "cuentas"), s.changeAdministrators)
	huma.Register(a, operation("set-hours", http.MethodPut, "/accounts/{id}/hours", "Fijar el horario de atención", "cuentas"), s.setHours)
	huma.Register(a, operation("compliance", http.MethodGet, "/compliance", "Cómo se cumple cada criterio", "criterios"), s.compliance)
	public := operation("recognise", http.MethodGet, "/public/recognise", "¿Esta cuenta es de la institución?", "público")
	public.Security, public.Errors = nil, []int{http.StatusUnprocessableEntity, http.StatusInternalServerError}
	huma.Register(a, public, s.recognise)
}

type meJSON struct {
	ID     string              `json:"id"`
	Name   string              `json:"name"`
	AreaID string              `json:"area_id"`
	Roles  []institution.Grant `json:"roles"`
	Acts   []institution.Act   `json:"acts,omitempty" doc:"Las acciones a que se limita la llave; sin ella, todas las de sus cargos"`
}

func (s *Service) me(ctx context.Context, _ *struct{}) (*body[meJSON], error) {
	a := actor(ctx)
	return &body[meJSON]{meJSON{a.PersonID, a.Name, a.AreaID, a.Grants, a.Acts}}, nil
}

func (s *Service) listAccounts(ctx context.Context, _ *struct{}) (*body[pageOf[account.Account]], error) {
	all, _, err := s.Office.Accounts(ctx, actor(ctx))
	if all == nil {
		all = []account.Account{}
	}
	return answer(s, ctx, body[pageOf[account.Account]]{pageOf[account.Account]{all, len(all)}}, err)
}

func (s *Service) readAccount(ctx context.Context, in *idInput) (*body[account.Account], error) {
	f, err := s.Office.AccountFile(ctx, actor(ctx), in.ID)
	return answer(s, ctx, body[account.Account]{f.Account}, err)
}

func (s *Service) registerAccount(ctx context.Context, in *struct {
	Body struct {
		Network     string `json:"network" maxLength:"40"`
		BaseURL     string `json:"base_url,omitempty" maxLength:"400"`
		Handle      string `json:"handle" maxLength:"120"`
		Name        string `json:"name" maxLength:"200"`
		AreaID      string `json:"area_id" maxLength:"80"`
		Purpose     string `json:"purpose,omitempty" maxLength:"1000"`
		LeadID      string `json:"lead_id" maxLength:"64"`
		AlternateID string `json:"alternate_id" maxLength:"64"`
	}
}) (*body[account.Account], error) {
	b := in.Body
	acc, err := s.Office.RegisterAccount(ctx, actor(ctx), oversight.Registration{Network: b.Network, BaseURL: b.BaseURL, Handle: b.Handle, Name: b.Name,
		AreaID: b.AreaID, Purpose: b.Purpose, LeadID: b.LeadID, AlternateID: b.AlternateID})
	return answer(s, ctx, body[account.Account]{acc}, err)
}

func (s *Service) applyToAccount(ctx context.Context, in *struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Action string `json:"action" enum:"activate,suspend,close"`
		Reason string `json:"reason,omitempty" maxLength:"2000"`
	}
}) (*body[account.Account], error) {
	acc, err := s.Office.ApplyToAccount(ctx, actor(ctx), in.ID, account.Action(in.Body.Action), in.Body.Reason)
	return answer(s, ctx, body[account.Account]{acc}, err)
}

func (s *Service) changeAdministrators(ctx context.Context, in *struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		LeadID      string `json:"lead_id" maxLength:"64"`
		AlternateID string `json:"alternate_id" maxLength:"64"`
	}
}) (*body[account.Account], error) {
	acc, err := s.Office.ChangeAdministrators(ctx, actor(ctx), in.ID, in.Body.LeadID, in.Body.AlternateID)
	return answer(s, ctx, body[account.Account]{acc}, err)
}

func (s *Service) setHours(ctx context.Context, in *struct {
	ID   string `path:"id" maxLength:"64"`
	Body regulation.Hours
}) (*body[account.Account], error) {
	acc, err := s.Office.SetHours(ctx, actor(ctx), in.ID, in.Body)
	return answer(s, ctx, body[account.Account]{acc}, err)
}

type clauseJSON struct {
	ID      string   `json:"id"`
	Summary string   `json:"summary"`
	KeptBy  []string `json:"kept_by"`
	Planned bool     `json:"planned"`
}

func (s *Service) compliance(ctx context.Context, _ *struct{}) (*body[pageOf[clauseJSON]], error) {
	c, err := s.Office.Compliance(ctx, actor(ctx))
	out := pageOf[clauseJSON]{Items: []clauseJSON{}, Total: len(c.Clauses)}
	for _, x := range c.Clauses {
		out.Items = append(out.Items, clauseJSON{x.ID, x.Summary, x.KeptBy, x.Planned})
	}
	return answer(s, ctx, body[pageOf[clauseJSON]]{out}, err)
}

type publicAccountJSON struct {
	Network string `json:"network"`
	Handle  string `json:"handle"`
	Name    string `json:"name"`
	URL     string `json:"url,omitempty"`
	State   string `json:"state"`
	Area    string `json:"area"`
	Hours   string `json:"hours"`
	OpenNow bool   `json:"open_now"`
}

type recognitionJSON struct {
	Query      string              `json:"query"`
	Recognised bool                `json:"recognised"`
	Matches    []publicAccountJSON `json:"matches"`
	Similar    []publicAccountJSON `json:"similar"`
}

func (s *Service) recognise(ctx context.Context, in *struct {
	Query string `query:"q" minLength:"1" maxLength:"300" required:"true"`
}) (*body[recognitionJSON], error) {
	r, err := s.Office.Recognise(ctx, in.Query)
	out := recognitionJSON{Query: r.Query, Recognised: len(r.Matches) > 0, Matches: public(r.Matches), Similar: public(r.Similar)}
	return answer(s, ctx, body[recognitionJSON]{out}, err)
}

func public(all []oversight.PublicAccount) []publicAccountJSON {
	out := []publicAccountJSON{}
	for _, p := range all {
		out = append(out, publicAccountJSON{p.Account.Network, p.Account.Handle, p.Account.Name, p.Account.URL, string(p.Account.State), p.Area.Name, p.Account.Hours.Sentence(), p.Open})
	}
	return out
}
