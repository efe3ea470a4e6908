package publishing

import (
	"context"
	"strings"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/store"
)

// Stop turns the stop switch of one account on or off. What comes due meanwhile is
// missed, never sent late by itself.
func (d *Desk) Stop(ctx context.Context, a institution.Actor, accountID string, stop bool, reason string) error {
	now := d.Now()
	var acc account.Account
	err := d.Store.Read(ctx, func(t *store.Tx) error {
		var err error
		acc, err = t.Account(ctx, accountID)
		return err
	})
	if err != nil {
		return err
	}
	if err := d.Gate.Permit(ctx, now, a, institution.PublishingStop, institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}, Subject: "account:" + acc.ID}); err != nil {
		return err
	}
	return d.Store.Change(ctx, func(t *store.Tx) error {
		acc, err := t.Account(ctx, accountID)
		if err != nil {
			return err
		}
		act := "publishing.resume"
		if stop {
			act = "publishing.stop"
			if err := acc.Stop(a.Name, reason, now); err != nil {
				return err
			}
		} else {
			acc.Resume()
		}
		if err := t.UpdateAccount(ctx, acc); err != nil {
			return err
		}
		e := store.Entry(now, a, act)
		e.Subject, e.Account, e.Area, e.Clause = "account:"+acc.ID, acc.ID, acc.AreaID, d.Pack.ClauseFor(regulation.RuleStopSwitch)
		e.Details = map[string]any{"reason": reason}
		return t.Record(ctx, e)
	})
}

// StopAll turns the stop switch of the whole institution on or off.
func (d *Desk) StopAll(ctx context.Context, a institution.Actor, stop bool, reason string) error {
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.PublishingStopAll, institution.On{}); err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	if stop && reason == "" {
		return fault.New(fault.Invalid, "Escriba por qué se detiene la publicación.").On("reason")
	}
	return d.Store.Change(ctx, func(t *store.Tx) error {
		value, act := reason, "publishing.stop_all"
		if !stop {
			value, act = "", "publishing.resume_all"
		}
		if err := t.SetSetting(ctx, stopAllSetting, value); err != nil {
			return err
		}
		e := store.Entry(now, a, act)
		e.Subject, e.Clause, e.Details = "institution", d.Pack.ClauseFor(regulation.RuleStopSwitch), map[string]any{"reason": reason}
		return t.Record(ctx, e)
	})
}

// Stopped is the reason why everything is stopped, or "".
func (d *Desk) Stopped(ctx context.Context) (reason string, err error) {
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		reason, err = t.Setting(ctx, stopAllSetting)
		return err
	})
	return reason, err
}
