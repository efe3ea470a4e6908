package publishing_test

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/network"
	"pregonero/network/practice"
	"pregonero/post"
	"pregonero/store"
)

var (
	creating  = testworld.Method(http.MethodPut)
	preparing = func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/api/me") }
	finding   = func(r *http.Request) bool {
		return r.Method == http.MethodGet && strings.Contains(r.URL.Path, "/api/notes/")
	}
)

// renewing is the practice network with credentials that end and can be renewed.
type renewing struct {
	*practice.Connector
	renewed *atomic.Int32
	fresh   string
	err     error
}

func (c renewing) Refresh(_ context.Context, a network.Account) (network.Secret, error) {
	c.renewed.Add(1)
	return a.Secret.With("access_token", c.fresh), c.err
}

func (r room) renewable(err error) *atomic.Int32 {
	c := renewing{r.Keys.Networks[practice.Name].(*practice.Connector), new(atomic.Int32), "token-de-jal", err}
	r.Connect(c)
	return c.renewed
}

// A token that the network no longer takes is renewed once, and the publication goes out.
func TestAnExpiredTokenIsRenewedOnce(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		renewed := r.renewable(nil)
		_, pub := r.due("Con credenciales renovadas.")
		r.Seal(r.acc, network.NewSecret(map[string]string{"access_token": "vencido"}))
		pub = r.send(pub)
		r.is(pub, post.Waiting)
		r.is(r.sweep(pub), post.Published)
		r.public(1)
		if n := renewed.Load(); n != 1 {
			r.Errorf("renewed %d times", n)
		}
		e := r.entry("credential.renewed")
		if e.Account != r.acc.ID || len(e.Details) != 0 {
			r.Errorf("told %+v", e)
		}
	})
}

// One that says when it ends is renewed before.
func TestATokenIsRenewedBeforeItEnds(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		renewed := r.renewable(nil)
		_, pub := r.due("Renovada antes.")
		r.Seal(r.acc, network.NewSecret(map[string]string{"access_token": "por vencer", "expires_at": r.Clock.Now().Add(time.Minute).Format(time.RFC3339)}))
		r.is(r.send(pub), post.Published)
		if n := renewed.Load(); n != 1 {
			r.Errorf("renewed %d times", n)
		}
	})
}

func TestCredentialsThatAreNotTaken(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.due("Sin credenciales que sirvan.")
		r.Seal(r.acc, network.NewSecret(map[string]string{"access_token": "de otro"}))
		pub = r.send(pub)
		r.is(pub, post.Failed)
		r.because(pub, "auth")
		if !strings.Contains(pub.Problem.Sentence, "credenciales") || !strings.Contains(pub.Problem.Next, "conectar") {
			r.Errorf("said %q, then %q", pub.Problem.Sentence, pub.Problem.Next)
		}
		e := r.tells("publication.failed", "6.xxix", "")
		if e.Details["reason"] != pub.Problem.Sentence {
			r.Errorf("told %v", e.Details)
		}
		if r.Post(p.ID).State != post.Draft {
			r.Errorf("the post is %s", r.Post(p.ID).State)
		}
		for _, e := range r.Ledger("") {
			for _, v := range e.Details {
				if s, ok := v.(string); ok && strings.Contains(s, "de otro") {
					r.Errorf("the secret stands in the ledger: %v", e)
				}
			}
		}
	})
}

func TestNoCredentials(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.due("Cuenta sin conectar.")
		r.must(r.Store.Change(r.Context(), func(tx *store.Tx) error {
			return tx.RemoveSecret(r.Context(), "account:"+r.acc.ID+"/credential")
		}))
		pub = r.send(pub)
		r.is(pub, post.Failed)
		r.because(pub, "auth")
	})
}

// Asked to wait, it waits until the network says, and no longer.
func TestRateLimit(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		for _, where := range []func(*http.Request) bool{preparing, creating} {
			_, pub := r.due("Con límite de velocidad.")
			before := len(r.Posts(r.acc))
			r.Front.On(where, testworld.Answer(http.StatusTooManyRequests, "", "Retry-After", "300"))
			pub = r.send(pub)
			r.is(pub, post.Waiting)
			if want := r.Clock.Now().Add(5 * time.Minute); !pub.NextAt.Equal(want) {
				r.Errorf("again at %s, want %s", pub.NextAt, want)
			}
			r.because(pub, "rate_limited")
			r.Clock.Advance(4 * time.Minute)
			r.must(r.Desk.Sweep(r.Context()))
			r.is(r.send(pub), post.Waiting)
			r.is(r.sweep(pub), post.Published)
			r.public(before + 1)
		}
	})
}

// A reset past the hour's grace ends it: it does not go out hours later by itself.
func TestRateLimitPastTheGrace(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.due("Con límite de una hora.")
		r.Front.On(creating, testworld.Answer(http.StatusTooManyRequests, "", "Retry-After", "3600"))
		pub = r.send(pub)
		r.is(pub, post.Failed)
		r.because(pub, "rate_limited")
		if !strings.Contains(pub.Problem.Next, "otra hora") {
			r.Errorf("next: %q", pub.Problem.Next)
		}
	})
}

// What surely made nothing is tried again, later each time, and ends after the grace.
func TestTemporaryTrouble(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.due("La red no responde.")
		for k := range 4 {
			r.Front.On(preparing, testworld.Answer(http.StatusServiceUnavailable, ""))
			pub = r.sweep(pub)
			r.is(pub, post.Waiting)
			r.because(pub, "temporary")
			if wait := pub.NextAt.Sub(r.Clock.Now()); wait != time.Duration((k+1)*(k+1))*20*time.Second {
				r.Errorf("after attempt %d it waits %s", k+1, wait)
			}
		}
		r.Front.On(preparing, testworld.Answer(http.StatusServiceUnavailable, ""))
		pub = r.sweep(pub)
		r.is(pub, post.Failed)
		r.because(pub, "temporary")
		if !strings.Contains(pub.Problem.Next, "otra hora") {
			r.Errorf("next: %q", pub.Problem.Next)
		}
		r.public(0)
		if r.Post(p.ID).State != post.Draft {
			r.Errorf("the post is %s", r.Post(p.ID).State)
		}
		if n := len(r.Ledger("publication.again")); n != 4 {
			r.Errorf("%d attempts again in the ledger", n)
		}
	})
}

func TestRefusedForGood(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.due("La red lo rechaza.")
		r.Front.On(creating, testworld.Answer(http.StatusUnprocessableEntity, `{"error":"El texto no se admite."}`, "Content-Type", "application/json"))
		pub = r.send(pub)
		r.is(pub, post.Failed)
		r.because(pub, "rejected")
		if !strings.Contains(pub.Problem.Reason, "El texto no se admite.") {
			r.Errorf("the network's reason is %q", pub.Problem.Reason)
		}
	})
}

// uncertain makes one sending end without an answer. kept says whether the network made it.
func (r room) uncertain(text string, kept bool) (post.Post, post.Publication) {
	r.Helper()
	p, pub := r.due(text)
	trouble := testworld.Meddler(testworld.Cut)
	if kept {
		trouble = testworld.KeepAndCut
	}
	r.Front.On(creating, trouble)
	pub = r.send(pub)
	r.is(pub, post.Unknown)
	r.because(pub, "ambiguous")
	return p, pub
}

// The answer was lost: nobody sends again before looking, and what is found is it.
//
//clause:test 6.xxix
func TestUnknownIsFound(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.uncertain("Llegó y nadie lo supo.", true)
		r.tells("publication.unknown", "6.xxix", "")
		for range 3 {
			r.is(r.send(pub), post.Unknown) // no job sends it again
		}
		r.must(r.Desk.Sweep(r.Context()))
		r.is(r.Publication(pub.ID), post.Unknown) // not before a server can no longer be at work
		pub = r.sweep(pub)
		r.is(pub, post.Published)
		r.tells("publication.found", "6.xxix", "")
		if pub.Remote.ID != r.Posts(r.acc)[0].ID || r.Post(p.ID).State != post.Closed {
			r.Errorf("found as %+v, the post is %s", pub.Remote, r.Post(p.ID).State)
		}
		r.public(1)
	})
}

// It is surely not there: one more attempt makes it public, once.
//
//clause:test 6.xxix
func TestUnknownIsAbsent(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.uncertain("No llegó.", false)
		pub = r.sweep(pub)
		r.is(pub, post.Waiting)
		r.tells("publication.absent", "6.xxix", "")
		r.is(r.sweep(pub), post.Published)
		r.public(1)
	})
}

func TestAbsentPastTheGrace(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.uncertain("No llegó y ya es tarde.", false)
		r.Clock.Set(pub.DueAt.Add(grace + time.Minute))
		pub = r.sweep(pub)
		r.is(pub, post.Failed)
		r.because(pub, "absent")
		if !strings.Contains(pub.Problem.Next, "otra hora") {
			r.Errorf("next: %q", pub.Problem.Next)
		}
		r.public(0)
	})
}

// The network cannot tell: after five looks a person is asked, and nothing is sent.
func (r room) doubted(kept bool) (post.Post, post.Publication) {
	r.Helper()
	p, pub := r.uncertain("La red no sabe decir.", kept)
	for k := range 5 {
		if pub.NeedsPerson {
			r.Fatalf("a person is asked after %d looks", k)
		}
		r.Front.On(finding, testworld.Answer(http.StatusInternalServerError, ""))
		pub = r.sweep(pub)
		r.is(pub, post.Unknown)
	}
	if !pub.NeedsPerson {
		r.Fatal("nobody is asked")
	}
	return p, pub
}

//clause:test 5.1.p1
func TestAPersonSaysThatItIsPublic(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.doubted(true)
		tasks, err := r.Desk.MyTasks(r.Context(), r.Actor("ana"))
		if err != nil || len(tasks.Doubts) != 1 {
			r.Fatalf("%d doubts shown, %v", len(tasks.Doubts), err)
		}
		r.refused(fault.Invalid, r.Desk.Resolve(r.Context(), r.Actor("ana"), pub.ID, true, "no es una dirección"))
		r.must(r.Desk.Resolve(r.Context(), r.Actor("ana"), pub.ID, true, "https://red.example/@jal/123"))
		got := r.Publication(pub.ID)
		r.is(got, post.Published)
		if got.Remote.URL != "https://red.example/@jal/123" || got.Remote.ID != "123" || got.NeedsPerson {
			r.Errorf("resolved as %+v", got.Remote)
		}
		if e := r.tells("post.resolve", "6.xxix", "ana"); e.Details["public"] != true {
			r.Errorf("told %v", e.Details)
		}
		r.refused(fault.Conflict, r.Desk.Resolve(r.Context(), r.Actor("ana"), pub.ID, false, ""))
		if r.Post(p.ID).State != post.Closed {
			r.Errorf("the post is %s", r.Post(p.ID).State)
		}
		r.public(1)
	})
}

func TestAPersonSaysThatItIsNot(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.doubted(false)
		r.must(r.Desk.Resolve(r.Context(), r.Actor("luis"), pub.ID, false, ""))
		got := r.Publication(pub.ID)
		r.is(got, post.Failed)
		r.because(got, "absent")
		if r.Post(p.ID).State != post.Draft {
			r.Errorf("the post is %s", r.Post(p.ID).State)
		}
		r.must(r.Desk.Sweep(r.Context()))
		r.public(0)
	})
}

// The program goes on looking while the person does not answer.
func TestFoundAfterAll(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.doubted(true)
		pub = r.sweep(pub)
		r.is(pub, post.Published)
		if pub.NeedsPerson {
			r.Error("a person is still asked")
		}
	})
}

// The same words twice on purpose: a find that the other publication holds is not ours.
func TestTheOtherOfTwoAlike(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, mine := r.uncertain("Dos veces lo mismo.", false)
		_, other := r.due("Dos veces lo mismo.")
		other = r.send(other)
		r.is(other, post.Published)
		r.Front.On(finding, testworld.Answer(http.StatusOK, `{"id":"`+other.Remote.ID+`","text":"Dos veces lo mismo."}`, "Content-Type", "application/json"))
		r.Clock.Set(mine.NextAt)
		r.must(r.Desk.Look(r.Context(), mine.ID))
		r.is(r.Publication(mine.ID), post.Unknown)
	})
}
