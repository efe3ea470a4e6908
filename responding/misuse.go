package responding

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"pregonero/incident"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/ledger"
	"pregonero/mail"
	"pregonero/regulation"
	"pregonero/store"
)

// ReportMisuse opens a case of improper use of an institutional account and freezes its
// evidence as it stands: who had access, what went out, which entries of the ledger, under
// which signed checkpoint. Personal accounts are no subject: only registered ones can be named.
//
//clause:code 5.p2
//clause:code 2.p2
func (r *Responder) ReportMisuse(ctx context.Context, a institution.Actor, accountID, text string, from, to time.Time) (incident.Misuse, error) {
	now := r.Now()
	clause := r.Pack.ClauseFor(regulation.RuleMisuse)
	if err := r.Gate.Permit(ctx, now, a, institution.MisuseReport, institution.On{}); err != nil {
		return incident.Misuse{}, err
	}
	m := incident.Misuse{ID: id.New(now), AccountID: accountID, Text: strings.TrimSpace(text), ReportedBy: a.PersonID, Reporter: a.Name, At: now,
		From: from, Until: earlier(to, now), State: incident.Open}
	if err := m.Check(now); err != nil {
		return m, err
	}
	return m, r.Store.Change(ctx, func(t *store.Tx) error {
		acc, err := t.Account(ctx, accountID)
		if fault.Is(err, fault.NotFound) {
			return fault.New(fault.Invalid, "Esa cuenta no está en el registro de la institución.").
				Then("Las cuentas personales no pueden ser motivo de un reporte aquí.").Under(clause).On("account_id")
		}
		if err != nil {
			return err
		}
		m.AreaID = acc.AreaID
		if m.Folio, err = t.Folio(ctx, r.Pack, "UI", now); err != nil {
			return err
		}
		if m.Evidence, err = freeze(ctx, t, m, acc.At()); err != nil {
			return err
		}
		m.Hash = hashOf(m.Evidence)
		if err := t.AddMisuse(ctx, m); err != nil {
			return err
		}
		people, err := t.Holders(ctx, now, institution.On{AreaID: m.AreaID}, string(institution.Auditor), string(institution.Press))
		if err != nil {
			return err
		}
		notice := mail.Message{Subject: "Reporte de uso indebido " + m.Folio, Thread: "misuse:" + m.ID, Greeting: "Buen día:", Clause: clause,
			Paragraphs: []string{"Se reportó un posible uso indebido de una cuenta institucional. La evidencia quedó fija desde el momento del reporte."},
			Facts:      [][2]string{{"Folio", m.Folio}, {"Cuenta", acc.At()}}, Action: &mail.Link{Label: "Abrir el expediente", Path: "/uso-indebido/" + m.ID}}
		notice.To = append(notice.To, store.Addresses(people)...)
		if err := t.QueueMail(ctx, now, notice); err != nil {
			return err
		}
		return t.Record(ctx, r.misuseEntry(now, a, "misuse.report", m))
	})
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || a.After(b) {
		return b
	}
	return a
}

func (r *Responder) misuseEntry(now time.Time, a institution.Actor, act string, m incident.Misuse) ledger.Entry {
	e := store.Entry(now, a, act)
	e.Subject, e.Account, e.Area, e.Clause = "misuse:"+m.ID, m.AccountID, m.AreaID, r.Pack.ClauseFor(regulation.RuleMisuse)
	e.Details = map[string]any{"folio": m.Folio, "evidence": m.Hash}
	return e
}

// freeze gathers the evidence of a case.
func freeze(ctx context.Context, t *store.Tx, m incident.Misuse, account string) (e incident.Evidence, err error) {
	e.Account = account
	grants, err := t.GrantsOver(ctx, m.AreaID, m.AccountID, m.From, m.Until)
	if err != nil {
		return e, err
	}
	for _, g := range grants {
		p, err := t.Person(ctx, g.PersonID)
		if err != nil {
			return e, err
		}
		e.Access = append(e.Access, incident.Access{PersonID: p.ID, Name: p.Name, Role: institution.RoleLabel(g.Role), From: g.From, Until: g.Until})
	}
	if e.Published, err = published(ctx, t, m.AccountID, m.From, m.Until); err != nil {
		return e, err
	}
	if e.Ledger.Size, e.Checkpoint, err = t.LatestCheckpoint(ctx); err != nil {
		return e, err
	}
	rows, err := t.Ledger(ctx, store.LedgerFilter{Accounts: []string{m.AccountID}, From: m.From, To: m.Until.Add(time.Second), Limit: 10_000})
	for _, row := range rows {
		e.Ledger.Entries = append(e.Ledger.Entries, row.ID)
	}
	return e, err
}

// Package is the evidence as it is handed over: the same bytes each time, whose hash
// stands in the ledger since the report.
func Package(e incident.Evidence) []byte {
	b, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		panic("responding: cannot marshal: " + err.Error()) // our own plain types only
	}
	return append(b, '\n')
}

func hashOf(e incident.Evidence) string {
	sum := sha256.Sum256(Package(e))
	return hex.EncodeToString(sum[:])
}

// Misuse shows a case to those who deal with it and to who reported it.
func (r *Responder) Misuse(ctx context.Context, a institution.Actor, misuseID string) (m incident.Misuse, err error) {
	if err = r.Store.Read(ctx, func(t *store.Tx) (err error) { m, err = t.Misuse(ctx, misuseID); return err }); err != nil {
		return m, err
	}
	if m.ReportedBy == a.PersonID && institution.Allowed(r.Now(), a, institution.MisuseReport, institution.On{}) && !institution.Allowed(r.Now(), a, institution.MisuseHandle, institution.On{}) {
		m.Evidence = incident.Evidence{Account: m.Evidence.Account} // who reports does not see others' access
		return m, nil
	}
	if err := r.Gate.Permit(ctx, r.Now(), a, institution.MisuseHandle, institution.On{AreaID: m.AreaID, Subject: "misuse:" + m.ID}); err != nil {
		return incident.Misuse{}, err
	}
	if hashOf(m.Evidence) != m.Hash {
		return m, fmt.Errorf("the evidence of %s is not what was frozen", m.Folio)
	}
	return m, nil
}

// Misuses lists the cases that the actor may see.
func (r *Responder) Misuses(ctx context.Context, a institution.Actor) (all []incident.Misuse, err error) {
	if err := r.Gate.Permit(ctx, r.Now(), a, institution.MisuseReport, institution.On{}); err != nil {
		return nil, err
	}
	err = r.Store.Read(ctx, func(t *store.Tx) (err error) { all, err = t.Misuses(ctx, store.MatterFilter{Limit: 500}); return err })
	handles := institution.Allowed(r.Now(), a, institution.MisuseHandle, institution.On{})
	return slices.DeleteFunc(all, func(m incident.Misuse) bool { return !handles && m.ReportedBy != a.PersonID }), err
}

// Hand notes that the evidence went to the authority that sanctions.
func (r *Responder) Hand(ctx context.Context, a institution.Actor, misuseID, to, note string) (m incident.Misuse, err error) {
	if m, err = r.Misuse(ctx, a, misuseID); err != nil {
		return m, err
	}
	now := r.Now()
	if err := r.Gate.Permit(ctx, now, a, institution.MisuseHandle, institution.On{AreaID: m.AreaID, Subject: "misuse:" + m.ID}); err != nil {
		return m, err
	}
	return m, r.Store.Change(ctx, func(t *store.Tx) (err error) {
		if m, err = t.Misuse(ctx, misuseID); err != nil {
			return err
		}
		if err := m.Hand(incident.HandedOut{To: strings.TrimSpace(to), Note: strings.TrimSpace(note), By: a.PersonID, Name: a.Name, At: now}); err != nil {
			return err
		}
		if err := t.UpdateMisuse(ctx, m); err != nil {
			return err
		}
		e := r.misuseEntry(now, a, "misuse.hand", m)
		e.Details["to"] = m.Handed.To
		return t.Record(ctx, e)
	})
}
