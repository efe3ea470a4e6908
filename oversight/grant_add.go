package oversight

import (
	"context"
	"slices"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/store"
)

// AddGrant gives a role to somebody: the press office gives heads, endorsers and offices,
// the head of an area gives its endorsers. Nobody gives one to themself. The roles over
// accounts come with the accounts (RegisterAccount, substituting.HandOver).
//
//clause:code 5.1.p4
func (o *Office) AddGrant(ctx context.Context, a institution.Actor, personID string, role institution.Role, areaID string) (institution.Grant, error) {
	now := o.Now()
	g := institution.Grant{ID: id.New(now), PersonID: personID, Role: role, AreaID: areaID, From: now}
	if err := checkRole(&g); err != nil {
		return g, err
	}
	if err := o.permitGrant(ctx, now, a, g); err != nil {
		return g, err
	}
	if a.PersonID == personID {
		return g, o.deny(ctx, now, a, institution.GrantManage, onGrant(g),
			fault.New(fault.Forbidden, "Nadie se asigna un cargo.").Then("Pídalo a otra persona que pueda asignarlo."))
	}
	return g, o.Store.Change(ctx, func(t *store.Tx) error {
		p, err := o.fitToHold(ctx, t, now, g)
		if err != nil {
			return err
		}
		// A new version of the person: of a role given and a leave at once, one sees the other.
		if err := t.UpdatePerson(ctx, p); err != nil {
			return err
		}
		if err := t.AddGrant(ctx, g); err != nil {
			return err
		}
		if err := o.tellHead(ctx, t, now, g, true); err != nil {
			return err
		}
		return t.Record(ctx, o.grantEntry(now, a, "grant.add", g))
	})
}

// checkRole says whether the role is given here, and over what: an office over nothing.
func checkRole(g *institution.Grant) error {
	switch {
	case g.Role == institution.Lead || g.Role == institution.Alternate:
		return fault.New(fault.Invalid, "Las personas administradoras se designan en el expediente de la cuenta.").
			Then("Abra el expediente de la cuenta.").On("role")
	case !slices.Contains(institution.Roles(), g.Role):
		return fault.New(fault.Invalid, "Elija un cargo de la lista.").On("role")
	case overArea(g.Role) && g.AreaID == "":
		return fault.New(fault.Invalid, "Diga sobre qué área es el cargo.").On("area_id")
	case !overArea(g.Role):
		g.AreaID = ""
	}
	return nil
}

func overArea(r institution.Role) bool { return r == institution.Head || r == institution.Endorser }

func onGrant(g institution.Grant) institution.On {
	return institution.On{AreaID: g.AreaID, Subject: "person:" + g.PersonID}
}

// permitGrant asks the gate and then, for all but endorsers, for the press office: a head
// rules over their own area's endorsers only.
func (o *Office) permitGrant(ctx context.Context, now time.Time, a institution.Actor, g institution.Grant) error {
	if err := o.Gate.Permit(ctx, now, a, institution.GrantManage, onGrant(g)); err != nil {
		return err
	}
	if g.Role == institution.Endorser || a.Has(institution.Press) {
		return nil
	}
	return o.deny(ctx, now, a, institution.GrantManage, onGrant(g),
		fault.New(fault.Forbidden, "Su cargo no permite asignar ni retirar el cargo de %s.", institution.RoleLabel(g.Role)).
			Then("Pídalo a quien tenga a su cargo la comunicación social."))
}

// fitToHold reads the person and says whether they can hold the role as things stand.
func (o *Office) fitToHold(ctx context.Context, t *store.Tx, now time.Time, g institution.Grant) (institution.Person, error) {
	p, err := t.Person(ctx, g.PersonID)
	if err != nil {
		return p, err
	}
	if !p.Active {
		return p, fault.New(fault.Conflict, "%s está de baja.", p.Name).Then("Elija a una persona en funciones.").On("person_id")
	}
	if g.AreaID != "" {
		if err := areaExists(ctx, t, g.AreaID); err != nil {
			return p, err
		}
	}
	held, err := t.GrantsOf(ctx, p.ID, now)
	if err != nil {
		return p, err
	}
	if slices.ContainsFunc(held, func(h institution.Grant) bool { return h.Role == g.Role && h.AreaID == g.AreaID }) {
		return p, fault.New(fault.Conflict, "%s ya tiene ese cargo.", p.Name)
	}
	return p, nil
}
