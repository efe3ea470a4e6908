package entering

import (
	"context"
	"slices"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/person"
	"pregonero/regulation"
	"pregonero/store"
)

// fromShell are the roles that the command line may give: those that somebody must hold
// before anybody can give roles. Roles over accounts come with the accounts.
var fromShell = []institution.Role{institution.Operator, institution.Press, institution.IT, institution.President,
	institution.Secretary, institution.Auditor, institution.Head}

// CreatePerson adds somebody from the command line, with roles, and returns the link with
// which they enter for the first time. The first person of all becomes an operator.
//
//clause:code 5.1.p4
func (d *Door) CreatePerson(ctx context.Context, a institution.Actor, p institution.Person, roles ...institution.Role) (institution.Person, Link, error) {
	now := d.Now()
	if !a.System {
		return p, Link{}, fault.New(fault.Forbidden, "Esto solo se hace desde la línea de órdenes del servidor.").
			Under(d.Pack.ClauseFor(regulation.RuleAccess))
	}
	for _, r := range roles {
		if !slices.Contains(fromShell, r) {
			return p, Link{}, fault.New(fault.Invalid, "El cargo «%s» no se asigna desde la línea de órdenes.", institution.RoleLabel(r)).On("role")
		}
	}
	p = person.Clean(p)
	p.ID, p.Active, p.Version = id.New(now), true, 1
	if err := person.Check(d.Pack, p); err != nil {
		return p, Link{}, err
	}
	link := d.newLink(now)
	err := d.Store.Change(ctx, func(t *store.Tx) error { return d.admit(ctx, t, now, a, p, roles, link) })
	if err != nil {
		return p, Link{}, err
	}
	return p, link, nil
}

func (d *Door) admit(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p institution.Person, roles []institution.Role, link Link) error {
	area, err := t.Area(ctx, p.AreaID)
	if err != nil {
		return notFound(err, fault.New(fault.Invalid, "El área «%s» no existe.", p.AreaID).Then("Revise la lista de áreas.").On("area_id"))
	}
	others, err := t.People(ctx)
	if err != nil {
		return err
	}
	if len(others) == 0 && !slices.Contains(roles, institution.Operator) {
		roles = append([]institution.Role{institution.Operator}, roles...)
	}
	if err := t.AddPerson(ctx, p); err != nil {
		return err
	}
	if err := t.AddLogin(ctx, store.Login{PersonID: p.ID}); err != nil {
		return err
	}
	about := a
	about.AreaID = area.ID
	if err := d.record(ctx, t, now, about, "person.add", p.ID, map[string]any{"username": p.Username, "rank": p.RankID, "area": area.ID}); err != nil {
		return err
	}
	for _, r := range roles {
		if err := d.grantFromShell(ctx, t, now, about, p, r); err != nil {
			return err
		}
	}
	return d.keepLink(ctx, t, now, about, p.ID, link)
}

func (d *Door) grantFromShell(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p institution.Person, r institution.Role) error {
	g := institution.Grant{ID: id.New(now), PersonID: p.ID, Role: r, From: now}
	if r == institution.Head {
		g.AreaID = p.AreaID
	}
	if err := t.AddGrant(ctx, g); err != nil {
		return err
	}
	return d.record(ctx, t, now, a, "grant.add", p.ID, map[string]any{"role": string(r), "area": g.AreaID})
}
