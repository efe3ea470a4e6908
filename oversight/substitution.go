package oversight

import (
	"context"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/mail"
	"pregonero/regulation"
	"pregonero/store"
)

// leaveAccount keeps the account without the person, ends their right over it and opens
// the substitution, which the head, the press office and who stays are told of. acc has
// the place empty already.
//
//clause:code 5.1.p2
//clause:code 7.v
func (o *Office) leaveAccount(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p institution.Person, acc *account.Account, role institution.Role, why string) error {
	if err := t.EndAccountGrants(ctx, acc.ID, role, now); err != nil {
		return err
	}
	if acc.Substitution == nil { // the first to leave sets the date for both
		d, err := o.openSubstitution(ctx, t, *acc, now)
		if err != nil {
			return err
		}
		acc.Substitution = &account.Substitution{Since: now, Due: d.Due}
	}
	if err := t.UpdateAccount(ctx, *acc); err != nil {
		return err
	}
	if err := o.tellSubstitution(ctx, t, now, p, *acc, role); err != nil {
		return err
	}
	e := store.Entry(now, a, "account.administrator_missing")
	e.Subject, e.Account, e.Area = "account:"+acc.ID, acc.ID, acc.AreaID
	e.Clause = o.Pack.ClauseFor(regulation.RuleTwoAdministrators)
	e.Details = map[string]any{"person": p.ID, "role": string(role), "reason": why, "due": acc.Substitution.Due.UTC().Format(time.RFC3339)}
	return t.Record(ctx, e)
}

func (o *Office) openSubstitution(ctx context.Context, t *store.Tx, acc account.Account, now time.Time) (deadline.Deadline, error) {
	c, err := t.Calendar(ctx, o.Pack)
	if err != nil {
		return deadline.Deadline{}, err
	}
	d, err := deadline.New(o.Pack, c, regulation.DeadlineSubstitution, deadline.For{Subject: account.SubstitutionSubject(acc.ID), AccountID: acc.ID, AreaID: acc.AreaID,
		Path: "/cuentas/" + acc.ID + "/relevo", Detail: acc.At(), Owners: deadline.Roles(institution.Head, institution.Press)}, id.New(now), now)
	if err != nil {
		return d, err
	}
	return d, t.SetDeadline(ctx, d)
}

func (o *Office) tellSubstitution(ctx context.Context, t *store.Tx, now time.Time, p institution.Person, acc account.Account, role institution.Role) error {
	goesOn := "La cuenta sigue con la otra persona administradora hasta esa fecha; si nadie ha sido designado para entonces, se detiene la publicación."
	if acc.LeadID == "" && acc.AlternateID == "" {
		goesOn = "La cuenta se quedó sin personas administradoras: no publica hasta que se designe a las dos."
	}
	return o.tell(ctx, t, now, institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}}, []institution.Role{institution.Head, institution.Press, institution.Lead, institution.Alternate}, mail.Message{
		Subject: "Falta una persona administradora en " + acc.At(), Thread: "substitution:" + acc.ID, Greeting: "Buen día:", Clause: o.Pack.ClauseFor(regulation.RuleAdministratorChange),
		Paragraphs: []string{p.Name + " dejó de administrar la cuenta y su acceso terminó.", goesOn},
		Facts:      [][2]string{{"Cuenta", acc.At()}, {"Cargo", institution.RoleLabel(role)}, {"Hay que designar a más tardar el", regulation.DateSentence(acc.Substitution.Due, o.Pack.Location())}},
		Action:     &mail.Link{Label: "Designar a quien sustituye", Path: "/cuentas/" + acc.ID + "/relevo"}})
}

// tell queues a mail to whoever holds the roles; nobody is no error.
func (o *Office) tell(ctx context.Context, t *store.Tx, now time.Time, on institution.On, roles []institution.Role, m mail.Message) error {
	people, err := t.Holders(ctx, now, on, deadline.Roles(roles...)...)
	if err != nil || len(people) == 0 {
		return err
	}
	m.To = append(m.To, store.Addresses(people)...)
	return t.QueueMail(ctx, now, m)
}

// tellHead notifies the press office that the head of an area begins or ends.
//
//clause:code 7.v
func (o *Office) tellHead(ctx context.Context, t *store.Tx, now time.Time, g institution.Grant, begins bool) error {
	if g.Role != institution.Head {
		return nil
	}
	p, err := t.Person(ctx, g.PersonID)
	if err != nil {
		return err
	}
	area, err := t.Area(ctx, g.AreaID)
	if err != nil {
		return err
	}
	said := p.Name + " dejó de ser titular de " + area.Name + ". Su acceso a las cuentas del área terminó."
	if begins {
		said = p.Name + " es titular de " + area.Name + " desde hoy y responde por sus cuentas."
	}
	return o.tell(ctx, t, now, institution.On{AreaID: g.AreaID}, []institution.Role{institution.Press}, mail.Message{
		Subject: "Cambio de titular: " + area.Name, Thread: "area:" + area.ID, Greeting: "Buen día:", Paragraphs: []string{said},
		Clause: o.Pack.ClauseFor(regulation.RuleAdministratorChange), Action: &mail.Link{Label: "Ver los cargos", Path: "/administracion/cargos"}})
}
