package store

import (
	"context"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
)

func scanArea(r scanner) (a institution.Area, err error) {
	return a, r.Scan(&a.ID, &a.Name, &a.Short, &a.Kind, &a.ParentID, &a.Zone, &a.Seat, &a.Email)
}

const areaColumns = `SELECT id, name, short, kind, parent_id, zone, seat, email FROM area`

// Areas lists every area, by kind and name.
func (t *Tx) Areas(ctx context.Context) ([]institution.Area, error) {
	return list(ctx, t, scanArea, areaColumns+` ORDER BY kind, id`)
}

// Area reads one area.
func (t *Tx) Area(ctx context.Context, id string) (institution.Area, error) {
	return one(ctx, t, "esa área", scanArea, areaColumns+` WHERE id = $1`, id)
}

// PutArea adds an area or replaces its data.
func (t *Tx) PutArea(ctx context.Context, a institution.Area) error {
	return t.exec(ctx, "keep the area", `INSERT INTO area (id, name, short, kind, parent_id, zone, seat, email)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET name = excluded.name, short = excluded.short,
		kind = excluded.kind, parent_id = excluded.parent_id, zone = excluded.zone, seat = excluded.seat, email = excluded.email`,
		a.ID, a.Name, a.Short, a.Kind, a.ParentID, a.Zone, a.Seat, a.Email)
}

func scanPerson(r scanner) (p institution.Person, err error) {
	return p, r.Scan(&p.ID, &p.Username, &p.Name, &p.Email, &p.AreaID, &p.RankID, &p.Active, &p.Version)
}

const personColumns = `SELECT id, username, name, email, area_id, rank_id, active, version FROM person`

// Person reads one person.
func (t *Tx) Person(ctx context.Context, id string) (institution.Person, error) {
	return one(ctx, t, "esa persona", scanPerson, personColumns+` WHERE id = $1`, id)
}

// PersonByUsername reads the person with that user name.
func (t *Tx) PersonByUsername(ctx context.Context, name string) (institution.Person, error) {
	return one(ctx, t, "esa persona", scanPerson, personColumns+` WHERE username = $1`, name)
}

// People lists people, of the areas when any is given.
func (t *Tx) People(ctx context.Context, areas ...string) ([]institution.Person, error) {
	var w where
	w.in("area_id", areas)
	return list(ctx, t, scanPerson, personColumns+w.String()+` ORDER BY name`, w.args...)
}

// AddPerson adds a person.
func (t *Tx) AddPerson(ctx context.Context, p institution.Person) error {
	err := t.exec(ctx, "add the person", `INSERT INTO person (id, username, name, email, area_id, rank_id, active, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 1)`, p.ID, p.Username, p.Name, p.Email, p.AreaID, p.RankID, p.Active)
	return usernameTaken(err, p)
}

func usernameTaken(err error, p institution.Person) error {
	if duplicate(err) {
		return fault.New(fault.Conflict, "Ya hay una persona con el usuario «%s».", p.Username).Then("Elija otro nombre de usuario.").On("username")
	}
	return err
}

// UpdatePerson changes a person's data.
func (t *Tx) UpdatePerson(ctx context.Context, p institution.Person) error {
	err := t.update(ctx, "change the person", `UPDATE person SET username = $1, name = $2, email = $3, area_id = $4, rank_id = $5, active = $6,
		version = version + 1 WHERE id = $7 AND version = $8`, p.Username, p.Name, p.Email, p.AreaID, p.RankID, p.Active, p.ID, p.Version)
	return usernameTaken(err, p)
}

func scanGrant(r scanner) (g institution.Grant, err error) {
	var from, until int64
	err = r.Scan(&g.ID, &g.PersonID, &g.Role, &g.AreaID, &g.AccountID, &from, &until)
	g.From, g.Until = fromMicros(from), fromMicros(until)
	return g, err
}

const grantColumns = `SELECT id, person_id, role, area_id, account_id, from_at, until_at FROM held`

// GrantsOf lists what a person holds at now.
func (t *Tx) GrantsOf(ctx context.Context, personID string, now time.Time) ([]institution.Grant, error) {
	return list(ctx, t, scanGrant, grantColumns+` WHERE person_id = $1 AND from_at <= $2 AND (until_at = 0 OR until_at > $3) ORDER BY id`,
		personID, micros(now), micros(now))
}

// Grants lists everything held at now.
func (t *Tx) Grants(ctx context.Context, now time.Time) ([]institution.Grant, error) {
	return list(ctx, t, scanGrant, grantColumns+` WHERE from_at <= $1 AND (until_at = 0 OR until_at > $2) ORDER BY id`, micros(now), micros(now))
}

// Grant reads one grant.
func (t *Tx) Grant(ctx context.Context, id string) (institution.Grant, error) {
	return one(ctx, t, "ese cargo", scanGrant, grantColumns+` WHERE id = $1`, id)
}

// AddGrant gives a role.
func (t *Tx) AddGrant(ctx context.Context, g institution.Grant) error {
	return t.exec(ctx, "give the role", `INSERT INTO held (id, person_id, role, area_id, account_id, from_at, until_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, g.ID, g.PersonID, string(g.Role), g.AreaID, g.AccountID, micros(g.From), micros(g.Until))
}

// EndGrant ends a role at now; ended already is a conflict.
func (t *Tx) EndGrant(ctx context.Context, id string, now time.Time) error {
	return t.update(ctx, "end the role", `UPDATE held SET until_at = $1 WHERE id = $2 AND until_at = 0`, micros(now), id)
}

// EndAccountGrants ends whatever is held on the account with the role.
func (t *Tx) EndAccountGrants(ctx context.Context, accountID string, role institution.Role, now time.Time) error {
	return t.exec(ctx, "end the account's role", `UPDATE held SET until_at = $1 WHERE account_id = $2 AND role = $3 AND until_at = 0`,
		micros(now), accountID, string(role))
}

// PutPackAreas enters the areas of the pack in the registry, and brings up to date those
// that are there. It runs at every start: the pack is the word on them.
//
//clause:code 1.p1
func (t *Tx) PutPackAreas(ctx context.Context, p *regulation.Pack) error {
	for _, x := range p.Areas {
		zone := x.Zone
		if zone == "" {
			zone = p.Institution.Zone
		}
		a := institution.Area{ID: x.ID, Name: x.Name, Short: x.Short, Kind: x.Kind, ParentID: x.ParentID, Zone: zone, Seat: x.Seat, Email: x.Email}
		if err := t.PutArea(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// Holders reads the active people whom roles, or "person:ID", name over an area and accounts.
func (t *Tx) Holders(ctx context.Context, now time.Time, on institution.On, who ...string) ([]institution.Person, error) {
	grants, err := t.Grants(ctx, now)
	if err != nil {
		return nil, err
	}
	people, err := t.People(ctx)
	return institution.Holders(now, people, grants, on, who...), err
}

// GrantsOver lists what anybody held over an account, or as head of its area, at any moment
// of a span, the former first.
func (t *Tx) GrantsOver(ctx context.Context, areaID, accountID string, from, until time.Time) ([]institution.Grant, error) {
	return list(ctx, t, scanGrant, grantColumns+` WHERE (account_id = $1 OR (area_id = $2 AND role = $3)) AND from_at <= $4
		AND (until_at = 0 OR until_at > $5) ORDER BY from_at, id`, accountID, areaID, string(institution.Head), micros(until), micros(from))
}
