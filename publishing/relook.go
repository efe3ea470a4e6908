package publishing

import (
	"context"
	"fmt"
	"slices"
	"time"

	"pregonero/check"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/mail"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

const (
	lookAhead = 30 * time.Minute // before its hour the links of a post are looked at again
	lookTakes = 5 * time.Minute  // by then each has been seen, or was not to be
)

// owesLook owes a last look at the links of what was just scheduled.
func (d *Desk) owesLook(ctx context.Context, t *store.Tx, p post.Post) error {
	if len(linkKeys(p.Content)) == 0 {
		return nil
	}
	return t.Enqueue(ctx, store.Job{Name: JobRelook, Data: Errand{p.ID}, At: p.Content.DueAt.Add(-lookAhead)})
}

// Relook asks for a look at every link of a post that is about to go out, whatever was
// known of it. It stops nothing: the post goes out at its hour, whatever is found.
func (d *Desk) Relook(ctx context.Context, postID string) error {
	now := d.Now()
	return d.Store.Change(ctx, func(t *store.Tx) error {
		p, err := t.Post(ctx, postID)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil || p.State != post.Scheduled {
			return err
		}
		if _, err := t.AskPages(ctx, now, now, now, linkKeys(p.Content)); err != nil {
			return err
		}
		return t.Enqueue(ctx, store.Job{Name: JobRetell, Data: Errand{p.ID}, At: now.Add(lookTakes)})
	})
}

// Retell writes to who answers for a post when its links are no longer what they were when
// it was approved: there is time to correct it. That a page could not be looked at is no news.
//
//clause:code 5.1.p3
//clause:code 6.vi
func (d *Desk) Retell(ctx context.Context, postID string) error {
	now := d.Now()
	var p post.Post
	var known check.Dictamen
	f := check.Facts{}
	err := d.Store.Read(ctx, func(t *store.Tx) (err error) {
		if p, err = t.Post(ctx, postID); err != nil {
			return err
		}
		if _, err = t.Dictamen(ctx, p.ID, p.Content.Hash(), &known); err != nil {
			return err
		}
		pages, err := t.Pages(ctx, linkKeys(p.Content))
		f = facts(p.Content, nil, now)
		gathered{pages: pages}.tell(&f, p.Content)
		return err
	})
	if fault.Is(err, fault.NotFound) || err == nil && p.State != post.Scheduled {
		return nil
	}
	if err != nil {
		return err
	}
	news := newOf(d.Checker.Run(f), known)
	if len(news) == 0 {
		return nil
	}
	return d.tellBroken(ctx, p, news, now)
}

// newOf are the findings about links that ask for something and were not there before.
func newOf(now, before check.Dictamen) []check.Finding {
	return slices.DeleteFunc(now.Findings, func(f check.Finding) bool {
		return f.Check != regulation.CheckLinks || f.Severity == regulation.SeverityAdvise ||
			slices.ContainsFunc(before.Findings, func(b check.Finding) bool { return b.Check == f.Check && b.Text == f.Text && b.Message == f.Message })
	})
}

func (d *Desk) tellBroken(ctx context.Context, p post.Post, news []check.Finding, now time.Time) error {
	m := mail.Message{Subject: "Un enlace cambió antes de publicarse", Thread: "post:" + p.ID, Greeting: "Buen día:",
		Paragraphs: []string{fmt.Sprintf("Lo programado para el %s sale a su hora, pero sus enlaces se revisaron otra vez y ya no están como cuando se aprobó.", regulation.DateSentence(p.Content.DueAt, d.Pack.Location()))},
		Action:     &mail.Link{Label: "Ver la publicación", Path: "/publicaciones/" + p.ID}, Clause: news[0].Clause}
	for _, f := range news {
		m.Facts = append(m.Facts, [2]string{f.Text, f.Message})
	}
	return d.Store.Change(ctx, func(t *store.Tx) error {
		people, err := t.Holders(ctx, now, on(p), string(institution.Lead), string(institution.Alternate))
		if err != nil {
			return err
		}
		m.To = append(m.To, store.Addresses(people)...)
		e := entryFor(now, institution.System("enlaces"), "post.links_changed", p, news[0].Clause)
		e.Details["links"] = len(news)
		if err := record(ctx, t, e, p.Content.AccountIDs()); err != nil || len(m.To) == 0 {
			return err
		}
		return t.QueueMail(ctx, now, m)
	})
}
