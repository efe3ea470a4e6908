package opening

import (
	"context"
	"slices"
	"strings"

	"pregonero/institution"
	"pregonero/letter"
	"pregonero/limits"
	"pregonero/proposal"
	"pregonero/store"
)

// write issues a letter of the proposal for the head's signature and gives its identifier.
//
//clause:code 7.ii
func (v *Opener) write(ctx context.Context, t *store.Tx, a institution.Actor, p proposal.Proposal, kind string) (string, error) {
	o, err := t.LetterOrder(ctx, v.Pack, kind, over(p), v.Now())
	if err != nil {
		return "", err
	}
	if o.Values, err = v.letterValues(ctx, t, p); err != nil {
		return "", err
	}
	l, err := t.IssueLetter(ctx, v.Pack, a, o, v.Now())
	return l.ID, err
}

// letterValues fill the blanks of the pack's letters.
func (v *Opener) letterValues(ctx context.Context, t *store.Tx, p proposal.Proposal) (map[string]string, error) {
	a := p.Answers
	values := map[string]string{"folio": p.Folio, "need": a.Need, "network": limits.Of(a.Network).Label, "handle": a.Name + " (@" + a.Handle + ")", "purposes": v.purposesText(p),
		"activities": strings.Join(slices.DeleteFunc([]string{a.Activities, a.Programmes}, func(s string) bool { return s == "" }), ". "), "audience": a.Audience,
		"operation": a.Rhythm + ". Atención: " + a.Hours.Sentence()}
	people := map[string]string{"lead": a.LeadID, "alternate": a.AlternateID}
	if p.AccountID != "" {
		acc, err := t.Account(ctx, p.AccountID)
		if err != nil {
			return nil, err
		}
		values["url"], values["operation"] = acc.URL, a.Rhythm+". Atención: "+acc.Hours.Sentence()
		people = map[string]string{"lead": acc.LeadID, "alternate": acc.AlternateID}
	}
	for name, personID := range people {
		who, err := personOrNone(ctx, t, personID)
		if err != nil {
			return nil, err
		}
		values[name] = letter.PersonLine(v.Pack, who)
	}
	for name, text := range values {
		values[name] = strings.Join(strings.Fields(text), " ")
	}
	return values, nil
}

// Signed is the data of the job of a letter that was signed.
type Signed struct {
	LetterID string `json:"letter_id"`
	Number   string `json:"number"`
	Subject  string `json:"subject"` // "proposal:ID"
}

// ProposalSigned presents the proposal whose letter was signed.
func (v *Opener) ProposalSigned(ctx context.Context, s Signed) error {
	return v.present(ctx, idOf(s.Subject), s.LetterID, s.Number)
}
