package lettering

import (
	"context"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/letter"
	"pregonero/store"
)

// Again makes, in the place of a letter that was cancelled, another like it with its own
// number, in the name of who heads the area now. What waited for the former waits for it.
//
//clause:code 7.ii
func (c *Clerk) Again(ctx context.Context, a institution.Actor, letterID string) (again letter.Letter, err error) {
	if l, err := c.read(ctx, a, letterID, institution.LetterSign); err != nil {
		return l, err
	}
	now := c.Now()
	return again, c.Store.Change(ctx, func(t *store.Tx) error {
		l, err := t.Letter(ctx, letterID)
		if err != nil {
			return err
		}
		if !l.MayAgain() {
			return fault.New(fault.Conflict, "El oficio %s no se puede hacer de nuevo: no está cancelado, ya tiene sustituto, o su asunto siguió sin él.", l.Number).
				Then("Abra el asunto del oficio para ver qué falta.").Under(l.Clause)
		}
		o, err := t.LetterOrder(ctx, c.Pack, l.Kind, institution.On{AreaID: l.AreaID, AccountIDs: only(l.AccountID), Subject: l.Subject}, now)
		if err != nil {
			return err
		}
		o.Values, o.Root = l.Values, l.KnownAs()
		if again, err = t.IssueLetter(ctx, c.Pack, a, o, now); err != nil {
			return err
		}
		l.ReplacedBy = again.ID
		return t.UpdateLetter(ctx, l)
	})
}
