package oversight

import (
	"cmp"
	"context"
	"slices"
	"time"

	"pregonero/directory"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/fold"
	"pregonero/internal/id"
	"pregonero/store"
)

// DirectoryGroups lists the groups of the institution's directory, in a fixed order.
func (o *Office) DirectoryGroups(ctx context.Context, a institution.Actor) (out []directory.Group, err error) {
	if err := o.permitSync(ctx, o.Now(), a, "groups"); err != nil {
		return nil, err
	}
	err = o.Store.Read(ctx, func(t *store.Tx) error { out, err = liveGroups(ctx, t); return err })
	return out, err
}

func liveGroups(ctx context.Context, t *store.Tx) ([]directory.Group, error) {
	all, err := t.DirectoryGroups(ctx)
	all = slices.DeleteFunc(all, directory.Group.Gone)
	slices.SortFunc(all, func(a, b directory.Group) int { return cmp.Compare(a.ID, b.ID) })
	return all, err
}

// DirectoryGroup reads one group.
func (o *Office) DirectoryGroup(ctx context.Context, a institution.Actor, groupID string) (g directory.Group, err error) {
	if err := o.permitSync(ctx, o.Now(), a, "group:"+groupID); err != nil {
		return g, err
	}
	err = o.Store.Read(ctx, func(t *store.Tx) error { g, err = directoryGroup(ctx, t, groupID); return err })
	return g, err
}

func directoryGroup(ctx context.Context, t *store.Tx, groupID string) (directory.Group, error) {
	g, err := t.DirectoryGroup(ctx, groupID)
	if err == nil && g.Gone() {
		err = fault.New(fault.NotFound, "No se encontró ese grupo.")
	}
	return g, err
}

// AddDirectoryGroup keeps a new group and gives its members the roles that the pack says.
//
//clause:code 5.1.p4
func (o *Office) AddDirectoryGroup(ctx context.Context, a institution.Actor, said directory.Group) (g directory.Group, err error) {
	now := o.Now()
	if err := o.permitSync(ctx, now, a, "groups"); err != nil {
		return g, err
	}
	return g, o.changeGroups(ctx, func(t *store.Tx, r directory.Reader, groups []directory.Group) error {
		g = said.Clean()
		g.ID, g.Created, g.Changed, g.Removed, g.Version = id.New(now), now, now, time.Time{}, 1
		if err := checkGroup(ctx, t, r, groups, g, nil); err != nil {
			return err
		}
		if err := t.AddDirectoryGroup(ctx, g); err != nil {
			return err
		}
		return o.settleGroup(ctx, t, now, a, r, "directory.group_add", append(groups, g), g, g.Members)
	})
}

// ChangeDirectoryGroup makes a group what the directory says: who leaves it loses the roles
// that it gave, and who enters gets them. version is the one that was read, 0 for whichever.
//
//clause:code 5.1.p4
func (o *Office) ChangeDirectoryGroup(ctx context.Context, a institution.Actor, groupID string, version int, said directory.Group) (g directory.Group, err error) {
	now := o.Now()
	if err := o.permitSync(ctx, now, a, "group:"+groupID); err != nil {
		return g, err
	}
	return g, o.changeGroups(ctx, func(t *store.Tx, r directory.Reader, groups []directory.Group) error {
		i := slices.IndexFunc(groups, func(x directory.Group) bool { return x.ID == groupID })
		if i < 0 {
			return fault.New(fault.NotFound, "No se encontró ese grupo.")
		}
		was := groups[i]
		if g = was; version != 0 && version != was.Version {
			return ErrStale
		}
		g.Name, g.ExternalID, g.Members = said.Name, said.ExternalID, said.Clean().Members
		touched := touchedBy(was, g)
		if len(touched) == 0 && g.Name == was.Name && g.ExternalID == was.ExternalID {
			return nil
		}
		if err := checkGroup(ctx, t, r, groups, g, was.Members); err != nil {
			return err
		}
		g.Changed = now
		if err := t.UpdateDirectoryGroup(ctx, g); err != nil {
			return err
		}
		g.Version++
		groups[i] = g
		return o.settleGroup(ctx, t, now, a, r, "directory.group_change", groups, g, touched)
	})
}

// RemoveDirectoryGroup forgets a group; its members lose the roles that it gave.
//
//clause:code 5.1.p4
func (o *Office) RemoveDirectoryGroup(ctx context.Context, a institution.Actor, groupID string, version int) error {
	now := o.Now()
	if err := o.permitSync(ctx, now, a, "group:"+groupID); err != nil {
		return err
	}
	return o.changeGroups(ctx, func(t *store.Tx, r directory.Reader, groups []directory.Group) error {
		g, err := directoryGroup(ctx, t, groupID)
		if err != nil {
			return err
		}
		if version != 0 && version != g.Version {
			return ErrStale
		}
		touched := g.Members
		g.Removed, g.Members = now, nil
		if err := t.UpdateDirectoryGroup(ctx, g); err != nil {
			return err
		}
		rest := slices.DeleteFunc(groups, func(x directory.Group) bool { return x.ID == groupID })
		return o.settleGroup(ctx, t, now, a, r, "directory.group_remove", rest, g, touched)
	})
}

// changeGroups runs f alone among those that change groups.
func (o *Office) changeGroups(ctx context.Context, f func(*store.Tx, directory.Reader, []directory.Group) error) error {
	return o.settle(ctx, func(t *store.Tx) error {
		if err := t.LockDirectoryGroups(ctx); err != nil {
			return err
		}
		r, err := o.reader(ctx, t)
		if err != nil {
			return err
		}
		groups, err := liveGroups(ctx, t)
		if err != nil {
			return err
		}
		return f(t, r, groups)
	})
}

// touchedBy are the people whose roles a change of the group may change: all when its name
// does, since the name says the role.
func touchedBy(was, is directory.Group) (out []string) {
	both := slices.Compact(slices.Sorted(slices.Values(slices.Concat(was.Members, is.Members))))
	for _, id := range both {
		if was.Name != is.Name || was.Has(id) != is.Has(id) {
			out = append(out, id)
		}
	}
	return out
}

// checkGroup refuses a group without a name of its own, one whose area does not exist, and
// members who do not; those who were in it already are not asked about.
func checkGroup(ctx context.Context, t *store.Tx, r directory.Reader, groups []directory.Group, g directory.Group, were []string) error {
	if err := g.Check(); err != nil {
		return err
	}
	name := fold.Text(g.Name)
	if name == "" {
		return fault.New(fault.Invalid, "Falta el nombre del grupo.").On("displayName")
	}
	if slices.ContainsFunc(groups, func(x directory.Group) bool { return x.ID != g.ID && fold.Text(x.Name) == name }) {
		return fault.New(fault.Conflict, "Ya hay un grupo «%s».", g.Name).On("displayName")
	}
	if _, err := r.RolesOf(g.Name); err != nil {
		return err
	}
	for _, personID := range g.Members {
		if slices.Contains(were, personID) {
			continue
		}
		if _, _, err := directoryPerson(ctx, t, personID); fault.Is(err, fault.NotFound) {
			return fault.New(fault.Invalid, "No existe la persona «%s» que se pone en el grupo.", personID).Then("Los grupos llevan personas, no otros grupos.").On("members")
		} else if err != nil {
			return err
		}
	}
	return nil
}

// settleGroup records what became of a group, and settles the roles of whom it touches.
func (o *Office) settleGroup(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, r directory.Reader, act string, groups []directory.Group, g directory.Group, touched []string) error {
	e := o.directoryEntry(now, a, act, "group:"+g.ID, map[string]any{"name": g.Name, "members": len(g.Members)})
	if err := t.Record(ctx, e); err != nil {
		return err
	}
	for _, personID := range touched {
		if err := o.settleRoles(ctx, t, now, a, r, groups, personID); err != nil {
			return err
		}
	}
	return nil
}
