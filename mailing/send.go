package mailing

import (
	"context"
	"errors"
	"time"

	"pregonero/internal/fault"
	"pregonero/mail"
	"pregonero/store"
)

const (
	lease   = 3 * time.Minute // after which a sending that nobody finished is begun again
	giveUp  = 48 * time.Hour  // for how long a server may ask us to come later
	longest = time.Hour       // between two attempts
	batch   = 50
)

// Send is the job that sends one mail. It may be done again: what is sent, being sent or
// not yet owed is left alone.
func (r *Room) Send(ctx context.Context, j store.MailJob) error {
	m, l, err := r.claim(ctx, j.ID)
	if err != nil || m.ID == "" {
		return err
	}
	sent := r.Out.Send(ctx, l)
	return r.finish(context.WithoutCancel(ctx), m, sent)
}

// Sweep sends what is owed and nobody sent: what failed for the moment, what a crash cut
// short, and what waited until a server was configured.
func (r *Room) Sweep(ctx context.Context) error {
	if r.Out == nil {
		return nil
	}
	var due []store.Mail
	err := r.Store.Read(ctx, func(t *store.Tx) (err error) { due, err = t.MailsDue(ctx, r.Now(), batch); return err })
	for _, m := range due {
		if ctx.Err() != nil {
			return err
		}
		err = errors.Join(err, r.Send(ctx, store.MailJob{ID: m.ID}))
	}
	return err
}

// claim marks the mail as being sent before the server hears of it. After a crash it is
// sent again, under the same Message-ID: a notice rather twice than never.
func (r *Room) claim(ctx context.Context, id string) (m store.Mail, l mail.Letter, err error) {
	now := r.Now()
	err = r.change(ctx, func(t *store.Tx) error {
		m = store.Mail{}
		x, err := t.Mail(ctx, id)
		if err != nil {
			return err
		}
		if r.Out == nil || x.State != store.MailQueued && x.State != store.MailSending || x.NextAt.After(now) {
			return nil
		}
		x.State, x.NextAt = store.MailSending, now.Add(lease)
		x.Attempts++
		if err := t.UpdateMail(ctx, x); err != nil {
			return err
		}
		x.Version++
		l, err = r.letter(ctx, t, x)
		m = x
		return err
	})
	if errors.Is(err, store.ErrConflict) || fault.Is(err, fault.NotFound) {
		return store.Mail{}, l, nil // another process sends it
	}
	return m, l, err
}

// letter is the mail as it leaves, in its thread.
func (r *Room) letter(ctx context.Context, t *store.Tx, m store.Mail) (mail.Letter, error) {
	l := mail.Letter{ID: m.ID, To: m.To, Message: m.Message, Token: m.Token, Date: m.At, From: r.From, Inbound: r.Domain,
		BaseURL: r.BaseURL, Institution: r.Pack.Institution.Name}
	if m.Message.Thread == "" {
		return l, nil
	}
	earlier, err := t.EarlierMails(ctx, m)
	if err != nil {
		return l, err
	}
	for _, id := range earlier {
		l.Earlier = append(l.Earlier, mail.MessageID(id, l.Domain()))
	}
	replies, err := t.RepliesOf(ctx, m.Message.Thread, m.To.Email)
	l.Earlier = append(l.Earlier, replies...)
	return l, err
}

// finish keeps what became of an attempt.
func (r *Room) finish(ctx context.Context, m store.Mail, sent error) error {
	now := r.Now()
	err := r.change(ctx, func(t *store.Tx) error {
		x, err := t.Mail(ctx, m.ID)
		if err != nil {
			return err
		}
		if x.Version != m.Version {
			return nil // it bounced already, or its lease ended and another process has it
		}
		if sent == nil {
			x.State, x.Reason, x.SentAt, x.NextAt = store.MailSent, "", now, time.Time{}
			return t.UpdateMail(ctx, x)
		}
		return r.refused(ctx, t, x, sent, now)
	})
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	return err
}

func (r *Room) refused(ctx context.Context, t *store.Tx, m store.Mail, sent error, now time.Time) error {
	var refusal *mail.Refusal
	if !errors.As(sent, &refusal) {
		r.Log.ErrorContext(ctx, "a mail could not be made", "mail", m.ID, "error", sent)
		refusal = &mail.Refusal{Said: "algo falló de nuestro lado al prepararlo"}
	}
	m.Reason = refusal.Reason()
	if !refusal.Permanent && now.Sub(m.At) < giveUp {
		m.State, m.NextAt = store.MailQueued, now.Add(wait(m.Attempts))
		return t.UpdateMail(ctx, m)
	}
	m.State, m.NextAt = store.MailFailed, time.Time{}
	if err := t.UpdateMail(ctx, m); err != nil {
		return err
	}
	return t.Record(ctx, r.entry(now, "mail.fail", m))
}

// wait doubles from a minute on.
func wait(attempts int) time.Duration {
	return min(longest, time.Minute<<min(max(attempts-1, 0), 10))
}
