package publishing

import (
	"context"
	"errors"
	"strings"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/keyring"
	"pregonero/ledger"
	"pregonero/network"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Withdraw takes a publication back. What is public is removed on the network first, and
// only the network's word makes it withdrawn here.
//
//clause:code 5.2.d
func (d *Desk) Withdraw(ctx context.Context, a institution.Actor, pubID, reason string) error {
	reason = strings.TrimSpace(reason)
	pub, acc, err := d.public(ctx, a, pubID, reason)
	if err != nil {
		return err
	}
	if pub.Remote != nil && pub.Stage == post.Published {
		if err := d.remove(ctx, acc, *pub.Remote); err != nil {
			return d.refusedByNetwork(ctx, a, pub, "publication.withdraw", err)
		}
	}
	now := d.Now()
	err = d.change(context.WithoutCancel(ctx), pubID, func(t *store.Tx, p *post.Publication) (ledger.Entry, error) {
		if err := p.Withdraw(a.PersonID, reason, now); err != nil {
			return ledger.Entry{}, err
		}
		if err := d.settleItem(ctx, t, *p, now); err != nil {
			return ledger.Entry{}, err
		}
		return d.correctionEntry(a, *p, "publication.withdraw", reason, regulation.RuleWithdrawal), nil
	})
	if err != nil {
		return err
	}
	return d.closePost(ctx, pubID)
}

func (d *Desk) public(ctx context.Context, a institution.Actor, pubID, reason string) (pub post.Publication, acc account.Account, err error) {
	if err := d.permitOn(ctx, a, institution.PostWithdraw, pubID); err != nil {
		return pub, acc, err
	}
	if reason == "" {
		return pub, acc, fault.New(fault.Invalid, "Escriba el motivo: queda en la bitácora.").On("reason")
	}
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		if pub, err = t.Publication(ctx, pubID); err != nil {
			return err
		}
		acc, err = t.Account(ctx, pub.AccountID)
		return err
	})
	if err == nil && pub.InPlace && pub.Stage == post.Published {
		err = fault.New(fault.Conflict, "Esta corrección cambió las palabras de otra publicación: no es una publicación aparte.").
			Then("Retire o corrija la publicación original.")
	}
	if err == nil && (pub.Stage == post.Sending || pub.Stage == post.Unknown) {
		err = fault.New(fault.Conflict, "La publicación está en «%s»: primero debe saberse qué pasó con ella.", pub.Stage.Label()).
			Then("Espere a que termine el envío o resuelva el resultado incierto.")
	}
	return pub, acc, err
}

func (d *Desk) remove(ctx context.Context, acc account.Account, ref post.Ref) error {
	c, err := d.Keys.Connector(acc)
	if err != nil {
		return err
	}
	remover, ok := c.(network.Remover)
	if !ok {
		return fault.New(fault.Unavailable, "Pregonero no puede retirar publicaciones en %s.", c.Label()).Then("Retírela en la red y anótelo aquí.")
	}
	open, err := d.Keys.Open(ctx, acc)
	if err != nil {
		return err
	}
	err = remover.Remove(ctx, open, network.Ref(ref))
	if network.KindOf(err) == network.Auth && d.renew(ctx, acc) {
		if open, err = d.Keys.Open(ctx, acc); err == nil {
			err = remover.Remove(ctx, open, network.Ref(ref))
		}
	}
	return err
}

// refusedByNetwork records that the network did not do it, and says why.
func (d *Desk) refusedByNetwork(ctx context.Context, a institution.Actor, pub post.Publication, act string, cause error) error {
	if _, ok := fault.Of(cause); ok {
		return cause
	}
	why := problem(cause, d.Now())
	e := d.correctionEntry(a, pub, act, why.Sentence, regulation.RuleWithdrawal)
	e.Outcome = ledger.Refused
	if err := d.Store.Change(ctx, func(t *store.Tx) error { return t.Record(ctx, e) }); err != nil {
		return err
	}
	kind := fault.Unavailable
	if errors.Is(cause, keyring.ErrNotConnected) { // the network was not even asked
		kind = fault.Conflict
	}
	return fault.New(kind, "La red no lo hizo: %s", why.Sentence).Then(orElse(why.Next, "Intente de nuevo en unos minutos.")).Because(cause)
}

func (d *Desk) correctionEntry(a institution.Actor, pub post.Publication, act, reason string, rule regulation.Rule) ledger.Entry {
	e := store.Entry(d.Now(), a, act)
	e.Subject, e.Account, e.Area, e.Clause = "publication:"+pub.ID, pub.AccountID, pub.AreaID, d.Pack.ClauseFor(rule)
	e.Details = map[string]any{"reason": reason}
	if pub.Remote != nil {
		e.Details["url"] = pub.Remote.URL
	}
	return e
}
