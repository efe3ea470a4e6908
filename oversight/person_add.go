package oversight

import (
	"context"
	"errors"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/ledger"
	"pregonero/person"
	"pregonero/regulation"
	"pregonero/store"
)

// AddPerson adds somebody to the directory, who holds nothing yet and has no password:
// they enter by a link that an operator hands them (entering.Door.StartRecovery).
//
//clause:code 5.a
//clause:code 5.b
func (o *Office) AddPerson(ctx context.Context, a institution.Actor, p institution.Person) (institution.Person, error) {
	now := o.Now()
	if err := o.Gate.Permit(ctx, now, a, institution.PersonManage, institution.On{Subject: "person"}); err != nil {
		return p, err
	}
	p = person.Clean(p)
	p.ID, p.Active, p.Version = id.New(now), true, 1
	if err := person.Check(o.Pack, p); err != nil {
		return p, err
	}
	return p, o.Store.Change(ctx, func(t *store.Tx) error {
		if err := areaExists(ctx, t, p.AreaID); err != nil {
			return err
		}
		return o.enter(ctx, t, now, a, p)
	})
}

func (o *Office) enter(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, p institution.Person) error {
	if err := t.AddPerson(ctx, p); err != nil {
		return err
	}
	if err := t.AddLogin(ctx, store.Login{PersonID: p.ID}); err != nil {
		return err
	}
	e := o.personEntry(now, a, "person.add", p)
	e.Details = map[string]any{"username": p.Username, "rank": p.RankID, "area": p.AreaID}
	return t.Record(ctx, e)
}

func areaExists(ctx context.Context, t *store.Tx, areaID string) error {
	_, err := t.Area(ctx, areaID)
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.Invalid, "Elija un área de la lista.").On("area_id")
	}
	return err
}

// personEntry starts an entry about somebody.
func (o *Office) personEntry(now time.Time, a institution.Actor, act string, p institution.Person) ledger.Entry {
	e := store.Entry(now, a, act)
	e.Subject, e.Area, e.Clause = "person:"+p.ID, p.AreaID, o.Pack.ClauseFor(regulation.RuleAccess)
	return e
}

// settle runs f until no other command is in its way: what ends somebody's access must not
// fail because they were busy at that moment.
func (o *Office) settle(ctx context.Context, f func(*store.Tx) error) error {
	var err error
	for range 32 {
		if err = o.Store.Change(ctx, f); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return err
}

// deny refuses what the table alone would allow, and records it as the gate does.
func (o *Office) deny(ctx context.Context, now time.Time, a institution.Actor, act institution.Act, on institution.On, told *fault.Fault) error {
	clause := o.Pack.ClauseFor(regulation.RuleAccess)
	if err := o.Gate.Recorder.RecordRefusal(ctx, now, a, institution.Refusal{Act: act, On: on, Clause: clause}); err != nil {
		return err
	}
	return told.Under(clause)
}
