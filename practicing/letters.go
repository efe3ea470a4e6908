package practicing

import (
	"context"
	"fmt"
	"slices"

	"pregonero/account"
	"pregonero/institution"
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
	acc := s.accounts[x.ID]
	o, err := t.LetterOrder(ctx, s.Pack, regulation.LetterSuccessor, institution.On{AreaID: x.Area, AccountIDs: []string{acc.ID}, Subject: account.SubstitutionSubject(acc.ID)}, now)
	if err != nil {
		return err
	}
	o.Head, o.HeadTitle = s.people[head.Username], head.Post
	o.Values = map[string]string{"handle": "@" + x.Handle, "lead": s.people[x.Lead].Name, "alternate": s.people[x.Alternate].Name}
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
