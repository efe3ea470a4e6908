package opening

import (
	"context"
	"slices"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/ledger"
	"pregonero/regulation"
	"pregonero/store"
)

// maxPersonals bounds how many accounts one person lists.
const maxPersonals = 20

// ListPersonal shows the actor's own personal account on the public pages. Nobody lists
// another person's: the owner is the actor. The ledger says that it was done, not which.
//
//clause:code 7.vii
//clause:code 2.p2
func (v *Opener) ListPersonal(ctx context.Context, a institution.Actor, p account.Personal) (account.Personal, error) {
	now := v.Now()
	if err := v.Gate.Permit(ctx, now, a, institution.PersonalList, institution.On{}); err != nil {
		return account.Personal{}, err
	}
	p = account.Personal{ID: id.New(now), OwnerID: a.PersonID, Name: strings.TrimSpace(p.Name), Network: p.Network,
		Handle: account.CleanHandle(p.Handle), URL: strings.TrimSpace(p.URL), ListedAt: now}
	if err := p.Check(v.public); err != nil {
		return p, err
	}
	return p, v.Store.Change(ctx, func(t *store.Tx) error {
		if err := v.mayList(ctx, t, p); err != nil {
			return err
		}
		if err := t.AddPersonal(ctx, p); err != nil {
			return err
		}
		return t.Record(ctx, v.personalEntry(now, a, "personal.list", p))
	})
}

// public are the networks on which a person may have an account.
func (v *Opener) public(network string) bool { return slices.Contains(v.Networks(), network) }

// mayList refuses what is the institution's, what is listed already, and a list without end.
func (v *Opener) mayList(ctx context.Context, t *store.Tx, p account.Personal) error {
	accounts, err := t.Accounts(ctx, store.AccountFilter{})
	if err != nil {
		return err
	}
	for _, x := range accounts {
		if x.Network == p.Network && strings.EqualFold(x.Handle, p.Handle) {
			return fault.New(fault.Conflict, "Esa cuenta es de la institución, no personal.").On("handle").Under(v.Pack.ClauseFor(regulation.RulePersonalListing))
		}
	}
	own, err := t.Personals(ctx, p.OwnerID)
	if err != nil {
		return err
	}
	if len(own) >= maxPersonals {
		return fault.New(fault.Limit, "Ya se muestran %d cuentas suyas.", len(own)).Then("Retire una antes.").On("handle")
	}
	for _, x := range own {
		if x.Network == p.Network && strings.EqualFold(x.Handle, p.Handle) {
			return fault.New(fault.Conflict, "Esa cuenta ya se muestra.").On("handle")
		}
	}
	return nil
}

// WithdrawPersonal takes the actor's own account from the public pages, at once and without
// a reason, and forgets what was shown. Of who is no longer a councillor nothing is shown.
//
//clause:code 7.vii
func (v *Opener) WithdrawPersonal(ctx context.Context, a institution.Actor, personalID string) error {
	now := v.Now()
	if err := v.Gate.Permit(ctx, now, a, institution.PersonalList, institution.On{}); err != nil {
		return err
	}
	return v.Store.Change(ctx, func(t *store.Tx) error {
		p, err := t.Personal(ctx, personalID)
		if err != nil {
			return err
		}
		if p.OwnerID != a.PersonID || a.PersonID == "" || !p.Gone.IsZero() {
			return fault.New(fault.NotFound, "No encontramos esa cuenta personal.").Then("Revise la lista de las suyas.")
		}
		p.Withdraw(now)
		if err := t.UpdatePersonal(ctx, p); err != nil {
			return err
		}
		return t.Record(ctx, v.personalEntry(now, a, "personal.withdraw", p))
	})
}

// MyPersonals lists the actor's own accounts that are shown.
func (v *Opener) MyPersonals(ctx context.Context, a institution.Actor) (all []account.Personal, err error) {
	if err := v.Gate.Permit(ctx, v.Now(), a, institution.PersonalList, institution.On{}); err != nil {
		return nil, err
	}
	err = v.Store.Read(ctx, func(t *store.Tx) (err error) { all, err = t.Personals(ctx, a.PersonID); return err })
	return all, err
}

// PublicPersonals are the personal accounts on the public pages: of those who are still
// councillors.
//
//clause:code 7.vii
func (v *Opener) PublicPersonals(ctx context.Context) (all []account.Personal, err error) {
	err = v.Store.Read(ctx, func(t *store.Tx) error {
		if all, err = t.Personals(ctx, ""); err != nil || len(all) == 0 {
			return err
		}
		owners, err := t.Holders(ctx, v.Now(), institution.On{}, string(institution.Councillor))
		all = slices.DeleteFunc(all, func(p account.Personal) bool {
			return !slices.ContainsFunc(owners, func(x institution.Person) bool { return x.ID == p.OwnerID })
		})
		return err
	})
	return all, err
}

// personalEntry names the owner and never the account.
func (v *Opener) personalEntry(now time.Time, a institution.Actor, act string, p account.Personal) ledger.Entry {
	e := store.Entry(now, a, act)
	e.Subject, e.Clause = "personal:"+p.ID, v.Pack.ClauseFor(regulation.RulePersonalListing)
	return e
}
