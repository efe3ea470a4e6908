package oversight

import (
	"context"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/regulation"
	"pregonero/store"
)

// Registration is what is told of an account when it enters the registry.
type Registration struct {
	Network, BaseURL, Handle, Name, URL, AreaID, Purpose string
	LeadID, AlternateID                                  string
	Hours                                                *regulation.Hours // nil: the pack's
}

// practiceNetwork is the name of the network that is made up.
const practiceNetwork = "practice"

// RegisterAccount enters an account in the registry with its area and two administrators.
// It publishes once it is active and connected.
//
//clause:code 1.p1
//clause:code 5.1.p2
func (o *Office) RegisterAccount(ctx context.Context, a institution.Actor, in Registration) (account.Account, error) {
	now := o.Now()
	if err := o.Gate.Permit(ctx, now, a, institution.AccountRegister, institution.On{}); err != nil {
		return account.Account{}, err
	}
	if o.Live && in.Network == practiceNetwork {
		return account.Account{}, fault.New(fault.Invalid, "La red de práctica solo existe en el modo de práctica.").
			Then("Elija una red de la lista.").Under(o.Pack.ClauseFor(regulation.RuleRegistered)).On("network")
	}
	acc := account.Account{ID: id.New(now), Network: in.Network, BaseURL: in.BaseURL, Handle: account.CleanHandle(in.Handle), Name: in.Name, URL: in.URL,
		AreaID: in.AreaID, Purpose: in.Purpose, LeadID: in.LeadID, AlternateID: in.AlternateID, Hours: o.Pack.Attendance,
		State: account.Registered, RegisteredAt: now}
	if in.Hours != nil {
		acc.Hours = *in.Hours
	}
	return acc, o.Store.Change(ctx, func(t *store.Tx) error {
		others, err := t.Accounts(ctx, store.AccountFilter{})
		if err != nil {
			return err
		}
		if err := account.CheckRegistration(o.Pack, acc, others, o.AllowHosts); err != nil {
			return err
		}
		if err := o.checkAdministrators(ctx, t, acc); err != nil {
			return err
		}
		if err := t.AddAccount(ctx, acc); err != nil {
			return err
		}
		for _, g := range acc.AdministratorGrants() {
			g.ID, g.From = id.New(now), now
			if err := t.AddGrant(ctx, g); err != nil {
				return err
			}
		}
		e := store.Entry(now, a, "account.register")
		e.Subject, e.Account, e.Area, e.Clause = "account:"+acc.ID, acc.ID, acc.AreaID, o.Pack.ClauseFor(regulation.RuleRegistered)
		e.Details = map[string]any{"network": acc.Network, "handle": acc.Handle, "lead": acc.LeadID, "alternate": acc.AlternateID}
		return t.Record(ctx, e)
	})
}

func (o *Office) checkAdministrators(ctx context.Context, t *store.Tx, acc account.Account) error {
	if _, err := t.Area(ctx, acc.AreaID); err != nil {
		return fault.New(fault.Invalid, "El área que responde no existe.").Then("Elija un área de la lista.").On("area_id")
	}
	lead, err := o.personOrNone(ctx, t, acc.LeadID)
	if err != nil {
		return err
	}
	alternate, err := o.personOrNone(ctx, t, acc.AlternateID)
	if err != nil {
		return err
	}
	areas, err := t.Areas(ctx)
	if err != nil {
		return err
	}
	if err := account.CheckAdministrators(o.Pack, acc.AreaID, lead, alternate, institution.Family(areas)); err != nil {
		return err
	}
	// Both rows are written, so that whoever is disabling one of them at this moment and
	// this command cannot both succeed.
	if err := t.UpdatePerson(ctx, lead); err != nil {
		return err
	}
	return t.UpdatePerson(ctx, alternate)
}

func (o *Office) personOrNone(ctx context.Context, t *store.Tx, id string) (institution.Person, error) {
	if id == "" {
		return institution.Person{}, nil
	}
	p, err := t.Person(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return institution.Person{}, nil
	}
	return p, err
}

// SetHours sets the attendance hours of an account.
//
//clause:code 5.1.p5
func (o *Office) SetHours(ctx context.Context, a institution.Actor, accountID string, h regulation.Hours) (account.Account, error) {
	if err := h.Check(); err != nil {
		return account.Account{}, fault.New(fault.Invalid, "El horario no se puede usar: %s", err.Error()).On("hours")
	}
	if len(h.Periods) > 0 {
		return account.Account{}, fault.New(fault.Invalid, "Las vacaciones no se ponen en el horario: se anuncian aparte.").
			Then("Anúncielas en «Horario», en el expediente de la cuenta.").Under(o.Pack.ClauseFor(regulation.RuleAttendance)).On("periods")
	}
	return o.changeAccount(ctx, a, institution.AccountChange, accountID, "account.hours", regulation.RuleAttendance, func(_ *store.Tx, acc *account.Account) (map[string]any, error) {
		h.Periods = acc.Hours.Periods
		acc.Hours = h
		return map[string]any{"hours": h.Sentence()}, nil
	})
}

// ApplyToAccount moves the account's state: activate or suspend. An account that was
// proposed goes live by its opening alone, and none is closed but by its closing, which ends
// in the letter that informs of it.
//
//clause:code 7.iv
//clause:code 7.viii
func (o *Office) ApplyToAccount(ctx context.Context, a institution.Actor, accountID string, act account.Action, reason string) (account.Account, error) {
	return o.changeAccount(ctx, a, institution.AccountChange, accountID, "account."+string(act), regulation.RuleRegistered, func(t *store.Tx, acc *account.Account) (map[string]any, error) {
		if act == account.Open || act == account.Activate && acc.State == account.Authorised {
			return nil, fault.New(fault.Conflict, "Esta cuenta nació de una propuesta: se activa cuando están hechos todos los pasos de su apertura.").
				Then("Abra «Apertura» en la propuesta y termine lo que falta.").Under(o.Pack.ClauseFor(regulation.RuleOpening))
		}
		if err := o.closesByItsSteps(ctx, t, *acc, act); err != nil {
			return nil, err
		}
		if act == account.Activate {
			if err := o.checkAdministrators(ctx, t, *acc); err != nil {
				return nil, err
			}
		}
		return map[string]any{"reason": reason}, acc.Apply(act, o.Now())
	})
}

// closesByItsSteps refuses to close here, and to activate an account whose closing goes on.
//
//clause:code 7.ix
func (o *Office) closesByItsSteps(ctx context.Context, t *store.Tx, acc account.Account, act account.Action) error {
	if act == account.Close {
		return fault.New(fault.Conflict, "Una cuenta se da de baja en su cierre: se archivan y se borran sus contenidos, se destruyen sus accesos y se informa por oficio.").
			Then("Abra «Cierre de la cuenta» en su expediente.").Under(o.Pack.ClauseFor(regulation.RuleClosing))
	}
	_, begun, err := t.Closure(ctx, acc.ID)
	if err != nil || !begun || act != account.Activate {
		return err
	}
	return fault.New(fault.Conflict, "Ya se decidió dar de baja esta cuenta.").
		Then("Abra «Cierre de la cuenta» en su expediente.").Under(o.Pack.ClauseFor(regulation.RuleClosingDone))
}

func (o *Office) changeAccount(ctx context.Context, a institution.Actor, act institution.Act, accountID, name string, rule regulation.Rule, f func(*store.Tx, *account.Account) (map[string]any, error)) (account.Account, error) {
	now := o.Now()
	var acc account.Account
	read := func(t *store.Tx) (err error) { acc, err = t.Account(ctx, accountID); return err }
	if err := o.Store.Read(ctx, read); err != nil {
		return acc, err
	}
	if err := o.Gate.Permit(ctx, now, a, act, institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}, Subject: "account:" + acc.ID}); err != nil {
		return acc, err
	}
	return acc, o.Store.Change(ctx, func(t *store.Tx) error {
		if err := read(t); err != nil {
			return err
		}
		details, err := f(t, &acc)
		if err != nil {
			return err
		}
		if err := t.UpdateAccount(ctx, acc); err != nil {
			return err
		}
		e := store.Entry(now, a, name)
		e.Subject, e.Account, e.Area, e.Clause, e.Details = "account:"+acc.ID, acc.ID, acc.AreaID, o.Pack.ClauseFor(rule), details
		return t.Record(ctx, e)
	})
}
