package responding

import (
	"context"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/incident"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/regulation"
	"pregonero/store"
)

// Alarm is what who reports an incident tells.
type Alarm struct {
	AccountID string
	Kind      incident.Kind
	Text      string
	Since     time.Time // zero: from now
	Drill     bool
}

// Report opens an incident. Anybody of the institution may: better one alarm too many. In
// one transaction publishing stops, the tokens' end and the renewal of the passwords are
// ordered, and head, press office and IT office are told, each with a clock of its own to
// say that it has read. A drill only tells.
//
//clause:code 6.xxxi
func (r *Responder) Report(ctx context.Context, a institution.Actor, in Alarm) (incident.Incident, error) {
	now := r.Now()
	if err := r.Gate.Permit(ctx, now, a, institution.IncidentReport, institution.On{}); err != nil {
		return incident.Incident{}, err
	}
	i := incident.Incident{ID: id.New(now), AccountID: in.AccountID, Kind: in.Kind, Text: strings.TrimSpace(in.Text), Drill: in.Drill, State: incident.Open,
		ReportedBy: a.PersonID, Reporter: a.Name, At: now, Since: in.Since}
	if i.Since.IsZero() {
		i.Since = now
	}
	if err := i.Check(now); err != nil {
		return i, err
	}
	return i, r.Store.Change(ctx, func(t *store.Tx) error {
		acc, err := t.Account(ctx, i.AccountID)
		if fault.Is(err, fault.NotFound) {
			return fault.New(fault.Invalid, "Esa cuenta no está en el registro.").Then("Elija una de la lista. Las cuentas personales quedan fuera.").On("account_id")
		}
		if err != nil {
			return err
		}
		if err := r.onlyOne(ctx, t, acc, i.Drill); err != nil {
			return err
		}
		i.AreaID = acc.AreaID
		if i.Folio, err = t.Folio(ctx, r.Pack, "INC", now); err != nil {
			return err
		}
		if err := t.AddIncident(ctx, i); err != nil {
			return err
		}
		e := r.entry(now, a, "incident.report", i)
		e.Details["kind"] = string(i.Kind)
		if err := t.Record(ctx, e); err != nil {
			return err
		}
		if err := r.notify(ctx, t, i, acc, now); err != nil || i.Drill {
			return err
		}
		return r.contain(ctx, t, a, i, acc, now)
	})
}

// onlyOne leads to the incident that is open on the account already.
func (r *Responder) onlyOne(ctx context.Context, t *store.Tx, acc account.Account, drill bool) error {
	open, err := t.Incidents(ctx, store.MatterFilter{Accounts: []string{acc.ID}, States: []string{string(incident.Open)}})
	if err != nil {
		return err
	}
	for _, o := range open {
		if o.Drill == drill {
			return fault.New(fault.Conflict, "Ya hay un incidente abierto de esa cuenta: %s.", o.Folio).Then("Ábralo en «Incidentes» y agregue ahí lo que sepa.").On("account_id")
		}
	}
	return nil
}

// notify tells every office at once, and starts the clock that tells it again until it
// says that it has read.
func (r *Responder) notify(ctx context.Context, t *store.Tx, i incident.Incident, acc account.Account, now time.Time) error {
	c, err := t.Calendar(ctx, r.Pack)
	if err != nil {
		return err
	}
	for _, office := range incident.Offices() {
		people, err := t.Holders(ctx, now, on(i), string(office))
		if err != nil {
			return err
		}
		m := r.message(i, acc, people, "Se reportó un incidente en una cuenta de la institución.", i.Text, "Abra la página: dice qué hacer ahora y quién lo hace. Este aviso se repite hasta que confirme que se enteró.")
		if err := t.QueueMail(ctx, now, m); err != nil {
			return err
		}
		d, err := deadline.New(r.Pack, c, regulation.DeadlineIncidentAcknowledgement, deadline.For{Subject: noticeOf(i, office), AccountID: i.AccountID, AreaID: i.AreaID,
			Path: path(i), Detail: i.Folio, Owners: deadline.Roles(office)}, id.New(now), now)
		if err != nil {
			return err
		}
		if err := t.SetDeadline(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// contain freezes the account: nothing goes out, the tokens end, the passwords are renewed.
func (r *Responder) contain(ctx context.Context, t *store.Tx, a institution.Actor, i incident.Incident, acc account.Account, now time.Time) error {
	if acc.State == account.Closed {
		return nil
	}
	if err := acc.Stop(a.Name, "Incidente "+i.Folio+".", now); err != nil {
		return err
	}
	if err := t.UpdateAccount(ctx, acc); err != nil {
		return err
	}
	e := r.entry(now, a, "publishing.stop", i)
	e.Details["reason"] = acc.StopReason
	if err := t.Record(ctx, e); err != nil {
		return err
	}
	order := Order{AccountID: acc.ID, Why: "Incidente " + i.Folio, Incident: i.ID}
	return t.Enqueue(ctx, store.Job{Name: JobRevoke, Data: order}, store.Job{Name: JobForce, Data: order})
}
