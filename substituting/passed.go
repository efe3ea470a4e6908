package substituting

import (
	"context"

	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/store"
)

// Passing is the data of the job that a passed deadline enqueues.
type Passing struct {
	AccountID string `json:"account_id"`
}

// Passed stops publishing from an account whose missing administrator nobody designated in
// time. It is safe to run again.
//
//clause:code 5.1.p2
func (s *Substituter) Passed(ctx context.Context, in Passing) error {
	now := s.Now()
	return s.Store.Change(ctx, func(t *store.Tx) error {
		acc, err := t.Account(ctx, in.AccountID)
		if err != nil {
			return err
		}
		was := acc.Stopped
		clause := s.Pack.ClauseFor(regulation.RuleTwoAdministrators)
		changed, err := acc.SubstitutionPassed("falta una persona administradora y venció el plazo para designarla (criterio "+clause+")", now)
		if err != nil || !changed {
			return err
		}
		if err := t.UpdateAccount(ctx, acc); err != nil || was {
			return err
		}
		e := s.entry(now, institution.System("plazos"), "publishing.stop", acc, regulation.RuleTwoAdministrators)
		e.Details = map[string]any{"reason": acc.StopReason}
		return t.Record(ctx, e)
	})
}
