package opening

import (
	"context"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/limits"
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

// CommitteeSigned notes that the letter to the committee was signed, and mails its contents
// to the president and the technical secretary.
//
//clause:code 7.iv
func (v *Opener) CommitteeSigned(ctx context.Context, s Signed) error {
	return v.signed(ctx, s, "opening.committee", regulation.RuleOpening, func(o *proposal.Opening) *proposal.LetterRef { return &o.CommitteeLetter },
		string(institution.President), string(institution.Secretary))
}

// PressSigned notes that a board's letter to the press office was signed, and mails it.
//
//clause:code 7.xi
func (v *Opener) PressSigned(ctx context.Context, s Signed) error {
	return v.signed(ctx, s, "opening.press", regulation.RuleBoardOpening, func(o *proposal.Opening) *proposal.LetterRef { return &o.PressLetter }, string(institution.Press))
}

func (v *Opener) signed(ctx context.Context, s Signed, act string, rule regulation.Rule, of func(*proposal.Opening) *proposal.LetterRef, who ...string) error {
	now := v.Now()
	return v.change(ctx, idOf(s.Subject), act, rule, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) (bool, error) {
		if p.Opening == nil {
			return false, nil
		}
		l := of(p.Opening)
		if l.ID != s.LetterID || !l.SignedAt.IsZero() {
			return false, nil
		}
		l.SignedAt, l.Number = now, s.Number
		e.Details["letter"] = s.Number
		m := v.message(*p, "", "Se abrió una cuenta", rule, "Se informa que se abrió una cuenta, con estos datos. El oficio está en el expediente.")
		facts, err := v.accountFacts(ctx, t, *p)
		if err != nil {
			return false, err
		}
		m.Facts = append([][2]string{{"Oficio", s.Number}}, facts...)
		return true, v.tell(ctx, t, *p, m, who...)
	})
}

// accountFacts are what the committee is told of an account: name, address, purposes,
// operation and administrators.
func (v *Opener) accountFacts(ctx context.Context, t *store.Tx, p proposal.Proposal) ([][2]string, error) {
	acc, err := t.Account(ctx, p.AccountID)
	if err != nil {
		return nil, err
	}
	area, err := t.Area(ctx, p.AreaID)
	if err != nil {
		return nil, err
	}
	out := [][2]string{{"Cuenta", acc.Name + " (" + acc.At() + ")"}, {"Red", limits.Of(acc.Network).Label}, {"Dirección", acc.URL}, {"Área", area.Name}, {"Correo", acc.Email},
		{"Fines", v.purposesText(p)}, {"Operación", p.Answers.Rhythm}, {"Atención", acc.Hours.Sentence()}}
	for _, x := range [][2]string{{"Administra", acc.LeadID}, {"Suple", acc.AlternateID}} {
		who, err := personOrNone(ctx, t, x[1])
		if err != nil {
			return nil, err
		}
		out = append(out, [2]string{x[0], who.Name + ", " + who.Email})
	}
	return out, nil
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
