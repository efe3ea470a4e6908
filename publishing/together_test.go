package publishing_test

import (
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/post"
	"pregonero/publishing"
)

// crowd is eight people who may do all that concerns the room's account and area.
func (r room) crowd() []institution.Actor {
	r.Helper()
	var all []institution.Actor
	for k := range 8 {
		name := fmt.Sprintf("p%d", k)
		r.Person(name, "mando_medio", area).Administers(institution.Lead, r.acc.ID).Grant(institution.Endorser, area)
		all = append(all, r.Actor(name))
	}
	return all
}

// together lets eight people do the same to one thing at once, several times over: one
// succeeds, the others are told, and the ledger has it once.
func (r room) together(rounds int, act string, prepare func() string, do func(a institution.Actor, id string) error) {
	r.Helper()
	people := r.crowd()
	for range rounds {
		id := prepare()
		before := r.done(act)
		r.one(atOnce(func(k int) error { return do(people[k], id) }))
		if n := r.done(act) - before; n != 1 {
			r.Errorf("%d entries of %s, want 1", n, act)
		}
	}
}

// done counts the entries of what was done; refusals have the same name.
func (r room) done(act string) (n int) {
	r.Helper()
	for _, e := range r.Ledger(act) {
		if e.Outcome == "done" {
			n++
		}
	}
	return n
}

const rounds = 3

func TestEightSubmit(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.together(rounds, "post.submit", func() string { return r.Draft("ana", "Ocho lo envían.", r.acc).ID },
			func(a institution.Actor, id string) error { _, err := r.Desk.Submit(r.Context(), a, id); return err })
	})
}

func TestEightEndorse(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		hash := ""
		r.together(rounds, "post.endorse", func() string {
			p := r.Submitted("ana", "Ocho lo avalan.", r.acc)
			hash = p.Content.Hash()
			return p.ID
		}, func(a institution.Actor, id string) error {
			_, err := r.Desk.Endorse(r.Context(), a, id, hash, "")
			return err
		})
	})
}

func TestEightApprove(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		hash, id := "", ""
		r.together(rounds, "post.approve", func() string {
			p := r.Endorsed("ana", "eva", "Ocho lo aprueban.", r.acc)
			hash, id = p.Content.Hash(), p.ID
			return p.ID
		}, func(a institution.Actor, id string) error {
			_, err := r.Desk.Approve(r.Context(), a, id, hash, "")
			return err
		})
		if n := len(r.Publications(id)); n != 1 {
			r.Errorf("%d publications, want 1", n)
		}
	})
}

func TestEightWithdraw(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.together(rounds, "publication.withdraw", func() string {
			_, pub := r.published("Ocho lo retiran.")
			return pub.ID
		}, func(a institution.Actor, id string) error { return r.Desk.Withdraw(r.Context(), a, id, "Motivo.") })
		r.public(0)
	})
}

func TestEightDiscard(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.together(rounds, "post.discard", func() string {
			p, _ := r.scheduled("Ocho lo descartan.")
			return p.ID
		}, func(a institution.Actor, id string) error { _, err := r.Desk.Discard(r.Context(), a, id); return err })
	})
}

func TestEightResolve(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.together(rounds, "post.resolve", func() string {
			_, pub := r.uncertain("Ocho lo resuelven.", true)
			return pub.ID
		}, func(a institution.Actor, id string) error {
			return r.Desk.Resolve(r.Context(), a, id, true, "https://red.example/1")
		})
	})
}

// One person, in eight windows: a move is undone once, and one publication is owed.
func TestEightUndo(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.scheduled("Se deshace una vez.")
		_, err := r.Desk.Move(r.Context(), r.Actor("luis"), p.ID, p.Content.DueAt.Add(time.Hour))
		r.must(err)
		luis := r.Actor("luis")
		r.one(atOnce(func(int) error { _, err := r.Desk.UndoMove(r.Context(), luis, p.ID); return err }))
		r.Clock.Set(pub.DueAt)
		r.must(r.Desk.Sweep(r.Context()))
		r.public(1)
		if n := r.done("post.move_undo"); n != 1 {
			r.Errorf("undone %d times", n)
		}
	})
}

// Somebody edits while others approve: either the approved words are the ones that wait to
// go out, or nothing waits.
func TestEditAndApproveAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		people := r.crowd()
		for range 2 * rounds {
			p := r.Endorsed("ana", "eva", "Se edita y se aprueba.", r.acc)
			hash := p.Content.Hash()
			done, errs := atOnce(func(k int) error {
				if k%2 == 0 {
					_, err := r.Desk.Approve(r.Context(), people[k], p.ID, hash, "")
					return err
				}
				c := p.Content
				c.Text = fmt.Sprintf("Editado por %d.", k)
				_, err := r.Desk.Save(r.Context(), people[k], p.ID, p.Revision, publishing.Draft{Content: c})
				return err
			})
			if done < 1 || done > 2 {
				r.Errorf("%d succeeded: an approval and an edit, or one of them", done)
			}
			for _, err := range errs {
				if !fault.Is(err, fault.Conflict) {
					r.Errorf("want a conflict, got %v", err)
				}
			}
			r.consistent(p.ID)
		}
	})
}

// consistent wants a post's waiting publications to be of exactly its approved words.
func (r room) consistent(postID string) {
	r.Helper()
	p := r.Post(postID)
	waiting := 0
	for _, pub := range r.Publications(postID) {
		if pub.Stage != post.Waiting {
			continue
		}
		waiting++
		if !p.Cleared() || pub.Hash != p.Content.Hash() {
			r.Errorf("a publication waits with words that are not approved: the post is %s", p.State)
		}
	}
	if want := map[bool]int{true: 1}[p.Cleared()]; waiting != want {
		r.Errorf("%d publications wait, want %d: the post is %s", waiting, want, p.State)
	}
}

// The same job is delivered to eight processes at once, with a sweeper in each.
//
//clause:test 6.xxix
func TestEightProcessesSend(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		var desks []*publishing.Desk
		for range 8 {
			desks = append(desks, r.AnotherDesk())
		}
		var pubs []post.Publication
		for k := range 5 {
			_, pub := r.scheduled(fmt.Sprintf("A ocho procesos, %d.", k))
			pubs = append(pubs, pub)
		}
		r.Clock.Set(pubs[0].DueAt)
		_, errs := atOnce(func(k int) error {
			for _, pub := range pubs {
				if err := desks[k].Send(r.Context(), pub.ID); err != nil {
					return err
				}
			}
			return desks[k].Sweep(r.Context())
		})
		for _, err := range errs {
			r.Error(err)
		}
		r.public(len(pubs))
		for _, pub := range pubs {
			r.is(r.Publication(pub.ID), post.Published)
			if r.Post(pub.PostID).State != post.Closed {
				r.Errorf("the post is %s", r.Post(pub.PostID).State)
			}
		}
		for _, act := range []string{"publication.claim", "publication.intent", "publication.published"} {
			if n := len(r.Ledger(act)); n != len(pubs) {
				r.Errorf("%d entries of %s, want %d", n, act, len(pubs))
			}
		}
	})
}

// Somebody edits in the very moment of sending: the words that go out are approved ones.
func TestEditAndSendAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		people := r.crowd()
		for k := range 2 * rounds {
			p, pub := r.due(fmt.Sprintf("Se edita al salir, %d.", k))
			before := len(r.Posts(r.acc))
			atOnce(func(k int) error {
				if k%2 == 0 {
					return r.AnotherDesk().Send(r.Context(), pub.ID)
				}
				c := p.Content
				c.Text = "Palabras que nadie aprobó."
				_, err := r.Desk.Save(r.Context(), people[k], p.ID, p.Revision, publishing.Draft{Content: c})
				return err
			})
			pub = r.Publication(pub.ID)
			after := r.Posts(r.acc)[before:]
			switch {
			case pub.Stage == post.Published && len(after) == 1 && after[0].Text == p.Content.Text:
			case pub.Stage == post.Withdrawn && len(after) == 0:
			default:
				r.Errorf("the publication is %s and the network has %+v", pub.Stage, after)
			}
		}
	})
}

// The clock jumps hours while a sending is in flight, in this process and with another one
// beside it: one post, and the state says so.
//
//clause:test 6.xxix
func TestTheClockJumps(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		for _, jump := range []time.Duration{5 * time.Hour, -5 * time.Hour, 25 * time.Minute, -time.Minute} {
			for name, step := range map[string]testworld.Meddler{
				"before it is kept": testworld.First(func() { r.jump(jump) }),
				"after it is kept":  testworld.Then(func() { r.jump(jump) }),
			} {
				_, pub := r.due(fmt.Sprintf("Salto de %s, %s.", jump, name))
				before := len(r.Posts(r.acc))
				r.Front.On(creating, step)
				r.is(r.send(pub), post.Published)
				for range 3 {
					r.jump(time.Hour)
				}
				r.is(r.Publication(pub.ID), post.Published)
				r.public(before + 1)
			}
		}
	})
}

// jump moves the clock; this process and another one sweep.
func (r room) jump(d time.Duration) {
	r.Helper()
	r.Clock.Advance(d)
	other := r.AnotherDesk()
	for range 2 {
		if err := r.Desk.Sweep(r.Context()); err != nil {
			r.Error(err)
		}
		if err := other.Sweep(r.Context()); err != nil {
			r.Error(err)
		}
	}
}

// A sender sleeps past its lease in Prepare, and fails when another attempt is already
// sending: its failure says nothing of that attempt, which is not put back in line.
func TestASleeperSpeaksForItself(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.due("Despierta tarde.")
		sending, woken, second := make(chan struct{}), make(chan struct{}), make(chan error, 1)
		r.Front.On(preparing, func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
			r.Clock.Advance(testworld.Lease + time.Second)
			go func() {
				other := r.AnotherDesk()
				second <- errors.Join(other.Sweep(r.Context()), other.Send(r.Context(), pub.ID))
			}()
			<-sending
			w.WriteHeader(http.StatusServiceUnavailable)
		})
		r.Front.On(creating, testworld.First(func() {
			close(sending)
			<-woken
		}))
		r.must(r.Desk.Send(r.Context(), pub.ID))
		r.is(r.Publication(pub.ID), post.Sending)
		close(woken)
		r.must(<-second)
		r.is(r.Publication(pub.ID), post.Published)
		r.public(1)
	})
}

// The network's word that it is public counts even when the sweeper had given it up.
func TestALateSuccessCounts(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.due("Se dio por perdida.")
		r.Front.On(creating, testworld.First(func() {
			r.jump(5 * time.Hour) // the other process doubts, looks, and finds nothing yet
			if got := r.Publication(pub.ID).Stage; got != post.Failed {
				r.Errorf("given up it is %s", got)
			}
			if got := r.Post(p.ID).State; got != post.Draft {
				r.Errorf("given up the post is %s", got)
			}
		}))
		got := r.send(pub)
		r.is(got, post.Published)
		if got.Problem != nil {
			r.Errorf("the problem stays: %+v", got.Problem)
		}
		if p := r.Post(p.ID); p.State != post.Closed || got.Remote == nil {
			r.Errorf("the post is %s and its publication %+v", p.State, got.Remote)
		}
		if e := r.tells("publication.published", "6.xxix", ""); e.Details["remote"] != got.Remote.ID {
			r.Errorf("told %v", e.Details)
		}
		r.public(1)
	})
}
