package custody

import (
	"context"
	"slices"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/mail"
	"pregonero/regulation"
	"pregonero/store"
)

// keepers are the roles that answer for the secrets of an account.
var keepers = []string{string(institution.Lead), string(institution.Alternate), string(institution.Head)}

// tell writes to the two administrators and the head of the area, but not to who did it.
// Nothing secret is in mail.
func (c *Custodian) tell(ctx context.Context, s *story, by institution.Actor, rule regulation.Rule, subject string, paragraphs ...string) error {
	return c.tellThem(ctx, s, by, keepers, rule, subject, paragraphs...)
}

func (c *Custodian) tellThem(ctx context.Context, s *story, by institution.Actor, who []string, rule regulation.Rule, subject string, paragraphs ...string) error {
	people, err := s.t.Holders(ctx, s.now, institution.On{AreaID: s.acc.AreaID, AccountIDs: []string{s.acc.ID}}, who...)
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(people, func(p institution.Person) bool { return p.ID == by.PersonID })
	m := mail.Message{Subject: subject, Thread: "custody:" + s.acc.ID, Greeting: "Buen día:", Paragraphs: paragraphs,
		Facts: [][2]string{{"Cuenta", s.acc.At()}}, Action: &mail.Link{Label: "Ver la bóveda de la cuenta", Path: "/boveda/" + s.acc.ID}, Clause: c.Pack.ClauseFor(rule)}
	m.To = append(m.To, store.Addresses(people)...)
	return s.t.QueueMail(ctx, s.now, m)
}

func kept(s *story, a institution.Actor) account.Kept {
	return account.Kept{At: s.now, By: a.PersonID, Name: a.Name}
}
