package oversight

import (
	"context"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/person"
	"pregonero/store"
)

// UpdatePerson changes somebody's name, address, area or rank; p carries the version that
// was read. Who changes area loses what they held over the former one, and who no longer
// fits as administrator of an account leaves it, all in this transaction.
//
//clause:code 5.1.p2
func (o *Office) UpdatePerson(ctx context.Context, a institution.Actor, p institution.Person) (institution.Person, error) {
	now := o.Now()
	on := institution.On{Subject: "person:" + p.ID}
	if err := o.Gate.Permit(ctx, now, a, institution.PersonManage, on); err != nil {
		return p, err
	}
	p = person.Clean(p)
	var kept institution.Person
	err := o.Store.Change(ctx, func(t *store.Tx) error {
		was, err := t.Person(ctx, p.ID)
		if err != nil {
			return err
		}
		kept = was
		kept.Name, kept.Email, kept.AreaID, kept.RankID, kept.Version = p.Name, p.Email, p.AreaID, p.RankID, p.Version
		if err := person.Check(o.Pack, kept); err != nil {
			return err
		}
		if err := areaExists(ctx, t, kept.AreaID); err != nil {
			return err
		}
		return o.keepPerson(ctx, t, now, a, was, kept)
	})
	kept.Version++
	return kept, err
}

func (o *Office) keepPerson(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, was, is institution.Person) error {
	if err := t.UpdatePerson(ctx, is); err != nil {
		return err
	}
	e := o.personEntry(now, a, "person.update", is)
	e.Details = changes(was, is)
	if err := t.Record(ctx, e); err != nil {
		return err
	}
	if was.AreaID != is.AreaID {
		over := func(g institution.Grant) bool {
			return g.AreaID == was.AreaID && (g.Role == institution.Head || g.Role == institution.Endorser)
		}
		if err := o.endGrants(ctx, t, now, a, is, "transfer", over); err != nil {
			return err
		}
	}
	areas, err := t.Areas(ctx)
	if err != nil {
		return err
	}
	return o.leaveAccounts(ctx, t, now, a, is, "person.update", o.fits(is, institution.Family(areas)))
}

// changes are what changed, as the ledger tells it; not the address, which is personal.
func changes(was, is institution.Person) map[string]any {
	out := map[string]any{}
	if was.Username != is.Username {
		out["username"], out["was_username"] = is.Username, was.Username
	}
	if was.Name != is.Name {
		out["name"], out["was_name"] = is.Name, was.Name
	}
	if was.AreaID != is.AreaID {
		out["area"], out["was_area"] = is.AreaID, was.AreaID
	}
	if was.RankID != is.RankID {
		out["rank"], out["was_rank"] = is.RankID, was.RankID
	}
	if was.Email != is.Email {
		out["email"] = "changed"
	}
	return out
}

// fits tells whether the person may still hold the role on an account, by rank and by
// structure.
func (o *Office) fits(p institution.Person, family func(member, of string) bool) func(account.Account, institution.Role) bool {
	return func(acc account.Account, role institution.Role) bool {
		ranks := o.Pack.Administrators.Lead
		if role == institution.Alternate {
			ranks = o.Pack.Administrators.Alternate
		}
		return slices.Contains(ranks, p.RankID) && (p.AreaID == acc.AreaID || family(p.AreaID, acc.AreaID))
	}
}
