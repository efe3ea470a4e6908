package mailing

import (
	"context"
	"fmt"
	"strings"

	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/mail"
	"pregonero/store"
)

// PracticeSender is the server of the practice mode: every letter is made, as it would
// leave, and stays in the practice mailbox.
type PracticeSender struct{ Files mail.Files }

// Send implements Sender.
func (s PracticeSender) Send(ctx context.Context, l mail.Letter) error {
	_, err := l.Bytes(ctx, s.Files)
	return err
}

// Opened is a mail as its receiver sees it.
type Opened struct {
	Line
	Text       string
	HTML       string
	Path       string // of its action, "" for none
	TakesReply bool
	Files      []string
}

var errPractice = fault.New(fault.NotFound, "El buzón de práctica solo existe en el modo de práctica.")

// PracticeBox lists what the made-up people of the practice mode received, the newest
// first; address "" is everybody's.
func (r *Room) PracticeBox(ctx context.Context, address string) (out []Line, err error) {
	if !r.Practice {
		return nil, errPractice
	}
	err = r.Store.Read(ctx, func(t *store.Tx) error {
		mails, err := t.Mails(ctx, store.MailFilter{States: []string{string(store.MailSent)}, Address: address, Limit: 100})
		for _, m := range mails {
			out = append(out, lineOf(m))
		}
		return err
	})
	return out, err
}

// PracticeMail opens one of them.
func (r *Room) PracticeMail(ctx context.Context, mailID string) (o Opened, err error) {
	if !r.Practice {
		return o, errPractice
	}
	err = r.Store.Read(ctx, func(t *store.Tx) error {
		m, err := t.Mail(ctx, mailID)
		if err != nil {
			return err
		}
		l, err := r.letter(ctx, t, m)
		if err != nil {
			return err
		}
		o = Opened{Line: lineOf(m), Text: l.Text(), TakesReply: l.TakesReply()}
		if m.Message.Action != nil {
			o.Path = m.Message.Action.Path
		}
		for _, f := range m.Message.Files {
			o.Files = append(o.Files, f.Name)
		}
		o.HTML, err = l.HTML()
		return err
	})
	return o, err
}

// PracticeAnswer answers as the receiver would, by the way that real answers come in.
func (r *Room) PracticeAnswer(ctx context.Context, mailID, text string) error {
	if !r.Practice {
		return errPractice
	}
	if strings.TrimSpace(text) == "" {
		return fault.New(fault.Invalid, "Escriba la respuesta.").On("text")
	}
	var m store.Mail
	err := r.Store.Read(ctx, func(t *store.Tx) (err error) { m, err = t.Mail(ctx, mailID); return err })
	if err != nil {
		return err
	}
	now := r.Now()
	to := mail.ReplyAddress(m.Token, r.Domain)
	raw := fmt.Sprintf("From: <%s>\r\nTo: <%s>\r\nSubject: Re: practica\r\nMessage-ID: <%s@practica.invalid>\r\nIn-Reply-To: <%s>\r\nDate: %s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%s\r\n",
		m.To.Email, to, strings.ToLower(id.New(now)), mail.MessageID(m.ID, mail.Letter{From: r.From}.Domain()), now.Format("Mon, 02 Jan 2006 15:04:05 -0700"), text)
	return told(r.Receive(ctx, mail.Delivery{From: m.To.Email, To: []string{to}, Raw: []byte(raw)}))
}

// told says to people why a message was turned away.
func told(err error) error {
	if t, ok := err.(*mail.Turned); ok { //nolint:errorlint // Receive returns it bare
		return fault.New(fault.Conflict, "No se tomó la respuesta: %s.", strings.ToLower(t.Why[:1])+t.Why[1:])
	}
	return err
}
