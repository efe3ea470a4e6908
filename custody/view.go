package custody

import (
	"cmp"
	"context"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Row is an account in the list of the vault: facts, never a secret.
type Row struct {
	Account account.Account
	Custody account.Custody
	Area    institution.Area
	Owed    *deadline.Deadline // the renewal
	LookBy  time.Time          // when a person must look at the settings; zero: nobody ever did

	Custodians []institution.Person // the two administrators and the head
}

// Late tells whether something of the account's custody is overdue.
func (r Row) Late(now time.Time) bool {
	return r.Custody.Overdue(now) || !r.Custody.Has(account.PartPassword) || r.Custody.Left(now) || !r.Custody.Watch.ChangedAt.IsZero() || now.After(r.LookBy)
}

// List shows how the accesses of the accounts are kept, as far as the actor's role gives;
// what is overdue first.
//
//clause:code 6.xxxiv
func (c *Custodian) List(ctx context.Context, a institution.Actor) ([]Row, error) {
	now := c.Now()
	if err := c.Gate.Permit(ctx, now, a, institution.CredentialReview, institution.On{Subject: "vault"}); err != nil {
		return nil, err
	}
	var out []Row
	err := c.Store.Read(ctx, func(t *store.Tx) error {
		accounts, err := t.Accounts(ctx, store.AccountFilter{States: []account.State{account.Authorised, account.Registered, account.Active, account.Suspended}})
		if err != nil {
			return err
		}
		accounts = slices.DeleteFunc(accounts, func(x account.Account) bool {
			return !institution.Allowed(now, a, institution.CredentialReview, over(x))
		})
		out, err = c.rows(ctx, t, accounts)
		return err
	})
	slices.SortStableFunc(out, func(x, y Row) int { return cmp.Compare(rank(x, now), rank(y, now)) })
	return out, err
}

func rank(r Row, now time.Time) int {
	switch {
	case r.Custody.Overdue(now):
		return 0
	case r.Late(now):
		return 1
	}
	return 2
}

func (c *Custodian) rows(ctx context.Context, t *store.Tx, accounts []account.Account) ([]Row, error) {
	var ids []string
	if len(accounts) == 1 {
		ids = account.IDs(accounts)
	}
	all, err := t.Custodies(ctx, ids...)
	if err != nil {
		return nil, err
	}
	areas, err := t.Areas(ctx)
	if err != nil {
		return nil, err
	}
	people, err := t.People(ctx)
	if err != nil {
		return nil, err
	}
	now := c.Now()
	grants, err := t.Grants(ctx, now)
	if err != nil {
		return nil, err
	}
	owed, err := t.Deadlines(ctx, store.DeadlineFilter{Kinds: []string{regulation.DeadlinePasswordRotation}, Accounts: ids})
	if err != nil {
		return nil, err
	}
	out := make([]Row, len(accounts))
	for i, acc := range accounts {
		out[i] = Row{Account: acc, Custody: all[acc.ID], LookBy: all[acc.ID].Watch.LookBy(c.Pack.Threshold(regulation.ThresholdSettingsCheck)),
			Custodians: institution.Holders(now, people, grants, over(acc), keepers...)}
		if k := slices.IndexFunc(areas, func(x institution.Area) bool { return x.ID == acc.AreaID }); k >= 0 {
			out[i].Area = areas[k]
		}
		if k := slices.IndexFunc(owed, func(d deadline.Deadline) bool { return d.AccountID == acc.ID }); k >= 0 {
			out[i].Owed = &owed[k]
		}
	}
	return out, nil
}

// File is the page of one account's custody.
type File struct {
	Row
	Under     []post.Publication // due while a renewal that begins now would last
	ToLook    []string
	MayUse    bool // hand over, renew, accept
	MayReveal bool
}

// File reads how the accesses of one account are kept.
func (c *Custodian) File(ctx context.Context, a institution.Actor, accountID string) (f File, err error) {
	acc, err := c.may(ctx, a, institution.CredentialReview, accountID)
	if err != nil {
		return f, err
	}
	now := c.Now()
	f.MayUse = institution.Allowed(now, a, institution.CredentialUse, over(acc))
	f.MayReveal = institution.Allowed(now, a, institution.CredentialReveal, over(acc))
	err = c.Store.Read(ctx, func(t *store.Tx) error {
		rows, err := c.rows(ctx, t, []account.Account{acc})
		if err != nil {
			return err
		}
		f.Row, f.ToLook = rows[0], c.ToLook(rows[0].Custody)
		if f.MayUse {
			f.Under, err = c.under(ctx, t, acc.ID, now)
		}
		return err
	})
	return f, err
}
