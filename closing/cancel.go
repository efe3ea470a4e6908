package closing

import (
	"context"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/institution"
	"pregonero/ledger"
	"pregonero/store"
)

// Cancelled keeps a person's word that the account no longer exists on its network: on
// which day, and how they know.
//
//clause:code 7.viii
func (v *Closer) Cancelled(ctx context.Context, a institution.Actor, accountID string, on time.Time, note string) (closure.Closure, error) {
	note = strings.TrimSpace(note)
	return v.take(ctx, a, accountID, "closing.cancelled", func(_ *store.Tx, _ *account.Account, c *closure.Closure, e *ledger.Entry) error {
		if err := c.Ready(closure.Cancel); err != nil {
			return err
		}
		if err := (closure.Cancellation{On: on, Note: note}).Check(v.Now()); err != nil {
			return err
		}
		c.Cancelled = on
		c.End(closure.Cancel, v.done(a, v.Now(), note))
		e.Details["note"], e.Details["on"] = note, on.Format(time.DateOnly)
		return nil
	})
}
