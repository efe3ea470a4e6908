package substituting

import (
	"context"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/mail"
	"pregonero/regulation"
	"pregonero/store"
)

// HandOver changes who administers the account, with everything that goes with it.
//
//clause:code 5.1.p2
//clause:code 7.v
func (s *Substituter) HandOver(ctx context.Context, a institution.Actor, accountID string, d Designation) (p Plan, err error) {
	if _, err := s.permitted(ctx, a, accountID); err != nil {
		return p, err
	}
	if err := s.notOneself(ctx, a, accountID, d); err != nil {
		return p, err
	}
	err = s.Store.Change(ctx, func(t *store.Tx) error {
		if p, err = s.plan(ctx, t, accountID, d); err != nil {
			return err
		}
		return s.carryOut(ctx, t, a, &p, d)
	})
	return p, err
}

func (s *Substituter) carryOut(ctx context.Context, t *store.Tx, a institution.Actor, p *Plan, d Designation) error {
	now, acc := s.Now(), p.Account
	acc.LeadID, acc.AlternateID = d.LeadID, d.AlternateID
	acc.Substituted()
	if err := t.UpdateAccount(ctx, acc); err != nil {
		return err
	}
	p.Account = acc
	for _, f := range []func(context.Context, *store.Tx, time.Time, Plan) error{touch, regrant, endAccess} {
		if err := f(ctx, t, now, *p); err != nil {
			return err
		}
	}
	if err := t.MeetDeadline(ctx, regulation.DeadlineSubstitution, account.SubstitutionSubject(acc.ID), now); err != nil {
		return err
	}
	if p.Renews {
		why := "Cambio de personas administradoras del " + regulation.DateSentence(now, s.Pack.Location())
		if err := t.Enqueue(ctx, store.Job{Name: JobForce, Data: Order{acc.ID, why}}); err != nil {
			return err
		}
	}
	if err := s.notify(ctx, t, now, a, *p, d); err != nil {
		return err
	}
	if err := s.notice(ctx, t, now, a, p, d); err != nil {
		return err
	}
	return s.record(ctx, t, now, a, *p, d)
}

// touch writes who arrives, so that of a designation and a leave at once one sees the other.
func touch(ctx context.Context, t *store.Tx, _ time.Time, p Plan) error {
	for _, personID := range p.Following {
		x, err := t.Person(ctx, personID)
		if err != nil {
			return err
		}
		if err := t.UpdatePerson(ctx, x); err != nil {
			return err
		}
	}
	return nil
}

// regrant ends what changes and begins what follows.
func regrant(ctx context.Context, t *store.Tx, now time.Time, p Plan) error {
	for i, g := range p.Account.AdministratorGrants() {
		if p.Former[i] == g.PersonID {
			continue
		}
		if err := t.EndAccountGrants(ctx, p.Account.ID, g.Role, now); err != nil {
			return err
		}
		g.ID, g.From = id.New(now), now
		if err := t.AddGrant(ctx, g); err != nil {
			return err
		}
	}
	return nil
}

// endAccess closes the sessions and the keys for programs of who leaves; whoever has
// another role enters again with that alone.
func endAccess(ctx context.Context, t *store.Tx, now time.Time, p Plan) error {
	for _, x := range p.Leaving {
		if err := t.EndSessionsOf(ctx, x.ID, ""); err != nil {
			return err
		}
		if err := t.RevokeToken(ctx, x.ID, "", now); err != nil {
			return err
		}
	}
	return nil
}

// notify tells the press office, and the people concerned.
func (s *Substituter) notify(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p Plan, d Designation) error {
	acc := p.Account
	m := mail.Message{Subject: "Cambio en la administración de " + acc.At(), Thread: "substitution:" + acc.ID, Greeting: "Buen día:",
		Clause:     s.Pack.ClauseFor(regulation.RuleAdministratorChange),
		Paragraphs: []string{"Se le notifica el cambio de personas administradoras de la cuenta. El acceso de quien sale ya terminó, y la contraseña se manda renovar."},
		Facts:      [][2]string{{"Cuenta", acc.At()}, {"Sale", names(p.Leaving)}, {"Llega", names(p.Arriving)}, {"Motivo", d.Reason}, {"Lo hizo", a.Name}, {"Desde", regulation.DateSentence(now, s.Pack.Location())}},
		Action:     &mail.Link{Label: "Abrir el expediente", Path: "/cuentas/" + acc.ID + "/personas"}}
	concerned, err := t.Holders(ctx, now, on(acc), string(institution.Head), string(institution.Lead), string(institution.Alternate))
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, x := range append(append(p.Notified, concerned...), p.Leaving...) {
		if x.Active && !seen[x.ID] {
			seen[x.ID], m.To = true, append(m.To, mail.Address{Name: x.Name, Email: x.Email})
		}
	}
	if len(m.To) == 0 {
		return nil
	}
	return t.QueueMail(ctx, now, m)
}

func names(people []institution.Person) string {
	var out []string
	for _, p := range people {
		out = append(out, p.Name)
	}
	if len(out) == 0 {
		return nobody
	}
	return strings.Join(out, " y ")
}

const nobody = "nadie"

func (s *Substituter) record(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p Plan, d Designation) error {
	e := s.entry(now, a, "account.administrators", p.Account, regulation.RuleAdministratorChange)
	e.Details = map[string]any{"lead": d.LeadID, "alternate": d.AlternateID, "was_lead": p.Former[0], "was_alternate": p.Former[1], "reason": d.Reason,
		"renews": p.Renews, "resumes": p.Resumes, "notified": len(p.Notified), "letter": ""}
	if p.Letter != nil {
		e.Details["letter"] = p.Letter.Number
	}
	if err := t.Record(ctx, e); err != nil || !p.Resumes {
		return err
	}
	return t.Record(ctx, s.entry(now, a, "publishing.resume", p.Account, regulation.RuleTwoAdministrators))
}
