package practicing

import (
	"context"
	"fmt"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// publicationEvents is the story of every publication: written two days before its hour,
// endorsed and approved, sent at its hour.
func (s *Stage) publicationEvents() []event {
	var out []event
	for _, x := range s.Data.Publications {
		due := x.At.On(s.Begin, x.Day, s.locationOf(x))
		wrote := due.AddDate(0, 0, -2)
		if !wrote.Before(s.Begin) {
			wrote = s.Begin.Add(-26 * time.Hour)
		}
		add := func(after time.Duration, what string, do func(context.Context) error) {
			out = append(out, event{wrote.Add(after), what + " " + x.ID, do})
		}
		add(0, "create", func(ctx context.Context) error { return s.create(ctx, x, due) })
		if x.State == regulation.PracticeDraft {
			continue
		}
		add(20*time.Minute, "submit", func(ctx context.Context) error { return s.submit(ctx, x) })
		if x.State == regulation.PracticeSubmitted {
			continue
		}
		if x.State == regulation.PracticeReturned {
			add(3*time.Hour, "return", func(ctx context.Context) error { return s.giveBack(ctx, x) })
			continue
		}
		add(2*time.Hour, "endorse", func(ctx context.Context) error { return s.endorse(ctx, x) })
		if x.State == regulation.PracticeEndorsed {
			continue
		}
		add(4*time.Hour, "approve", func(ctx context.Context) error { return s.approve(ctx, x) })
		if x.State == regulation.PracticeScheduled {
			continue
		}
		out = append(out, event{due, "send " + x.ID, func(ctx context.Context) error { return s.send(ctx, x) }})
		if x.State == regulation.PracticeWithdrawn {
			out = append(out, event{s.lastWord(x, due).Add(20 * time.Minute), "withdraw " + x.ID, func(ctx context.Context) error { return s.withdraw(ctx, x) }})
		}
	}
	return out
}

// lastWord is the moment of the last comment or answer under a publication.
func (s *Stage) lastWord(x regulation.PracticePublication, due time.Time) time.Time {
	last := due
	for _, c := range s.Data.Comments {
		if c.On != x.ID {
			continue
		}
		at := due.Add(time.Duration(c.After) * time.Minute)
		if c.Answer != nil {
			at = at.Add(time.Duration(c.Answer.After) * time.Minute)
		}
		if at.After(last) {
			last = at
		}
	}
	return last
}

func (s *Stage) locationOf(x regulation.PracticePublication) *time.Location {
	return s.accounts[x.Accounts[0]].Hours.Location()
}

func (s *Stage) create(ctx context.Context, x regulation.PracticePublication, due time.Time) error {
	a, err := s.actor(ctx, x.Author)
	if err != nil {
		return err
	}
	c := post.Content{Text: x.Text, Subject: x.Subject, Purposes: x.Purposes, DueAt: due, NoExpiry: x.ValidDays == 0,
		Sources: []post.Source{{Title: x.Source.Title, URL: x.Source.URL}}}
	if x.ValidDays > 0 {
		c.ReviewOn = due.AddDate(0, 0, x.ValidDays)
	}
	for _, id := range x.Accounts {
		v := post.Variant{AccountID: s.accounts[id].ID}
		for _, own := range x.Variants {
			if own.Account == id {
				v.Text, v.Own = own.Text, true
			}
		}
		c.Variants = append(c.Variants, v)
	}
	for _, m := range x.Media {
		picture, err := drawPicture(m.Title, s.Pack.Institution.Brand.Color)
		if err != nil {
			return fmt.Errorf("draw %q: %w", m.Title, err)
		}
		kept, err := s.Desk.Upload(ctx, a, m.Title+".png", picture)
		if err != nil {
			return fmt.Errorf("keep %q: %w", m.Title, err)
		}
		kept.Alt = m.Alt
		c.Media = append(c.Media, kept)
	}
	p, err := s.Desk.Create(ctx, a, Draft{Content: c, SourceArea: x.Origin})
	s.posts[x.ID] = p
	return err
}

func (s *Stage) submit(ctx context.Context, x regulation.PracticePublication) error {
	return s.as(ctx, x, x.Author, func(a institution.Actor, p post.Post) (post.Post, error) { return s.Desk.Submit(ctx, a, p.ID) })
}

func (s *Stage) endorse(ctx context.Context, x regulation.PracticePublication) error {
	return s.as(ctx, x, x.Endorser, func(a institution.Actor, p post.Post) (post.Post, error) {
		return s.Desk.Endorse(ctx, a, p.ID, p.Content.Hash(), "")
	})
}

func (s *Stage) approve(ctx context.Context, x regulation.PracticePublication) error {
	return s.as(ctx, x, x.Approver, func(a institution.Actor, p post.Post) (post.Post, error) {
		return s.Desk.Approve(ctx, a, p.ID, p.Content.Hash(), "")
	})
}

func (s *Stage) giveBack(ctx context.Context, x regulation.PracticePublication) error {
	return s.as(ctx, x, x.Endorser, func(a institution.Actor, p post.Post) (post.Post, error) {
		return s.Desk.Return(ctx, a, p.ID, x.Reason, nil)
	})
}

func (s *Stage) as(ctx context.Context, x regulation.PracticePublication, who string, do func(institution.Actor, post.Post) (post.Post, error)) error {
	a, err := s.actor(ctx, who)
	if err != nil {
		return err
	}
	p, err := do(a, s.posts[x.ID])
	if err != nil {
		return err
	}
	s.posts[x.ID] = p
	return nil
}

func (s *Stage) send(ctx context.Context, x regulation.PracticePublication) error {
	var pubs []post.Publication
	read := func(t *store.Tx) (err error) {
		pubs, err = t.PublicationsOf(ctx, s.posts[x.ID].ID)
		return err
	}
	if err := s.Store.Read(ctx, read); err != nil {
		return err
	}
	for _, pub := range pubs {
		if err := s.Desk.Send(ctx, pub.ID); err != nil {
			return err
		}
	}
	if err := s.Store.Read(ctx, read); err != nil {
		return err
	}
	for _, pub := range pubs {
		if pub.Stage != post.Published {
			return fault.New(fault.Internal, "La publicación de práctica %s quedó en «%s».", x.ID, pub.Stage.Label())
		}
		s.published[x.ID+"/"+pub.AccountID] = pub
	}
	return nil
}

func (s *Stage) withdraw(ctx context.Context, x regulation.PracticePublication) error {
	a, err := s.actor(ctx, x.Approver)
	if err != nil {
		return err
	}
	for _, id := range x.Accounts {
		if err := s.Desk.Withdraw(ctx, a, s.published[x.ID+"/"+s.accounts[id].ID].ID, x.Reason); err != nil {
			return err
		}
	}
	return nil
}
