package oversight

import (
	"cmp"
	"context"
	"slices"
	"time"

	"pregonero/directory"
	"pregonero/institution"
	"pregonero/ledger"
	"pregonero/store"
)

// DirectoryStatus is how the sync with the institution's directory goes.
type DirectoryStatus struct {
	Keys     []DirectoryKey
	Used     time.Time // of the last request of any key; zero: never
	People   int       // whom the directory keeps up to date
	Groups   []DirectoryGroup
	Refusals []directory.Refusal // still refused
	Changes  []DirectoryChange   // the last, the newest first
}

// DirectoryKey is a key in the list; the hash stays where it is kept.
type DirectoryKey struct {
	ID, Name                        string
	Created, Expires, Revoked, Used time.Time
	Good                            bool
}

// DirectoryGroup is a group with the roles that it gives.
type DirectoryGroup struct {
	directory.Group
	Roles []directory.Role
}

// DirectoryChange is an act of the directory, with the name of whom it is about.
type DirectoryChange struct {
	ledger.Entry
	Person string // id of whom it is about, "" when it is about a group
	Name   string
}

// shownChanges is how many acts of the directory are shown.
const shownChanges = 50

// DirectoryStatus reads how the sync goes, for who runs the system and the IT office.
func (o *Office) DirectoryStatus(ctx context.Context, a institution.Actor) (s DirectoryStatus, err error) {
	now := o.Now()
	if err := o.Gate.Permit(ctx, now, a, institution.SystemRead, institution.On{Subject: "directory"}); err != nil {
		return s, err
	}
	return s, o.Store.Read(ctx, func(t *store.Tx) error {
		for _, read := range []func(context.Context, *store.Tx, time.Time) error{s.readKeys, s.readPeople, s.readChanges} {
			if err := read(ctx, t, now); err != nil {
				return err
			}
		}
		r, err := o.reader(ctx, t)
		if err != nil {
			return err
		}
		groups, err := liveGroups(ctx, t)
		for _, g := range groups {
			roles, _ := r.RolesOf(g.Name) // an area that is gone gives nothing
			s.Groups = append(s.Groups, DirectoryGroup{g, roles})
		}
		return err
	})
}

func (s *DirectoryStatus) readKeys(ctx context.Context, t *store.Tx, now time.Time) error {
	keys, err := t.DirectoryKeys(ctx, "")
	for _, k := range keys {
		s.Keys = append(s.Keys, DirectoryKey{k.ID, k.Name, k.Created, k.Expires, k.Revoked, k.Used, k.Good(now)})
		if k.Used.After(s.Used) {
			s.Used = k.Used
		}
	}
	return err
}

func (s *DirectoryStatus) readPeople(ctx context.Context, t *store.Tx, _ time.Time) error {
	kept, err := t.DirectoryPeople(ctx)
	for _, k := range kept {
		if !k.Gone() {
			s.People++
		}
	}
	if err != nil {
		return err
	}
	s.Refusals, err = t.DirectoryRefusals(ctx, 200)
	return err
}

func (s *DirectoryStatus) readChanges(ctx context.Context, t *store.Tx, _ time.Time) error {
	people, err := t.People(ctx)
	if err != nil {
		return err
	}
	names := map[string]institution.Person{}
	for _, p := range people {
		names["person:"+p.ID] = p
	}
	for _, k := range s.Keys {
		rows, err := t.Ledger(ctx, store.LedgerFilter{Actor: institution.DirectoryPrefix + k.ID, Outcome: ledger.Done, Limit: shownChanges})
		if err != nil {
			return err
		}
		for _, row := range rows {
			e, ok, err := row.Entry()
			if err != nil {
				return err
			}
			if ok {
				s.Changes = append(s.Changes, DirectoryChange{e, names[e.Subject].ID, names[e.Subject].Name})
			}
		}
	}
	slices.SortFunc(s.Changes, func(a, b DirectoryChange) int { return cmp.Compare(b.ID, a.ID) })
	s.Changes = s.Changes[:min(len(s.Changes), shownChanges)]
	return nil
}
