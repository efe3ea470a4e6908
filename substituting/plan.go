package substituting

import (
	"context"
	"slices"
	"strings"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/letter"
	"pregonero/regulation"
	"pregonero/store"
)

// Designation is who is to administer an account, and why it changes.
type Designation struct {
	LeadID, AlternateID string
	Reason              string
}

// Plan is what a hand-over does, or did.
type Plan struct {
	Account   account.Account // as it is now; after HandOver, as it stays
	Leaving   []institution.Person
	Arriving  []institution.Person
	Notified  []institution.Person // of the press office
	Signer    institution.Person   // who heads the area, and signs the letter that informs; none when nobody does
	Letter    *letter.Letter       // after HandOver, that letter; nil without a signer
	Renews    bool                 // the password is ordered to be renewed
	Resumes   bool                 // publishing had stopped for the missing administrator and goes on
	Former    [2]string            // ids of lead and alternate
	Following [2]string            // idem, from now on
}

// Prepare says what a hand-over would do. It changes nothing.
func (s *Substituter) Prepare(ctx context.Context, a institution.Actor, accountID string, d Designation) (p Plan, err error) {
	if _, err := s.permitted(ctx, a, accountID); err != nil {
		return p, err
	}
	if err := s.notOneself(ctx, a, accountID, d); err != nil {
		return p, err
	}
	err = s.Store.Read(ctx, func(t *store.Tx) error { p, err = s.plan(ctx, t, accountID, d); return err })
	return p, err
}

// notOneself refuses, and records, that somebody designates themself.
//
//clause:code 5.1.p4
func (s *Substituter) notOneself(ctx context.Context, a institution.Actor, accountID string, d Designation) error {
	var acc account.Account
	if err := s.Store.Read(ctx, func(t *store.Tx) (err error) { acc, err = t.Account(ctx, accountID); return err }); err != nil {
		return err
	}
	if a.PersonID == "" || !slices.Contains([]string{d.LeadID, d.AlternateID}, a.PersonID) || acc.Administers(a.PersonID) {
		return nil
	}
	clause := s.Pack.ClauseFor(regulation.RuleAccess)
	if err := s.Gate.Recorder.RecordRefusal(ctx, s.Now(), a, institution.Refusal{Act: institution.AccountChange, On: on(acc), Clause: clause}); err != nil {
		return err
	}
	return fault.New(fault.Forbidden, "Nadie puede designarse administrador de una cuenta.").
		Then("Pida a otra persona con ese cargo que haga la designación.").Under(clause)
}

func (s *Substituter) plan(ctx context.Context, t *store.Tx, accountID string, d Designation) (p Plan, err error) {
	if p.Account, err = t.Account(ctx, accountID); err != nil {
		return p, err
	}
	acc := p.Account
	if acc.State == account.Closed {
		return p, fault.New(fault.Conflict, "La cuenta está dada de baja: ya no se administra.").Then("Revise su expediente.")
	}
	p.Former, p.Following = [2]string{acc.LeadID, acc.AlternateID}, [2]string{d.LeadID, d.AlternateID}
	if p.Former == p.Following {
		return p, fault.New(fault.Invalid, "Son las mismas personas que ya la administran.").Then("Elija a quien llega.").On("lead_id")
	}
	if err := s.check(ctx, t, acc.AreaID, d); err != nil {
		return p, err
	}
	if strings.TrimSpace(d.Reason) == "" {
		return p, fault.New(fault.Invalid, "Escriba por qué cambian las personas administradoras.").On("reason")
	}
	if p.Leaving, err = difference(ctx, t, p.Former, p.Following); err != nil {
		return p, err
	}
	if p.Arriving, err = difference(ctx, t, p.Following, p.Former); err != nil {
		return p, err
	}
	if p.Notified, err = t.Holders(ctx, s.Now(), on(acc), string(institution.Press)); err != nil {
		return p, err
	}
	heads, err := t.Holders(ctx, s.Now(), on(acc), string(institution.Head))
	if len(heads) > 0 {
		p.Signer = heads[0]
	}
	acc.LeadID, acc.AlternateID, acc.Substitution = d.LeadID, d.AlternateID, clone(acc.Substitution)
	p.Resumes, p.Renews = acc.Substituted(), len(p.Leaving) > 0 || p.Account.Missing()
	return p, err
}

func clone(s *account.Substitution) *account.Substitution {
	if s == nil {
		return nil
	}
	out := *s
	return &out
}

// check says whether the two may administer an account of the area.
//
//clause:code 5.1.p2
func (s *Substituter) check(ctx context.Context, t *store.Tx, areaID string, d Designation) error {
	lead, err := personOrNone(ctx, t, d.LeadID)
	if err != nil {
		return err
	}
	alternate, err := personOrNone(ctx, t, d.AlternateID)
	if err != nil {
		return err
	}
	areas, err := t.Areas(ctx)
	if err != nil {
		return err
	}
	return account.CheckAdministrators(s.Pack, areaID, lead, alternate, institution.Family(areas))
}

func personOrNone(ctx context.Context, t *store.Tx, id string) (institution.Person, error) {
	if id == "" {
		return institution.Person{}, nil
	}
	p, err := t.Person(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return institution.Person{}, nil
	}
	return p, err
}

// difference reads the people of a that are not in b.
func difference(ctx context.Context, t *store.Tx, a, b [2]string) (out []institution.Person, err error) {
	for _, id := range a {
		if id == "" || slices.Contains(b[:], id) {
			continue
		}
		p, err := t.Person(ctx, id)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}
