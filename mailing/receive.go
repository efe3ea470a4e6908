package mailing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/mail"
	"pregonero/store"
)

// Known tells whether an address is one that the program receives at.
func (r *Room) Known(ctx context.Context, address string) error {
	box, token := mail.BoxOf(address, r.Domain, r.Help)
	switch box {
	case mail.HelpBox:
		return nil
	case mail.NotOurs:
		return &mail.Turned{Why: "Esa dirección no es de este servicio"}
	}
	err := r.Store.Read(ctx, func(t *store.Tx) error { _, err := t.MailByToken(ctx, token); return err })
	if fault.Is(err, fault.NotFound) {
		return &mail.Turned{Why: "Esa dirección no existe"}
	}
	return err
}

// arrival is one received message with what is known of it.
type arrival struct {
	mail.Incoming
	row    store.Received
	box    mail.Box
	token  string
	report bool // the envelope has no sender: a server wrote it
	now    time.Time
}

// Receive takes a message that came in. It is kept once, however often it comes. A
// *mail.Turned error tells its writer, through their server, why it was not taken.
func (r *Room) Receive(ctx context.Context, d mail.Delivery) error {
	a, err := r.open(d)
	if err != nil {
		return err
	}
	var turned *mail.Turned
	err = r.change(ctx, func(t *store.Tx) error {
		turned = nil
		err := r.sort(ctx, t, &a)
		if errors.As(err, &turned) {
			return r.turn(ctx, t, a, turned)
		}
		return err
	})
	if err == nil && turned != nil {
		return turned
	}
	return err
}

// open reads the message and finds which of our addresses it is for.
func (r *Room) open(d mail.Delivery) (a arrival, err error) {
	a.now, a.report = r.Now(), strings.Trim(d.From, "<> ") == ""
	if a.Incoming, err = mail.Read(d.Raw); err != nil {
		return a, &mail.Turned{Why: "El mensaje no se pudo leer"}
	}
	for _, to := range d.To {
		if box, token := mail.BoxOf(to, r.Domain, r.Help); box != mail.NotOurs && (a.box == mail.NotOurs || box < a.box) {
			a.box, a.token = box, token
		}
	}
	key := a.MessageID
	if key == "" {
		sum := sha256.Sum256(d.Raw)
		key = "sha256:" + hex.EncodeToString(sum[:])
	}
	a.row = store.Received{MessageID: key, At: a.now, Sender: a.From.Email, Subject: a.Subject}
	return a, nil
}

// sort decides where the message goes.
func (r *Room) sort(ctx context.Context, t *store.Tx, a *arrival) error {
	switch {
	case a.box == mail.NotOurs:
		return &mail.Turned{Why: "Esa dirección no es de este servicio"}
	case a.Bounce != nil:
		return r.bounced(ctx, t, *a)
	case a.report, a.Automatic != "":
		return r.keep(ctx, t, *a, store.MailAutomatic, a.Automatic)
	case a.From.Email == "":
		return &mail.Turned{Why: "El mensaje no dice de quién es"}
	case strings.TrimSpace(a.Text) == "":
		return &mail.Turned{Why: "El mensaje no trae texto"}
	case a.box == mail.HelpBox:
		return r.asked(ctx, t, a)
	case a.box == mail.ReplyBox:
		return r.answered(ctx, t, a)
	}
	return &mail.Turned{Why: "Esa dirección no recibe respuestas"}
}

func (r *Room) keep(ctx context.Context, t *store.Tx, a arrival, outcome, reason string) error {
	a.row.Outcome, a.row.Reason = outcome, reason
	_, err := t.AddReceived(ctx, a.row)
	return err
}

// turn keeps that a message was refused. In the ledger only what had a token of ours:
// anybody may write to an address that is known, and must not fill it.
func (r *Room) turn(ctx context.Context, t *store.Tx, a arrival, why *mail.Turned) error {
	a.row.Outcome, a.row.Reason = store.MailRefused, why.Why
	fresh, err := t.AddReceived(ctx, a.row)
	if err != nil || !fresh || a.row.Thread == "" {
		return err
	}
	e := store.Entry(a.now, System, "mail.refuse")
	e.Subject, e.Outcome = a.row.Thread, ledger.Refused
	e.Details = map[string]any{"from": a.row.Sender, "reason": why.Why}
	return t.Record(ctx, e)
}

// answered takes an answer to what it answers: only from the address that was written to.
func (r *Room) answered(ctx context.Context, t *store.Tx, a *arrival) error {
	m, err := t.MailByToken(ctx, a.token)
	if fault.Is(err, fault.NotFound) {
		return &mail.Turned{Why: "Esa dirección no existe"}
	}
	if err != nil {
		return err
	}
	a.row.Thread = m.Message.Thread
	topic, _, _ := strings.Cut(m.Message.Thread, ":")
	switch {
	case !strings.EqualFold(a.From.Email, m.To.Email):
		return &mail.Turned{Why: "La respuesta no viene de la dirección a la que se escribió"}
	case !m.Message.TakesReply || !r.Topics[topic]:
		return &mail.Turned{Why: "Este aviso no recibe respuestas"}
	}
	return r.pass(ctx, t, a, topic, m.Message.Thread)
}

// asked takes a question to the help desk: only from addresses of the institution.
//
//clause:code 5.3.p2
func (r *Room) asked(ctx context.Context, t *store.Tx, a *arrival) error {
	domain := a.From.Email[strings.LastIndexByte(a.From.Email, '@')+1:]
	if !slices.Contains(r.Pack.Institution.MailDomains, domain) {
		return &mail.Turned{Why: "La mesa de ayuda solo atiende direcciones institucionales"}
	}
	if !r.Topics["help"] {
		return &mail.Turned{Why: "La mesa de ayuda no recibe correo"}
	}
	return r.pass(ctx, t, a, "help", "help:")
}

func (r *Room) pass(ctx context.Context, t *store.Tx, a *arrival, topic, thread string) error {
	a.row.Outcome, a.row.Thread = store.MailTaken, thread
	fresh, err := t.AddReceived(ctx, a.row)
	if err != nil || !fresh {
		return err
	}
	reply := mail.Reply{Thread: thread, From: a.From.Email, Name: a.From.Name, Subject: a.Subject, Text: a.Text, At: a.now, MessageID: a.row.MessageID}
	if reply.PersonID, err = personAt(ctx, t, a.From.Email); err != nil {
		return err
	}
	return t.Enqueue(ctx, store.Job{Name: mail.JobReply + topic, Data: reply})
}

// personAt is the active person with that address; "" is nobody, or more than one.
func personAt(ctx context.Context, t *store.Tx, address string) (string, error) {
	people, err := t.People(ctx)
	found := slices.DeleteFunc(people, func(p institution.Person) bool { return !p.Active || !strings.EqualFold(p.Email, address) })
	if err != nil || len(found) != 1 {
		return "", err
	}
	return found[0].ID, nil
}
