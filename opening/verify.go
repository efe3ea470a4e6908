package opening

import (
	"context"

	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/ledger"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/store"
)

// deadlineVerification is the day on which the verification is asked for, or renewed.
const deadlineVerification = "verification_due"

// PlanVerification says on which day the verification will be asked for, or why the network
// gives none to an account like this one.
//
//clause:code 6.xxx
func (v *Opener) PlanVerification(ctx context.Context, a institution.Actor, proposalID string, on regulation.Date, none string) (proposal.Proposal, error) {
	return v.verification(ctx, a, proposalID, "verification.plan", func(t *store.Tx, p *proposal.Proposal, today regulation.Date) error {
		if err := p.PlanVerification(on, none, today); err != nil {
			return err
		}
		return v.followVerification(ctx, t, *p, "Pedir la verificación a la red", p.Opening.Verification.PlannedOn)
	})
}

// AskVerification notes that the network was asked; its answer is followed.
//
//clause:code 6.xxx
func (v *Opener) AskVerification(ctx context.Context, a institution.Actor, proposalID, reference string) (proposal.Proposal, error) {
	now := v.Now()
	return v.verification(ctx, a, proposalID, "verification.ask", func(t *store.Tx, p *proposal.Proposal, _ regulation.Date) error {
		if err := p.AskVerification(reference, now); err != nil {
			return err
		}
		if err := t.MeetDeadline(ctx, deadlineVerification, subject(*p), now); err != nil {
			return err
		}
		return v.clock(ctx, t, *p, regulation.DeadlineVerificationAnswer, "/apertura", now, deadline.Roles(institution.Lead, institution.Alternate)...)
	})
}

// AnswerVerification notes what the network answered; next is the day of the renewal, or
// of asking again.
//
//clause:code 6.xxx
func (v *Opener) AnswerVerification(ctx context.Context, a institution.Actor, proposalID string, granted bool, note string, next regulation.Date) (proposal.Proposal, error) {
	now := v.Now()
	return v.verification(ctx, a, proposalID, "verification.answer", func(t *store.Tx, p *proposal.Proposal, today regulation.Date) error {
		if err := p.AnswerVerification(granted, note, next, today, now); err != nil {
			return err
		}
		if err := t.MeetDeadline(ctx, regulation.DeadlineVerificationAnswer, subject(*p), now); err != nil {
			return err
		}
		label := "Pedir de nuevo la verificación"
		if granted {
			label = "Renovar la verificación"
		}
		return v.followVerification(ctx, t, *p, label, next)
	})
}

func (v *Opener) verification(ctx context.Context, a institution.Actor, proposalID, act string, do func(*store.Tx, *proposal.Proposal, regulation.Date) error) (proposal.Proposal, error) {
	return v.take(ctx, a, proposalID, step{institution.AccountOpen, act, regulation.RuleVerification, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		area, err := t.Area(ctx, p.AreaID)
		if err != nil {
			return err
		}
		if err := do(t, p, regulation.DateOf(v.Now().In(v.zone(area.Zone)))); err != nil {
			return err
		}
		if p.Opening != nil {
			x := p.Opening.Verification
			e.Details["waits"], e.Details["granted"], e.Details["none"] = x.Waits(), x.Granted, x.None
		}
		return nil
	}})
}

// followVerification puts the next day of the verification among what is owed; without a
// day nothing is owed.
func (v *Opener) followVerification(ctx context.Context, t *store.Tx, p proposal.Proposal, label string, on regulation.Date) error {
	if on.IsZero() {
		return t.DropDeadline(ctx, deadlineVerification, subject(p), v.Now())
	}
	area, err := t.Area(ctx, p.AreaID)
	if err != nil {
		return err
	}
	return t.SetDeadline(ctx, deadline.Committed(deadlineVerification, label, v.Pack.ClauseFor(regulation.RuleVerification),
		deadline.For{Subject: subject(p), AccountID: p.AccountID, AreaID: p.AreaID, Path: path(p) + "/apertura", Detail: p.Title(),
			Owners: deadline.Roles(institution.Lead, institution.Alternate)}, id.New(v.Now()), v.Now(), on, v.zone(area.Zone)))
}
