//go:build bench

package bench

import (
	"context"
	"fmt"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/internal/testworld"
	"pregonero/post"
	"pregonero/store"
	"pregonero/vault"
)

// What an institution has after some years.
const (
	publications = 10_000
	comments     = 100_000
	perBatch     = 2_000
)

// years is a filled installation, and who looks at it.
type years struct {
	*testing.T
	n        *testworld.Newsroom
	accounts []account.Account
	token    map[string]string // of a session, by username
	post     string            // one of them, to open
	item     string
	entries  int
}

// fill makes the years: eight accounts in two areas. ana leads two of them, eva heads an
// area with four, hilda audits everything.
func fill(t *testing.T, s *store.Store) *years {
	t.Helper()
	y := &years{T: t, n: newsroom(t, s), token: map[string]string{}}
	y.n.Person("hilda", "mando_superior", "oic").Grant(institution.Auditor, "")
	y.n.Person("otto", "mando_medio", "jle-ags")
	y.n.Person("olga", "operativo", "jle-ags")
	for k := range 8 {
		switch {
		case k < 2:
			y.accounts = append(y.accounts, y.n.Account(fmt.Sprint("jal", k), area, "ana", "luis"))
		case k < 4:
			y.accounts = append(y.accounts, y.n.Account(fmt.Sprint("jal", k), area, "luis", "eva"))
		default:
			y.accounts = append(y.accounts, y.n.Account(fmt.Sprint("ags", k), "jle-ags", "otto", "olga"))
		}
	}
	for _, who := range []string{"ana", "eva", "hilda"} {
		y.session(who)
	}
	y.batches(publications, y.publication)
	y.batches(comments, y.comment)
	key := signer(t)
	for n := 1000; n == 1000; {
		var err error
		if n, err = s.Sequence(t.Context(), time.Now(), key, 1000); err != nil {
			t.Fatal(err)
		}
	}
	return y
}

func (y *years) session(username string) {
	y.Helper()
	now := y.n.Clock.Now()
	y.token[username] = "sesion-de-medida-" + username
	y.change(func(ctx context.Context, tx *store.Tx) error {
		return tx.PutSession(ctx, store.Session{Hash: vault.HashToken(y.token[username]), PersonID: y.n.Actor(username).PersonID, Full: true,
			Created: now, Seen: now, Expires: now.Add(12 * time.Hour), From: "127.0.0.1"})
	})
}

func (y *years) change(f func(context.Context, *store.Tx) error) {
	y.Helper()
	if err := y.n.Store.Change(y.Context(), func(tx *store.Tx) error { return f(y.Context(), tx) }); err != nil {
		y.Fatal(err)
	}
}

func (y *years) batches(count int, one func(context.Context, *store.Tx, int) error) {
	y.Helper()
	for from := 0; from < count; from += perBatch {
		y.change(func(ctx context.Context, tx *store.Tx) error {
			for k := from; k < min(from+perBatch, count); k++ {
				if err := one(ctx, tx, k); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// publication number k: one every two hours, the last days' still to come; a few of each
// sort wait for somebody.
func (y *years) publication(ctx context.Context, tx *store.Tx, k int) error {
	acc := y.accounts[k%len(y.accounts)]
	due := y.n.Clock.Now().Truncate(time.Hour).Add(time.Duration(k-publications+60) * 2 * time.Hour)
	a, now := y.n.Actor("ana"), due.Add(-48*time.Hour)
	p := post.New(id.New(now), acc.AreaID, a.PersonID, a.Name, now)
	p.Content = y.n.Content(fmt.Sprintf("%s Aviso %d.", text, k), acc)
	p.Content.DueAt, p.Content.ReviewOn, p.Revision = due, due.AddDate(1, 0, 0), 1
	seal := post.Seal{By: y.n.Actor("eva").PersonID, Name: "Persona eva", At: now, Hash: p.Content.Hash()}
	p.State, p.Aval, p.Approval, p.Submitted = post.Closed, &seal, &seal, now
	public := due.Before(y.n.Clock.Now())
	switch {
	case !public && k%4 == 0:
		p.State, p.Aval, p.Approval = post.Review, nil, nil
	case !public && k%4 == 1:
		p.State, p.Approval = post.Endorsed, nil
	case !public:
		p.State = post.Scheduled
	}
	if err := tx.AddPost(ctx, p); err != nil {
		return err
	}
	acts := []string{"post.create", "post.submit", "post.endorse", "post.approve"}
	if p.Approval != nil {
		pub := post.Publication{ID: id.New(now), PostID: p.ID, AccountID: acc.ID, AreaID: acc.AreaID, Network: acc.Network, Kind: post.KindPost,
			Text: p.Content.Text, Hash: seal.Hash, Stage: post.Waiting, DueAt: due, NextAt: due, ReviewOn: p.Content.ReviewOn}
		if public {
			pub.Done(post.Ref{ID: fmt.Sprint("n", k), URL: y.n.URL + "/@x/n"}, due)
			acts = append(acts, "publication.claim", "publication.intent", "publication.published")
			if k%len(y.accounts) == 0 {
				y.post = p.ID
			}
		}
		if err := tx.AddPublication(ctx, pub); err != nil {
			return err
		}
	}
	for _, act := range acts {
		if err := y.tell(ctx, tx, a, act, "post:"+p.ID, acc, now); err != nil {
			return err
		}
	}
	return nil
}

// comment number k: one every ten minutes or so; two of twenty wait for an answer.
func (y *years) comment(ctx context.Context, tx *store.Tx, k int) error {
	acc := y.accounts[k%len(y.accounts)]
	at := y.n.Clock.Now().Add(time.Duration(k-comments) * 12 * time.Minute)
	i := inbox.Item{ID: id.New(at), AccountID: acc.ID, AreaID: acc.AreaID, Network: acc.Network, Kind: "comment", Remote: post.Ref{ID: fmt.Sprint("c", k)},
		Author: inbox.Author{ID: fmt.Sprint("v", k%5000), Handle: fmt.Sprint("visitante", k%5000), Name: fmt.Sprint("Visitante ", k%5000)},
		Text:   fmt.Sprintf("¿Dónde consulto la lista nominal de la sección %d? No encuentro el módulo de mi colonia.", k), At: at, Received: at, State: inbox.Closed, Reason: "Atendido."}
	i.ThreadID = i.ID
	if k%20 < 2 {
		i.State, i.Reason = inbox.Open, ""
	}
	if k%len(y.accounts) == 0 {
		y.item = i.ID
	}
	i.Clock(y.n.Pack, acc.Hours, y.n.Pack.Calendar)
	if _, err := tx.AddItem(ctx, i); err != nil {
		return err
	}
	for _, act := range []string{"item.received", "item.close"} {
		if err := y.tell(ctx, tx, institution.System("escucha"), act, "item:"+i.ID, acc, at); err != nil {
			return err
		}
	}
	return nil
}

func (y *years) tell(ctx context.Context, tx *store.Tx, a institution.Actor, act, subject string, acc account.Account, at time.Time) error {
	e := store.Entry(at, a, act)
	e.Subject, e.Account, e.Area, e.Clause = subject, acc.ID, acc.AreaID, "6.xx"
	e.Details = map[string]any{"revision": 1}
	y.entries++
	return tx.Record(ctx, e)
}
