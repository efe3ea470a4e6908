package oversight

import (
	"context"
	"slices"
	"time"

	"pregonero/institution"
	"pregonero/store"
)

// RemoveDirectoryUser is the directory's DELETE: the person leaves as with DisablePerson
// and does not exist for the directory any more. Nobody is erased: the ledger tells of
// people, and they stay with their name.
//
//clause:code 7.v
func (o *Office) RemoveDirectoryUser(ctx context.Context, a institution.Actor, personID, version string) error {
	now := o.Now()
	if err := o.permitSync(ctx, now, a, "person:"+personID); err != nil {
		return err
	}
	return o.settle(ctx, func(t *store.Tx) error {
		r, err := o.reader(ctx, t)
		if err != nil {
			return err
		}
		p, kept, err := directoryPerson(ctx, t, personID)
		if err != nil {
			return err
		}
		u := r.UserOf(p, kept)
		if version != "" && version != u.Version {
			return ErrStale
		}
		if p.Active {
			if err := o.disable(ctx, t, now, a, p, why); err != nil {
				return err
			}
			kept.Ended = true
		}
		kept.Profile, kept.Profile.Active, kept.Roles, kept.Removed = u.Profile, false, nil, now
		if _, err := keepDirectoryPerson(ctx, t, now, kept); err != nil {
			return err
		}
		return leaveGroups(ctx, t, now, p)
	})
}

// leaveGroups takes somebody out of every group.
func leaveGroups(ctx context.Context, t *store.Tx, now time.Time, p institution.Person) error {
	if err := t.LockDirectoryGroups(ctx); err != nil {
		return err
	}
	groups, err := t.DirectoryGroups(ctx)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if !g.Has(p.ID) {
			continue
		}
		g.Members, g.Changed = slices.DeleteFunc(g.Members, func(id string) bool { return id == p.ID }), now
		if err := t.UpdateDirectoryGroup(ctx, g); err != nil {
			return err
		}
	}
	return nil
}
