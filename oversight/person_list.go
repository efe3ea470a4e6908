package oversight

import (
	"context"

	"pregonero/institution"
	"pregonero/internal/fold"
	"pregonero/store"
)

// PersonRow is somebody in the directory with what they hold now.
type PersonRow struct {
	institution.Person
	Grants []institution.Grant
}

// PeopleQuery narrows the directory; empty fields do not.
type PeopleQuery struct {
	Areas []string
	Text  string // within the name, user name or address, in any case
	Gone  bool   // those who left, too
}

// People lists the directory by name.
func (o *Office) People(ctx context.Context, a institution.Actor, q PeopleQuery) (out []PersonRow, err error) {
	now := o.Now()
	if err := o.Gate.Permit(ctx, now, a, institution.PeopleRead, institution.On{}); err != nil {
		return nil, err
	}
	err = o.Store.Read(ctx, func(t *store.Tx) error {
		people, err := t.People(ctx, q.Areas...)
		if err != nil {
			return err
		}
		grants, err := t.Grants(ctx, now)
		if err != nil {
			return err
		}
		held := map[string][]institution.Grant{}
		for _, g := range grants {
			held[g.PersonID] = append(held[g.PersonID], g)
		}
		for _, p := range people {
			if q.shows(p) {
				out = append(out, PersonRow{p, held[p.ID]})
			}
		}
		return nil
	})
	return out, err
}

func (q PeopleQuery) shows(p institution.Person) bool {
	return (p.Active || q.Gone) && fold.Matches(q.Text, p.Name, p.Username, p.Email)
}

// Person reads somebody with what they hold now.
func (o *Office) Person(ctx context.Context, a institution.Actor, personID string) (row PersonRow, err error) {
	now := o.Now()
	if err := o.Gate.Permit(ctx, now, a, institution.PeopleRead, institution.On{Subject: "person:" + personID}); err != nil {
		return row, err
	}
	err = o.Store.Read(ctx, func(t *store.Tx) error {
		if row.Person, err = t.Person(ctx, personID); err != nil {
			return err
		}
		row.Grants, err = t.GrantsOf(ctx, personID, now)
		return err
	})
	return row, err
}
