package institution

import (
	"context"
	"slices"
	"time"

	"pregonero/internal/fault"
	"pregonero/regulation"
)

// On says what an act touches; empty fields are not asked about.
type On struct {
	AreaID     string   // the area that answers for it
	AccountIDs []string // the accounts it touches
	SourceArea string   // the area that generated the information
	Subject    string   // for the ledger, such as "post:01J…"
}

// Refusal is what the ledger keeps of a right that was denied.
type Refusal struct {
	Act    Act
	On     On
	Clause string
}

// Recorder keeps refusals; the store is one.
type Recorder interface {
	RecordRefusal(ctx context.Context, now time.Time, a Actor, r Refusal) error
}

// Gate is the one door. Every command passes it once, and every refusal is recorded.
type Gate struct {
	Pack     *regulation.Pack
	Recorder Recorder
}

// Cites is the rule of the regulation that says who may do the act.
func Cites(act Act) regulation.Rule { return table[act].cites }

// Permit lets the actor do the act, or returns a Forbidden fault that cites its clause.
//
//clause:code 5.1.p4
func (g Gate) Permit(ctx context.Context, now time.Time, a Actor, act Act, on On) error {
	if Allowed(now, a, act, on) {
		return nil
	}
	clause := g.Pack.ClauseFor(table[act].cites)
	if err := g.Recorder.RecordRefusal(ctx, now, a, Refusal{act, on, clause}); err != nil {
		return err
	}
	return fault.New(fault.Forbidden, "Su cargo no permite hacer esto: %s.", describe(act)).
		Then("Si le corresponde, pida a la persona titular de su área que revise sus permisos.").Under(clause)
}

// Allowed answers the question without recording, for showing or hiding a control.
func Allowed(now time.Time, a Actor, act Act, on On) bool {
	if a.System || (a.Acts != nil && !slices.Contains(a.Acts, act)) {
		return false
	}
	if on.AreaID == "" && len(on.AccountIDs) == 0 && on.SourceArea == "" {
		return holdsAny(now, a, act)
	}
	for _, r := range table[act].rights {
		if r.covers(now, a, on) {
			return true
		}
	}
	return false
}

// holdsAny serves acts that touch nothing yet, such as opening a list: what the list
// shows is narrowed by the actor's own areas and accounts.
func holdsAny(now time.Time, a Actor, act Act) bool {
	for _, r := range table[act].rights {
		for _, g := range a.Grants {
			if g.Role == r.role && g.Holds(now) {
				return true
			}
		}
	}
	return false
}

func (r right) covers(now time.Time, a Actor, on On) bool {
	if r.over == onAccount {
		return len(on.AccountIDs) > 0 && !slices.ContainsFunc(on.AccountIDs, func(id string) bool {
			return !a.administers(now, r.role, id)
		})
	}
	return slices.ContainsFunc(a.Grants, func(g Grant) bool {
		if g.Role != r.role || !g.Holds(now) {
			return false
		}
		switch r.over {
		case onArea:
			return on.AreaID != "" && g.AreaID == on.AreaID
		case onSource:
			return on.SourceArea != "" && g.AreaID == on.SourceArea
		default:
			return true
		}
	})
}

// administers: with two accounts, a lead of one and alternate of the other administers both.
func (a Actor) administers(now time.Time, _ Role, accountID string) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool {
		return (g.Role == Lead || g.Role == Alternate) && g.AccountID == accountID && g.Holds(now)
	})
}
