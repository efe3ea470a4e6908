package store

import (
	"context"
	"errors"
	"time"

	"pregonero/directory"
	"pregonero/internal/fold"
)

var directoryPeople = kind[directory.Person]{
	name: "directory.person", what: "esa persona",
	index: func(p directory.Person) Index {
		return Index{ID: p.PersonID, State: liveness(p.Gone()), Subject: p.Profile.ExternalID, At: p.Created, Version: p.Version}
	},
	set: func(p *directory.Person, v int) { p.Version = v },
}

func liveness(gone bool) string {
	if gone {
		return "removed"
	}
	return "live"
}

// once makes of a row that is there already the conflict of two at the same time.
func once(err error) error {
	if duplicate(err) {
		return ErrConflict
	}
	return err
}

// everything lists every document of a kind, by id: people and groups of the directory are
// as many as the institution has.
func (k kind[T]) everything(ctx context.Context, t *Tx) ([]T, error) {
	return list(ctx, t, document(k.set), matterColumns+` WHERE kind = $1 ORDER BY id`, k.name)
}

// DirectoryPerson reads what is kept of somebody of the directory.
func (t *Tx) DirectoryPerson(ctx context.Context, personID string) (directory.Person, error) {
	return directoryPeople.one(ctx, t, personID)
}

// DirectoryPeople lists all that is kept of the people of the directory.
func (t *Tx) DirectoryPeople(ctx context.Context) ([]directory.Person, error) {
	return directoryPeople.everything(ctx, t)
}

// DirectoryPeopleByExternalID lists whom the directory calls so.
func (t *Tx) DirectoryPeopleByExternalID(ctx context.Context, externalID string) ([]directory.Person, error) {
	return directoryPeople.list(ctx, t, MatterFilter{Subject: externalID})
}

// AddDirectoryPerson keeps somebody of the directory; there already is a conflict.
func (t *Tx) AddDirectoryPerson(ctx context.Context, p directory.Person) error {
	return once(directoryPeople.add(ctx, t, p))
}

// UpdateDirectoryPerson changes somebody of the directory.
func (t *Tx) UpdateDirectoryPerson(ctx context.Context, p directory.Person) error {
	return directoryPeople.update(ctx, t, p)
}

var directoryGroups = kind[directory.Group]{
	name: "directory.group", what: "ese grupo",
	index: func(g directory.Group) Index {
		return Index{ID: g.ID, State: liveness(g.Gone()), Subject: fold.Text(g.Name), At: g.Created, Version: g.Version}
	},
	set: func(g *directory.Group, v int) { g.Version = v },
}

// DirectoryGroup reads one group of the directory.
func (t *Tx) DirectoryGroup(ctx context.Context, id string) (directory.Group, error) {
	return directoryGroups.one(ctx, t, id)
}

// DirectoryGroups lists the groups of the directory, those that were deleted too.
func (t *Tx) DirectoryGroups(ctx context.Context) ([]directory.Group, error) {
	return directoryGroups.everything(ctx, t)
}

// AddDirectoryGroup keeps a new group.
func (t *Tx) AddDirectoryGroup(ctx context.Context, g directory.Group) error {
	return directoryGroups.add(ctx, t, g)
}

// UpdateDirectoryGroup changes a group.
func (t *Tx) UpdateDirectoryGroup(ctx context.Context, g directory.Group) error {
	return directoryGroups.update(ctx, t, g)
}

// LockDirectoryGroups makes two that change groups at once wait for each other.
func (t *Tx) LockDirectoryGroups(ctx context.Context) error {
	_, err := t.NextNumber(ctx, "directory/groups")
	return err
}

var directoryKeys = kind[directory.Key]{
	name: "directory.key", what: "esa llave",
	index: func(k directory.Key) Index {
		return Index{ID: k.ID, State: liveness(!k.Revoked.IsZero()), Subject: k.Hash, At: k.Created, Version: k.Version}
	},
	set: func(k *directory.Key, v int) { k.Version = v },
}

// DirectoryKey reads one key.
func (t *Tx) DirectoryKey(ctx context.Context, id string) (directory.Key, error) {
	return directoryKeys.one(ctx, t, id)
}

// DirectoryKeys lists the keys, the newest first; hash may be "": all.
func (t *Tx) DirectoryKeys(ctx context.Context, hash string) ([]directory.Key, error) {
	return directoryKeys.list(ctx, t, MatterFilter{Subject: hash})
}

// AddDirectoryKey keeps a new key.
func (t *Tx) AddDirectoryKey(ctx context.Context, k directory.Key) error {
	return directoryKeys.add(ctx, t, k)
}

// UpdateDirectoryKey changes a key.
func (t *Tx) UpdateDirectoryKey(ctx context.Context, k directory.Key) error {
	return directoryKeys.update(ctx, t, k)
}

// TouchDirectoryKey notes that a key was used, unless somebody changes it at this moment.
func (t *Tx) TouchDirectoryKey(ctx context.Context, k directory.Key, now time.Time) error {
	k.Used = now
	if err := directoryKeys.update(ctx, t, k); !errors.Is(err, ErrConflict) {
		return err
	}
	return nil
}

var directoryRefusals = kind[directory.Refusal]{
	name: "directory.refusal", what: "ese rechazo",
	index: func(r directory.Refusal) Index {
		return Index{ID: r.ID, State: liveness(r.Solved), At: r.Last, Version: r.Version}
	},
	set: func(r *directory.Refusal, v int) { r.Version = v },
}

// DirectoryRefusal reads one refusal.
func (t *Tx) DirectoryRefusal(ctx context.Context, id string) (directory.Refusal, error) {
	return directoryRefusals.one(ctx, t, id)
}

// DirectoryRefusals lists what is still refused, the newest first.
func (t *Tx) DirectoryRefusals(ctx context.Context, limit int) ([]directory.Refusal, error) {
	return directoryRefusals.list(ctx, t, MatterFilter{States: []string{liveness(false)}, Limit: limit})
}

// AddDirectoryRefusal keeps a refusal; there already is a conflict.
func (t *Tx) AddDirectoryRefusal(ctx context.Context, r directory.Refusal) error {
	return once(directoryRefusals.add(ctx, t, r))
}

// UpdateDirectoryRefusal changes a refusal.
func (t *Tx) UpdateDirectoryRefusal(ctx context.Context, r directory.Refusal) error {
	return directoryRefusals.update(ctx, t, r)
}
