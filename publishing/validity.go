package publishing

import (
	"context"
	"time"

	"pregonero/institution"
	"pregonero/ledger"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// ConfirmValidity is an administrator's word that what is public still holds: until
// another date, or for good when until is zero. The other ways are Withdraw and
// StartCorrection.
//
//clause:code 5.2.d
func (d *Desk) ConfirmValidity(ctx context.Context, a institution.Actor, pubID string, until time.Time) error {
	now := d.Now()
	if err := d.permitOn(ctx, a, institution.PostWithdraw, pubID); err != nil {
		return err
	}
	return d.change(ctx, pubID, func(_ *store.Tx, pub *post.Publication) (ledger.Entry, error) {
		was := pub.ReviewOn
		if err := pub.StillValid(until, now); err != nil {
			return ledger.Entry{}, err
		}
		e := store.Entry(now, a, "publication.valid")
		e.Subject, e.Account, e.Area, e.Clause = "publication:"+pub.ID, pub.AccountID, pub.AreaID, d.Pack.ClauseFor(regulation.RuleValidity)
		e.Details = map[string]any{"was": stamp(was), "until": stamp(until)}
		return e, nil
	})
}
