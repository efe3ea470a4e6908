package answering_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"pregonero/answering"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/post"
)

var inboxQuery = answering.Query{}

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

// An answer goes out once, under the comment, and the ledger tells who answered.
//
//clause:test 5.2.e
//clause:test 6.xix
func TestAnswer(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		item := r.comment("¿A qué hora abren?")
		pub, err := r.Counter.Answer(r.Context(), r.Actor("luis"), item.ID, "Abrimos a las 8. Con gusto le atendemos.")
		r.must(err)
		r.state(item, inbox.Answering)
		e := r.entry("item.answer", "5.2.e", item)
		if e.Actor != r.Actor("luis").PersonID || e.Details["publication"] != pub.ID {
			r.Errorf("told %+v", e)
		}
		r.must(r.Desk.Send(r.Context(), pub.ID))
		now := r.state(item, inbox.Answered)
		if now.AnsweredAt.IsZero() || now.AnsweredBy != r.Actor("luis").PersonID || now.AnswerID != pub.ID {
			r.Errorf("answered as %+v", now)
		}
		notes := r.Posts(r.acc)
		if len(notes) != 2 || notes[1].ReplyTo != item.Remote.ID {
			r.Errorf("on the network: %+v", notes)
		}
		_, err = r.Counter.Answer(r.Context(), r.Actor("ana"), item.ID, "Otra respuesta.")
		r.refused(fault.Conflict, err)
	})
}

// Eight people answer one comment at once: one publication, one entry, seven are told.
//
//clause:test 5.2.e
func TestEightAnswer(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		var people []institution.Actor
		for k := range 8 {
			name := fmt.Sprintf("p%d", k)
			r.Person(name, "mando_medio", area).Administers(institution.Lead, r.acc.ID)
			people = append(people, r.Actor(name))
		}
		for round := range 3 {
			item := r.comment(fmt.Sprintf("Ocho me contestan, %d.", round))
			done, errs := atOnce(func(k int) error {
				_, err := r.Counter.Answer(r.Context(), people[k], item.ID, fmt.Sprintf("Con gusto, le habla la persona %d.", k))
				return err
			})
			if done != 1 {
				r.Errorf("%d answered", done)
			}
			for _, err := range errs {
				if !fault.Is(err, fault.Conflict) {
					r.Errorf("want a conflict, got %v", err)
				}
			}
			r.entry("item.answer", "5.2.e", item)
			r.must(r.Desk.Sweep(r.Context()))
			r.state(item, inbox.Answered)
			if n := len(r.Posts(r.acc)); n != 2+round {
				r.Errorf("%d posts on the network", n)
			}
		}
	})
}

// While one writes the others wait: the box is held ten minutes, or until it is let go.
func TestTheAnswerBoxIsHeld(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		item := r.comment("¿Quién me contesta?")
		_, err := r.Counter.Claim(r.Context(), r.Actor("ana"), item.ID)
		r.must(err)
		_, err = r.Counter.Claim(r.Context(), r.Actor("luis"), item.ID)
		if f := r.refused(fault.Conflict, err); !strings.Contains(f.Sentence(), "Persona ana") {
			r.Errorf("it is not said who: %s", f.Sentence())
		}
		_, err = r.Counter.Answer(r.Context(), r.Actor("luis"), item.ID, "Me adelanto.")
		r.refused(fault.Conflict, err)
		_, err = r.Counter.Release(r.Context(), r.Actor("luis"), item.ID) // somebody else's hold stays
		r.must(err)
		_, err = r.Counter.Claim(r.Context(), r.Actor("luis"), item.ID)
		r.refused(fault.Conflict, err)
		_, err = r.Counter.Release(r.Context(), r.Actor("ana"), item.ID)
		r.must(err)
		_, err = r.Counter.Claim(r.Context(), r.Actor("luis"), item.ID)
		r.must(err)
		r.Clock.Advance(inbox.LockFor(r.Pack))
		_, err = r.Counter.Answer(r.Context(), r.Actor("eva"), item.ID, "Con gusto le contesto yo.")
		r.must(err)
	})
}

// An answer that does not go out opens the comment again.
//
//clause:test 5.2.e
func TestAFailedAnswerOpensTheComment(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		item := r.comment("¿Me contestan?")
		pub, err := r.Counter.Answer(r.Context(), r.Actor("ana"), item.ID, "Con gusto.")
		r.must(err)
		r.Front.On(testworld.Method(http.MethodPut), testworld.Answer(http.StatusUnprocessableEntity, `{"error":"no"}`))
		r.must(r.Desk.Send(r.Context(), pub.ID))
		now := r.state(item, inbox.Open)
		if now.AnswerID != "" || now.AnsweredBy != "" {
			r.Errorf("it is still tied to %q", now.AnswerID)
		}
		if got := r.Publication(pub.ID); got.Stage != post.Failed || got.Problem.Sentence == "" {
			r.Errorf("the answer is %s: %+v", got.Stage, got.Problem)
		}
		again, err := r.Counter.Answer(r.Context(), r.Actor("luis"), item.ID, "Con gusto, segunda vez.")
		r.must(err)
		r.must(r.Desk.Send(r.Context(), again.ID))
		r.state(item, inbox.Answered)
		r.must(r.Desk.Withdraw(r.Context(), r.Actor("ana"), again.ID, "Tenía un error."))
		r.state(item, inbox.Open)
		if n := len(r.Posts(r.acc)); n != 1 {
			r.Errorf("%d posts on the network", n)
		}
	})
}

// An answer missed says what to do: answer again, not choose an hour.
func TestAMissedAnswer(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		item := r.comment("¿Siguen ahí?")
		pub, err := r.Counter.Answer(r.Context(), r.Actor("ana"), item.ID, "Aquí seguimos.")
		r.must(err)
		r.Clock.Advance(31 * time.Minute)
		r.must(r.Desk.Sweep(r.Context()))
		got := r.Publication(pub.ID)
		if got.Stage != post.Missed || !strings.Contains(got.Problem.Next, "contéstelo de nuevo") {
			r.Errorf("the answer is %s: %+v", got.Stage, got.Problem)
		}
		r.state(item, inbox.Open)
	})
}

// An uncertain answer is looked for before anything else, and the comment waits.
func TestAnUncertainAnswer(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		item := r.comment("¿Llegó?")
		pub, err := r.Counter.Answer(r.Context(), r.Actor("ana"), item.ID, "Llegó.")
		r.must(err)
		r.Front.On(testworld.Method(http.MethodPut), testworld.KeepAndCut)
		r.must(r.Desk.Send(r.Context(), pub.ID))
		r.state(item, inbox.Answering)
		_, err = r.Counter.Answer(r.Context(), r.Actor("luis"), item.ID, "Por si acaso.")
		r.refused(fault.Conflict, err)
		r.Clock.Advance(testworld.Lease)
		r.must(r.Desk.Sweep(r.Context()))
		r.state(item, inbox.Answered)
		if n := len(r.Posts(r.acc)); n != 2 {
			r.Errorf("%d posts on the network", n)
		}
	})
}

//clause:test 6.xxi
//clause:test 6.iii
func TestAnswersThatAreNotSent(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		item := r.comment("¿Y mi trámite?")
		for name, text := range map[string]string{
			"empty": " \n", "too long": strings.Repeat("larga ", 100), "insult": "No sea idiota.", "it disqualifies": "Usted no sabe lo que dice.", "discourtesy": "Como ya le dijimos, no insista.", "asks for data": "Mándenos su CURP.", "personal data": "Su CURP es BAAA890317HDFRLL03.",
		} {
			_, err := r.Counter.Answer(r.Context(), r.Actor("ana"), item.ID, text)
			f, ok := fault.Of(err)
			if !ok || f.Field != "text" || f.Sentence() == "" {
				r.Errorf("%s: %v", name, err)
			}
		}
		r.state(item, inbox.Open)
		if n := len(r.Ledger("item.answer")); n != 0 {
			r.Errorf("%d answers in the ledger", n)
		}
	})
}

// Closed with a reason, opened again, and nothing done to who wrote.
//
//clause:test 5.2.e
//clause:test 6.xvi
func TestCloseAndReopen(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		item := r.comment("¡Son unos inútiles!")
		_, err := r.Counter.Close(r.Context(), r.Actor("ana"), item.ID, " ")
		r.refused(fault.Invalid, err)
		_, err = r.Counter.Close(r.Context(), r.Actor("ana"), item.ID, "Es una opinión: no pide respuesta.")
		r.must(err)
		if now := r.state(item, inbox.Closed); now.Reason == "" || now.ClosedBy != r.Actor("ana").PersonID || now.Author != item.Author {
			r.Errorf("closed as %+v", now)
		}
		if e := r.entry("item.close", "5.2.e", item); e.Details["reason"] != "Es una opinión: no pide respuesta." {
			r.Errorf("told %v", e.Details)
		}
		_, err = r.Counter.Close(r.Context(), r.Actor("luis"), item.ID, "Otra vez.")
		r.refused(fault.Conflict, err)
		_, err = r.Counter.Answer(r.Context(), r.Actor("luis"), item.ID, "Tarde.")
		r.refused(fault.Conflict, err)
		_, err = r.Counter.Reopen(r.Context(), r.Actor("luis"), item.ID)
		r.must(err)
		r.state(item, inbox.Open)
		r.entry("item.reopen", "5.2.e", item)
		another := r.comment("Y lo repito.") // the same person is heard again
		r.state(another, inbox.Open)
	})
}

// Assigned only to who may answer.
//
//clause:test 5.1.p4
func TestAssign(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		item := r.comment("¿Quién lo lleva?")
		r.Person("omar", "mando_superior", "jle-ags").Head("jle-ags")
		_, err := r.Counter.Assign(r.Context(), r.Actor("eva"), item.ID, r.Actor("omar").PersonID)
		if f := r.refused(fault.Invalid, err); f.Clause != "5.1.p4" || f.Field != "assignee" {
			r.Errorf("the refusal cites %q on %q", f.Clause, f.Field)
		}
		luis := r.Actor("luis").PersonID
		_, err = r.Counter.Assign(r.Context(), r.Actor("eva"), item.ID, luis)
		r.must(err)
		if got := r.Item(item.ID).Assignee; got != luis {
			r.Errorf("assigned to %q", got)
		}
		r.entry("item.assign", "5.2.e", item)
		mine, err := r.Counter.Inbox(r.Context(), r.Actor("luis"), answering.Query{Mine: true, States: []inbox.State{inbox.Open}})
		if err != nil || len(mine.Items) != 1 || mine.Counts.Mine != 1 {
			r.Errorf("luis sees %d of his, counted %d, %v", len(mine.Items), mine.Counts.Mine, err)
		}
		_, err = r.Counter.Assign(r.Context(), r.Actor("eva"), item.ID, "")
		r.must(err)
		if got := r.Item(item.ID).Assignee; got != "" {
			r.Errorf("assigned to %q", got)
		}
	})
}

func TestInboxViews(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		first := r.comment("La primera duda, sobre el padrón.")
		r.comment("La segunda.")
		r.Clock.Set(first.DueAt.Add(time.Minute))
		for name, x := range map[string]struct {
			q    answering.Query
			want int
		}{
			"all": {answering.Query{}, 2}, "late": {answering.Query{Late: true}, 2}, "mine": {answering.Query{Mine: true}, 0},
			"text": {answering.Query{Text: "SOBRE EL"}, 1}, "closed": {answering.Query{States: []inbox.State{inbox.Closed}}, 0},
			"others' account": {answering.Query{Accounts: []string{"no es suya"}}, 0},
		} {
			l, err := r.Counter.Inbox(r.Context(), r.Actor("luis"), x.q)
			if err != nil || len(l.Items) != x.want || l.Total != x.want {
				r.Errorf("%s: %d items of %d, %v; want %d", name, len(l.Items), l.Total, err, x.want)
			}
		}
		if n, err := r.Counter.Waiting(r.Context(), r.Actor("luis")); err != nil || n.Open != 2 || n.Late != 2 {
			r.Errorf("waiting %+v, %v", n, err)
		}
	})
}
