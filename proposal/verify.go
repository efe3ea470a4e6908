package proposal

import (
	"strings"
	"time"

	"pregonero/internal/fault"
	"pregonero/regulation"
)

// PlanVerification says on which day the verification will be asked for, because the
// account does not qualify yet, or why the network gives none.
//
//clause:code 6.xxx
func (p *Proposal) PlanVerification(on regulation.Date, none string, today regulation.Date) error {
	if err := p.must("programar la verificación", Approved, Live); err != nil {
		return err
	}
	v := &p.Opening.Verification
	if v.Waits() {
		return fault.New(fault.Conflict, "La verificación ya se pidió y espera la respuesta de la red.")
	}
	none = strings.TrimSpace(none)
	if none == "" && (on.IsZero() || on.Before(today)) {
		return fault.New(fault.Invalid, "Diga qué día se pedirá la verificación, o por qué la red no la ofrece.").On("planned_on")
	}
	if v.PlannedOn, v.None = on, none; none != "" {
		v.PlannedOn = regulation.Date{}
	}
	return nil
}

// AskVerification notes that the network was asked.
//
//clause:code 6.xxx
func (p *Proposal) AskVerification(reference string, now time.Time) error {
	if err := p.must("pedir la verificación", Approved, Live); err != nil {
		return err
	}
	v := &p.Opening.Verification
	if v.Waits() {
		return fault.New(fault.Conflict, "La verificación ya se pidió y espera la respuesta de la red.")
	}
	*v = Verifying{AskedAt: now, Reference: strings.TrimSpace(reference), Asked: v.Asked + 1}
	return nil
}

// AnswerVerification notes what the network answered. A verification that ends has its
// renewal; one that was denied has the day on which it is asked for again.
//
//clause:code 6.xxx
func (p *Proposal) AnswerVerification(granted bool, note string, next, today regulation.Date, now time.Time) error {
	if err := p.must("registrar la respuesta de la red", Approved, Live); err != nil {
		return err
	}
	v := &p.Opening.Verification
	if !v.Waits() {
		return fault.New(fault.Conflict, "No hay una verificación en espera de respuesta.").Then("Primero registre que se pidió.")
	}
	if !next.IsZero() && next.Before(today) {
		return fault.New(fault.Invalid, "La fecha ya pasó.").On("next")
	}
	if !granted && (next.IsZero() || blank(note)) {
		return fault.New(fault.Invalid, "Diga qué contestó la red y qué día se volverá a pedir.").On("next")
	}
	v.AnsweredAt, v.Granted, v.Note = now, granted, strings.TrimSpace(note)
	if granted {
		v.RenewOn = next
		return nil
	}
	v.PlannedOn = next
	return nil
}

// Waits tells whether the network owes an answer.
func (v Verifying) Waits() bool { return !v.AskedAt.IsZero() && v.AnsweredAt.IsZero() }
