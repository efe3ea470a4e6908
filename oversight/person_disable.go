package oversight

import (
	"context"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/store"
)

// DisablePerson takes somebody out: their sessions, keys for programs and roles end in
// this transaction, and in the accounts that they administered a substitution opens.
// Nobody does it to themself.
//
//clause:code 7.v
func (o *Office) DisablePerson(ctx context.Context, a institution.Actor, personID, reason string) error {
	now := o.Now()
	on := institution.On{Subject: "person:" + personID}
	if err := o.Gate.Permit(ctx, now, a, institution.PersonManage, on); err != nil {
		return err
	}
	if a.PersonID == personID {
		return o.deny(ctx, now, a, institution.PersonManage, on,
			fault.New(fault.Forbidden, "Nadie se da de baja.").Then("Pídalo a otra persona que opere el sistema."))
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return fault.New(fault.Invalid, "Escriba por qué se da de baja.").On("reason")
	}
	return o.settle(ctx, func(t *store.Tx) error {
		p, err := t.Person(ctx, personID)
		if err != nil {
			return err
		}
		return o.disable(ctx, t, now, a, p, reason)
	})
}

func (o *Office) disable(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p institution.Person, reason string) error {
	if !p.Active {
		return fault.New(fault.Conflict, "%s ya está de baja.", p.Name)
	}
	p.Active = false
	if err := t.UpdatePerson(ctx, p); err != nil {
		return err
	}
	e := o.personEntry(now, a, "person.disable", p)
	e.Details = map[string]any{"reason": reason}
	if err := t.Record(ctx, e); err != nil {
		return err
	}
	return o.endAccess(ctx, t, now, a, p)
}

// endAccess ends all that somebody has. The login is kept with a new version, so that no
// log-in under way finishes after this.
func (o *Office) endAccess(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p institution.Person) error {
	if err := t.EndSessionsOf(ctx, p.ID, ""); err != nil {
		return err
	}
	if err := t.RevokeToken(ctx, p.ID, "", now); err != nil {
		return err
	}
	none := func(account.Account, institution.Role) bool { return false }
	if err := o.leaveAccounts(ctx, t, now, a, p, "person.disable", none); err != nil {
		return err
	}
	if err := o.endGrants(ctx, t, now, a, p, "person.disable", func(institution.Grant) bool { return true }); err != nil {
		return err
	}
	l, err := t.Login(ctx, p.ID)
	if err != nil {
		return err
	}
	return t.UpdateLogin(ctx, l)
}

// endGrants ends what somebody holds and which says so, each with its entry.
func (o *Office) endGrants(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p institution.Person, why string, which func(institution.Grant) bool) error {
	held, err := t.GrantsOf(ctx, p.ID, now)
	if err != nil {
		return err
	}
	for _, g := range held {
		if !which(g) {
			continue
		}
		if err := o.endGrant(ctx, t, now, a, g, why); err != nil {
			return err
		}
	}
	return nil
}

// leaveAccounts takes somebody out of the accounts that they administer, but where they
// stay, and opens their substitution.
//
//clause:code 5.1.p2
//clause:code 7.v
func (o *Office) leaveAccounts(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p institution.Person, why string, stays func(account.Account, institution.Role) bool) error {
	all, err := t.Accounts(ctx, store.AccountFilter{})
	if err != nil {
		return err
	}
	for _, acc := range all {
		if acc.State == account.Closed {
			continue
		}
		for role, held := range map[institution.Role]*string{institution.Lead: &acc.LeadID, institution.Alternate: &acc.AlternateID} {
			if *held != p.ID || stays(acc, role) {
				continue
			}
			*held = ""
			if err := o.leaveAccount(ctx, t, now, a, p, &acc, role, why); err != nil {
				return err
			}
			acc.Version++
		}
	}
	return nil
}
