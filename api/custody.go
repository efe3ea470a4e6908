package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/account"
	"pregonero/custody"
)

// describeCustody offers how the accesses are kept. No operation gives a secret: those are
// seen in the browser only, with the second factor of who asks.
func (s *Service) describeCustody(a huma.API) {
	const tag = "bóveda"
	huma.Register(a, operation("list-custody", http.MethodGet, "/custody", "Cómo se guardan los accesos de las cuentas", tag), s.listCustody)
	huma.Register(a, operation("read-custody", http.MethodGet, "/accounts/{id}/custody", "Cómo se guardan los accesos de una cuenta", tag), s.readCustody)
	huma.Register(a, operation("hand-over-credential", http.MethodPost, "/accounts/{id}/custody/parts", "Entregar un acceso a la bóveda", tag), s.handOver)
	huma.Register(a, operation("review-settings", http.MethodPost, "/accounts/{id}/custody/reviews", "Anotar una revisión de la cuenta en la red", tag), s.reviewSettings)
	huma.Register(a, operation("begin-rotation", http.MethodPost, "/accounts/{id}/custody/rotation", "Empezar a renovar la contraseña: la bóveda genera la nueva", tag), s.beginRotation)
	huma.Register(a, operation("continue-rotation", http.MethodPost, "/accounts/{id}/custody/rotation/continue", "Decir que ya se cambió en la red, y probar el acceso", tag), s.continueRotation)
	huma.Register(a, operation("decide-rotation", http.MethodPost, "/accounts/{id}/custody/rotation/decide", "Decir cuál contraseña tiene la red", tag), s.decideRotation)
	huma.Register(a, operation("accept-settings", http.MethodPost, "/accounts/{id}/custody/accept", "Aceptar la configuración que tiene la red", tag), s.acceptSettings)
}

type custodyBody struct {
	AccountID    string       `json:"account_id"`
	Kept         []string     `json:"kept" nullable:"false" doc:"Qué se guarda: password, seed, codes, email, phone, pending"`
	CodesLeft    int          `json:"codes_left" doc:"Códigos de recuperación sin usar"`
	RenewedAt    *time.Time   `json:"renewed_at,omitempty" doc:"La última renovación de la contraseña"`
	Due          *time.Time   `json:"due,omitempty" doc:"Hasta cuándo se renueva"`
	Overdue      bool         `json:"overdue"`
	Renewing     bool         `json:"renewing" doc:"Verdadero si hay una renovación empezada"`
	Custodians   []string     `json:"custodians" nullable:"false" doc:"Quiénes responden por los accesos"`
	Changes      []changeBody `json:"changes" nullable:"false" doc:"Lo que cambió en la red y nadie ha aceptado"`
	ToLook       []string     `json:"to_look,omitempty" doc:"Lo que la red no deja leer y una persona revisa"`
	LookBy       *time.Time   `json:"look_by,omitempty" doc:"Hasta cuándo se revisa"`
	SettingsRead *time.Time   `json:"settings_read,omitempty"`
}

type changeBody struct {
	Name string `json:"name"`
	Was  string `json:"was"`
	Is   string `json:"is"`
}

func (s *Service) custodyOf(r custody.Row) custodyBody {
	b := custodyBody{AccountID: r.Account.ID, Kept: []string{}, CodesLeft: r.Custody.CodesLeft, RenewedAt: moment(r.Custody.RenewedAt), Due: moment(r.Custody.Due),
		Overdue: r.Custody.Overdue(s.Now()), Renewing: r.Custody.Rotation != nil, Custodians: []string{}, Changes: []changeBody{}, LookBy: moment(r.LookBy),
		SettingsRead: moment(r.Custody.Watch.SeenAt)}
	for _, p := range append(account.Parts(), account.PartPending) {
		if r.Custody.Has(p) {
			b.Kept = append(b.Kept, string(p))
		}
	}
	for _, p := range r.Custodians {
		b.Custodians = append(b.Custodians, p.Name)
	}
	for _, c := range r.Custody.Watch.Changes() {
		b.Changes = append(b.Changes, changeBody(c))
	}
	return b
}

// moment is a time that may be none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (s *Service) listCustody(ctx context.Context, _ *struct{}) (*body[pageOf[custodyBody]], error) {
	rows, err := s.Keys.List(ctx, actor(ctx))
	out := []custodyBody{}
	for _, r := range rows {
		out = append(out, s.custodyOf(r))
	}
	return answer(ctx, s, pageOf[custodyBody]{out, len(out)}, err)
}

func (s *Service) readCustody(ctx context.Context, in *IDInput) (*body[custodyBody], error) {
	f, err := s.Keys.File(ctx, actor(ctx), in.ID)
	b := s.custodyOf(f.Row)
	b.ToLook = f.ToLook
	return answer(ctx, s, b, err)
}

type partBody struct {
	Part  string `json:"part" enum:"password,seed,codes,email,phone" doc:"Qué se entrega"`
	Value string `json:"value" minLength:"1" maxLength:"4000" doc:"El secreto; no se devuelve nunca"`
}

func (s *Service) handOver(ctx context.Context, in *struct {
	IDInput
	Body partBody
}) (*struct{}, error) {
	return s.done(ctx, s.Keys.HandOver(ctx, actor(ctx), in.ID, account.Part(in.Body.Part), in.Body.Value))
}

type lookBody struct {
	Fine []string `json:"fine" nullable:"false" maxItems:"40" doc:"Lo que está como debe"`
	Not  []string `json:"not" nullable:"false" maxItems:"40" doc:"Lo que está distinto"`
	Note string   `json:"note,omitempty" maxLength:"2000" doc:"Qué se encontró; obligatorio si algo está distinto"`
}

func (s *Service) reviewSettings(ctx context.Context, in *struct {
	IDInput
	Body lookBody
}) (*struct{}, error) {
	return s.done(ctx, s.Keys.ReviewSettings(ctx, actor(ctx), in.ID, custody.Look{Fine: in.Body.Fine, Not: in.Body.Not, Note: in.Body.Note}))
}

func (s *Service) acceptSettings(ctx context.Context, in *IDInput) (*struct{}, error) {
	return s.done(ctx, s.Keys.AcceptSettings(ctx, actor(ctx), in.ID))
}

// after answers with what is kept after a step of a renewal.
func (s *Service) after(ctx context.Context, k account.Custody, err error) (*body[custodyBody], error) {
	return answer(ctx, s, s.custodyOf(custody.Row{Account: account.Account{ID: k.AccountID}, Custody: k}), err)
}

func (s *Service) beginRotation(ctx context.Context, in *IDInput) (*body[custodyBody], error) {
	k, err := s.Keys.BeginRotation(ctx, actor(ctx), in.ID, "")
	return s.after(ctx, k, err)
}

func (s *Service) continueRotation(ctx context.Context, in *IDInput) (*body[custodyBody], error) {
	k, err := s.Keys.ContinueRotation(ctx, actor(ctx), in.ID)
	return s.after(ctx, k, err)
}

type decisionBody struct {
	Good string `json:"good" enum:"old,new" doc:"La que tiene la red: la de antes o la nueva"`
}

func (s *Service) decideRotation(ctx context.Context, in *struct {
	IDInput
	Body decisionBody
}) (*body[custodyBody], error) {
	k, err := s.Keys.DecideRotation(ctx, actor(ctx), in.ID, in.Body.Good)
	return s.after(ctx, k, err)
}
