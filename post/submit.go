package post

import (
	"net/url"
	"strings"
	"time"

	"pregonero/internal/fault"
	"pregonero/internal/fold"
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
	p.State, p.Submitted, p.Returned, p.Moved, p.Updated = Review, now, nil, nil, now
	return nil
}

// complete is the first thing that is missing before anybody is asked to look at it.
func (c Content) complete(rules *regulation.Pack, now time.Time) error {
	if missing := c.Missing(rules, now); len(missing) > 0 {
		return missing[0]
	}
	return nil
}

// Missing lists what has to be there before anybody is asked to look at it, in the order
// of the form.
//
//clause:code 3.p1
//clause:code 6.i
//clause:code 5.2.d
func (c Content) Missing(rules *regulation.Pack, now time.Time) []*fault.Fault {
	var missing []*fault.Fault
	need := func(there bool, field, sentence string, rule regulation.Rule) {
		if !there {
			missing = append(missing, fault.New(fault.Invalid, sentence).Under(rules.ClauseFor(rule)).On(field))
		}
	}
	need(len(c.Variants) > 0, "accounts", "Elija al menos una cuenta.", regulation.RulePlacement)
	need(c.saysSomething(), "text", "Escriba el texto de la publicación.", "")
	need(len(c.Sources) > 0, "sources", "Indique la fuente original de la información.", regulation.RuleSource)
	for _, x := range c.Sources {
		need(x.URL == "" || webAddress(x.URL), "sources", "La dirección de una fuente no es la de una página: cópiela completa del navegador.", regulation.RuleSource)
	}
	need(fold.Visible(c.Subject), "subject", "Diga a qué actividad o información pública de la institución se refiere.", regulation.RuleActivity)
	need(len(c.Purposes) > 0, "purposes", "Elija al menos un fin al que sirve la publicación.", regulation.RulePurpose)
	need(!c.DueAt.IsZero(), "due_at", "Elija el día y la hora en que saldrá.", "")
	if !c.DueAt.IsZero() && !c.DueAt.After(now) {
		missing = append(missing, fault.New(fault.Late, "La hora elegida ya pasó.").Then("Elija otra hora.").On("due_at"))
	}
	need(c.NoExpiry || !c.ReviewOn.IsZero(), "review_on", "Diga hasta cuándo es vigente, o que no caduca.", regulation.RuleValidity)
	if !c.NoExpiry && !c.ReviewOn.IsZero() {
		need(c.ReviewOn.After(c.DueAt), "review_on", "La fecha de revisión debe ser posterior a la de publicación.", regulation.RuleValidity)
	}
	return missing
}

// webAddress tells whether the address is of the web, and so is safe to lead to.
func webAddress(s string) bool {
	if !strings.Contains(s, "://") {
		s = "https://" + strings.TrimSpace(s)
	}
	u, err := url.Parse(strings.TrimSpace(s))
	return err == nil && strings.Contains(u.Host, ".") && (u.Scheme == "https" || u.Scheme == "http")
}

// saysSomething tells whether every account has words or media to show.
func (c Content) saysSomething() bool {
	if len(c.Media) > 0 {
		return true
	}
	for _, v := range c.Variants {
		if !fold.Visible(c.TextFor(v.AccountID)) {
			return false
		}
	}
	return len(c.Variants) > 0 || fold.Visible(c.Text)
}

// Recall takes a submitted post back to draft.
func (p *Post) Recall(now time.Time) error {
	if p.State != Review && p.State != Endorsed {
		return p.conflict("no está en espera")
	}
	p.State, p.Aval, p.Approval, p.Moved, p.Updated = Draft, nil, nil, nil, now
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
