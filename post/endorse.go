package post

import (
	"slices"
	"strings"

	"pregonero/internal/fault"
	"pregonero/regulation"
)

// Endorse is the word of the area that generated the information, on the content whose
// hash the person had before their eyes.
//
//clause:code 6.xx
func (p *Post) Endorse(rules *regulation.Pack, by Seal) error {
	clause := rules.ClauseFor(regulation.RuleEndorsement)
	if err := p.notOwn(by.By, rules.ClauseFor(regulation.RuleOwnEndorsement), "avalar"); err != nil {
		return err
	}
	if p.State != Review {
		return p.conflict("no espera aval")
	}
	if by.Hash != p.Content.Hash() {
		return changed(clause)
	}
	if !p.Content.DueAt.After(by.At) {
		return p.late(rules)
	}
	p.Aval, p.State, p.Moved, p.Updated = &by, Endorsed, nil, by.At
	return nil
}

// Approve lets it go out at its time. An approval that comes late publishes nothing.
func (p *Post) Approve(rules *regulation.Pack, by Seal) error {
	clause := rules.ClauseFor(regulation.RuleEndorsement)
	if err := p.notOwn(by.By, rules.ClauseFor(regulation.RuleOwnEndorsement), "aprobar"); err != nil {
		return err
	}
	if p.State != Endorsed {
		return p.conflict("no espera aprobación")
	}
	if by.Hash != p.Content.Hash() || p.Aval == nil || p.Aval.Hash != by.Hash {
		return changed(clause)
	}
	if !p.Content.DueAt.After(by.At) {
		return p.late(rules)
	}
	p.Approval, p.State, p.Moved, p.Updated = &by, Scheduled, nil, by.At
	return nil
}

// Cleared tells whether this very content was endorsed and approved: asked again at the
// moment of sending.
func (p Post) Cleared() bool {
	if p.State != Scheduled || p.Aval == nil || p.Approval == nil {
		return false
	}
	h := p.Content.Hash()
	return p.Aval.Hash == h && p.Approval.Hash == h
}

// SendBack returns it to its author with a reason.
func (p *Post) SendBack(r Return) error {
	if p.State != Review && p.State != Endorsed {
		return p.conflict("no espera respuesta")
	}
	if strings.TrimSpace(r.Reason) == "" {
		return fault.New(fault.Invalid, "Escriba por qué se devuelve.").Then("Una frase basta: la leerá quien redactó.").On("reason")
	}
	p.State, p.Returned, p.Aval, p.Approval, p.Moved, p.Updated = Draft, &r, nil, nil, nil, r.At
	return nil
}

func (p Post) notOwn(person, clause, what string) error {
	if !slices.Contains(p.Editors, person) {
		return nil
	}
	return fault.New(fault.Forbidden, "No puede %s lo que usted redactó.", what).
		Then("Pida a otra persona con ese cargo que lo revise.").Under(clause)
}

func (p Post) late(rules *regulation.Pack) error {
	return fault.New(fault.Late, "La hora en que debía salir ya pasó: no se publica.").
		Then("Elija otra hora y envíela de nuevo a visto bueno.").Under(rules.ClauseFor(regulation.RuleLateApproval))
}

func changed(clause string) error {
	return fault.New(fault.Conflict, "El contenido cambió después de que usted lo abrió.").
		Then("Vuelva a cargar la página y revise la versión actual.").Under(clause)
}
