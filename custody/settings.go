package custody

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/network"
	"pregonero/regulation"
	"pregonero/store"
)

// watch reads how the account is set up on its network, compares it with what was accepted
// and raises the alarm when it differs. A network that does not answer says nothing.
func (c *Custodian) watch(ctx context.Context, acc account.Account, conn network.Connector, open network.Account) error {
	reader, ok := conn.(network.SettingsReader)
	if !ok {
		return nil
	}
	said, unread, err := reader.Settings(ctx, open)
	if err != nil {
		c.Log.WarnContext(ctx, "read the settings of an account", "account", acc.ID, "kind", string(network.KindOf(err)))
		return nil
	}
	facts := make([]account.Fact, len(said))
	for i, x := range said {
		facts[i] = account.Fact{Name: x.Name, Value: x.Value}
	}
	_, err = c.change(ctx, acc.ID, func(s *story) (ledger.Entry, error) {
		w := s.k.Watch
		if fresh := w.See(facts, unread, s.now); !fresh {
			return ledger.Entry{}, c.seen(ctx, s, w)
		}
		s.k.Watch = w
		var words []string
		details := map[string]any{}
		for _, x := range w.Changes() {
			words = append(words, fmt.Sprintf("%s: antes «%s», ahora «%s».", account.FactLabel(x.Name), x.Was, x.Is))
			details[x.Name] = map[string]any{"was": x.Was, "is": x.Is}
		}
		err := c.tell(ctx, s, institution.System("custodia"), regulation.RuleCustody, "Cambió la configuración de "+s.acc.At()+" en la red",
			append(words, "Si el cambio lo hizo la institución, acéptelo en la bóveda de la cuenta. Si no, reporte un incidente ahora: /incidentes/nuevo?cuenta="+s.acc.ID)...)
		return c.entry(s, institution.System("custodia"), "account.settings_changed", regulation.RuleCustody, details), err
	})
	return err
}

// seen keeps what was read without an entry: it is as it was accepted, or told already.
func (c *Custodian) seen(ctx context.Context, s *story, w account.Watch) error {
	s.k.Watch = w
	return s.t.PutCustody(ctx, s.k)
}

// AcceptSettings says that what the network shows now is as the institution wants it.
func (c *Custodian) AcceptSettings(ctx context.Context, a institution.Actor, accountID string) error {
	if _, err := c.mayUse(ctx, a, accountID); err != nil {
		return err
	}
	_, err := c.change(ctx, accountID, func(s *story) (ledger.Entry, error) {
		if s.k.Watch.ChangedAt.IsZero() {
			return ledger.Entry{}, fault.New(fault.Conflict, "No hay ningún cambio por aceptar.").Then("Vuelva a cargar la página.")
		}
		changes := map[string]any{}
		for _, x := range s.k.Watch.Changes() {
			changes[x.Name] = x.Is
		}
		s.k.Watch.Accept(a.Name, s.now)
		return c.entry(s, a, "account.settings_accepted", regulation.RuleCustody, changes), nil
	})
	return err
}

// Look is what a person found on the network, of what it does not let be read.
type Look struct {
	Fine []string // as it should be
	Not  []string // otherwise
	Note string
}

// ReviewSettings records what a person looked at on the network, with its date. Each of
// what must be looked at is answered.
func (c *Custodian) ReviewSettings(ctx context.Context, a institution.Actor, accountID string, l Look) error {
	if _, err := c.mayUse(ctx, a, accountID); err != nil {
		return err
	}
	l.Note = strings.TrimSpace(l.Note)
	_, err := c.change(ctx, accountID, func(s *story) (ledger.Entry, error) {
		for _, name := range c.ToLook(s.k) {
			if slices.Contains(l.Fine, name) == slices.Contains(l.Not, name) {
				return ledger.Entry{}, fault.New(fault.Invalid, "Conteste qué encontró en «%s».", account.FactLabel(name)).On(name)
			}
		}
		if len(l.Not) > 0 && l.Note == "" {
			return ledger.Entry{}, fault.New(fault.Invalid, "Escriba qué encontró distinto.").On("note")
		}
		s.k.Watch.Look(account.Check{At: s.now, By: a.PersonID, Name: a.Name, Fine: l.Fine, Not: l.Not, Note: l.Note})
		if len(l.Not) > 0 {
			if err := c.tell(ctx, s, a, regulation.RuleCustody, "Hay algo distinto en la configuración de "+s.acc.At(), a.Name+" revisó la cuenta en la red y encontró: "+l.Note); err != nil {
				return ledger.Entry{}, err
			}
		}
		return c.entry(s, a, "account.settings_reviewed", regulation.RuleCustody, map[string]any{"fine": l.Fine, "not": l.Not, "note": l.Note}), nil
	})
	return err
}

// askToLook asks the people of each active account to look at it on its network, when the
// last look is too old.
func (c *Custodian) askToLook(ctx context.Context) error {
	var accounts []account.Account
	var all map[string]account.Custody
	err := c.Store.Read(ctx, func(t *store.Tx) (err error) {
		if accounts, err = t.Accounts(ctx, store.AccountFilter{States: []account.State{account.Active}}); err != nil {
			return err
		}
		all, err = t.Custodies(ctx)
		return err
	})
	if err != nil {
		return err
	}
	days := c.Pack.Threshold(regulation.ThresholdSettingsCheck)
	for _, acc := range accounts {
		if w := all[acc.ID].Watch; !w.Ask(acc.RegisteredAt, days, c.Now()) {
			continue
		}
		_, err := c.change(ctx, acc.ID, func(s *story) (ledger.Entry, error) {
			if !s.k.Watch.Ask(s.acc.RegisteredAt, days, s.now) {
				return ledger.Entry{}, nil
			}
			err := c.tell(ctx, s, institution.System("custodia"), regulation.RuleCustody, "Toca revisar "+s.acc.At()+" en la red",
				"Hay cosas que la red no deja leer a Pregonero: segundo factor, contacto, aplicaciones conectadas, sesiones abiertas. Véalas en los ajustes de la red y anote lo que encontró en la bóveda de la cuenta.")
			return c.entry(s, institution.System("custodia"), "account.settings_asked", regulation.RuleCustody, nil), err
		})
		if err != nil && !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return nil
}

// ToLook names what a person looks at: all that the network does not let be read.
func (c *Custodian) ToLook(k account.Custody) []string {
	if k.Watch.SeenAt.IsZero() {
		return append([]string{network.SettingName}, network.PersonLooks()...)
	}
	return k.Watch.Unread
}
