package publishing

import (
	"context"
	"net/url"
	"strings"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Resolve is a person's word on a publication of uncertain outcome: it is public at that
// address, or it is not there.
func (d *Desk) Resolve(ctx context.Context, a institution.Actor, pubID string, public bool, address string) error {
	now := d.Now()
	if err := d.permitOn(ctx, a, institution.PostResolve, pubID); err != nil {
		return err
	}
	if public && !isWebAddress(address) {
		return fault.New(fault.Invalid, "Pegue la dirección de la publicación en la red.").Then("Ábrala en la red y copie su enlace.").On("url")
	}
	err := d.change(ctx, pubID, func(t *store.Tx, pub *post.Publication) (ledger.Entry, error) {
		if pub.Stage != post.Unknown {
			return ledger.Entry{}, fault.New(fault.Conflict, "La publicación está en «%s»: ya no hay nada que resolver.", pub.Stage.Label())
		}
		if public {
			pub.Done(post.Ref{ID: lastPart(address), URL: address}, pub.IntentAt)
		} else {
			pub.Fail(post.Problem{Kind: "absent", Sentence: a.Name + " confirmó que no está en la red.", Next: pub.Afresh(), At: now})
		}
		if err := d.settleItem(ctx, t, *pub, now); err != nil {
			return ledger.Entry{}, err
		}
		e := store.Entry(now, a, string(institution.PostResolve))
		e.Subject, e.Account, e.Area, e.Clause = "publication:"+pub.ID, pub.AccountID, pub.AreaID, d.Pack.ClauseFor(regulation.RuleSendOnce)
		e.Details = map[string]any{"public": public, "url": address}
		return e, nil
	})
	if err != nil {
		return err
	}
	return d.closePost(ctx, pubID)
}

// MayOn asks whether the actor may do that act on a publication, before a page about it is shown.
func (d *Desk) MayOn(ctx context.Context, a institution.Actor, act institution.Act, pubID string) error {
	return d.permitOn(ctx, a, act, pubID)
}

// permitOn asks the gate about the account of a publication.
func (d *Desk) permitOn(ctx context.Context, a institution.Actor, act institution.Act, pubID string) error {
	var pub post.Publication
	err := d.Store.Read(ctx, func(t *store.Tx) error {
		var err error
		pub, err = t.Publication(ctx, pubID)
		return err
	})
	if err != nil {
		return err
	}
	return d.Gate.Permit(ctx, d.Now(), a, act, institution.On{AreaID: pub.AreaID, AccountIDs: []string{pub.AccountID}, Subject: "publication:" + pubID})
}

func isWebAddress(s string) bool {
	u, err := url.Parse(strings.TrimSpace(s))
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

func lastPart(address string) string {
	address = strings.TrimRight(address, "/")
	return address[strings.LastIndexByte(address, '/')+1:]
}
