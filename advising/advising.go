// Package advising carries what people ask of an office or tell a superior: requests to
// the press office, subjects raised, questions to the help desk, and cases that the
// regulation does not foresee. One file per command; each reads, asks the gate, decides by
// the pure type, and keeps state, ledger entry, clock and mail in one transaction.
package advising

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/ledger"
	"pregonero/mail"
	"pregonero/regulation"
	"pregonero/request"
	"pregonero/store"
)

// Advisor is what advising works with.
type Advisor struct {
	Store *store.Store
	Pack  *regulation.Pack
	Gate  institution.Gate
	Now   func() time.Time
	Log   *slog.Logger
}

// way is what is particular to a kind: who may, under which rule, by when, and who answers.
type way struct {
	ask, answer institution.Act
	rule        regulation.Rule
	deadline    string
	owners      []institution.Role
	series      string // of the folio
}

var ways = map[request.Kind]way{
	request.Unforeseen: {institution.UnforeseenRaise, institution.UnforeseenResolve, regulation.RuleUnforeseen, regulation.DeadlineUnforeseenAnswer,
		[]institution.Role{institution.President, institution.Secretary}, "CNP"},
	request.Publish: {institution.RequestMake, institution.RequestAnswer, regulation.RulePressRequest, regulation.DeadlineRequestAnswer,
		[]institution.Role{institution.Press}, "DIF"},
	request.Raise: {institution.Raise, institution.RaiseAcknowledge, regulation.RuleRaise, regulation.DeadlineRaiseAcknowledgement,
		[]institution.Role{institution.Head}, "INF"},
	request.Help: {institution.HelpAsk, institution.HelpAnswer, regulation.RuleHelp, regulation.DeadlineHelpAnswer,
		[]institution.Role{institution.Press}, "AYU"},
}

// asking is over what a request is made.
func asking(r request.Request) institution.On {
	on := institution.On{AreaID: r.AreaID, Subject: subject(r)}
	if r.AccountID != "" {
		on.AccountIDs = []string{r.AccountID}
	}
	return on
}

// answering is over what it is answered.
func answering(r request.Request) institution.On {
	return institution.On{AreaID: r.AnswerArea(), Subject: subject(r)}
}

func subject(r request.Request) string { return "request:" + r.ID }

func path(r request.Request) string { return "/solicitudes/" + r.ID }

// entry starts the ledger's entry about a request.
func (v *Advisor) entry(now time.Time, a institution.Actor, act string, r request.Request) ledger.Entry {
	e := store.Entry(now, a, act)
	e.Subject, e.Account, e.Area, e.Clause = subject(r), r.AccountID, r.AreaID, v.Pack.ClauseFor(ways[r.Kind].rule)
	e.Details = map[string]any{"kind": string(r.Kind), "folio": r.Folio}
	return e
}

// message starts a mail about a request; answers by mail come back to it.
func (v *Advisor) message(r request.Request, people []institution.Person, title string, paragraphs ...string) mail.Message {
	m := mail.Message{Subject: fmt.Sprintf("%s %s: %s", r.Kind.Label(), r.Folio, r.Title), Thread: subject(r), Greeting: "Buen día:",
		Paragraphs: append([]string{title}, paragraphs...), Clause: v.Pack.ClauseFor(ways[r.Kind].rule), TakesReply: true,
		Facts:  [][2]string{{"Folio", r.Folio}, {"Asunto", r.Title}, {"De", r.AskedName}},
		Action: &mail.Link{Label: "Abrir en Pregonero", Path: path(r)}}
	m.To = append(m.To, store.Addresses(people)...)
	return m
}

// tell queues a mail, when there is anybody to tell.
func (v *Advisor) tell(ctx context.Context, t *store.Tx, now time.Time, m mail.Message) error {
	if len(m.To) == 0 {
		return nil
	}
	return t.QueueMail(ctx, now, m)
}

// asker is the address of who asked.
func (v *Advisor) asker(ctx context.Context, t *store.Tx, r request.Request) ([]institution.Person, error) {
	if r.AskedBy != "" {
		p, err := t.Person(ctx, r.AskedBy)
		if err != nil || !p.Active {
			return nil, err
		}
		return []institution.Person{p}, nil
	}
	if r.AskedMail == "" {
		return nil, nil
	}
	return []institution.Person{{Name: r.AskedName, Email: r.AskedMail}}, nil
}

// clock begins the deadline of a request.
func (v *Advisor) clock(ctx context.Context, t *store.Tx, r request.Request, now time.Time) error {
	w := ways[r.Kind]
	c, err := t.Calendar(ctx, v.Pack)
	if err != nil {
		return err
	}
	d, err := deadline.New(v.Pack, c, w.deadline, deadline.For{Subject: subject(r), AccountID: r.AccountID, AreaID: r.AnswerArea(), Path: path(r),
		Detail: r.Folio, Owners: deadline.Roles(w.owners...)}, id.New(now), now)
	if err != nil {
		return err
	}
	return t.SetDeadline(ctx, d)
}

// change reads a request, changes it and keeps it with its entry.
func (v *Advisor) change(ctx context.Context, a institution.Actor, requestID, act string, permit func(request.Request) error, f func(*store.Tx, *request.Request) error) (request.Request, error) {
	now := v.Now()
	var r request.Request
	if err := v.Store.Read(ctx, func(t *store.Tx) (err error) { r, err = t.Request(ctx, requestID); return err }); err != nil {
		return r, err
	}
	if err := permit(r); err != nil {
		return r, err
	}
	return r, v.Store.Change(ctx, func(t *store.Tx) (err error) {
		if r, err = t.Request(ctx, requestID); err != nil {
			return err
		}
		if err := f(t, &r); err != nil {
			return err
		}
		if err := t.UpdateRequest(ctx, r); err != nil {
			return err
		}
		e := v.entry(now, a, act, r)
		if r.Answer != nil {
			e.Details["decision"] = string(r.Answer.Decision)
			e.Details["cites"] = strings.Join(r.Answer.Cites, " ")
		}
		return t.Record(ctx, e)
	})
}

// notReadable refuses to show a request, and records it.
func (v *Advisor) notReadable(ctx context.Context, a institution.Actor, r request.Request) error {
	if r.MayRead(v.Now(), a) {
		return nil
	}
	return v.deny(ctx, a, institution.RequestRead, asking(r), r, fault.New(fault.Forbidden, "Esta solicitud solo la ven quien la hizo y quienes la contestan.").
		Then("Si le corresponde, pida a quien la hizo que le cuente cómo va."))
}

// deny refuses what the table alone would allow, and records it as the gate does.
func (v *Advisor) deny(ctx context.Context, a institution.Actor, act institution.Act, on institution.On, r request.Request, told *fault.Fault) error {
	clause := v.Pack.ClauseFor(ways[r.Kind].rule)
	if err := v.Gate.Recorder.RecordRefusal(ctx, v.Now(), a, institution.Refusal{Act: act, On: on, Clause: clause}); err != nil {
		return err
	}
	return told.Under(clause)
}
