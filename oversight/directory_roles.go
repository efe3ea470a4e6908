package oversight

import (
	"context"
	"slices"
	"time"

	"pregonero/directory"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/store"
)

// rolesOfUser gives and takes somebody's roles as their groups say, and reads them again.
func (o *Office) rolesOfUser(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, r directory.Reader, personID string) (u directory.User, err error) {
	groups, err := t.DirectoryGroups(ctx)
	if err != nil {
		return u, err
	}
	if err := o.settleRoles(ctx, t, now, a, r, groups, personID); err != nil {
		return u, err
	}
	p, kept, err := directoryPerson(ctx, t, personID)
	return r.UserOf(p, kept), err
}

// settleRoles brings the roles that somebody has by their groups to what the groups say. A
// role that was given by hand is never taken here, and one that people took away is not
// given again while the person stays in the group.
//
//clause:code 5.1.p4
func (o *Office) settleRoles(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, r directory.Reader, groups []directory.Group, personID string) error {
	p, kept, err := directoryPerson(ctx, t, personID)
	if err != nil {
		return err
	}
	var wanted []directory.Role
	if p.Active {
		wanted = r.Wanted(groups, personID)
	}
	given := slices.DeleteFunc(slices.Clone(wanted), func(w directory.Role) bool { return slices.ContainsFunc(kept.Roles, w.Same) })
	taken := slices.DeleteFunc(slices.Clone(kept.Roles), func(k directory.Role) bool { return slices.ContainsFunc(wanted, k.Same) })
	if len(given) == 0 && len(taken) == 0 {
		return nil
	}
	held, err := t.GrantsOf(ctx, personID, now)
	if err != nil {
		return err
	}
	if err := o.takeRoles(ctx, t, now, a, held, taken); err != nil {
		return err
	}
	if given, err = o.giveRoles(ctx, t, now, a, p, held, given); err != nil {
		return err
	}
	if kept.Version == 0 {
		kept.Profile = r.UserOf(p, kept).Profile
	}
	kept.Roles = append(slices.DeleteFunc(kept.Roles, func(k directory.Role) bool { return slices.ContainsFunc(taken, k.Same) }), given...)
	_, err = keepDirectoryPerson(ctx, t, now, kept)
	return err
}

func (o *Office) takeRoles(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, held []institution.Grant, taken []directory.Role) error {
	for _, role := range taken {
		i := slices.IndexFunc(held, func(g institution.Grant) bool { return g.ID == role.GrantID })
		if i < 0 {
			continue
		}
		if err := o.endGrant(ctx, t, now, a, held[i], "Dejó el grupo del directorio institucional"); err != nil {
			return err
		}
	}
	return nil
}

// giveRoles gives roles; one that is held already is noted as given by hand.
func (o *Office) giveRoles(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p institution.Person, held []institution.Grant, roles []directory.Role) ([]directory.Role, error) {
	if len(roles) == 0 {
		return nil, nil
	}
	// A new version of the person: of a role given and a leave at once, one sees the other.
	if err := t.UpdatePerson(ctx, p); err != nil {
		return nil, err
	}
	for i, role := range roles {
		if slices.ContainsFunc(held, func(g institution.Grant) bool { return g.Role == role.Role && g.AreaID == role.AreaID }) {
			continue
		}
		g := institution.Grant{ID: id.New(now), PersonID: p.ID, Role: role.Role, AreaID: role.AreaID, From: now}
		roles[i].GrantID = g.ID
		if err := t.AddGrant(ctx, g); err != nil {
			return nil, err
		}
		if err := o.tellHead(ctx, t, now, g, true); err != nil {
			return nil, err
		}
		e := o.grantEntry(now, a, "grant.add", g)
		e.Details["reason"] = "Está en el grupo del directorio institucional"
		if err := t.Record(ctx, e); err != nil {
			return nil, err
		}
	}
	return roles, nil
}
