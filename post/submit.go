package post

import (
	"strings"
	"time"

	"pregonero/internal/fault"
	"pregonero/regulation"
)

// Submit asks for the endorsement. blocked is the verdict of the checks on this very content.
//
//clause:code 5.2.b
func (p *Post) Submit(rules *regulation.Pack, blocked bool, now time.Time) error {
	if p.State != Draft {
		return p.conflict("ya se envió")
	}
	if err := p.Content.complete(rules, now); err != nil {
		return err
	}
	if blocked {
		return fault.New(fault.Invalid, "El dictamen señala algo que debe corregirse antes de enviar.").
			Then("Corrija lo marcado como «Corregir».").Under(rules.ClauseFor(regulation.RuleDictamen)).On("text")
	}
	p.State, p.Submitted, p.Returned, p.Updated = Review, now, nil, now
	return nil
}

// complete says what is missing before anybody is asked to look at it.
//
//clause:code 3.p1
//clause:code 6.i
//clause:code 5.2.d
func (c Content) complete(rules *regulation.Pack, now time.Time) error {
	switch {
	case len(c.Variants) == 0:
		return fault.New(fault.Invalid, "Elija al menos una cuenta.").Under(rules.ClauseFor(regulation.RulePlacement)).On("accounts")
	case strings.TrimSpace(c.Text) == "" && len(c.Media) == 0:
		return fault.New(fault.Invalid, "Escriba el texto de la publicación.").On("text")
	case len(c.Purposes) == 0:
		return fault.New(fault.Invalid, "Elija al menos un fin al que sirve la publicación.").Under(rules.ClauseFor(regulation.RulePurpose)).On("purposes")
	case len(c.Sources) == 0:
		return fault.New(fault.Invalid, "Indique la fuente original de la información.").Under(rules.ClauseFor(regulation.RuleSource)).On("sources")
	case strings.TrimSpace(c.Subject) == "":
		return fault.New(fault.Invalid, "Diga a qué actividad o información pública de la institución se refiere.").Under(rules.ClauseFor(regulation.RuleActivity)).On("subject")
	case c.DueAt.IsZero():
		return fault.New(fault.Invalid, "Elija el día y la hora en que saldrá.").On("due_at")
	case !c.DueAt.After(now):
		return fault.New(fault.Late, "La hora elegida ya pasó.").Then("Elija otra hora.").On("due_at")
	case !c.NoExpiry && c.ReviewOn.IsZero():
		return fault.New(fault.Invalid, "Diga hasta cuándo es vigente, o que no caduca.").Under(rules.ClauseFor(regulation.RuleValidity)).On("review_on")
	case !c.NoExpiry && !c.ReviewOn.After(c.DueAt):
		return fault.New(fault.Invalid, "La fecha de revisión debe ser posterior a la de publicación.").Under(rules.ClauseFor(regulation.RuleValidity)).On("review_on")
	}
	return nil
}

// Recall takes a submitted post back to draft.
func (p *Post) Recall(now time.Time) error {
	if p.State != Review && p.State != Endorsed {
		return p.conflict("no está en espera")
	}
	p.State, p.Aval, p.Approval, p.Updated = Draft, nil, nil, now
	return nil
}

// Discard ends a post of which nothing has gone out.
func (p *Post) Discard(now time.Time) error {
	if p.State == Closed || p.State == Discarded {
		return p.conflict("ya terminó")
	}
	p.State, p.Updated = Discarded, now
	return nil
}
