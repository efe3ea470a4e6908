package closing

import (
	"context"
	"errors"
	"time"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/network"
	"pregonero/post"
	"pregonero/store"
)

const (
	eraseBatch = 50               // publications that one job erases, well within a job's time
	eraseLater = 2 * time.Minute  // when the network failed for a moment
	eraseLimit = 15 * time.Minute // when it said that there were too many, and not until when
)

// Erase sets the erasing on the network to work; it may be asked again for what failed.
//
//clause:code 7.ix
func (v *Closer) Erase(ctx context.Context, a institution.Actor, accountID string) (closure.Closure, error) {
	return v.take(ctx, a, accountID, "closing.erase_begin", func(t *store.Tx, _ *account.Account, c *closure.Closure, _ *ledger.Entry) error {
		if err := c.Start(closure.Erase); err != nil {
			return err
		}
		owed, err := t.CountPublications(ctx, store.PublicationFilter{Accounts: []string{accountID}, Stages: []post.Stage{post.Sending, post.Unknown}})
		if err != nil {
			return err
		}
		if len(owed) > 0 {
			return fault.New(fault.Conflict, "Hay envíos de los que no se sabe qué pasó.").Then("Resuélvalos en «Publicaciones» y vuelva a este paso.")
		}
		c.Failures, c.Tries = nil, nil
		return t.Enqueue(ctx, store.Job{Name: JobErase, Data: Order{accountID}})
	})
}

// EraseSome is the job: it erases the next publications, one at a time, each kept as soon as
// the network has said it, and goes on in another job. One that ends halfway repeats at most
// the removal of one, which is harmless.
func (v *Closer) EraseSome(ctx context.Context, o Order) error {
	acc, c, left, err := v.toErase(ctx, o.AccountID)
	if err != nil || c.Running != closure.Erase {
		return err
	}
	if len(left) == 0 {
		return v.erased(ctx, o.AccountID)
	}
	remover, open, err := v.remover(ctx, acc)
	if err != nil {
		return v.failAll(ctx, o, left, sentence(err))
	}
	for _, pub := range left[:min(len(left), eraseBatch)] {
		err := v.eraseOne(ctx, remover, open, pub)
		switch kind := network.KindOf(err); {
		case err == nil || kind == network.Gone:
			err = v.settle(ctx, o.AccountID, pub, system, "closing.erased", "Se borró en la red al dar de baja la cuenta.")
			if err != nil {
				return err
			}
		case kind == network.RateLimited:
			return v.wait(ctx, o, pub, err)
		case kind == network.Auth || kind == network.Unsupported:
			return v.failAll(ctx, o, left, sentence(err))
		case kind == network.Rejected:
			if err := v.fail(ctx, o, pub, sentence(err)); err != nil {
				return err
			}
		default:
			return v.again(ctx, o, pub, err)
		}
	}
	return v.Store.Change(ctx, func(t *store.Tx) error { return t.Enqueue(ctx, store.Job{Name: JobErase, Data: o}) })
}

// toErase reads what is still public, the newest first so that answers go before posts.
func (v *Closer) toErase(ctx context.Context, accountID string) (acc account.Account, c closure.Closure, left []post.Publication, err error) {
	err = v.Store.Read(ctx, func(t *store.Tx) error {
		if acc, err = t.Account(ctx, accountID); err != nil {
			return err
		}
		if c, _, err = t.Closure(ctx, accountID); err != nil {
			return err
		}
		all, err := t.Publications(ctx, store.PublicationFilter{Accounts: []string{accountID}, Stages: []post.Stage{post.Published}, Newest: true, Limit: eraseBatch + len(c.Failures)})
		for _, p := range all {
			if !c.Failed(p.ID) {
				left = append(left, p)
			}
		}
		return err
	})
	return acc, c, left, err
}

func (v *Closer) remover(ctx context.Context, acc account.Account) (network.Remover, network.Account, error) {
	conn, err := v.Keys.Connector(acc)
	if err != nil {
		return nil, network.Account{}, err
	}
	r, ok := conn.(network.Remover)
	if !ok {
		return nil, network.Account{}, fault.New(fault.Unavailable, "Pregonero no puede borrar publicaciones en %s.", conn.Label())
	}
	open, err := v.Keys.Open(ctx, acc)
	return r, open, err
}

// eraseOne removes one; a correction in place is not a publication apart.
func (v *Closer) eraseOne(ctx context.Context, r network.Remover, open network.Account, p post.Publication) error {
	if p.InPlace || p.Remote == nil {
		return nil
	}
	return r.Remove(ctx, open, network.Ref(*p.Remote))
}

// settle keeps that a publication is no longer on the network.
func (v *Closer) settle(ctx context.Context, accountID string, pub post.Publication, a institution.Actor, act, why string) error {
	_, err := v.take(ctx, a, accountID, act, func(t *store.Tx, _ *account.Account, c *closure.Closure, e *ledger.Entry) error {
		p, err := t.Publication(ctx, pub.ID)
		if err != nil {
			return err
		}
		if p.AccountID != accountID {
			return fault.New(fault.NotFound, "Esa publicación no es de esta cuenta.")
		}
		if p.Stage != post.Published {
			return nil
		}
		if err := p.Withdraw(a.PersonID, why, v.Now()); err != nil {
			return err
		}
		e.Subject, e.Details["note"] = "publication:"+p.ID, why
		if p.Remote != nil {
			e.Details["url"] = p.Remote.URL
		}
		c.Erased++
		return t.UpdatePublication(ctx, p)
	})
	return err
}

func (v *Closer) job(ctx context.Context, accountID, act string, f func(t *store.Tx, c *closure.Closure, e *ledger.Entry) error) error {
	_, err := v.take(ctx, system, accountID, act, func(t *store.Tx, _ *account.Account, c *closure.Closure, e *ledger.Entry) error { return f(t, c, e) })
	return err
}

func failure(p post.Publication, reason string) closure.Failure {
	f := closure.Failure{PubID: p.ID, Text: cut(p.Text), Reason: reason}
	if p.Remote != nil {
		f.URL = p.Remote.URL
	}
	return f
}

// cut leaves the beginning of a text, enough to know it by.
func cut(text string) string {
	r := []rune(text)
	return string(r[:min(len(r), 120)])
}

func (v *Closer) fail(ctx context.Context, o Order, pub post.Publication, reason string) error {
	return v.job(ctx, o.AccountID, "closing.not_erased", func(_ *store.Tx, c *closure.Closure, e *ledger.Entry) error {
		c.Fail(failure(pub, reason))
		e.Subject, e.Details["problem"] = "publication:"+pub.ID, reason
		return nil
	})
}

// failAll lists these as not erased, for one reason, and goes on with the rest.
func (v *Closer) failAll(ctx context.Context, o Order, left []post.Publication, reason string) error {
	return v.job(ctx, o.AccountID, "closing.not_erased", func(t *store.Tx, c *closure.Closure, e *ledger.Entry) error {
		for _, p := range left {
			c.Fail(failure(p, reason))
		}
		e.Details["problem"], e.Details["publications"] = reason, len(left)
		return t.Enqueue(ctx, store.Job{Name: JobErase, Data: o})
	})
}

// wait goes on when the network lets it.
func (v *Closer) wait(ctx context.Context, o Order, pub post.Publication, cause error) error {
	at := v.Now().Add(eraseLimit)
	var e *network.Error
	if errors.As(cause, &e) && e.ResetAt.After(v.Now()) {
		at = e.ResetAt
	}
	return v.job(ctx, o.AccountID, "closing.erase_waits", func(t *store.Tx, c *closure.Closure, entry *ledger.Entry) error {
		c.Problem = sentence(cause)
		entry.Details["problem"], entry.Subject = c.Problem, "publication:"+pub.ID
		return t.Enqueue(ctx, store.Job{Name: JobErase, Data: o, At: at})
	})
}

// again tries later what failed for a moment, and lists it when it fails too often.
func (v *Closer) again(ctx context.Context, o Order, pub post.Publication, cause error) error {
	return v.job(ctx, o.AccountID, "closing.erase_waits", func(t *store.Tx, c *closure.Closure, e *ledger.Entry) error {
		at := v.Now().Add(eraseLater)
		if c.Problem = sentence(cause); !c.Again(pub.ID) {
			c.Fail(failure(pub, c.Problem))
			at = time.Time{}
		}
		e.Details["problem"], e.Subject = c.Problem, "publication:"+pub.ID
		return t.Enqueue(ctx, store.Job{Name: JobErase, Data: o, At: at})
	})
}

// erased ends the work: the step is done when nothing is left, and waits for a person when
// something could not be erased.
func (v *Closer) erased(ctx context.Context, accountID string) error {
	return v.job(ctx, accountID, "closing.erase", func(_ *store.Tx, c *closure.Closure, e *ledger.Entry) error {
		e.Details["erased"], e.Details["left"] = c.Erased, len(c.Failures)
		c.Running, c.Problem = "", ""
		if len(c.Failures) == 0 {
			c.End(closure.Erase, v.done(system, v.Now(), ""))
		}
		return nil
	})
}

func sentence(err error) string {
	var n *network.Error
	if errors.As(err, &n) && n.Reason != "" {
		return n.Sentence + " Dijo: «" + n.Reason + "»."
	}
	if n != nil {
		return n.Sentence
	}
	if f, ok := fault.Of(err); ok {
		return f.Sentence()
	}
	return "La comunicación con la red se cortó."
}
