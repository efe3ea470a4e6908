package oversight

import (
	"context"
	"time"

	"pregonero/directory"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/person"
	"pregonero/store"
)

// ChangeDirectoryUser makes somebody what the institution's directory says: their data as
// UpdatePerson does, and when they are not active any more they leave as with
// DisablePerson, so that in the accounts that they administered a substitution opens.
// version is the one that was read, "" for whichever. Said again, it changes nothing.
//
//clause:code 5.1.p2
//clause:code 7.v
func (o *Office) ChangeDirectoryUser(ctx context.Context, a institution.Actor, personID, version string, said directory.Profile) (u directory.User, err error) {
	now := o.Now()
	if err := o.permitSync(ctx, now, a, "person:"+personID); err != nil {
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
		was, kept, err := directoryPerson(ctx, t, personID)
		if err != nil {
			return err
		}
		if version != "" && version != r.UserOf(was, kept).Version {
			return ErrStale
		}
		u, err = o.follow(ctx, t, now, a, r, was, kept, said)
		return err
	})
}

// follow brings somebody to what the directory says of them.
func (o *Office) follow(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, r directory.Reader, was institution.Person, kept directory.Person, said directory.Profile) (u directory.User, err error) {
	is, err := r.Person(said, was)
	if err != nil {
		return u, err
	}
	if is = person.Clean(is); is != was {
		if err := person.Check(o.Pack, is); err != nil {
			return u, err
		}
		if err := o.keepPerson(ctx, t, now, a, was, is); err != nil {
			return u, err
		}
		is.Version++
	}
	before := kept
	kept.Profile = said
	if said.Active != is.Active {
		if is, err = o.comeOrGo(ctx, t, now, a, is, &kept); err != nil {
			return u, err
		}
	}
	if kept.Profile == before.Profile && kept.Version > 0 && kept.Ended == before.Ended && before.Removed.Equal(kept.Removed) {
		return r.UserOf(is, kept), nil
	}
	if kept, err = keepDirectoryPerson(ctx, t, now, kept); err != nil || !said.Active {
		return r.UserOf(is, kept), err
	}
	return o.rolesOfUser(ctx, t, now, a, r, is.ID)
}

// comeOrGo takes out who is not active any more, and back in whom the directory itself had
// taken out. Whom a person took out, a person brings back.
func (o *Office) comeOrGo(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p institution.Person, kept *directory.Person) (institution.Person, error) {
	switch {
	case p.Active:
		if err := o.disable(ctx, t, now, a, p, why); err != nil {
			return p, err
		}
		kept.Ended, kept.Roles = true, nil
	case kept.Ended:
		if err := o.comeBack(ctx, t, now, a, p); err != nil {
			return p, err
		}
		kept.Ended = false
	default:
		return p, fault.New(fault.Conflict, "%s fue dada de baja a mano en Pregonero, y el directorio no la regresa.", p.Name).
			Then("Pida a quien opera el sistema que lo revise; mientras, envíela como inactiva.").On("active")
	}
	p.Active = !p.Active
	p.Version++
	return p, nil
}

// comeBack takes somebody in again as if they were new: they hold nothing, and they enter
// by a link that an operator hands them, since what they knew is as old as their leave.
func (o *Office) comeBack(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p institution.Person) error {
	p.Active = true
	if err := t.UpdatePerson(ctx, p); err != nil {
		return err
	}
	l, err := t.Login(ctx, p.ID)
	if err != nil {
		return err
	}
	if err := t.UpdateLogin(ctx, store.Login{PersonID: p.ID, Version: l.Version}); err != nil {
		return err
	}
	if err := t.RemovePasskeys(ctx, p.ID, ""); err != nil {
		return err
	}
	return t.Record(ctx, o.personEntry(now, a, "person.return", p))
}
