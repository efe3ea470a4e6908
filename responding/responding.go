// Package responding answers to an account that is operated without right: one report tells
// the offices at once and again until each says it has read, freezes publishing, has the
// tokens revoked and the passwords renewed, shows what was published meanwhile, leads
// through the steps and ends in a report. It also keeps the cases of misuse, with their
// evidence frozen. One file per command.
package responding

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"pregonero/account"
	"pregonero/incident"
	"pregonero/institution"
	"pregonero/ledger"
	"pregonero/mail"
	"pregonero/regulation"
	"pregonero/store"
)

// Responder is what responding works with.
type Responder struct {
	Store *store.Store
	Pack  *regulation.Pack
	Gate  institution.Gate
	Now   func() time.Time
	Log   *slog.Logger
}

// Jobs of other processes that an incident orders.
const (
	JobRevoke = "custody.revoke"
	JobForce  = "custody.force_rotation"
)

// Order is the data of those jobs.
type Order struct {
	AccountID string `json:"account_id"`
	Why       string `json:"why"`
	Incident  string `json:"incident"`
}

func subject(i incident.Incident) string { return "incident:" + i.ID }

// noticeOf is what an office owes: to say that it has read.
func noticeOf(i incident.Incident, office institution.Role) string {
	return subject(i) + "/" + string(office)
}

func path(i incident.Incident) string { return "/incidentes/" + i.ID }

func on(i incident.Incident) institution.On {
	return institution.On{AreaID: i.AreaID, AccountIDs: []string{i.AccountID}, Subject: subject(i)}
}

func (r *Responder) clause() string { return r.Pack.ClauseFor(regulation.RuleIncident) }

func (r *Responder) entry(now time.Time, a institution.Actor, act string, i incident.Incident) ledger.Entry {
	e := store.Entry(now, a, act)
	e.Subject, e.Account, e.Area, e.Clause = subject(i), i.AccountID, i.AreaID, r.clause()
	e.Details = map[string]any{"folio": i.Folio}
	if i.Drill {
		e.Details["drill"] = true
	}
	return e
}

// message starts a mail about an incident.
func (r *Responder) message(i incident.Incident, acc account.Account, people []institution.Person, title string, paragraphs ...string) mail.Message {
	mark := ""
	if i.Drill {
		mark = "SIMULACRO. "
		paragraphs = append([]string{"Esto es un simulacro: actúe como si fuera cierto. Nada se detuvo."}, paragraphs...)
	}
	m := mail.Message{Subject: fmt.Sprintf("%sIncidente %s en %s", mark, i.Folio, acc.At()), Thread: subject(i), Greeting: title, Paragraphs: paragraphs,
		Facts:  [][2]string{{"Cuenta", acc.At()}, {"Qué pasa", i.Kind.Label()}, {"Lo reportó", i.Reporter}},
		Action: &mail.Link{Label: "Confirmar que me enteré y ver qué hacer", Path: path(i)}, Clause: r.clause()}
	m.To = append(m.To, store.Addresses(people)...)
	return m
}

// change reads an incident, asks the gate, changes it and keeps it with its entry.
func (r *Responder) change(ctx context.Context, a institution.Actor, incidentID, act string, right institution.Act, f func(*store.Tx, *incident.Incident, *ledger.Entry) error) (incident.Incident, error) {
	now := r.Now()
	var i incident.Incident
	if err := r.Store.Read(ctx, func(t *store.Tx) (err error) { i, err = t.Incident(ctx, incidentID); return err }); err != nil {
		return i, err
	}
	if err := r.Gate.Permit(ctx, now, a, right, on(i)); err != nil {
		return i, err
	}
	return i, r.Store.Change(ctx, func(t *store.Tx) (err error) {
		if i, err = t.Incident(ctx, incidentID); err != nil {
			return err
		}
		e := r.entry(now, a, act, i)
		if err := f(t, &i, &e); err != nil {
			return err
		}
		if err := t.UpdateIncident(ctx, i); err != nil {
			return err
		}
		return t.Record(ctx, e)
	})
}
