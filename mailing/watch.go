package mailing

import (
	"context"
	"strings"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/store"
)

// Line is one mail as whoever watches over the mail sees it: never what it says.
type Line struct {
	ID       string          `json:"id"`
	To       string          `json:"to" doc:"Dirección"`
	Name     string          `json:"name" doc:"Persona"`
	Subject  string          `json:"subject" doc:"Asunto"`
	State    store.MailState `json:"state" enum:"queued,sending,sent,failed,bounced" doc:"Estado"`
	Reason   string          `json:"reason,omitempty" doc:"Por qué no se entregó"`
	Attempts int             `json:"attempts" doc:"Intentos"`
	At       time.Time       `json:"at" doc:"Cuándo se pidió"`
	SentAt   time.Time       `json:"sent_at,omitzero" doc:"Cuándo lo tomó el servidor"`
}

func lineOf(m store.Mail) Line {
	return Line{m.ID, m.To.Email, m.To.Name, m.Message.Subject, m.State, m.Reason, m.Attempts, m.At, m.SentAt}
}

// Filter narrows the list; empty fields do not.
type Filter struct {
	State   store.MailState
	Address string
	Page    int // from 1
}

// PageSize is how many lines a page has.
const PageSize = 50

// List is one page of mails, the newest first, and how many there are in each state.
type List struct {
	Lines  []Line                  `json:"lines"`
	Counts map[store.MailState]int `json:"counts"`
	More   bool                    `json:"more" doc:"Si hay otra página"`
	Ready  bool                    `json:"ready" doc:"Si hay un servidor de correo configurado"`
}

// List lists what was sent, to whom and what became of it.
//
//clause:code 5.1.p4
func (r *Room) List(ctx context.Context, a institution.Actor, f Filter) (l List, err error) {
	if err := r.Gate.Permit(ctx, r.Now(), a, institution.MailRead, institution.On{Subject: "mail"}); err != nil {
		return l, err
	}
	q := store.MailFilter{Address: strings.TrimSpace(f.Address), Limit: PageSize + 1, Offset: (max(f.Page, 1) - 1) * PageSize}
	if f.State != "" {
		q.States = []string{string(f.State)}
	}
	l.Ready = r.Ready()
	err = r.Store.Read(ctx, func(t *store.Tx) error {
		mails, err := t.Mails(ctx, q)
		if err != nil {
			return err
		}
		l.More = len(mails) > PageSize
		for _, m := range mails[:min(len(mails), PageSize)] {
			l.Lines = append(l.Lines, lineOf(m))
		}
		l.Counts, err = t.CountMails(ctx)
		return err
	})
	return l, err
}

// Ready tells whether mail leaves at all.
func (r *Room) Ready() bool { return r.Out != nil }

// Incoming tells whether answers and bounces come in.
func (r *Room) Incoming() bool { return r.Domain != "" }

// Retry sends again what failed or came back, as a new attempt of the same mail.
func (r *Room) Retry(ctx context.Context, a institution.Actor, mailID string) (Line, error) {
	now := r.Now()
	if err := r.Gate.Permit(ctx, now, a, institution.MailRead, institution.On{Subject: "mail:" + mailID}); err != nil {
		return Line{}, err
	}
	var m store.Mail
	err := r.change(ctx, func(t *store.Tx) (err error) {
		if m, err = t.Mail(ctx, mailID); err != nil {
			return err
		}
		if m.State != store.MailFailed && m.State != store.MailBounced && m.State != store.MailQueued {
			return fault.New(fault.Conflict, "Ese correo ya salió o está saliendo.").Then("Vuelva a cargar la lista.")
		}
		m.State, m.NextAt = store.MailQueued, now
		if err := t.UpdateMail(ctx, m); err != nil {
			return err
		}
		e := store.Entry(now, a, "mail.retry")
		e.Subject, e.Details = m.Message.Thread, map[string]any{"mail": m.ID}
		if err := t.Record(ctx, e); err != nil {
			return err
		}
		return t.Enqueue(ctx, store.Job{Name: store.JobMail, Data: store.MailJob{ID: m.ID}})
	})
	return lineOf(m), err
}

// Received lists what came in, the newest first: from whom, its subject and what became of
// it, never what it says.
func (r *Room) Received(ctx context.Context, a institution.Actor) (out []store.Received, err error) {
	if err := r.Gate.Permit(ctx, r.Now(), a, institution.MailRead, institution.On{Subject: "mail"}); err != nil {
		return nil, err
	}
	err = r.Store.Read(ctx, func(t *store.Tx) (err error) { out, err = t.ReceivedMails(ctx, PageSize); return err })
	return out, err
}

// Address is somebody's address and whether they confirmed it.
type Address struct {
	Person      institution.Person
	Asked       time.Time // zero: not yet
	ConfirmedAt time.Time // zero: not yet
}

// Addresses lists the addresses of active people.
func (r *Room) Addresses(ctx context.Context, a institution.Actor) (out []Address, err error) {
	if err := r.Gate.Permit(ctx, r.Now(), a, institution.PeopleRead, institution.On{Subject: "mail"}); err != nil {
		return nil, err
	}
	err = r.Store.Read(ctx, func(t *store.Tx) error {
		people, err := t.People(ctx)
		if err != nil {
			return err
		}
		all, err := t.Verifications(ctx)
		for _, p := range people {
			if p.Active {
				out = append(out, addressOf(p, all[p.ID]))
			}
		}
		return err
	})
	return out, err
}

func addressOf(p institution.Person, v store.Verified) Address {
	if !strings.EqualFold(v.Address, p.Email) {
		return Address{Person: p}
	}
	return Address{p, v.Asked, v.At}
}

// Mine is one's own address.
func (r *Room) Mine(ctx context.Context, a institution.Actor) (x Address, err error) {
	err = r.Store.Read(ctx, func(t *store.Tx) error {
		p, err := t.Person(ctx, a.PersonID)
		if err != nil {
			return err
		}
		all, err := t.Verifications(ctx)
		x = addressOf(p, all[p.ID])
		return err
	})
	return x, err
}

// State is what became of a mail.
type State = store.MailState

// States, in the order in which people look at them.
const (
	Queued  = store.MailQueued
	Sending = store.MailSending
	Sent    = store.MailSent
	Failed  = store.MailFailed
	Bounced = store.MailBounced
)

// States lists them.
func States() []State { return []State{Failed, Bounced, Queued, Sending, Sent} }

// What became of what came in.
const (
	Taken     = store.MailTaken
	Refused   = store.MailRefused
	Automatic = store.MailAutomatic
	Report    = store.MailReport
)
