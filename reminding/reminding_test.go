package reminding_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/internal/testworld"
	"pregonero/regulation"
	"pregonero/reminding"
	"pregonero/store"
	"pregonero/store/storetest"
)

type tower struct {
	*testing.T
	w *testworld.World
	c *reminding.Clock
}

func each(t *testing.T, f func(o tower)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := testworld.New(t, s)
		w.Person("nora", "mando_medio", "cncs").Grant(institution.Press, "")
		w.Person("pat", "mando_superior", "secretaria-ejecutiva").Grant(institution.President, "")
		w.Person("eva", "mando_superior", "jle-jal").Head("jle-jal")
		w.Person("otto", "mando_superior", "derfe").Head("derfe")
		f(tower{t, w, &reminding.Clock{Store: s, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now, Wakes: map[string]bool{}}})
	})
}

func (o tower) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

// set begins the press office's deadline to answer a proposal.
func (o tower) set() (d deadline.Deadline) {
	o.Helper()
	now := o.w.Clock.Now()
	o.must(o.c.Store.Change(o.Context(), func(t *store.Tx) error {
		c, err := t.Calendar(o.Context(), o.w.Pack)
		if err != nil {
			return err
		}
		d, err = deadline.New(o.w.Pack, c, regulation.DeadlineProposalAnswer, deadline.For{Subject: "proposal:1", AreaID: "jle-jal", Path: "/propuestas/1",
			Detail: "@JaliscoINE", Owners: deadline.Roles(institution.Press)}, id.New(now), now)
		if err != nil {
			return err
		}
		return t.SetDeadline(o.Context(), d)
	}))
	return d
}

func (o tower) mailed() (out []store.Mail) {
	o.Helper()
	o.must(o.c.Store.Read(o.Context(), func(t *store.Tx) (err error) { out, err = t.Mails(o.Context(), store.MailFilter{}); return err }))
	return out
}

// A deadline reminds who owes it, passes in sight of everybody, is escalated, told again
// while it is owed, and stops when the act is done. Eight clocks at once tell once.
//
//clause:test 7.iii
func TestEveryDeadlineEndsInAnActOrAnEscalation(t *testing.T) {
	t.Parallel()
	each(t, func(o tower) {
		ctx := o.Context()
		d := o.set()
		o.must(o.c.Tick(ctx))
		if len(o.mailed()) != 0 {
			t.Fatal("told before its time")
		}
		o.w.Clock.Set(d.Notices[0].At)
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() { o.must(o.c.Tick(ctx)) })
		}
		wait.Wait()
		first := o.mailed()
		if len(first) != 1 || !strings.HasPrefix(first[0].To.Email, "nora@") || !strings.HasPrefix(first[0].Message.Subject, "Por vencer") || first[0].Message.Clause != "7.iii" {
			t.Fatalf("reminded: %+v", first)
		}
		if e := o.w.Ledger("deadline.remind"); len(e) != 1 || e[0].Clause != "7.iii" || e[0].Area != "jle-jal" {
			t.Errorf("ledger: %+v", e)
		}
		o.w.Clock.Set(d.Due.Add(time.Minute)) // the others were missed: the program was down
		o.must(o.c.Tick(ctx))
		o.must(o.c.Tick(ctx))
		if e := o.w.Ledger("deadline.pass"); len(e) != 1 {
			t.Errorf("passed %d times", len(e))
		}
		var to []string
		for _, m := range o.mailed() {
			if strings.HasPrefix(m.Message.Subject, "Plazo vencido") {
				to = append(to, strings.Split(m.To.Email, "@")[0])
			}
		}
		slices.Sort(to)
		if !slices.Equal(to, []string{"nora", "pat"}) {
			t.Errorf("escalated to %v", to)
		}
		o.w.Clock.Advance(49 * time.Hour)
		o.must(o.c.Tick(ctx))
		if e := o.w.Ledger("deadline.escalate"); len(e) != 1 {
			t.Errorf("told again %d times", len(e))
		}
		o.must(o.c.Store.Change(ctx, func(t *store.Tx) error {
			return t.MeetDeadline(ctx, d.Kind, d.Subject, o.w.Clock.Now())
		}))
		o.w.Clock.Advance(1000 * time.Hour)
		o.must(o.c.Tick(ctx))
		if e := o.w.Ledger("deadline.escalate"); len(e) != 1 {
			t.Error("told after it was met")
		}
	})
}

func TestMine(t *testing.T) {
	t.Parallel()
	each(t, func(o tower) {
		o.set()
		for who, want := range map[string][2]int{"nora": {1, 0}, "pat": {0, 1}, "eva": {0, 0}, "otto": {0, 0}} {
			l, err := o.c.Mine(o.Context(), o.w.Actor(who))
			o.must(err)
			if got := [2]int{len(l.Owed), len(l.Other)}; got != want {
				t.Errorf("%s: %v, want %v", who, got, want)
			}
		}
	})
}
