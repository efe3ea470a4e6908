package closing

import (
	"context"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/institution"
	"pregonero/ledger"
	"pregonero/store"
)

// Destroy orders that the account's secrets be destroyed.
//
//clause:code 7.ix
func (v *Closer) Destroy(ctx context.Context, a institution.Actor, accountID string) (closure.Closure, error) {
	return v.take(ctx, a, accountID, "closing.destroy_begin", func(t *store.Tx, _ *account.Account, c *closure.Closure, _ *ledger.Entry) error {
		if err := c.Start(closure.Destroy); err != nil {
			return err
		}
		return t.Enqueue(ctx, store.Job{Name: JobDestroy, Data: Order{accountID}})
	})
}

// Destroyed keeps the proof that the secrets are gone: the hash of each as it was sealed.
func (v *Closer) Destroyed(ctx context.Context, accountID string, secrets map[string]string) error {
	return v.job(ctx, accountID, "closing.destroyed", func(_ *store.Tx, c *closure.Closure, e *ledger.Entry) error {
		if c.Running != closure.Destroy {
			e.Details["again"] = true
			return nil
		}
		c.Secrets = secrets
		c.End(closure.Destroy, v.done(system, v.Now(), ""))
		e.Details["secrets"] = len(secrets)
		return nil
	})
}
