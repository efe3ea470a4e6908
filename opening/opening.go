// Package opening carries an account from its proposal to its first day: the area's
// answers, the letter, the press office's verdict, and the steps by which the account is
// opened. One file per command; each reads, asks the gate, decides by the pure type, and
// keeps state, ledger entry, deadlines, mail and jobs in one transaction. Nothing here is
// approved by time passing.
package opening

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/ledger"
	"pregonero/limits"
	"pregonero/mail"
	"pregonero/media"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/store"
)

// Opener is what opening works with.
type Opener struct {
	Store      *store.Store
	Pack       *regulation.Pack
	Gate       institution.Gate
	Media      *media.Store
	Connectors map[string]bool // networks that the program can speak to
	Practice   bool            // the practice network can be proposed
	AllowHosts []string        // servers of the inner network that may be called; as in account.CheckServer
	Now        func() time.Time
	Log        *slog.Logger
}

const practiceNetwork = "practice"

// Networks lists the networks on which an account can be proposed.
func (v *Opener) Networks() []string {
	return slices.DeleteFunc(limits.Names(), func(n string) bool { return n == practiceNetwork && !v.Practice })
}

func subject(p proposal.Proposal) string { return "proposal:" + p.ID }

func path(p proposal.Proposal) string { return "/propuestas/" + p.ID }

// over is what an act on a proposal touches.
func over(p proposal.Proposal) institution.On {
	on := institution.On{AreaID: p.AreaID, Subject: subject(p)}
	if p.AccountID != "" {
		on.AccountIDs = []string{p.AccountID}
	}
	return on
}

// entry starts the ledger's entry about a proposal.
func (v *Opener) entry(now time.Time, a institution.Actor, act string, p proposal.Proposal, rule regulation.Rule) ledger.Entry {
	e := store.Entry(now, a, act)
	e.Subject, e.Account, e.Area, e.Clause = subject(p), p.AccountID, p.AreaID, v.Pack.ClauseFor(rule)
	e.Details = map[string]any{"state": string(p.State)}
	if p.Folio != "" {
		e.Details["folio"] = p.Folio
	}
	return e
}

// step is one command on a proposal: who may, its name in the ledger, the rule, and what it does.
type step struct {
	act  institution.Act
	name string
	rule regulation.Rule
	do   func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) error
}

// take reads a proposal, asks the gate, does the step and keeps everything together.
func (v *Opener) take(ctx context.Context, a institution.Actor, proposalID string, s step) (proposal.Proposal, error) {
	now := v.Now()
	p, err := v.read(ctx, proposalID)
	if err != nil {
		return p, err
	}
	if err := v.Gate.Permit(ctx, now, a, s.act, over(p)); err != nil {
		return proposal.Proposal{}, err
	}
	err = v.Store.Change(ctx, func(t *store.Tx) (err error) {
		if p, err = t.Proposal(ctx, proposalID); err != nil {
			return err
		}
		e := v.entry(now, a, s.name, p, s.rule)
		if err := s.do(t, &p, &e); err != nil {
			return err
		}
		e.Account, e.Details["state"] = p.AccountID, string(p.State)
		if p.Folio != "" {
			e.Details["folio"] = p.Folio
		}
		if err := t.UpdateProposal(ctx, p); err != nil {
			return err
		}
		return t.Record(ctx, e)
	})
	return p, v.recorded(ctx, a, s, p, err)
}

// recorded keeps in the ledger what was refused under a clause; the error is handed on.
func (v *Opener) recorded(ctx context.Context, a institution.Actor, s step, p proposal.Proposal, err error) error {
	f, ok := fault.Of(err)
	if !ok || f.Clause == "" {
		return err
	}
	if bad := v.Gate.Recorder.RecordRefusal(ctx, v.Now(), a, institution.Refusal{Act: s.act, On: over(p), Clause: f.Clause}); bad != nil {
		return bad
	}
	return err
}

func (v *Opener) read(ctx context.Context, proposalID string) (p proposal.Proposal, err error) {
	return p, v.Store.Read(ctx, func(t *store.Tx) error {
		p, err = t.Proposal(ctx, proposalID)
		return err
	})
}

// around gathers what the answers are judged against.
func (v *Opener) around(ctx context.Context, t *store.Tx, p proposal.Proposal) (w proposal.Around, err error) {
	w = proposal.Around{AreaID: p.AreaID, Networks: v.Networks(), AllowHosts: v.AllowHosts, Self: p.AccountID}
	if w.Accounts, err = t.Accounts(ctx, store.AccountFilter{}); err != nil {
		return w, err
	}
	if w.Taken, err = t.Proposals(ctx, store.MatterFilter{States: []string{string(proposal.Sent), string(proposal.Presented)}}); err != nil {
		return w, err
	}
	w.Taken = slices.DeleteFunc(w.Taken, func(x proposal.Proposal) bool { return x.ID == p.ID })
	areas, err := t.Areas(ctx)
	if err != nil {
		return w, err
	}
	w.Family = institution.Family(areas)
	if w.Lead, err = personOrNone(ctx, t, p.Answers.LeadID); err != nil {
		return w, err
	}
	if w.Alternate, err = personOrNone(ctx, t, p.Answers.AlternateID); err != nil {
		return w, err
	}
	w.Today = regulation.DateOf(v.Now().In(v.zone(zoneOf(areas, p.AreaID))))
	return w, nil
}

func personOrNone(ctx context.Context, t *store.Tx, personID string) (institution.Person, error) {
	if personID == "" {
		return institution.Person{}, nil
	}
	p, err := t.Person(ctx, personID)
	if fault.Is(err, fault.NotFound) {
		return institution.Person{}, nil
	}
	return p, err
}

func zoneOf(areas []institution.Area, areaID string) string {
	for _, a := range areas {
		if a.ID == areaID {
			return a.Zone
		}
	}
	return ""
}

// zone is a time zone by its name; the institution's when it has none.
func (v *Opener) zone(name string) *time.Location {
	for _, n := range []string{name, v.Pack.Institution.Zone} {
		if loc, err := time.LoadLocation(n); n != "" && err == nil {
			return loc
		}
	}
	return time.UTC
}

// clock begins a deadline that the proposal owes, counted in the days of its area.
func (v *Opener) clock(ctx context.Context, t *store.Tx, p proposal.Proposal, kind, place string, now time.Time, owners ...string) error {
	c, err := t.Calendar(ctx, v.Pack)
	if err != nil {
		return err
	}
	area, err := t.Area(ctx, p.AreaID)
	if err != nil {
		return err
	}
	hours := v.Pack.Attendance
	hours.Zone = v.zone(area.Zone).String()
	d, err := deadline.New(v.Pack, c, kind, deadline.For{Subject: subject(p), AccountID: p.AccountID, AreaID: p.AreaID, Path: path(p) + place,
		Detail: p.Title(), Owners: owners, Hours: &hours}, id.New(now), now)
	if err != nil {
		return err
	}
	return t.SetDeadline(ctx, d)
}

// message starts a mail about a proposal.
func (v *Opener) message(p proposal.Proposal, place, title string, rule regulation.Rule, paragraphs ...string) mail.Message {
	m := mail.Message{Subject: title + ": " + p.Title(), Thread: subject(p), Greeting: "Buen día:", Paragraphs: paragraphs, Clause: v.Pack.ClauseFor(rule),
		Action: &mail.Link{Label: "Abrir en Pregonero", Path: path(p) + place}}
	if p.Folio != "" {
		m.Facts = append(m.Facts, [2]string{"Folio", p.Folio})
	}
	m.Facts = append(m.Facts, [2]string{"Cuenta", p.Title()}, [2]string{"Red", limits.Of(p.Answers.Network).Label})
	return m
}

// tell queues a mail for those whom roles name.
func (v *Opener) tell(ctx context.Context, t *store.Tx, p proposal.Proposal, m mail.Message, who ...string) error {
	people, err := t.Holders(ctx, v.Now(), over(p), who...)
	if err != nil {
		return err
	}
	m.To = append(m.To, store.Addresses(people)...)
	if len(m.To) == 0 {
		return nil
	}
	return t.QueueMail(ctx, v.Now(), m)
}

// facts gathers what the steps lean on.
func (v *Opener) facts(ctx context.Context, t *store.Tx, p proposal.Proposal) (f proposal.Facts, err error) {
	if p.AccountID == "" {
		return f, nil
	}
	if f.Account, err = t.Account(ctx, p.AccountID); err != nil {
		return f, err
	}
	kept, err := t.Custody(ctx, f.Account)
	f.Kept, f.Connector = kept.Has(account.PartPassword), v.Connectors[f.Account.Network]
	return f, err
}
