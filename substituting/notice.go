package substituting

import (
	"context"
	"slices"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/letter"
	"pregonero/regulation"
	"pregonero/store"
)

// notice issues the letter that informs the head of the press office of the change, and
// begins the time in which the area's head signs it. Of changes one after another the last
// letter tells them all. An area without a head informs by the mail of the hand-over alone.
//
//clause:code 7.v
func (s *Substituter) notice(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p *Plan, d Designation) error {
	acc := p.Account
	about := on(acc)
	about.Subject = account.SubstitutionSubject(acc.ID)
	o, err := t.LetterOrder(ctx, s.Pack, regulation.LetterSuccessor, about, now)
	if err != nil || o.Head.ID == "" {
		return err
	}
	former, err := s.untold(ctx, t, now, a, acc.ID)
	if err != nil {
		return err
	}
	if o.Values, err = s.noticeValues(ctx, t, now, acc, append(former, names(p.Leaving)), d.Reason); err != nil {
		return err
	}
	l, err := t.IssueLetter(ctx, s.Pack, a, o, now)
	if err != nil {
		return err
	}
	p.Letter = &l
	return s.noticeClock(ctx, t, now, acc, l)
}

// untold drops the letters of earlier changes that nobody signed, and says who left then.
func (s *Substituter) untold(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, accountID string) (former []string, err error) {
	all, err := t.Letters(ctx, store.MatterFilter{Subject: account.SubstitutionSubject(accountID), Oldest: true})
	for _, l := range all {
		if err != nil || !l.Unsigned() {
			continue
		}
		if who := l.Values["former"]; who != "" {
			former = append(former, who)
		}
		err = t.DropLetter(ctx, a, l.ID, "Hubo otro cambio antes de que se firmara: lo informa el oficio que sigue.", now)
	}
	return former, err
}

// noticeValues fill the blanks of the letter.
func (s *Substituter) noticeValues(ctx context.Context, t *store.Tx, now time.Time, acc account.Account, former []string, reason string) (map[string]string, error) {
	former = slices.DeleteFunc(former, func(who string) bool { return who == nobody })
	values := map[string]string{"handle": acc.At(), "former": strings.Join(former, "; "), "reason": strings.TrimSpace(reason), "date": regulation.DateSentence(now, s.Pack.Location())}
	for name, personID := range map[string]string{"lead": acc.LeadID, "alternate": acc.AlternateID} {
		who, err := t.Person(ctx, personID)
		if err != nil {
			return nil, err
		}
		values[name] = letter.PersonLine(s.Pack, who)
	}
	return values, nil
}

// noticeClock begins the time to sign the notice; one that is owed already runs on, for
// another change gives no more of it.
func (s *Substituter) noticeClock(ctx context.Context, t *store.Tx, now time.Time, acc account.Account, l letter.Letter) error {
	owed, err := s.noticeOwed(ctx, t, acc.ID)
	if err != nil {
		return err
	}
	if owed != nil {
		owed.Path, owed.Detail = letterPath(l), l.Number
		return t.UpdateDeadline(ctx, *owed)
	}
	c, err := t.Calendar(ctx, s.Pack)
	if err != nil {
		return err
	}
	d, err := deadline.New(s.Pack, c, regulation.DeadlineAdministratorNotice, deadline.For{Subject: l.Subject, AccountID: acc.ID, AreaID: acc.AreaID,
		Path: letterPath(l), Detail: l.Number, Owners: deadline.Roles(institution.Head)}, id.New(now), now)
	if err != nil {
		return err
	}
	return t.SetDeadline(ctx, d)
}

func letterPath(l letter.Letter) string { return "/oficios/" + l.ID }

// noticeOwed is the deadline of a notice that the account owes; nil when it owes none.
func (s *Substituter) noticeOwed(ctx context.Context, t *store.Tx, accountID string) (*deadline.Deadline, error) {
	all, err := t.Deadlines(ctx, store.DeadlineFilter{Kinds: []string{regulation.DeadlineAdministratorNotice}, Subjects: []string{account.SubstitutionSubject(accountID)}})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

// Signed is the data of the job of a letter that was signed.
type Signed struct {
	LetterID string `json:"letter_id"`
	Number   string `json:"number"`
	Subject  string `json:"subject"` // account.SubstitutionSubject
}

// NoticeSigned ends the time of a notice: its letter was signed and is on its way to the
// head of the press office. When another change came meanwhile, its own letter ends it.
// Told twice, it does nothing the second time.
//
//clause:code 7.v
func (s *Substituter) NoticeSigned(ctx context.Context, in Signed) error {
	now := s.Now()
	return s.Store.Change(ctx, func(t *store.Tx) error {
		l, err := t.Letter(ctx, in.LetterID)
		if err != nil {
			return err
		}
		acc, err := t.Account(ctx, l.AccountID)
		if err != nil {
			return err
		}
		owed, err := s.noticeOwed(ctx, t, acc.ID)
		if err != nil || owed == nil {
			return err
		}
		all, err := t.Letters(ctx, store.MatterFilter{Subject: in.Subject})
		if err != nil || slices.ContainsFunc(all, letter.Letter.Unsigned) {
			return err
		}
		if err := t.MeetDeadline(ctx, regulation.DeadlineAdministratorNotice, in.Subject, now); err != nil {
			return err
		}
		e := s.entry(now, institution.System("relevos"), "account.administrators_told", acc, regulation.RuleAdministratorChange)
		e.Details = map[string]any{"letter": in.Number}
		return t.Record(ctx, e)
	})
}
