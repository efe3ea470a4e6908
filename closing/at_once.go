package closing

import (
	"context"
	"time"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// AtOnce closes in one act an account that has neither contents nor accesses. There is
// nothing to archive, erase or destroy; that it is cancelled on its network is said by a
// person, and the letter that informs the press office is issued as in any closing.
//
//clause:code 7.viii
func (v *Closer) AtOnce(ctx context.Context, a institution.Actor, accountID, reason string, cancelled closure.Cancellation) (c closure.Closure, err error) {
	acc, err := v.account(ctx, accountID)
	if err != nil {
		return c, err
	}
	now := v.Now()
	if err := v.Gate.Permit(ctx, now, a, institution.AccountClose, over(acc)); err != nil {
		return c, err
	}
	if c, err = closure.AtOnce(acc.ID, acc.AreaID, reason, cancelled, v.done(a, now, "")); err != nil {
		return c, err
	}
	return c, v.Store.Change(ctx, func(t *store.Tx) error {
		if acc, err = t.Account(ctx, accountID); err != nil {
			return err
		}
		if err := v.mayBegin(ctx, t, acc); err != nil {
			return err
		}
		if has, err := v.hasSomething(ctx, t, acc); err != nil || has {
			return orSteps(err, v.Pack.ClauseFor(regulation.RuleClosingDone))
		}
		if acc.State == account.Active {
			if err := acc.Apply(account.Suspend, now); err != nil {
				return err
			}
		}
		e := v.entry(now, a, "account.close", acc)
		e.Clause, e.Details["note"], e.Details["on"] = v.clause(), cancelled.Note, cancelled.On.Format(time.DateOnly)
		if err := v.close(ctx, t, a, &acc, &c, &e); err != nil {
			return err
		}
		if err := t.AddClosure(ctx, c); err != nil {
			return err
		}
		if err := v.clock(ctx, t, acc); err != nil { // until the letter is signed
			return err
		}
		return t.Record(ctx, e)
	})
}

// hasSomething tells whether the account has accesses, contents, or sends of which it is not
// known what became: it is then closed step by step.
func (v *Closer) hasSomething(ctx context.Context, t *store.Tx, acc account.Account) (bool, error) {
	kept, err := t.Custody(ctx, acc)
	if err != nil || acc.Credential.Present || len(kept.Kept) > 0 {
		return true, err
	}
	out, err := t.CountPublications(ctx, store.PublicationFilter{Accounts: []string{acc.ID}, Stages: []post.Stage{post.Published, post.Sending, post.Unknown, post.Withdrawn}})
	if err != nil || len(out) > 0 {
		return true, err
	}
	written, err := t.Items(ctx, store.ItemFilter{Accounts: []string{acc.ID}, Limit: 1})
	return len(written) > 0, err
}

func orSteps(err error, clause string) error {
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "Esta cuenta tiene contenidos o accesos: primero se archivan y se borran sus contenidos y se destruyen sus accesos.").
		Then("Decida la baja y siga sus pasos.").Under(clause)
}
