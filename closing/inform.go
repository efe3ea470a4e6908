package closing

import (
	"context"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/letter"
	"pregonero/store"
)

// Inform issues another letter of a closing when the one there was is cancelled: without a
// signed letter nobody was informed.
//
//clause:code 7.viii
func (v *Closer) Inform(ctx context.Context, a institution.Actor, accountID string) (closure.Closure, error) {
	return v.take(ctx, a, accountID, "closing.inform", func(t *store.Tx, acc *account.Account, c *closure.Closure, e *ledger.Entry) error {
		if c.LetterID == "" {
			return fault.New(fault.Conflict, "La cuenta todavía no se da de baja.").Then("Siga los pasos que faltan.")
		}
		last, err := t.Letter(ctx, c.LetterID)
		if err != nil {
			return err
		}
		if last.State != letter.Cancelled {
			return fault.New(fault.Conflict, "El oficio de la baja ya existe: %s.", last.Number).Then("Ábralo en «Oficios».")
		}
		l, err := v.write(ctx, t, a, *acc, *c)
		if err != nil {
			return err
		}
		c.LetterID, e.Clause, e.Details["letter"] = l.ID, v.clause(), l.Number
		return nil
	})
}
