package oversight

import (
	"context"
	"slices"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/regulation"
	"pregonero/store"
)

// attendants are the roles whose holders may attend an account.
var attendants = []string{string(institution.Lead), string(institution.Alternate), string(institution.Head)}

func overAccount(acc account.Account) institution.On {
	return institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}, Subject: "account:" + acc.ID}
}

// SetTurn says who attends the account on some days, and watches over it on those that are
// not attended. Only who has the right to answer can.
//
//clause:code 5.1.p5
//clause:code 5.1.p4
func (o *Office) SetTurn(ctx context.Context, a institution.Actor, accountID string, turn account.Turn) (account.Account, error) {
	now := o.Now()
	return o.changeAccount(ctx, a, institution.AttendanceSet, accountID, "account.turn_set", regulation.RuleAttendance, func(t *store.Tx, acc *account.Account) (map[string]any, error) {
		people, err := t.Holders(ctx, now, overAccount(*acc), attendants...)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(people, func(p institution.Person) bool { return p.ID == turn.PersonID })
		if i < 0 && turn.PersonID != "" {
			return nil, fault.New(fault.Invalid, "Solo atienden la cuenta sus dos personas administradoras y la titular del área.").
				Then("Si la va a atender alguien más, haga un relevo.").Under(o.Pack.ClauseFor(regulation.RuleAccess)).On("person_id")
		}
		turn.ID = id.New(now)
		if i >= 0 {
			turn.Name = people[i].Name
		}
		if err := acc.Rota.Add(turn, regulation.DateOf(now.In(acc.Hours.Location()))); err != nil {
			return nil, err
		}
		return turnDetails(turn), o.watched(ctx, t, *acc)
	})
}

// DropTurn takes a turn out of the rota.
func (o *Office) DropTurn(ctx context.Context, a institution.Actor, accountID, turnID string) (account.Account, error) {
	return o.changeAccount(ctx, a, institution.AttendanceSet, accountID, "account.turn_drop", regulation.RuleAttendance, func(t *store.Tx, acc *account.Account) (map[string]any, error) {
		turn, err := acc.Rota.Drop(turnID)
		if err != nil {
			return nil, err
		}
		return turnDetails(turn), o.watched(ctx, t, *acc)
	})
}

func turnDetails(t account.Turn) map[string]any {
	d := map[string]any{"person": t.PersonID, "name": t.Name}
	if !t.From.IsZero() {
		d["from"], d["to"] = t.From.String(), t.To.String()
	}
	return d
}
