package store

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/mail"
)

// JobMail sends one Mail.
const JobMail = "mail.send"

// MailState is what became of a mail.
type MailState string

const (
	MailQueued  MailState = "queued"
	MailSending MailState = "sending" // handed over, and nobody knows yet whether it was taken
	MailSent    MailState = "sent"    // the server took it
	MailFailed  MailState = "failed"  // and will not be tried again by itself
	MailBounced MailState = "bounced" // it came back
)

// Mail is one message to one receiver.
type Mail struct {
	ID       string       `json:"id"`
	To       mail.Address `json:"to"`
	Message  mail.Message `json:"message"` // without its receivers
	Token    string       `json:"token"`   // by which an answer is known
	State    MailState    `json:"state"`
	Reason   string       `json:"reason,omitempty"` // Spanish: why it failed or came back
	Attempts int          `json:"attempts"`
	NextAt   time.Time    `json:"next_at,omitzero"` // when it is owed again; while it is being sent, when that is given up
	At       time.Time    `json:"at"`
	SentAt   time.Time    `json:"sent_at,omitzero"`
	Version  int          `json:"-"`
}

// MailJob is the data of JobMail.
type MailJob struct {
	ID string `json:"id"`
}

var scanMail = document(func(m *Mail, v int) { m.Version = v })

const mailColumns = `SELECT version, body FROM mail`

// Addresses are where people receive mail.
func Addresses(people []institution.Person) []mail.Address {
	out := make([]mail.Address, len(people))
	for i, p := range people {
		out[i] = mail.Address{Name: p.Name, Email: p.Email}
	}
	return out
}

// QueueMail keeps a message for each of its receivers, with the job that sends it, in the
// transaction of what it tells. The same address is written to once.
func (t *Tx) QueueMail(ctx context.Context, now time.Time, m mail.Message) error {
	to := m.To
	m.To = nil
	seen := map[string]bool{}
	for _, a := range to {
		key := strings.ToLower(a.Email)
		if a.Email == "" || seen[key] {
			continue
		}
		seen[key] = true
		x := Mail{ID: id.New(now), To: a, Message: m, Token: strings.ToLower(rand.Text()), State: MailQueued, At: now, NextAt: now}
		err := t.exec(ctx, "queue a mail", `INSERT INTO mail (id, thread, address, token, state, at, next_at, version, body) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8)`,
			x.ID, m.Thread, key, x.Token, string(x.State), micros(now), micros(x.NextAt), encode(x))
		if err != nil {
			return err
		}
		if err := t.Enqueue(ctx, Job{Name: JobMail, Data: MailJob{x.ID}}); err != nil {
			return err
		}
	}
	return nil
}

// Mail reads one mail.
func (t *Tx) Mail(ctx context.Context, id string) (Mail, error) {
	return one(ctx, t, "ese correo", scanMail, mailColumns+` WHERE id = $1`, id)
}

// MailByToken reads the mail that an answer belongs to.
func (t *Tx) MailByToken(ctx context.Context, token string) (Mail, error) {
	return one(ctx, t, "ese correo", scanMail, mailColumns+` WHERE token = $1`, strings.ToLower(token))
}

// UpdateMail changes a mail.
func (t *Tx) UpdateMail(ctx context.Context, m Mail) error {
	return t.update(ctx, "change the mail", `UPDATE mail SET state = $1, next_at = $2, body = $3, version = version + 1 WHERE id = $4 AND version = $5`,
		string(m.State), micros(m.NextAt), encode(m), m.ID, m.Version)
}

// MailFilter narrows mails; empty fields do not.
type MailFilter struct {
	States  []string
	Thread  string
	Address string
	Limit   int // 0: 200
	Offset  int
}

// Mails lists mails, the newest first.
func (t *Tx) Mails(ctx context.Context, f MailFilter) ([]Mail, error) {
	var w where
	w.in("state", f.States)
	if f.Thread != "" {
		w.and("thread = ?", f.Thread)
	}
	if f.Address != "" {
		w.and("address = ?", strings.ToLower(f.Address))
	}
	return list(ctx, t, scanMail, page("mail", w, "at DESC, id DESC", upTo(f.Limit, 200), f.Offset), w.args...)
}

// MailsDue lists what is owed at now: what waits for its turn, and what began to be sent so
// long ago that nobody is sending it any more. The longest owed first.
func (t *Tx) MailsDue(ctx context.Context, now time.Time, limit int) ([]Mail, error) {
	return list(ctx, t, scanMail, mailColumns+` WHERE state IN ('queued', 'sending') AND next_at <= $1 ORDER BY next_at LIMIT $2`, micros(now), limit)
}

// CountMails counts mails by state.
func (t *Tx) CountMails(ctx context.Context) (map[MailState]int, error) {
	type count struct {
		state MailState
		n     int
	}
	rows, err := list(ctx, t, func(r scanner) (c count, err error) { return c, r.Scan(&c.state, &c.n) }, `SELECT state, count(*) FROM mail GROUP BY state`)
	out := make(map[MailState]int, len(rows))
	for _, c := range rows {
		out[c.state] = c.n
	}
	return out, err
}

// EarlierMails lists the identifiers of what was sent before to the same address about the
// same thread, the oldest first: the first one and the last ones.
func (t *Tx) EarlierMails(ctx context.Context, m Mail) ([]string, error) {
	ids, err := list(ctx, t, scanText, `SELECT id FROM mail WHERE thread = $1 AND address = $2 AND id < $3 ORDER BY id DESC LIMIT 200`,
		m.Message.Thread, strings.ToLower(m.To.Email), m.ID)
	slices.Reverse(ids)
	if len(ids) > 10 {
		ids = append(ids[:1], ids[len(ids)-9:]...)
	}
	return ids, err
}
