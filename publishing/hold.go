package publishing

import (
	"context"
	"time"

	"pregonero/account"
	"pregonero/network"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// heldLook is how often something held is looked at again.
const heldLook = 20 * time.Second

// hold lets what came due wait while the password of its account is being renewed: the
// network may drop our access at any moment. It is told once, and goes out as soon as the
// renewal ends or its time is over.
//
//clause:code 6.xxxiv
func (d *Desk) hold(ctx context.Context, t *store.Tx, pub post.Publication, acc account.Account, now time.Time) error {
	first := pub.Problem == nil || pub.Problem.Kind != "held"
	at := now.Add(heldLook)
	if acc.HeldUntil.Before(at) {
		at = acc.HeldUntil
	}
	pub.Hold(post.Problem{Kind: "held", Sentence: "Espera a que termine la renovación de la contraseña de la cuenta.",
		Next: "Sale en cuanto termine. Si tarda demasiado, elija otra hora.", At: now}, at)
	if err := t.UpdatePublication(ctx, pub); err != nil {
		return err
	}
	if err := t.Enqueue(ctx, store.Job{Name: JobSend, Data: Errand{pub.ID}, At: at}); err != nil || !first {
		return err
	}
	return t.Record(ctx, d.publicationEntry(now, pub, "publication.held", d.Pack.ClauseFor(regulation.RulePasswordRotation)))
}

// JobProbe asks custody to try the access of an account, named by Errand.
const JobProbe = "custody.probe"

// doubtAccess has the access tried at once when the network did not take it: a password
// that was changed there must be known before the next publication.
func (d *Desk) doubtAccess(ctx context.Context, t *store.Tx, pub post.Publication, cause error) error {
	if network.KindOf(cause) != network.Auth {
		return nil
	}
	return t.Enqueue(ctx, store.Job{Name: JobProbe, Data: Errand{pub.AccountID}})
}
