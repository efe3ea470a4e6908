package oversight

import (
	"cmp"
	"context"
	"slices"

	"pregonero/directory"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/store"
)

// DirectoryQuery narrows people before they are read; empty fields do not. It may leave
// people in that the directory did not ask for, and never one out.
type DirectoryQuery struct {
	UserName, ExternalID string
}

// DirectoryUsers lists people as the directory sees them, those who were entered by hand
// too, in a fixed order.
func (o *Office) DirectoryUsers(ctx context.Context, a institution.Actor, q DirectoryQuery) (out []directory.User, err error) {
	if err := o.permitSync(ctx, o.Now(), a, "people"); err != nil {
		return nil, err
	}
	err = o.Store.Read(ctx, func(t *store.Tx) error {
		r, err := o.reader(ctx, t)
		if err != nil {
			return err
		}
		people, kept, err := asked(ctx, t, r, q)
		if err != nil {
			return err
		}
		for _, p := range people {
			if k := kept[p.ID]; !k.Gone() {
				out = append(out, r.UserOf(p, k))
			}
		}
		return nil
	})
	slices.SortFunc(out, func(a, b directory.User) int { return cmp.Compare(a.ID, b.ID) })
	return out, err
}

// asked reads whom a query may mean, with what the directory said of them.
func asked(ctx context.Context, t *store.Tx, r directory.Reader, q DirectoryQuery) ([]institution.Person, map[string]directory.Person, error) {
	var ids []string
	switch {
	case q.UserName != "":
		p, err := t.PersonByUsername(ctx, r.Username(q.UserName))
		if fault.Is(err, fault.NotFound) {
			return nil, nil, nil
		}
		if err != nil {
			return nil, nil, err
		}
		ids = []string{p.ID}
	case q.ExternalID != "":
		called, err := t.DirectoryPeopleByExternalID(ctx, q.ExternalID)
		if err != nil {
			return nil, nil, err
		}
		for _, k := range called {
			ids = append(ids, k.PersonID)
		}
	default:
		return everybody(ctx, t)
	}
	return these(ctx, t, ids)
}

func everybody(ctx context.Context, t *store.Tx) ([]institution.Person, map[string]directory.Person, error) {
	people, err := t.People(ctx)
	if err != nil {
		return nil, nil, err
	}
	all, err := t.DirectoryPeople(ctx)
	kept := make(map[string]directory.Person, len(all))
	for _, k := range all {
		kept[k.PersonID] = k
	}
	return people, kept, err
}

func these(ctx context.Context, t *store.Tx, ids []string) (people []institution.Person, kept map[string]directory.Person, err error) {
	kept = map[string]directory.Person{}
	for _, id := range ids {
		p, err := t.Person(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		if kept[id], err = directoryKept(ctx, t, id); err != nil {
			return nil, nil, err
		}
		people = append(people, p)
	}
	return people, kept, nil
}

// DirectoryUser reads somebody as the directory sees them.
func (o *Office) DirectoryUser(ctx context.Context, a institution.Actor, personID string) (u directory.User, err error) {
	if err := o.permitSync(ctx, o.Now(), a, "person:"+personID); err != nil {
		return u, err
	}
	err = o.Store.Read(ctx, func(t *store.Tx) error {
		r, err := o.reader(ctx, t)
		if err != nil {
			return err
		}
		p, kept, err := directoryPerson(ctx, t, personID)
		u = r.UserOf(p, kept)
		return err
	})
	return u, err
}

// directoryPerson reads somebody whom the directory did not delete.
func directoryPerson(ctx context.Context, t *store.Tx, personID string) (p institution.Person, kept directory.Person, err error) {
	if p, err = t.Person(ctx, personID); err != nil {
		return p, kept, err
	}
	if kept, err = directoryKept(ctx, t, personID); err == nil && kept.Gone() {
		err = fault.New(fault.NotFound, "No se encontró esa persona.")
	}
	return p, kept, err
}
