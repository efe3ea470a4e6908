package practicing

import (
	"context"
	"fmt"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/network/practice"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// commentEvents is what citizens write and what the institution does with it.
func (s *Stage) commentEvents() []event {
	var out []event
	at := map[string]time.Time{}
	for _, x := range s.Data.Comments {
		moment := s.commentTime(x)
		if x.ReplyTo != "" && !moment.After(at[x.ReplyTo]) {
			moment = at[x.ReplyTo].Add(5 * time.Minute)
		}
		at[x.ID] = moment
		if moment.After(s.Begin) {
			moment = s.Begin.Add(-time.Duration(len(out)%50) * time.Minute)
		}
		out = append(out, event{moment, "comment " + x.ID, func(ctx context.Context) error { return s.comment(ctx, x) }})
		if x.Answer != nil {
			after := moment.Add(time.Duration(x.Answer.After) * time.Minute)
			out = append(out, event{earlier(after, s.Begin), "answer " + x.ID, func(ctx context.Context) error { return s.answer(ctx, x) }})
		}
		if x.Closed != "" {
			out = append(out, event{earlier(moment.Add(2*time.Hour), s.Begin), "close " + x.ID, func(ctx context.Context) error { return s.closeComment(ctx, x) }})
		}
	}
	return out
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func (s *Stage) commentTime(x regulation.PracticeComment) time.Time {
	acc := s.accounts[x.Account]
	if pub, ok := s.Data.Publication(x.On); ok {
		return pub.At.On(s.Begin, pub.Day, s.locationOf(pub)).Add(time.Duration(x.After) * time.Minute)
	}
	return x.At.On(s.Begin, x.Day, acc.Hours.Location())
}

func (s *Stage) comment(ctx context.Context, x regulation.PracticeComment) error {
	acc := s.accounts[x.Account]
	v := practice.Visit{Handle: acc.Handle, Name: x.Name, Text: x.Text}
	switch {
	case x.ReplyTo != "":
		v.ReplyTo = s.comments[x.ReplyTo]
	case x.On != "":
		pub, ok := s.published[x.On+"/"+acc.ID]
		if !ok || pub.Remote == nil {
			return fmt.Errorf("%s was not published on %s", x.On, acc.Handle)
		}
		v.ReplyTo = pub.Remote.ID
	}
	note, err := s.Network.Say(ctx, v)
	if err != nil {
		return err
	}
	s.comments[x.ID] = note.ID
	return s.Counter.Listen(ctx, acc.ID)
}

func (s *Stage) itemOf(ctx context.Context, acc account.Account, x regulation.PracticeComment) (string, error) {
	id := ""
	err := s.Store.Read(ctx, func(t *store.Tx) error {
		item, found, err := t.ItemByRemote(ctx, acc.ID, s.comments[x.ID])
		if err == nil && !found {
			err = fmt.Errorf("comment %s did not arrive", x.ID)
		}
		id = item.ID
		return err
	})
	return id, err
}

func (s *Stage) answer(ctx context.Context, x regulation.PracticeComment) error {
	a, id, err := s.attending(ctx, x, x.Answer.By)
	if err != nil {
		return err
	}
	pub, err := s.Counter.Answer(ctx, a, id, x.Answer.Text)
	if err != nil {
		return err
	}
	if err := s.Desk.Send(ctx, pub.ID); err != nil {
		return err
	}
	return s.Store.Read(ctx, func(t *store.Tx) error {
		sent, err := t.Publication(ctx, pub.ID)
		if err == nil && sent.Stage != post.Published {
			err = fmt.Errorf("the answer stayed in %s", sent.Stage)
		}
		return err
	})
}

func (s *Stage) closeComment(ctx context.Context, x regulation.PracticeComment) error {
	acc, _ := s.Data.Account(x.Account)
	a, id, err := s.attending(ctx, x, acc.Alternate)
	if err != nil {
		return err
	}
	return s.Counter.Close(ctx, a, id, x.Closed)
}

func (s *Stage) attending(ctx context.Context, x regulation.PracticeComment, who string) (institution.Actor, string, error) {
	a, err := s.actor(ctx, who)
	if err != nil {
		return a, "", err
	}
	id, err := s.itemOf(ctx, s.accounts[x.Account], x)
	return a, id, err
}
