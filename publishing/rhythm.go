package publishing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"pregonero/account"
	"pregonero/check"
	"pregonero/institution"
	"pregonero/mail"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Silence is how long an account has been silent, and until when its rhythm lets it be.
type Silence struct {
	Account account.Account
	Rhythm  regulation.Rhythm
	Last    time.Time // of the last publication; of its registration when it has none
	Warn    time.Time // from when it is told
	Due     time.Time // by when something is to go out
	Next    time.Time // what is scheduled first; zero when nothing is
}

// Near tells whether silence is to be told of: its time comes and nothing is scheduled in it.
func (s Silence) Near(now time.Time) bool {
	return !now.Before(s.Warn) && (s.Next.IsZero() || s.Next.After(s.Due))
}

// RhythmOf is the rhythm set on an account, or that of the pack for its network.
func (d *Desk) RhythmOf(acc account.Account) regulation.Rhythm {
	if acc.Rhythm.Every != "" {
		return acc.Rhythm
	}
	return d.Pack.RhythmOn(acc.Network)
}

// RhythmsAtRisk lists the accounts of the actor that will break their rhythm if nothing goes out.
//
//clause:code 6.xxii
func (d *Desk) RhythmsAtRisk(ctx context.Context, a institution.Actor) (out []Silence, err error) {
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.PostRead, institution.On{}); err != nil {
		return nil, err
	}
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		accounts, err := t.AccountsOf(ctx, a)
		if err != nil {
			return err
		}
		for _, acc := range accounts {
			s, err := d.silenceOf(ctx, t, acc, now)
			if err != nil {
				return err
			}
			if s.Near(now) {
				out = append(out, s)
			}
		}
		return nil
	})
	return out, err
}

// silenceOf reads how long an account has been silent. One that does not publish, or has no
// rhythm, is never silent.
func (d *Desk) silenceOf(ctx context.Context, t *store.Tx, acc account.Account, now time.Time) (Silence, error) {
	s := Silence{Account: acc, Rhythm: d.RhythmOf(acc), Last: acc.RegisteredAt, Warn: farOff, Due: farOff}
	if !s.Rhythm.Watched() || acc.State != account.Active || acc.Stopped {
		return s, nil
	}
	pubs, err := t.Publications(ctx, store.PublicationFilter{Accounts: []string{acc.ID}, Stages: []post.Stage{post.Published}, Newest: true, Limit: 1})
	if err != nil {
		return s, err
	}
	if len(pubs) > 0 {
		s.Last = pubs[0].DueAt
	}
	coming, err := t.Publications(ctx, store.PublicationFilter{Accounts: []string{acc.ID}, Stages: []post.Stage{post.Waiting, post.Sending}, From: now, Limit: 1})
	if err != nil {
		return s, err
	}
	if len(coming) > 0 {
		s.Next = coming[0].DueAt
	}
	calendar, err := t.Calendar(ctx, d.Pack)
	if err != nil {
		return s, err
	}
	s.Due = s.Rhythm.Due(s.Last, calendar, acc.Hours.Location())
	s.Warn = s.Last.Add(time.Duration(float64(s.Due.Sub(s.Last)) * d.Pack.Threshold(regulation.ThresholdSilenceWarn)))
	return s, nil
}

// farOff is a moment that does not come.
var farOff = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// toldSilence names the setting that keeps since which publication silence was told.
func toldSilence(accountID string) string { return "silence." + accountID }

// WatchRhythm tells by mail, once for each silence and before its time, those who administer
// an account that its rhythm is about to break.
//
//clause:code 6.xxii
func (d *Desk) WatchRhythm(ctx context.Context) error {
	var accounts []account.Account
	err := d.Store.Read(ctx, func(t *store.Tx) (err error) {
		accounts, err = t.Accounts(ctx, store.AccountFilter{})
		return err
	})
	if err != nil {
		return err
	}
	var failed []error
	for _, acc := range accounts {
		if acc.State == account.Active && !acc.Stopped {
			failed = append(failed, d.tellSilence(ctx, acc.ID))
		}
	}
	return errors.Join(failed...)
}

func (d *Desk) tellSilence(ctx context.Context, accountID string) error {
	now := d.Now()
	return d.Store.Change(ctx, func(t *store.Tx) error {
		acc, err := t.Account(ctx, accountID)
		if err != nil {
			return err
		}
		s, err := d.silenceOf(ctx, t, acc, now)
		if err != nil || !s.Near(now) {
			return err
		}
		mark := s.Last.UTC().Format(time.RFC3339)
		told, err := t.Setting(ctx, toldSilence(acc.ID))
		if err != nil || told == mark {
			return err
		}
		if err := t.SetSetting(ctx, toldSilence(acc.ID), mark); err != nil {
			return err
		}
		people, err := t.Holders(ctx, now, institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}}, string(institution.Lead), string(institution.Alternate))
		if err != nil {
			return err
		}
		if len(people) > 0 {
			if err := t.QueueMail(ctx, now, d.silenceNotice(s, people)); err != nil {
				return err
			}
		}
		e := store.Entry(now, institution.System("publicación"), "account.silent")
		e.Subject, e.Account, e.Area, e.Clause = "account:"+acc.ID, acc.ID, acc.AreaID, d.Pack.ClauseFor(regulation.RuleRhythm)
		e.Details = map[string]any{"last": mark, "due": s.Due.UTC().Format(time.RFC3339), "told": len(people)}
		return t.Record(ctx, e)
	})
}

func (d *Desk) silenceNotice(s Silence, people []institution.Person) mail.Message {
	loc := s.Account.Hours.Location()
	m := mail.Message{Subject: fmt.Sprintf("%s lleva tiempo sin publicar", s.Account.At()), Thread: "account:" + s.Account.ID, Greeting: "Buen día:",
		Paragraphs: []string{fmt.Sprintf("La cuenta %s tiene un ritmo de publicación %s y no hay nada programado dentro de él.", s.Account.At(), s.Rhythm.Label()),
			"Prepare una publicación, o cambie el ritmo de la cuenta en su expediente si ya no es ese."},
		Facts:  [][2]string{{"Última publicación", regulation.DateSentence(s.Last, loc)}, {"Se rompe el ritmo", regulation.DateSentence(s.Due, loc)}},
		Action: &mail.Link{Label: "Redactar", Path: "/redactar"}, Clause: d.Pack.ClauseFor(regulation.RuleRhythm)}
	m.To = append(m.To, store.Addresses(people)...)
	return m
}

// Figures is how an account has published in a span of time.
type Figures struct {
	Since     time.Time `json:"since"`
	Published int       `json:"published"`
	Dialogue  int       `json:"dialogue"` // of them, those that ask, invite or call to something
	Silence   Silence   `json:"-"`
}

// Share is the part of what was published that invites to dialogue, 0 to 1.
func (f Figures) Share() float64 { return float64(f.Dialogue) / float64(max(f.Published, 1)) }

// figuresDays are the days that the figures look back.
const figuresDays = 90

// AccountFigures counts what the account published in the last 90 days, and of it what
// invites to dialogue.
//
//clause:code 6.ii
func (d *Desk) AccountFigures(ctx context.Context, a institution.Actor, accountID string) (f Figures, err error) {
	now := d.Now()
	f.Since = now.AddDate(0, 0, -figuresDays)
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		acc, err := t.Account(ctx, accountID)
		if err != nil {
			return err
		}
		if err := d.Gate.Permit(ctx, now, a, institution.AccountRead, institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}, Subject: "account:" + acc.ID}); err != nil {
			return err
		}
		pubs, err := t.Publications(ctx, store.PublicationFilter{Accounts: []string{acc.ID}, Stages: []post.Stage{post.Published}, From: f.Since, Newest: true, Limit: 2000})
		if err != nil {
			return err
		}
		for _, pub := range pubs {
			if pub.PostID == "" {
				continue
			}
			f.Published++
			if check.Invites(pub.Title + "\n" + pub.Text) {
				f.Dialogue++
			}
		}
		f.Silence, err = d.silenceOf(ctx, t, acc, now)
		return err
	})
	return f, err
}
