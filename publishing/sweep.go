package publishing

import (
	"context"
	"errors"
	"sync"
	"time"

	"pregonero/account"
	"pregonero/ledger"
	"pregonero/network"
	"pregonero/post"
	"pregonero/store"
)

const (
	sweepBatch  = 200 // bounds one sweep
	sweepAtOnce = 4   // so that one network that hangs does not keep the others waiting
)

// Sweep looks at everything whose next step is owed, by its own clock and not by the
// queue: what should have gone out goes out or is missed; what stopped half way is
// doubted; what is doubted is looked for. It never sends what may already be public.
func (d *Desk) Sweep(ctx context.Context) error {
	var owed []post.Publication
	var ended []string
	err := d.Store.Read(ctx, func(t *store.Tx) error {
		var err error
		if owed, err = t.Owed(ctx, d.Now(), sweepBatch); err != nil {
			return err
		}
		ended, err = t.EndedUnclosed(ctx, d.Now(), sweepBatch)
		return err
	})
	if err != nil {
		return err
	}
	errs := make([]error, len(owed))
	var group sync.WaitGroup
	hands := make(chan struct{}, sweepAtOnce)
	for i, pub := range owed {
		hands <- struct{}{}
		group.Go(func() {
			defer func() { <-hands }()
			errs[i] = d.sweepOne(ctx, pub)
		})
	}
	group.Wait()
	for _, id := range ended {
		errs = append(errs, d.closePost(ctx, id))
	}
	return errors.Join(errs...)
}

func (d *Desk) sweepOne(ctx context.Context, pub post.Publication) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if _, busy := d.inFlight.Load(pub.ID); busy {
		return nil // this very process is sending it, whatever the clock says
	}
	switch pub.Stage {
	case post.Waiting:
		return d.Send(ctx, pub.ID)
	case post.Sending:
		return d.abandoned(ctx, pub.ID)
	case post.Unknown:
		return d.Look(ctx, pub.ID)
	}
	return nil
}

// abandoned judges a sending that says nothing any more. Without an intent nothing was
// made public; with one it may have been.
func (d *Desk) abandoned(ctx context.Context, id string) error {
	now, patience := d.Now(), d.patience()
	err := d.change(ctx, id, func(t *store.Tx, pub *post.Publication) (ledger.Entry, error) {
		if pub.Stage != post.Sending || now.Before(pub.NextAt) {
			return ledger.Entry{}, nil
		}
		why := post.Problem{Kind: "interrupted", Sentence: "El envío se interrumpió antes de saber el resultado.", Next: "Pregonero busca en la red si ya está publicada.", At: now}
		if len(pub.Intent) > 0 {
			pub.Doubt(why, now, patience)
			pub.NextAt = now // a whole lease has passed: nothing is under way any more
			return d.outcomeEntry(now, *pub, "publication.unknown"), nil
		}
		why.Sentence, why.Next = "El envío se interrumpió antes de empezar: no se publicó nada.", "Se intenta de nuevo."
		pub.Again(why, now, now, patience)
		if err := d.follow(ctx, t, *pub, now); err != nil {
			return ledger.Entry{}, err
		}
		act := "publication.again"
		if pub.Stage == post.Failed {
			act = "publication.failed"
		}
		return d.outcomeEntry(now, *pub, act), nil
	})
	if err != nil {
		return err
	}
	return d.closePost(ctx, id)
}

// Look searches the network for a publication of uncertain outcome, and settles it by
// what is certain there. If the network cannot tell, a person decides.
func (d *Desk) Look(ctx context.Context, id string) error {
	if _, busy := d.inFlight.LoadOrStore(id, true); busy {
		return nil
	}
	defer d.inFlight.Delete(id)
	pub, acc, err := d.doubted(ctx, id)
	if err != nil || pub.Stage != post.Unknown {
		return err
	}
	call, cancel := context.WithTimeout(ctx, d.Lease*3/4)
	defer cancel()
	receipt, verdict, cause := d.find(call, pub, acc)
	now, patience := d.Now(), d.patience()
	err = d.change(ctx, id, func(t *store.Tx, p *post.Publication) (ledger.Entry, error) {
		if p.Stage != post.Unknown || p.Version != pub.Version {
			return ledger.Entry{}, nil
		}
		if verdict == network.Found {
			if verdict, err = d.ours(ctx, t, *p, receipt.Ref.ID); err != nil {
				return ledger.Entry{}, err
			}
		}
		act := settle(p, receipt, verdict, cause, now, patience)
		if err := d.follow(ctx, t, *p, now); err != nil {
			return ledger.Entry{}, err
		}
		return d.outcomeEntry(now, *p, act), nil
	})
	if err != nil {
		return err
	}
	return d.closePost(ctx, id)
}

func (d *Desk) doubted(ctx context.Context, id string) (pub post.Publication, acc account.Account, err error) {
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		if pub, err = t.Publication(ctx, id); err != nil {
			return err
		}
		acc, err = t.Account(ctx, pub.AccountID)
		return err
	})
	return pub, acc, err
}

func (d *Desk) find(ctx context.Context, pub post.Publication, acc account.Account) (network.Receipt, network.Verdict, error) {
	c, err := d.Keys.Connector(acc)
	if err != nil {
		return network.Receipt{}, network.CannotTell, err
	}
	finder, ok := c.(network.Finder)
	if !ok {
		return network.Receipt{}, network.CannotTell, nil
	}
	open, err := d.Keys.Open(ctx, acc)
	if err != nil {
		return network.Receipt{}, network.CannotTell, err
	}
	receipt, verdict, err := finder.Find(ctx, open, d.message(pub), pub.Intent)
	if network.KindOf(err) == network.Auth {
		d.renew(ctx, acc)
	}
	if err != nil {
		verdict = network.CannotTell
	}
	return receipt, verdict, err
}

// ours doubts a find that another publication already holds: the same words went out
// twice on purpose, and this may be the other one.
func (d *Desk) ours(ctx context.Context, t *store.Tx, pub post.Publication, remoteID string) (network.Verdict, error) {
	other, held, err := t.PublicationByRemote(ctx, pub.AccountID, remoteID)
	if err != nil {
		return network.CannotTell, err
	}
	if held && other.ID != pub.ID {
		return network.CannotTell, nil
	}
	return network.Found, nil
}

func settle(p *post.Publication, receipt network.Receipt, verdict network.Verdict, cause error, now time.Time, patience post.Patience) string {
	switch verdict {
	case network.Found:
		p.Done(post.Ref(receipt.Ref), publicAt(receipt, p.IntentAt))
		return "publication.found"
	case network.Absent:
		why := post.Problem{Kind: "absent", Sentence: "La red confirma que no se publicó.", Next: "Se intenta de nuevo.", At: now}
		p.Again(why, now, now, patience)
		if p.Stage == post.Failed {
			return "publication.failed"
		}
		return "publication.absent"
	}
	if cause != nil {
		why := problem(cause, now)
		why.Next = "Pregonero seguirá buscando; si usted ya la vio en la red, dígalo aquí."
		p.Problem = &why
	}
	p.CannotTell(now, patience)
	return "publication.cannot_tell"
}
