package mailing

import (
	"context"
	"strings"
	"time"

	"pregonero/internal/fault"
	"pregonero/mail"
	"pregonero/store"
)

// bounced keeps that a mail came back. A report that only says "late" changes nothing, and
// one about a mail that is not ours is only kept.
func (r *Room) bounced(ctx context.Context, t *store.Tx, a arrival) error {
	m, err := r.returned(ctx, t, a)
	if fault.Is(err, fault.NotFound) {
		return r.keep(ctx, t, a, store.MailReport, "No se sabe de qué correo trata.")
	}
	if err != nil {
		return err
	}
	a.row.Thread = m.Message.Thread
	if !a.Bounce.Failed {
		return r.keep(ctx, t, a, store.MailReport, "El correo se retrasa; todavía puede llegar.")
	}
	a.row.Outcome, a.row.Reason = store.MailReport, a.Bounce.Reason()
	fresh, err := t.AddReceived(ctx, a.row)
	if err != nil || !fresh || m.State == store.MailBounced {
		return err
	}
	m.State, m.Reason, m.NextAt = store.MailBounced, a.Bounce.Reason(), time.Time{}
	if err := t.UpdateMail(ctx, m); err != nil {
		return err
	}
	return t.Record(ctx, r.entry(a.now, "mail.bounce", m))
}

// returned finds the mail by the address it came back to, or by the Message-ID of what is
// inside.
func (r *Room) returned(ctx context.Context, t *store.Tx, a arrival) (store.Mail, error) {
	if a.box == mail.BounceBox || a.box == mail.ReplyBox {
		return t.MailByToken(ctx, a.token)
	}
	id, domain, _ := strings.Cut(a.Bounce.Original, "@")
	if !strings.EqualFold(domain, mail.Letter{From: r.From}.Domain()) {
		id = ""
	}
	return t.Mail(ctx, strings.ToUpper(id))
}
