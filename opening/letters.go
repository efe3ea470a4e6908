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
	area, err := t.Area(ctx, p.AreaID)
	if err != nil {
		return "", err
	}
	heads, err := t.Holders(ctx, v.Now(), over(p), string(institution.Head))
	if err != nil {
		return "", err
	}
	o := letter.Order{Kind: kind, Subject: subject(p), AccountID: p.AccountID, Area: area, HeadTitle: institution.RoleLabel(institution.Head)}
	if len(heads) > 0 {
		o.Head = heads[0]
	}
	if o.To, err = v.addressees(ctx, t, p, kind); err != nil {
		return "", err
	}
	if o.Values, err = v.letterValues(ctx, t, p); err != nil {
		return "", err
	}
	l, err := t.IssueLetter(ctx, v.Pack, a, o, v.Now())
	return l.ID, err
}

// addressees are the lines that name those to whom the letter goes.
func (v *Opener) addressees(ctx context.Context, t *store.Tx, p proposal.Proposal, kind string) (lines []string, err error) {
	for _, role := range v.Pack.Letters.Kinds[kind].To {
		people, err := t.Holders(ctx, v.Now(), over(p), role)
		if err != nil {
			return nil, err
		}
		for _, x := range people {
			lines = append(lines, x.Name)
		}
		lines = append(lines, institution.RoleLabel(institution.Role(role)))
	}
	return lines, nil
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
		rank, _ := v.Pack.Rank(who.RankID)
		values[name] = who.Name + ", " + rank.Name + ", " + who.Email
	}
	for name, text := range values {
		values[name] = strings.Join(strings.Fields(text), " ")
	}
	return values, nil
}

// dropLetter cancels a letter that was not signed; its number stays, with the reason.
func (v *Opener) dropLetter(ctx context.Context, t *store.Tx, a institution.Actor, letterID, why string) error {
	l, err := t.Letter(ctx, letterID)
	if err != nil || l.State != letter.Issued {
		return err
	}
	if err := l.Cancel(why); err != nil {
		return err
	}
	if err := t.UpdateLetter(ctx, l); err != nil {
		return err
	}
	e := store.Entry(v.Now(), a, "letter.cancel")
	e.Subject, e.Account, e.Area, e.Clause = "letter:"+l.ID, l.AccountID, l.AreaID, l.Clause
	e.Details = map[string]any{"number": l.Number, "about": l.Subject, "reason": why}
	return t.Record(ctx, e)
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
