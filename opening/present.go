package opening

import (
	"context"

	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/ledger"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/store"
)

// present begins the press office's time: the letter of the proposal was signed. Told
// twice, it does nothing the second time.
//
//clause:code 7.iii
func (v *Opener) present(ctx context.Context, proposalID, letterID, number string) error {
	now := v.Now()
	return v.change(ctx, proposalID, "proposal.present", regulation.RuleProposalAnswer, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) (bool, error) {
		if p.State != proposal.Sent || p.LetterID != letterID {
			return false, nil
		}
		if err := p.Present(number, now); err != nil {
			return false, err
		}
		e.Details["letter"] = number
		if err := v.clock(ctx, t, *p, regulation.DeadlineProposalAnswer, "", now, deadline.Roles(institution.Press)...); err != nil {
			return false, err
		}
		m := v.message(*p, "", "Propuesta de cuenta presentada", regulation.RuleProposalAnswer,
			"Se presentó una propuesta de cuenta. El plazo para contestarla ya corre y se ve en su página; el silencio no la aprueba.")
		return true, v.tell(ctx, t, *p, m, string(institution.Press), string(institution.Head), institution.PersonPrefix+p.By)
	})
}

// Passed is the data of the job of a deadline that passed.
type Passed struct {
	Subject string `json:"subject"`
}

// AnswerPassed notes that the term to answer a proposal passed. The proposal stays as it
// is: silence approves nothing and rejects nothing; the reminders go on until somebody answers.
//
//clause:code 7.iii
func (v *Opener) AnswerPassed(ctx context.Context, d Passed) error {
	now := v.Now()
	return v.change(ctx, idOf(d.Subject), "proposal.late", regulation.RuleProposalAnswer, func(_ *store.Tx, p *proposal.Proposal, e *ledger.Entry) (bool, error) {
		e.Details["approved"] = false
		return p.Late(now), nil
	})
}

func idOf(subject string) string {
	if len(subject) > len("proposal:") {
		return subject[len("proposal:"):]
	}
	return ""
}

// change is what the system itself does to a proposal because of something that happened;
// f tells whether it did anything.
func (v *Opener) change(ctx context.Context, proposalID, act string, rule regulation.Rule, f func(*store.Tx, *proposal.Proposal, *ledger.Entry) (bool, error)) error {
	return v.Store.Change(ctx, func(t *store.Tx) error {
		p, err := t.Proposal(ctx, proposalID)
		if err != nil {
			return err
		}
		e := v.entry(v.Now(), institution.System("apertura"), act, p, rule)
		did, err := f(t, &p, &e)
		if err != nil || !did {
			return err
		}
		e.Details["state"] = string(p.State)
		if err := t.UpdateProposal(ctx, p); err != nil {
			return err
		}
		return t.Record(ctx, e)
	})
}
