package practicing

import (
	"context"
	"fmt"
	"slices"

	"pregonero/institution"
	"pregonero/letter"
	"pregonero/regulation"
	"pregonero/store"
)

// addLetters leaves a letter that waits for its signature in the last area with an
// account and a head: the first is the press office, which would write to itself.
func (s *Stage) addLetters(ctx context.Context) error {
	for _, x := range slices.Backward(s.Data.Accounts) {
		head, ok := s.headOf(x.Area)
		if !ok {
			continue
		}
		author, err := s.actor(ctx, x.Lead)
		if err != nil {
			return err
		}
		return s.Store.Change(ctx, func(t *store.Tx) error { return s.addLetter(ctx, t, x, author, head) })
	}
	return nil
}

func (s *Stage) addLetter(ctx context.Context, t *store.Tx, x regulation.PracticeAccount, author institution.Actor, head regulation.PracticePerson) error {
	now := s.Clock.Now()
	area, err := t.Area(ctx, x.Area)
	if err != nil {
		return err
	}
	to, err := t.Holders(ctx, now, institution.On{AreaID: x.Area}, s.Pack.Letters.Kinds[regulation.LetterSuccessor].To...)
	if err != nil {
		return err
	}
	acc := s.accounts[x.ID]
	o := letter.Order{Kind: regulation.LetterSuccessor, Subject: "account:" + acc.ID, AccountID: acc.ID, Area: area, Head: s.people[head.Username], HeadTitle: head.Post,
		Values: map[string]string{"handle": "@" + x.Handle, "lead": s.people[x.Lead].Name, "alternate": s.people[x.Alternate].Name}}
	for _, p := range to {
		o.To = append(o.To, p.Name)
	}
	if _, err := t.IssueLetter(ctx, s.Pack, author, o, now); err != nil {
		return fmt.Errorf("issue a letter: %w", err)
	}
	return nil
}

// headOf is who heads the area.
func (s *Stage) headOf(areaID string) (regulation.PracticePerson, bool) {
	for _, p := range s.Data.People {
		for _, g := range p.Roles {
			if institution.Role(g.Role) == institution.Head && (g.Area == areaID || g.Area == "" && p.Area == areaID) {
				return p, true
			}
		}
	}
	return regulation.PracticePerson{}, false
}
