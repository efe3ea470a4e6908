package custody

import (
	"context"
	"errors"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/network"
	"pregonero/regulation"
	"pregonero/store"
)

// Probe asks the network whether the credentials are good, and notes the answer.
func (c *Custodian) Probe(ctx context.Context, a institution.Actor, accountID string) (account.Account, error) {
	acc, conn, err := c.permit(ctx, a, accountID)
	if err != nil {
		return acc, err
	}
	acc, _, err = c.probe(ctx, a, acc, conn)
	return acc, err
}

// ProbeNow tries the access of an account whatever the last try was: the network just
// refused a publication.
func (c *Custodian) ProbeNow(ctx context.Context, accountID string) error {
	var acc account.Account
	err := c.Store.Read(ctx, func(t *store.Tx) (err error) {
		acc, err = t.Account(ctx, accountID)
		return err
	})
	if err != nil || !acc.Credential.Present {
		return err
	}
	conn, err := c.Keys.Connector(acc)
	if err != nil {
		return nil // a network without connector has nothing to be tried
	}
	_, _, err = c.probe(ctx, institution.System("custodia"), acc, conn)
	return err
}

// probeEvery is how old a probe may grow.
const probeEvery = 6 * time.Hour

// ProbeAll probes what was not probed for some hours, so that a broken credential is known
// before the hour of a publication and not after.
func (c *Custodian) ProbeAll(ctx context.Context) error {
	now := c.Now()
	var accounts []account.Account
	err := c.Store.Read(ctx, func(t *store.Tx) error {
		var err error
		accounts, err = t.Accounts(ctx, store.AccountFilter{States: []account.State{account.Active}})
		return err
	})
	if err != nil {
		return err
	}
	var all error
	for _, acc := range accounts {
		conn, err := c.Keys.Connector(acc)
		if err != nil || !acc.Credential.Present || now.Sub(acc.Credential.ProbedAt) < probeEvery || ctx.Err() != nil {
			continue
		}
		if _, _, err := c.probe(ctx, institution.System("custodia"), acc, conn); err != nil {
			all = errors.Join(all, err)
		}
	}
	return errors.Join(all, c.tellLeft(ctx), c.oweAll(ctx), c.askToLook(ctx))
}

// probe asks the network and keeps its answer; answered is false when it gave none, which
// says nothing about the credentials.
func (c *Custodian) probe(ctx context.Context, a institution.Actor, acc account.Account, conn network.Connector) (_ account.Account, answered bool, _ error) {
	open, err := c.Keys.Open(ctx, acc)
	var id network.Identity
	if err == nil {
		id, err = identify(ctx, conn, open)
	}
	if err == nil {
		err = c.sameAccount(acc, id)
	}
	now := c.Now()
	saved := c.Store.Change(ctx, func(t *store.Tx) error {
		var e error
		if acc, e = t.Account(ctx, acc.ID); e != nil {
			return e
		}
		was := acc.Credential.ProbeOK
		note(&acc, id, err, now)
		if e := t.UpdateAccount(ctx, acc); e != nil {
			return e
		}
		if was && !acc.Credential.ProbeOK {
			if e := c.tellLost(ctx, t, acc, a, now); e != nil {
				return e
			}
		}
		if a.System && was == acc.Credential.ProbeOK {
			return nil // only what changed, or what a person asked for, is worth an entry
		}
		entry := store.Entry(now, a, "credential.probe")
		entry.Subject, entry.Account, entry.Area = "account:"+acc.ID, acc.ID, acc.AreaID
		entry.Details = map[string]any{"ok": acc.Credential.ProbeOK, "problem": acc.Credential.Problem}
		return t.Record(ctx, entry)
	})
	answered = network.KindOf(err) != network.Temporary && network.KindOf(err) != network.RateLimited
	if saved == nil && err == nil {
		saved = c.watch(ctx, acc, conn, open)
	}
	return acc, answered, saved
}

// tellLost says that the network takes Pregonero's access no more, as after a password was
// changed there: nothing would go out until somebody connects the account again.
//
//clause:code 6.xxxiv
func (c *Custodian) tellLost(ctx context.Context, t *store.Tx, acc account.Account, by institution.Actor, now time.Time) error {
	k, err := t.Custody(ctx, acc)
	if err != nil || k.Rotation != nil { // whoever renews it is told on the page
		return err
	}
	return c.tell(ctx, &story{t: t, acc: acc, k: k, now: now}, institution.System(by.Name), regulation.RuleCustody, "La red ya no acepta el acceso de "+acc.At(),
		"Lo que dijo la red: "+acc.Credential.Problem, "Suele pasar cuando alguien cambia la contraseña en la red. Mientras no se conecte de nuevo, nada sale de esta cuenta.",
		"Conéctela en su expediente, en «Accesos». Si nadie de la institución cambió la contraseña, reporte un incidente ahora.")
}

func note(acc *account.Account, id network.Identity, err error, now time.Time) {
	if err == nil {
		probed(acc, id, now)
		return
	}
	acc.Credential.ProbedAt = now
	if network.KindOf(err) == network.Temporary || network.KindOf(err) == network.RateLimited {
		return // the network did not answer: that says nothing about the credentials
	}
	acc.Credential.ProbeOK, acc.Credential.Problem = false, "La red no aceptó las credenciales."
	var e *network.Error
	if errors.As(err, &e) {
		acc.Credential.Problem = e.Sentence
	}
}
