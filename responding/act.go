package responding

import (
	"context"

	"pregonero/account"
	"pregonero/incident"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/regulation"
	"pregonero/store"
)

// Acknowledge says, for every told office that the actor holds, that it has read.
func (r *Responder) Acknowledge(ctx context.Context, a institution.Actor, incidentID string) (incident.Incident, error) {
	now := r.Now()
	return r.change(ctx, a, incidentID, "incident.acknowledge", institution.IncidentHandle, func(t *store.Tx, i *incident.Incident, e *ledger.Entry) error {
		first := false
		for _, office := range r.officesOf(a, *i) {
			if !i.Acknowledge(incident.Ack{Office: office, By: a.PersonID, Name: a.Name, At: now}) {
				continue
			}
			first = true
			if err := t.MeetDeadline(ctx, regulation.DeadlineIncidentAcknowledgement, noticeOf(*i, office), now); err != nil {
				return err
			}
		}
		if !first {
			return fault.New(fault.Conflict, "De su parte ya se confirmó, o no se esperaba su confirmación.")
		}
		return nil
	})
}

// officesOf lists the told offices that the actor holds.
func (r *Responder) officesOf(a institution.Actor, i incident.Incident) (out []institution.Role) {
	self := []institution.Person{{ID: a.PersonID, Active: true}}
	for _, office := range incident.Offices() {
		if len(institution.Holders(r.Now(), self, a.Grants, on(i), string(office))) > 0 {
			out = append(out, office)
		}
	}
	return out
}

// Take notes that a step was taken.
func (r *Responder) Take(ctx context.Context, a institution.Actor, incidentID, step, note string) (incident.Incident, error) {
	now := r.Now()
	return r.change(ctx, a, incidentID, "incident.step", institution.IncidentHandle, func(_ *store.Tx, i *incident.Incident, e *ledger.Entry) error {
		e.Details["step"] = step
		return i.Take(r.Pack, incident.Done{Step: step, By: a.PersonID, Name: a.Name, At: now, Note: note})
	})
}

// Say writes something down in the incident.
func (r *Responder) Say(ctx context.Context, a institution.Actor, incidentID, text string) (incident.Incident, error) {
	now := r.Now()
	return r.change(ctx, a, incidentID, "incident.note", institution.IncidentHandle, func(_ *store.Tx, i *incident.Incident, _ *ledger.Entry) error {
		return i.Say(incident.Note{By: a.PersonID, Name: a.Name, At: now, Text: text})
	})
}

// Close ends the incident with its report. Publishing stays stopped unless resume asks
// otherwise: that is a decision of its own, recorded as such.
func (r *Responder) Close(ctx context.Context, a institution.Actor, incidentID, cause, measures string, resume bool) (incident.Incident, error) {
	now := r.Now()
	return r.change(ctx, a, incidentID, "incident.close", institution.IncidentHandle, func(t *store.Tx, i *incident.Incident, e *ledger.Entry) error {
		if err := i.Close(r.Pack, incident.Report{Cause: cause, Measures: measures, By: a.PersonID, Name: a.Name, At: now}); err != nil {
			return err
		}
		for _, office := range incident.Offices() {
			if err := t.DropDeadline(ctx, regulation.DeadlineIncidentAcknowledgement, noticeOf(*i, office), now); err != nil {
				return err
			}
		}
		acc, err := t.Account(ctx, i.AccountID)
		if err != nil {
			return err
		}
		if resume && !i.Drill && acc.Stopped && acc.State == account.Active {
			acc.Resume()
			if err := t.UpdateAccount(ctx, acc); err != nil {
				return err
			}
			if err := t.Record(ctx, r.entry(now, a, "publishing.resume", *i)); err != nil {
				return err
			}
		}
		e.Details["resumed"] = resume
		people, err := t.Holders(ctx, now, on(*i), "lead", "alternate", "head", "press_office", "it_office")
		if err != nil {
			return err
		}
		m := r.message(*i, acc, people, "El incidente se cerró.", "Qué pasó: "+cause, "Para que no se repita: "+measures)
		m.Action.Label = "Ver el informe"
		return t.QueueMail(ctx, now, m)
	})
}
