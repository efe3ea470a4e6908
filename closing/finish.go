package closing

import (
	"context"
	"fmt"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/letter"
	"pregonero/limits"
	"pregonero/regulation"
	"pregonero/store"
)

// Finish closes the account: the directory says so from now on, and the letter that informs
// the press office waits for the head's signature.
//
//clause:code 7.viii
//clause:code 7.ix
func (v *Closer) Finish(ctx context.Context, a institution.Actor, accountID string) (closure.Closure, error) {
	return v.take(ctx, a, accountID, "account.close", func(t *store.Tx, acc *account.Account, c *closure.Closure, e *ledger.Entry) error {
		if err := c.Ready(closure.Finish); err != nil {
			return err
		}
		return v.close(ctx, t, a, acc, c, e)
	})
}

// close closes the account and issues the letter. The deadline of the closing is met when
// the letter is signed: until then nobody has been informed.
func (v *Closer) close(ctx context.Context, t *store.Tx, a institution.Actor, acc *account.Account, c *closure.Closure, e *ledger.Entry) error {
	now := v.Now()
	if err := acc.Apply(account.Close, now); err != nil {
		return err
	}
	if err := t.UpdateAccount(ctx, *acc); err != nil {
		return err
	}
	l, err := v.write(ctx, t, a, *acc, *c)
	if err != nil {
		return err
	}
	c.LetterID = l.ID
	c.End(closure.Finish, v.done(a, now, ""))
	e.Subject, e.Details["reason"], e.Details["letter"] = "account:"+acc.ID, c.Reason, l.Number
	return t.DropDeadlinesOf(ctx, acc.ID, now, regulation.DeadlineClosing)
}

// write issues the letter that informs the press office.
func (v *Closer) write(ctx context.Context, t *store.Tx, a institution.Actor, acc account.Account, c closure.Closure) (letter.Letter, error) {
	o, err := t.LetterOrder(ctx, v.Pack, regulation.LetterClosing, over(acc), v.Now())
	if err != nil {
		return letter.Letter{}, err
	}
	o.Values = map[string]string{"handle": acc.At(), "network": limits.Of(acc.Network).Label, "reason": c.Reason, "done": done(c), "date": v.today()}
	return t.IssueLetter(ctx, v.Pack, a, o, v.Now())
}

// done says what was done with what the account had, as the letter tells it.
func done(c closure.Closure) string {
	if c.Nothing {
		return "No tenía contenidos publicados ni accesos guardados."
	}
	return fmt.Sprintf("Se archivaron sus contenidos (publicaciones: %d; comentarios: %d), se borraron de la red (desde la plataforma: %d; a mano: %d) y se destruyeron sus accesos (%d).",
		c.Archive.Posts, c.Archive.Items, c.Erased, c.ByHand, len(c.Secrets))
}

// today is the day at the institution, as letters write it.
func (v *Closer) today() string {
	now := v.Now().In(v.Pack.Location())
	return fmt.Sprintf("%d de %s de %d", now.Day(), regulation.MonthName(now.Month()), now.Year())
}

// Signed is the data of the job of a letter that was signed.
type Signed struct {
	LetterID string `json:"letter_id"`
	Number   string `json:"number"`
	Subject  string `json:"subject"` // "closure:ID"
}

// LetterSigned keeps the number of the signed letter: the press office is informed, and the
// deadline of the closing met.
//
//clause:code 7.viii
func (v *Closer) LetterSigned(ctx context.Context, s Signed) error {
	accountID := s.Subject[min(len(subject("")), len(s.Subject)):]
	return v.job(ctx, accountID, "closing.letter", func(t *store.Tx, c *closure.Closure, e *ledger.Entry) error {
		if c.LetterID != s.LetterID {
			return fault.New(fault.Conflict, "Ese oficio no es el de este cierre.")
		}
		c.Signed, e.Details["letter"] = s.Number, s.Number
		return t.MeetDeadline(ctx, regulation.DeadlineClosing, subject(accountID), v.Now())
	})
}
