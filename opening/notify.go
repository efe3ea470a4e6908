package opening

import (
	"context"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/store"
)

// MakeLetters makes the letters that inform of an opened account: to the committee's
// president and technical secretary and, of a board, to the press office. They wait for
// the head's signature.
//
//clause:code 7.iv
//clause:code 7.xi
func (v *Opener) MakeLetters(ctx context.Context, a institution.Actor, proposalID string) (proposal.Proposal, error) {
	now := v.Now()
	return v.take(ctx, a, proposalID, step{institution.AccountOpen, "opening.letters", regulation.RuleOpening, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) (err error) {
		if p.State != proposal.Approved || !p.Opening.HandleGiven.Is() {
			return fault.New(fault.Conflict, "Primero registre la cuenta como quedó en la red: el oficio dice su nombre y su dirección.").Under(v.Pack.ClauseFor(regulation.RuleOpening))
		}
		for _, x := range []struct {
			letter *proposal.LetterRef
			kind   string
			wanted bool
		}{{&p.Opening.CommitteeLetter, regulation.LetterOpening, true}, {&p.Opening.PressLetter, regulation.LetterBoard, p.Opening.Board}} {
			if !x.wanted || x.letter.ID != "" {
				continue
			}
			if x.letter.ID, err = v.write(ctx, t, a, *p, x.kind); err != nil {
				return err
			}
			x.letter.MadeAt = now
			e.Details[x.kind] = x.letter.ID
		}
		return nil
	}})
}

// CommitteeSigned notes that the letter to the committee was signed; its one mail, with the
// account's data, went out with the signature to whom the letter is addressed.
//
//clause:code 7.iv
func (v *Opener) CommitteeSigned(ctx context.Context, s Signed) error {
	return v.signed(ctx, s, "opening.committee", regulation.RuleOpening, func(o *proposal.Opening) *proposal.LetterRef { return &o.CommitteeLetter })
}

// PressSigned notes that a board's letter to the press office was signed, and so mailed.
//
//clause:code 7.xi
func (v *Opener) PressSigned(ctx context.Context, s Signed) error {
	return v.signed(ctx, s, "opening.press", regulation.RuleBoardOpening, func(o *proposal.Opening) *proposal.LetterRef { return &o.PressLetter })
}

func (v *Opener) signed(ctx context.Context, s Signed, act string, rule regulation.Rule, of func(*proposal.Opening) *proposal.LetterRef) error {
	now := v.Now()
	return v.change(ctx, idOf(s.Subject), act, rule, func(_ *store.Tx, p *proposal.Proposal, e *ledger.Entry) (bool, error) {
		if p.Opening == nil {
			return false, nil
		}
		l := of(p.Opening)
		if l.ID != s.LetterID || !l.SignedAt.IsZero() {
			return false, nil
		}
		l.SignedAt, l.Number = now, s.Number
		e.Details["letter"] = s.Number
		return true, nil
	})
}

func (v *Opener) purposesText(p proposal.Proposal) string {
	text := ""
	for _, x := range p.Answers.Purposes {
		if known, ok := v.Pack.Purpose(x.ID); ok {
			if text != "" {
				text += "; "
			}
			text += known.Name
		}
	}
	return text
}
