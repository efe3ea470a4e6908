package publishing_test

import (
	"sync"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/ledger"
	"pregonero/post"
	"pregonero/store"
	"pregonero/store/storetest"
)

// room is a newsroom with an area of three people and one account: ana leads it, luis is
// its alternate, eva heads the area.
type room struct {
	*testing.T
	*testworld.Newsroom
	acc account.Account
}

const area = "jle-jal"

// each runs f on both databases.
func each(t *testing.T, f func(r room)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { f(newRoom(t, s)) })
}

func newRoom(t *testing.T, s *store.Store) room {
	t.Helper()
	n := testworld.NewNewsroom(t, s)
	n.Everyone(area)
	return room{t, n, n.Account("jal", area, "ana", "luis")}
}

func (r room) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// refused wants a fault of that kind.
func (r room) refused(kind fault.Kind, err error) *fault.Fault {
	r.Helper()
	f, ok := fault.Of(err)
	if !ok || f.Kind != kind {
		r.Fatalf("want a fault of kind %s, got %v", kind, err)
	}
	return f
}

// scheduled is a post by ana that eva endorsed and approved, and its publication.
func (r room) scheduled(text string) (post.Post, post.Publication) {
	r.Helper()
	p := r.Scheduled("ana", "eva", text, r.acc)
	all := r.Publications(p.ID)
	if len(all) != 1 {
		r.Fatalf("%d publications, want 1", len(all))
	}
	return p, all[0]
}

// due is scheduled, with the clock at its hour.
func (r room) due(text string) (post.Post, post.Publication) {
	r.Helper()
	p, pub := r.scheduled(text)
	r.Clock.Set(pub.DueAt)
	return p, pub
}

// published is a post that is public, and its publication.
func (r room) published(text string) (post.Post, post.Publication) {
	r.Helper()
	p, all := r.Published("ana", "eva", text, r.acc)
	return p, all[0]
}

// send sends and gives the publication as it is then.
func (r room) send(pub post.Publication) post.Publication {
	r.Helper()
	r.must(r.Desk.Send(r.Context(), pub.ID))
	return r.Publication(pub.ID)
}

// sweep moves the clock to when the publication's next step is owed, and sweeps.
func (r room) sweep(pub post.Publication) post.Publication {
	r.Helper()
	if r.Clock.Now().Before(pub.NextAt) {
		r.Clock.Set(pub.NextAt)
	}
	r.must(r.Desk.Sweep(r.Context()))
	return r.Publication(pub.ID)
}

// is wants the publication in that stage.
func (r room) is(pub post.Publication, want post.Stage) {
	r.Helper()
	if pub.Stage != want {
		r.Fatalf("the publication is %s, want %s; problem %+v", pub.Stage, want, pub.Problem)
	}
}

// because wants the publication's problem to be of that kind, in Spanish, with a next step.
func (r room) because(pub post.Publication, kind string) {
	r.Helper()
	if pub.Problem == nil || pub.Problem.Kind != kind || pub.Problem.Sentence == "" || pub.Problem.Next == "" {
		r.Fatalf("the problem is %+v, want one of kind %s with its sentence and next step", pub.Problem, kind)
	}
}

// public wants so many notes of the account on the network.
func (r room) public(want int) {
	r.Helper()
	if got := len(r.Posts(r.acc)); got != want {
		r.Fatalf("%d posts on the network, want %d", got, want)
	}
}

// entry wants exactly one entry of the act and gives it.
func (r room) entry(act string) ledger.Entry {
	r.Helper()
	all := r.Ledger(act)
	if len(all) != 1 {
		r.Fatalf("%d entries of %s, want 1", len(all), act)
	}
	return all[0]
}

// tells wants one entry of the act, under the clause, by the person ("" for the program).
func (r room) tells(act, clause, username string) ledger.Entry {
	r.Helper()
	e := r.entry(act)
	who := "sistema:publicación"
	if username != "" {
		who = r.Actor(username).PersonID
	}
	if e.Clause != clause || e.Actor != who || e.Account != r.acc.ID || e.Area != area {
		r.Errorf("%s is told of %s on account %q and area %q under %q; want %s, %s, %s, %q", act, e.Actor, e.Account, e.Area, e.Clause, who, r.acc.ID, area, clause)
	}
	return e
}

// denied wants one refusal of the act by the person, under the clause.
func (r room) denied(act, clause, username string) {
	r.Helper()
	e := r.tells(act, clause, username)
	if e.Outcome != ledger.Refused {
		r.Errorf("the outcome of %s is %s", act, e.Outcome)
	}
}

// atOnce runs f eight times at once and parts those that succeed from the errors of the others.
func atOnce(f func(k int) error) (done int, errs []error) {
	out := make([]error, 8)
	var all sync.WaitGroup
	start := make(chan struct{})
	for k := range out {
		all.Go(func() {
			<-start
			out[k] = f(k)
		})
	}
	close(start)
	all.Wait()
	for _, err := range out {
		if err == nil {
			done++
			continue
		}
		errs = append(errs, err)
	}
	return done, errs
}

// one wants that exactly one of eight succeeded, and that the others were told of a conflict.
func (r room) one(done int, errs []error) {
	r.Helper()
	if done != 1 {
		r.Errorf("%d succeeded, want 1", done)
	}
	for _, err := range errs {
		if !fault.Is(err, fault.Conflict) {
			r.Errorf("want a conflict, got %v", err)
		}
	}
}

const grace = 30 * time.Minute // the pack's
