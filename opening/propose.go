package opening

import (
	"context"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/ledger"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/store"
)

// Begin starts a proposal of an area. It has no number until it is sent.
func (v *Opener) Begin(ctx context.Context, a institution.Actor, areaID string) (proposal.Proposal, error) {
	now := v.Now()
	p := proposal.Proposal{ID: id.New(now), State: proposal.Draft, AreaID: areaID, By: a.PersonID, ByName: a.Name, CreatedAt: now, Version: 1}
	on := over(p)
	if areaID == "" {
		return p, fault.New(fault.Invalid, "Diga a nombre de qué área se propone la cuenta.").On("area_id")
	}
	if err := v.Gate.Permit(ctx, now, a, institution.ProposalWrite, on); err != nil {
		return p, err
	}
	return p, v.Store.Change(ctx, func(t *store.Tx) error {
		if _, err := t.Area(ctx, areaID); err != nil {
			return fault.New(fault.Invalid, "Esa área no existe.").On("area_id")
		}
		if err := t.AddProposal(ctx, p); err != nil {
			return err
		}
		return t.Record(ctx, v.entry(now, a, "proposal.begin", p, regulation.RuleNeed))
	})
}

// Answer keeps what the area answers to one question, even when it is not yet good enough
// to be sent: nothing that was typed is lost. The fault, if any, says what is still wrong.
//
//clause:code 7.i
func (v *Opener) Answer(ctx context.Context, a institution.Actor, proposalID string, q proposal.Question, change func(*proposal.Answers)) (proposal.Proposal, error) {
	var wrong error
	p, err := v.take(ctx, a, proposalID, step{institution.ProposalWrite, "proposal.answer", q.Rule(), func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		answers := p.Answers
		change(&answers)
		if err := p.Answer(answers); err != nil {
			return err
		}
		w, err := v.around(ctx, t, *p)
		if err != nil {
			return err
		}
		wrong = answers.Check(v.Pack, q, w)
		e.Details["question"], e.Details["complete"] = string(q), wrong == nil
		return nil
	}})
	if err != nil {
		return p, err
	}
	return p, v.recorded(ctx, a, step{act: institution.ProposalWrite}, p, wrong)
}

// Send checks every answer, numbers the proposal and makes its letter for the head's
// signature. The press office's time runs from the signature.
//
//clause:code 7.ii
func (v *Opener) Send(ctx context.Context, a institution.Actor, proposalID string) (proposal.Proposal, error) {
	now := v.Now()
	return v.take(ctx, a, proposalID, step{institution.ProposalWrite, "proposal.send", regulation.RuleProposal, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		w, err := v.around(ctx, t, *p)
		if err != nil {
			return err
		}
		for _, q := range proposal.Questions() {
			if err := p.Answers.Check(v.Pack, q, w); err != nil {
				return err
			}
		}
		if err := p.Send(a.PersonID, a.Name, now); err != nil {
			return err
		}
		if p.Folio == "" {
			if p.Folio, err = t.Folio(ctx, v.Pack, "PRO", now); err != nil {
				return err
			}
		}
		if p.LetterID, err = v.write(ctx, t, a, *p, regulation.LetterProposal); err != nil {
			return err
		}
		e.Details["letter"] = p.LetterID
		m := v.message(*p, "", "Propuesta de cuenta por firmar", regulation.RuleProposal,
			"La propuesta de cuenta está lista y su oficio espera la firma de la persona titular del área. El plazo para contestarla empieza cuando se firme.")
		return v.tell(ctx, t, *p, m, string(institution.Head))
	}})
}

// TakeBack returns a proposal that waits for its signature to its area, to be mended.
func (v *Opener) TakeBack(ctx context.Context, a institution.Actor, proposalID string) (proposal.Proposal, error) {
	return v.take(ctx, a, proposalID, step{institution.ProposalWrite, "proposal.take_back", regulation.RuleProposal, func(t *store.Tx, p *proposal.Proposal, _ *ledger.Entry) error {
		letterID := p.LetterID
		if err := p.TakeBack(); err != nil {
			return err
		}
		return t.DropLetter(ctx, a, letterID, "La propuesta volvió al área para corregirse.", v.Now())
	}})
}

// Withdraw ends a proposal that the area no longer wants.
func (v *Opener) Withdraw(ctx context.Context, a institution.Actor, proposalID string) (proposal.Proposal, error) {
	now := v.Now()
	return v.take(ctx, a, proposalID, step{institution.ProposalWrite, "proposal.withdraw", regulation.RuleProposal, func(t *store.Tx, p *proposal.Proposal, _ *ledger.Entry) error {
		waited, letterID := p.State, p.LetterID
		if err := p.Withdraw(); err != nil {
			return err
		}
		if waited == proposal.Sent {
			if err := t.DropLetter(ctx, a, letterID, "El área retiró la propuesta.", now); err != nil {
				return err
			}
		}
		return t.DropDeadline(ctx, regulation.DeadlineProposalAnswer, subject(*p), now)
	}})
}
