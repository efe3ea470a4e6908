package closing

import (
	"context"
	"strings"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/store"
)

// ByHand says that a person erased on the network what could not be erased from here, or
// why it stays there.
//
//clause:code 7.ix
func (v *Closer) ByHand(ctx context.Context, a institution.Actor, accountID, pubID, note string) (closure.Closure, error) {
	note = strings.TrimSpace(note)
	return v.take(ctx, a, accountID, "closing.erased_by_hand", func(t *store.Tx, _ *account.Account, c *closure.Closure, e *ledger.Entry) error {
		if err := c.Ready(closure.Erase); err != nil {
			return err
		}
		if note == "" {
			return fault.New(fault.Invalid, "Escriba cómo se borró y cómo lo comprobó.").On("note")
		}
		if !c.Settle(pubID) {
			return fault.New(fault.NotFound, "Esa publicación no está entre las que no se pudieron borrar.")
		}
		p, err := t.Publication(ctx, pubID)
		if err != nil {
			return err
		}
		if err := p.Withdraw(a.PersonID, note, v.Now()); err != nil {
			return err
		}
		e.Subject, e.Details["note"] = "publication:"+pubID, note
		if c.ByHand++; len(c.Failures) == 0 {
			c.End(closure.Erase, v.done(a, v.Now(), ""))
		}
		return t.UpdatePublication(ctx, p)
	})
}
