package publishing

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/network"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Errand names the publication of a job.
type Errand struct {
	ID string `json:"id"`
}

// Send makes one publication public, once. Its story: claim it in a transaction; let the
// connector prepare, which makes nothing public; store the intent in a transaction; send
// the one request; store the outcome in a transaction. Whatever dies in between leaves a
// state from which Sweep knows what is certain and what must be looked for.
//
//clause:code 6.xxix
func (d *Desk) Send(ctx context.Context, id string) error {
	if _, busy := d.inFlight.LoadOrStore(id, true); busy {
		return nil
	}
	defer d.inFlight.Delete(id)
	pub, acc, mine, err := d.claim(ctx, id)
	switch {
	case err != nil:
		return err
	case mine:
		return d.deliver(ctx, pub, acc)
	}
	return d.closePost(ctx, id) // it may just have been missed
}

func (d *Desk) deliver(ctx context.Context, pub post.Publication, acc account.Account) error {
	call, cancel := context.WithTimeout(ctx, d.Lease*3/4)
	defer cancel()
	publisher, open, err := d.publisher(call, acc)
	if err != nil {
		return d.nothingMade(ctx, pub, acc, err)
	}
	if editor, ok := publisher.(network.Editor); ok && pub.InPlace {
		receipt, err := d.amend(call, editor, open, pub)
		return d.outcome(ctx, pub, acc, receipt, err)
	}
	message := d.message(pub)
	intent, err := publisher.Prepare(call, open, message)
	if err != nil {
		return d.nothingMade(ctx, pub, acc, err)
	}
	if err := d.intend(ctx, pub, intent); err != nil {
		return err
	}
	receipt, err := publisher.Send(call, open, message, intent)
	return d.outcome(ctx, pub, acc, receipt, err)
}

// claim takes the publication, or ends it when it must not go out any more. A conflict or
// an hour that has not come is no error: somebody else has it, and it is not mine.
func (d *Desk) claim(ctx context.Context, id string) (pub post.Publication, acc account.Account, mine bool, err error) {
	now, patience := d.Now(), d.patience()
	err = d.Store.Change(ctx, func(t *store.Tx) error {
		mine = false
		if pub, err = t.Publication(ctx, id); err != nil {
			return err
		}
		if pub.Stage != post.Waiting || now.Before(pub.NextAt) {
			return nil
		}
		if acc, err = t.Account(ctx, pub.AccountID); err != nil {
			return err
		}
		if why, ok, err := d.mustNot(ctx, t, pub, acc, now, patience); err != nil || ok {
			if err == nil {
				err = d.end(ctx, t, &pub, acc, why, now)
			}
			return err
		}
		if acc.Held(now) {
			return d.hold(ctx, t, pub, acc, now)
		}
		if err := pub.Claim(now); err != nil {
			return err
		}
		pub.Lease(now, patience)
		if err := t.UpdatePublication(ctx, pub); err != nil {
			return err
		}
		pub.Version++
		mine = true
		return t.Record(ctx, d.publicationEntry(now, pub, "publication.claim", ""))
	})
	if errors.Is(err, store.ErrConflict) {
		return pub, acc, false, nil
	}
	return pub, acc, mine && err == nil, err
}

// mustNot says why the publication may not go out now, if so.
//
//clause:code 1.p1
func (d *Desk) mustNot(ctx context.Context, t *store.Tx, pub post.Publication, acc account.Account, now time.Time, patience post.Patience) (post.Problem, bool, error) {
	if pub.Overdue(now, patience) {
		return post.Problem{Kind: "late", Sentence: "Su hora pasó sin que pudiera salir.", Next: pub.Afresh(), At: now}, true, nil
	}
	stopped, err := t.Setting(ctx, stopAllSetting)
	if err != nil {
		return post.Problem{}, false, err
	}
	if stopped != "" {
		return post.Problem{Kind: "stopped", Sentence: "Toda la publicación está detenida: " + stopped, Next: "Espere a que se reanude. " + pub.Afresh(), At: now}, true, nil
	}
	if f, ok := fault.Of(acc.MayPublish()); ok {
		return post.Problem{Kind: "account", Sentence: f.Sentence(), Next: f.Next, At: now}, true, nil
	}
	if why, ok, err := d.stillDeliberated(ctx, t, pub, now); err != nil || ok {
		return why, ok, err
	}
	if pub.Kind == post.KindAnswer {
		return post.Problem{}, false, nil
	}
	p, err := t.Post(ctx, pub.PostID)
	if err != nil {
		return post.Problem{}, false, err
	}
	if !p.Cleared() || p.Content.Hash() != pub.Hash {
		return post.Problem{Kind: "not_cleared", Sentence: "El contenido ya no es el que se avaló y aprobó.", Next: "Envíelo de nuevo a visto bueno.", At: now}, true, nil
	}
	return post.Problem{}, false, nil
}

// end closes a waiting publication as missed and lets go of the comment it answered.
func (d *Desk) end(ctx context.Context, t *store.Tx, pub *post.Publication, acc account.Account, why post.Problem, now time.Time) error {
	pub.Miss(why)
	if err := t.UpdatePublication(ctx, *pub); err != nil {
		return err
	}
	pub.Version++
	if err := d.settleItem(ctx, t, *pub, now); err != nil {
		return err
	}
	e := d.publicationEntry(now, *pub, "publication.missed", d.Pack.ClauseFor(regulation.RuleSendOnce))
	e.Details["reason"] = why.Sentence
	return t.Record(ctx, e)
}

// intend stores the intent of the attempt that was claimed, and of no later one.
func (d *Desk) intend(ctx context.Context, claimed post.Publication, intent network.Intent) error {
	now, patience := d.Now(), d.patience()
	return d.change(ctx, claimed.ID, func(_ *store.Tx, pub *post.Publication) (ledger.Entry, error) {
		if pub.Stage != post.Sending || pub.Attempts != claimed.Attempts || len(pub.Intent) > 0 {
			return ledger.Entry{}, fmt.Errorf("publication %s left the hands of its sender", claimed.ID)
		}
		pub.Intend(intent, now)
		pub.Lease(now, patience)
		return d.publicationEntry(now, *pub, "publication.intent", d.Pack.ClauseFor(regulation.RuleSendOnce)), nil
	})
}

// nothingMade records a failure before the one request: certain that nothing is public.
func (d *Desk) nothingMade(ctx context.Context, claimed post.Publication, acc account.Account, cause error) error {
	if network.KindOf(cause) == network.Ambiguous {
		cause = &network.Error{Kind: network.Temporary, Sentence: "No se pudo preparar el envío.", Next: "Se intentará de nuevo en unos minutos.", Err: cause}
	}
	return d.outcome(ctx, claimed, acc, network.Receipt{}, cause)
}

// outcome records what the network said of the attempt that was claimed. It is never cut
// short by a stopping server.
func (d *Desk) outcome(ctx context.Context, claimed post.Publication, acc account.Account, receipt network.Receipt, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer cancel()
	if network.KindOf(cause) == network.Auth && d.renew(ctx, acc) {
		cause = &network.Error{Kind: network.Temporary, Sentence: "Las credenciales habían vencido y se renovaron.", Next: "Sale en el siguiente intento.", Err: cause}
	}
	now, patience := d.Now(), d.patience()
	err := d.change(ctx, claimed.ID, func(t *store.Tx, pub *post.Publication) (ledger.Entry, error) {
		if !concerns(claimed, *pub, cause) {
			return ledger.Entry{}, nil // the sweeper came first and knows better
		}
		act := decide(pub, receipt, cause, now, patience)
		if err := d.doubtAccess(ctx, t, *pub, cause); err != nil {
			return ledger.Entry{}, err
		}
		if err := d.follow(ctx, t, *pub, now); err != nil {
			return ledger.Entry{}, err
		}
		return d.outcomeEntry(now, *pub, act), nil
	})
	if err != nil {
		return err
	}
	return d.closePost(ctx, claimed.ID)
}

// concerns tells whether the end of an attempt still says something. A late failure says
// nothing of the attempt that followed it; the network's word that it is public always counts.
func concerns(claimed, now post.Publication, cause error) bool {
	if cause == nil {
		return now.Remote == nil
	}
	return now.Attempts == claimed.Attempts && (now.Stage == post.Sending || now.Stage == post.Unknown)
}

// decide moves the publication by what is certain.
func decide(pub *post.Publication, receipt network.Receipt, cause error, now time.Time, patience post.Patience) string {
	if cause == nil {
		pub.Done(post.Ref(receipt.Ref), publicAt(receipt, now))
		return "publication.published"
	}
	why := problem(cause, now)
	switch network.KindOf(cause) {
	case network.Ambiguous, network.Duplicate:
		pub.Doubt(why, now, patience)
		return "publication.unknown"
	case network.Temporary:
		pub.Again(why, now.Add(time.Duration(pub.Attempts*pub.Attempts)*20*time.Second), now, patience)
	case network.RateLimited:
		pub.Again(why, retryAt(cause, now), now, patience)
	default:
		pub.Fail(why)
	}
	if pub.Stage == post.Waiting {
		return "publication.again"
	}
	return "publication.failed"
}

// follow owes what comes next: another attempt, or news for the comment it answers.
func (d *Desk) follow(ctx context.Context, t *store.Tx, pub post.Publication, now time.Time) error {
	switch {
	case pub.Stage == post.Waiting:
		return t.Enqueue(ctx, store.Job{Name: JobSend, Data: Errand{pub.ID}, At: pub.NextAt})
	case pub.Stage.Over():
		if err := d.corrected(ctx, t, pub, now); err != nil {
			return err
		}
		return d.settleItem(ctx, t, pub, now)
	}
	return nil
}

func (d *Desk) settleItem(ctx context.Context, t *store.Tx, pub post.Publication, now time.Time) error {
	if pub.ItemID == "" {
		return nil
	}
	item, err := t.Item(ctx, pub.ItemID)
	if err != nil {
		return err
	}
	item.Settle(pub.ID, pub.Stage == post.Published, now)
	return t.UpdateItem(ctx, item)
}

func (d *Desk) renew(ctx context.Context, acc account.Account) bool {
	open, err := d.Keys.Open(ctx, acc)
	if err != nil {
		return false
	}
	_, err = d.Keys.Renew(ctx, acc, open.Secret)
	return err == nil || network.KindOf(err) == network.Temporary
}

// publisher finds who can publish on the account's network.
func (d *Desk) publisher(ctx context.Context, acc account.Account) (network.Publisher, network.Account, error) {
	c, err := d.Keys.Connector(acc)
	if err != nil {
		return nil, network.Account{}, asRejected(err)
	}
	publisher, ok := c.(network.Publisher)
	if !ok {
		return nil, network.Account{}, &network.Error{Kind: network.Unsupported, Sentence: "Pregonero no publica en " + c.Label() + ".", Next: "Publique ahí a mano y anote la dirección."}
	}
	open, err := d.Keys.Open(ctx, acc)
	return publisher, open, err
}

func asRejected(err error) error {
	if f, ok := fault.Of(err); ok {
		return &network.Error{Kind: network.Unsupported, Sentence: f.Sentence(), Next: f.Next, Err: err}
	}
	return err
}

// message is what the connector sends: the frozen words and media, alternative text always.
//
//clause:code 6.xxvii
func (d *Desk) message(pub post.Publication) network.Message {
	m := network.Message{Key: pub.ID, Text: pub.Text, Title: pub.Title, Lang: d.Pack.Institution.Lang}
	if pub.ReplyTo != nil {
		ref := network.Ref(*pub.ReplyTo)
		m.ReplyTo = &ref
	}
	if pub.Root != nil {
		ref := network.Ref(*pub.Root)
		m.Root = &ref
	}
	for _, x := range pub.Media {
		m.Media = append(m.Media, network.Media{Kind: x.Kind, Type: x.Type, Alt: x.Alt, Hash: x.Hash, Bytes: x.Bytes, Width: x.Width, Height: x.Height,
			Duration: x.Duration, Name: x.Name, Open: func(ctx context.Context) (io.ReadCloser, error) { return d.Media.Open(ctx, x.Hash) }})
	}
	return m
}

// change loads a publication, lets f move it, and keeps it with its entry; it tries again
// when somebody else changed it first. An entry without act keeps nothing.
func (d *Desk) change(ctx context.Context, id string, f func(*store.Tx, *post.Publication) (ledger.Entry, error)) error {
	var err error
	for range 5 {
		err = d.Store.Change(ctx, func(t *store.Tx) error {
			pub, err := t.Publication(ctx, id)
			if err != nil {
				return err
			}
			e, err := f(t, &pub)
			if err != nil || e.Act == "" {
				return err
			}
			if err := t.UpdatePublication(ctx, pub); err != nil {
				return err
			}
			return t.Record(ctx, e)
		})
		if !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return err
}

// closePost ends the post when each of its publications has ended. Somebody who changes
// it at this moment wins; the sweeper comes by again.
func (d *Desk) closePost(ctx context.Context, id string) error {
	err := d.Store.Change(ctx, func(t *store.Tx) error {
		pub, err := t.Publication(ctx, id)
		if err != nil || pub.PostID == "" || !pub.Stage.Over() {
			return err
		}
		p, err := t.Post(ctx, pub.PostID)
		if err != nil || p.State != post.Scheduled && p.State != post.Draft {
			return err
		}
		all, err := t.PublicationsOf(ctx, p.ID)
		if err != nil {
			return err
		}
		if !p.Finish(all, d.Now()) && !p.Landed(all, d.Now()) {
			return nil
		}
		return t.UpdatePost(ctx, p)
	})
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	return err
}

func (d *Desk) publicationEntry(now time.Time, pub post.Publication, act, clause string) ledger.Entry {
	e := store.Entry(now, institution.System("publicación"), act)
	e.Subject, e.Account, e.Area, e.Clause = "publication:"+pub.ID, pub.AccountID, pub.AreaID, clause
	e.Details = map[string]any{"attempt": pub.Attempts}
	if pub.PostID != "" {
		e.Details["post"] = pub.PostID
	}
	if pub.ItemID != "" {
		e.Details["item"] = pub.ItemID
	}
	return e
}

func (d *Desk) outcomeEntry(now time.Time, pub post.Publication, act string) ledger.Entry {
	e := d.publicationEntry(now, pub, act, d.Pack.ClauseFor(regulation.RuleSendOnce))
	if pub.Remote != nil {
		e.Details["remote"], e.Details["url"] = pub.Remote.ID, pub.Remote.URL
	}
	if pub.Problem != nil {
		e.Details["reason"] = pub.Problem.Sentence
	}
	return e
}

func publicAt(r network.Receipt, now time.Time) time.Time {
	if r.At.IsZero() {
		return now
	}
	return r.At
}

func retryAt(err error, now time.Time) time.Time {
	var e *network.Error
	if errors.As(err, &e) && e.ResetAt.After(now) {
		return e.ResetAt
	}
	return now.Add(time.Minute)
}

// problem says a connector's error to people.
func problem(err error, now time.Time) post.Problem {
	var e *network.Error
	if errors.As(err, &e) {
		return post.Problem{Kind: string(e.Kind), Sentence: e.Sentence, Next: e.Next, Reason: e.Reason, At: now}
	}
	return post.Problem{Kind: string(network.Ambiguous), Sentence: "La comunicación con la red se cortó antes de saber el resultado.",
		Next: "Pregonero buscará en la red si ya está publicada.", At: now}
}
