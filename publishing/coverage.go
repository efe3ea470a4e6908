package publishing

import (
	"context"
	"slices"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/coverage"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/regulation"
	"pregonero/store"
)

// Covering is what people say of a session that they will tell.
type Covering struct {
	Name        string
	AccountIDs  []string
	Topics      []string
	Signs       []string
	Quota       int // 0: the most that the pack allows
	From, Until time.Time
}

// CoverageBounds are the institution's figures: the params of the check of sessions.
func (d *Desk) CoverageBounds() coverage.Bounds {
	rule := d.Pack.Check(regulation.CheckSession)
	return coverage.Bounds{Topics: int(rule.Number("topics", 3)), Quota: int(rule.Number("quota", 6))}
}

// DeclareCoverage declares how a session is told on accounts of the actor: what goes out of
// them about it meanwhile is of its topics and within its quota.
//
//clause:code 6.xxviii
func (d *Desk) DeclareCoverage(ctx context.Context, a institution.Actor, in Covering) (coverage.Coverage, error) {
	now, clause := d.Now(), d.Pack.ClauseFor(regulation.RuleCoverage)
	c := coverage.Coverage{ID: id.New(now), Name: strings.TrimSpace(in.Name), AccountIDs: slices.Compact(slices.Sorted(slices.Values(in.AccountIDs))), Topics: in.Topics, Signs: in.Signs,
		Quota: in.Quota, From: in.From, Until: in.Until, State: coverage.Open, By: a.PersonID, ByName: a.Name, DeclaredAt: now}
	if c.Quota == 0 {
		c.Quota = d.CoverageBounds().Quota
	}
	accounts, err := d.covered(ctx, c.AccountIDs)
	if err != nil {
		return c, err
	}
	for _, acc := range accounts {
		c.AreaID = acc.AreaID
		if err := d.Gate.Permit(ctx, now, a, institution.CoverageDeclare, institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}, Subject: "coverage:" + c.ID}); err != nil {
			return c, err
		}
	}
	if len(accounts) == 0 {
		if err := d.Gate.Permit(ctx, now, a, institution.CoverageDeclare, institution.On{}); err != nil {
			return c, err
		}
	}
	if err := c.Check(d.CoverageBounds(), clause); err != nil {
		return c, err
	}
	if !c.Until.After(now) {
		return c, fault.New(fault.Invalid, "Esa sesión ya terminó.").Then("Declare la cobertura antes de que empiece o mientras dura.").Under(clause).On("until")
	}
	return c, d.Store.Change(ctx, func(t *store.Tx) error {
		if err := t.AddCoverage(ctx, c); err != nil {
			return err
		}
		return d.recordCoverage(ctx, t, a, "coverage.declare", c)
	})
}

// CancelCoverage frees the accounts of a session that will not be told so after all.
func (d *Desk) CancelCoverage(ctx context.Context, a institution.Actor, coverageID string) (coverage.Coverage, error) {
	now := d.Now()
	var c coverage.Coverage
	if err := d.Store.Read(ctx, func(t *store.Tx) (err error) { c, err = t.Coverage(ctx, coverageID); return err }); err != nil {
		return c, err
	}
	if err := d.Gate.Permit(ctx, now, a, institution.CoverageDeclare, institution.On{AreaID: c.AreaID, AccountIDs: c.AccountIDs, Subject: "coverage:" + c.ID}); err != nil {
		return c, err
	}
	return c, d.Store.Change(ctx, func(t *store.Tx) (err error) {
		if c, err = t.Coverage(ctx, coverageID); err != nil {
			return err
		}
		if err := c.Cancel(); err != nil {
			return err
		}
		if err := t.UpdateCoverage(ctx, c); err != nil {
			return err
		}
		return d.recordCoverage(ctx, t, a, "coverage.cancel", c)
	})
}

// Covered is a session that is told, with what its accounts published of it already.
type Covered struct {
	coverage.Coverage
	Accounts []account.Account
	Used     map[string]int // by account
}

// Coverages lists the sessions told on the accounts that the actor sees, the latest first.
func (d *Desk) Coverages(ctx context.Context, a institution.Actor) ([]Covered, error) {
	if err := d.Gate.Permit(ctx, d.Now(), a, institution.CoverageDeclare, institution.On{}); err != nil {
		return nil, err
	}
	var out []Covered
	err := d.Store.Read(ctx, func(t *store.Tx) error {
		all, err := t.Coverages(ctx, store.MatterFilter{Limit: 100})
		if err != nil {
			return err
		}
		for _, c := range all {
			x := Covered{Coverage: c, Used: map[string]int{}}
			accounts, err := accountsOf(ctx, t, c.AccountIDs)
			if err != nil {
				return err
			}
			for _, accountID := range c.AccountIDs {
				x.Accounts = append(x.Accounts, accounts[accountID])
				if x.Used[accountID], err = usedOf(ctx, t, c, accountID, ""); err != nil {
					return err
				}
			}
			if sees(d.Now(), a, x.Accounts) {
				out = append(out, x)
			}
		}
		return nil
	})
	return out, err
}

// sees tells whether the actor may tell sessions on one of the accounts.
func sees(now time.Time, a institution.Actor, accounts []account.Account) bool {
	return slices.ContainsFunc(accounts, func(acc account.Account) bool {
		return institution.Allowed(now, a, institution.CoverageDeclare, institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}})
	})
}

// Coverable lists the accounts, not closed, on which the actor may declare how a session is told.
func (d *Desk) Coverable(ctx context.Context, a institution.Actor) (out []account.Account, err error) {
	now := d.Now()
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		all, err := t.Accounts(ctx, store.AccountFilter{})
		out = slices.DeleteFunc(all, func(acc account.Account) bool {
			return acc.State == account.Closed || !sees(now, a, []account.Account{acc})
		})
		return err
	})
	return out, err
}

func (d *Desk) covered(ctx context.Context, ids []string) (out []account.Account, err error) {
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		for _, accountID := range ids {
			acc, err := t.Account(ctx, accountID)
			if err != nil {
				return err
			}
			out = append(out, acc)
		}
		return nil
	})
	return out, err
}

// recordCoverage writes the entry in the ledger of each account.
func (d *Desk) recordCoverage(ctx context.Context, t *store.Tx, a institution.Actor, act string, c coverage.Coverage) error {
	e := store.Entry(d.Now(), a, act)
	e.Subject, e.Area, e.Clause = "coverage:"+c.ID, c.AreaID, d.Pack.ClauseFor(regulation.RuleCoverage)
	e.Details = map[string]any{"name": c.Name, "topics": strings.Join(c.Topics, "; "), "quota": c.Quota}
	if len(c.AccountIDs) == 1 {
		e.Account = c.AccountIDs[0]
	}
	return record(ctx, t, e, c.AccountIDs)
}
