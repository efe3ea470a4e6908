// Package testworld builds the small world that a test needs: areas, people, what they
// hold, and a clock that only the test moves. Builders write to a real store and end the
// test when they cannot.
//
//	w := testworld.New(t, s)
//	w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
//	desk := &publishing.Desk{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now}
//	desk.Submit(t.Context(), w.Actor("ana"), id)
package testworld

import (
	"testing"

	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/regulation"
	"pregonero/store"
)

// Pack is the id of the embedded pack that the world lives by.
const Pack = "ine"

// World is the world of one test.
type World struct {
	Store *store.Store
	Pack  *regulation.Pack
	Gate  institution.Gate
	Clock *Clock

	t *testing.T
}

// New is an empty world over the store, on a working day at ten in the morning.
func New(t *testing.T, s *store.Store) *World {
	t.Helper()
	p, err := regulation.Embedded(Pack)
	if err != nil {
		t.Fatal(err)
	}
	return &World{Store: s, Pack: p, Gate: institution.Gate{Pack: p, Recorder: s}, Clock: newClock(), t: t}
}

// Area adds the pack's area with that id, without its parents; an id that the pack does
// not know is an area of the first kind. Adding it again changes nothing.
func (w *World) Area(areaID string) institution.Area {
	w.t.Helper()
	a := institution.Area{ID: areaID, Name: "Área " + areaID, Short: areaID, Kind: w.Pack.AreaKinds[0].ID, Zone: w.Pack.Institution.Zone}
	if p, ok := w.Pack.Area(areaID); ok {
		a = institution.Area{ID: p.ID, Name: p.Name, Short: p.Short, Kind: p.Kind, ParentID: p.ParentID, Zone: p.Zone, Seat: p.Seat, Email: p.Email}
	}
	w.change(func(tx *store.Tx) error { return tx.PutArea(w.t.Context(), a) })
	return a
}

// Person is somebody of the world; what is called on it gives roles.
type Person struct {
	institution.Person
	w *World
}

// Person adds somebody active, with an institutional address and a login that has no
// password yet. Their area is added with them.
func (w *World) Person(username, rankID, areaID string) *Person {
	w.t.Helper()
	w.Area(areaID)
	p := institution.Person{ID: id.New(w.Clock.Now()), Username: username, Name: "Persona " + username,
		Email: username + "@" + w.Pack.Institution.MailDomains[0], AreaID: areaID, RankID: rankID, Active: true, Version: 1}
	w.change(func(tx *store.Tx) error {
		if err := tx.AddPerson(w.t.Context(), p); err != nil {
			return err
		}
		return tx.AddLogin(w.t.Context(), store.Login{PersonID: p.ID})
	})
	return &Person{p, w}
}

// Head makes the person head of the area.
func (p *Person) Head(areaID string) *Person {
	p.w.t.Helper()
	return p.Grant(institution.Head, areaID)
}

// Grant gives the role over the area; an office is held over "".
func (p *Person) Grant(role institution.Role, areaID string) *Person {
	p.w.t.Helper()
	if areaID != "" {
		p.w.Area(areaID)
	}
	return p.hold(institution.Grant{Role: role, AreaID: areaID})
}

// Administers makes the person lead or alternate of the account; the account's own file
// is not touched.
func (p *Person) Administers(role institution.Role, accountID string) *Person {
	p.w.t.Helper()
	return p.hold(institution.Grant{Role: role, AccountID: accountID})
}

func (p *Person) hold(g institution.Grant) *Person {
	p.w.t.Helper()
	g.ID, g.PersonID, g.From = id.New(p.w.Clock.Now()), p.ID, p.w.Clock.Now()
	p.w.change(func(tx *store.Tx) error { return tx.AddGrant(p.w.t.Context(), g) })
	return p
}

// Actor is the person, come in by the web, with what they hold now.
func (w *World) Actor(username string) institution.Actor {
	w.t.Helper()
	var a institution.Actor
	w.read(func(tx *store.Tx) error {
		p, err := tx.PersonByUsername(w.t.Context(), username)
		if err != nil {
			return err
		}
		grants, err := tx.GrantsOf(w.t.Context(), p.ID, w.Clock.Now())
		a = institution.Actor{PersonID: p.ID, Name: p.Name, AreaID: p.AreaID, Grants: grants, Via: "web", From: "192.0.2.1"}
		return err
	})
	return a
}

// change writes to the store, or ends the test.
func (w *World) change(f func(*store.Tx) error) {
	w.t.Helper()
	if err := w.Store.Change(w.t.Context(), f); err != nil {
		w.t.Fatalf("build the test's world: %v", err)
	}
}

// read reads from the store, or ends the test.
func (w *World) read(f func(*store.Tx) error) {
	w.t.Helper()
	if err := w.Store.Read(w.t.Context(), f); err != nil {
		w.t.Fatalf("read the test's world: %v", err)
	}
}
