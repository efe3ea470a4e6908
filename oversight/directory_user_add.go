package oversight

import (
	"context"
	"time"

	"pregonero/directory"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/person"
	"pregonero/store"
)

// AddDirectoryUser enters somebody whom the institution's directory tells of, as AddPerson
// does: they hold nothing and have no password. Somebody whom the directory had deleted
// comes back. Whoever is there already is a conflict: the directory finds them by their
// user name and changes them.
//
//clause:code 5.a
//clause:code 5.b
func (o *Office) AddDirectoryUser(ctx context.Context, a institution.Actor, said directory.Profile) (u directory.User, err error) {
	now := o.Now()
	if err := o.permitSync(ctx, now, a, "people"); err != nil {
		return u, err
	}
	if err := said.Check(); err != nil {
		return u, err
	}
	return u, o.settle(ctx, func(t *store.Tx) error {
		r, err := o.reader(ctx, t)
		if err != nil {
			return err
		}
		was, err := t.PersonByUsername(ctx, r.Username(said.UserName))
		switch {
		case fault.Is(err, fault.NotFound):
			u, err = o.enterFromDirectory(ctx, t, now, a, r, said)
		case err == nil:
			u, err = o.bringBack(ctx, t, now, a, r, was, said)
		}
		return err
	})
}

func (o *Office) enterFromDirectory(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, r directory.Reader, said directory.Profile) (u directory.User, err error) {
	p, err := r.Person(said, institution.Person{ID: id.New(now), Active: true, Version: 1})
	if err != nil {
		return u, err
	}
	if p = person.Clean(p); p.Name == "" {
		return u, fault.New(fault.Invalid, "Falta el nombre de la persona.").Then("Envíelo en «name» o en «displayName».").On("name")
	}
	if err := person.Check(o.Pack, p); err != nil {
		return u, err
	}
	if err := addressIsFree(ctx, t, p); err != nil {
		return u, err
	}
	if err := o.enter(ctx, t, now, a, p); err != nil {
		return u, err
	}
	kept := directory.Person{PersonID: p.ID, Profile: said}
	if !said.Active {
		if err := o.disable(ctx, t, now, a, p, why); err != nil {
			return u, err
		}
		p.Active, p.Version, kept.Ended = false, p.Version+1, true
	}
	kept, err = keepDirectoryPerson(ctx, t, now, kept)
	return r.UserOf(p, kept), err
}

// addressIsFree refuses somebody whose address another active person has: most likely they
// are the same one, entered by hand under another user name, and would be here twice.
func addressIsFree(ctx context.Context, t *store.Tx, p institution.Person) error {
	people, err := t.People(ctx)
	if err != nil {
		return err
	}
	for _, other := range people {
		if other.Active && other.Email == p.Email {
			return fault.New(fault.Conflict, "El correo «%s» ya es de una persona con el usuario «%s».", p.Email, other.Username).
				Then("Haga que el directorio la encuentre por su correo, y le pondrá su usuario.").On("emails")
		}
	}
	return nil
}

// bringBack takes somebody in again whom the directory had deleted.
func (o *Office) bringBack(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, r directory.Reader, was institution.Person, said directory.Profile) (u directory.User, err error) {
	kept, err := directoryKept(ctx, t, was.ID)
	if err != nil {
		return u, err
	}
	if !kept.Gone() {
		return u, fault.New(fault.Conflict, "Ya hay una persona con el usuario «%s».", said.UserName).On("userName")
	}
	kept.Removed = time.Time{}
	return o.follow(ctx, t, now, a, r, was, kept, said)
}
