package api

import (
	"context"

	"pregonero/account"
	"pregonero/substituting"
)

type administratorsBody struct {
	LeadID      string `json:"lead_id" maxLength:"64" doc:"Persona administradora titular"`
	AlternateID string `json:"alternate_id" maxLength:"64" doc:"Persona administradora suplente"`
	Reason      string `json:"reason" maxLength:"500" doc:"Por qué cambian; va en el aviso a comunicación social"`
}

// changeAdministrators is the whole hand-over, in one act.
func (s *Service) changeAdministrators(ctx context.Context, in *struct {
	IDInput
	Body administratorsBody
}) (*body[account.Account], error) {
	d := substituting.Designation{LeadID: in.Body.LeadID, AlternateID: in.Body.AlternateID, Reason: in.Body.Reason}
	p, err := s.Substituter.HandOver(ctx, actor(ctx), in.ID, d)
	return answer(ctx, s, p.Account, err)
}
