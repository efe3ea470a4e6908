package publishing_test

import (
	"net/http"
	"testing"
	"time"

	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/keyring"
	"pregonero/ledger"
	"pregonero/post"
	"pregonero/store"
)

// Removed on the network first, and only then withdrawn here.
//
//clause:test 5.2.d
//clause:test 5.1.p1
func TestWithdraw(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.published("Se retira.")
		r.refused(fault.Invalid, r.Desk.Withdraw(r.Context(), r.Actor("ana"), pub.ID, " "))
		r.must(r.Desk.Withdraw(r.Context(), r.Actor("ana"), pub.ID, "Perdió vigencia."))
		r.public(0)
		got := r.Publication(pub.ID)
		r.is(got, post.Withdrawn)
		if got.Why != "Perdió vigencia." || got.WithdrawnBy != r.Actor("ana").PersonID {
			r.Errorf("withdrawn by %s because %q", got.WithdrawnBy, got.Why)
		}
		if v, err := r.Desk.Read(r.Context(), r.Actor("luis"), pub.PostID); err != nil || v.Names[got.WithdrawnBy] != r.Actor("ana").Name {
			r.Errorf("withdrawn by %v, %v", v.Names, err)
		}
		e := r.tells("publication.withdraw", "5.1.p1", "ana")
		if e.Details["reason"] != "Perdió vigencia." || e.Details["url"] != pub.Remote.URL {
			r.Errorf("told %v", e.Details)
		}
		r.refused(fault.Conflict, r.Desk.Withdraw(r.Context(), r.Actor("ana"), pub.ID, "Otra vez."))
		r.entry("publication.withdraw")
	})
}

// The network says no: nothing changes here, and the attempt stands in the ledger.
func TestTheNetworkRefusesToRemove(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.published("La red no quiere.")
		for _, trouble := range []testworld.Meddler{testworld.Answer(http.StatusServiceUnavailable, ""), testworld.Answer(http.StatusUnauthorized, ""), testworld.Cut} {
			r.Front.On(testworld.Method(http.MethodDelete), trouble)
			f := r.refused(fault.Unavailable, r.Desk.Withdraw(r.Context(), r.Actor("ana"), pub.ID, "Perdió vigencia."))
			if f.Next == "" {
				r.Error("no next step is said")
			}
			r.is(r.Publication(pub.ID), post.Published)
		}
		r.public(1)
		all := r.Ledger("publication.withdraw")
		for _, e := range all {
			if e.Outcome != ledger.Refused {
				r.Errorf("the ledger says %s", e.Outcome)
			}
		}
		if len(all) != 3 {
			r.Errorf("%d entries of 3 attempts", len(all))
		}
		r.must(r.Desk.Withdraw(r.Context(), r.Actor("ana"), pub.ID, "Ahora sí."))
		r.public(0)
	})
}

// An account without credentials is ours to connect: the network was not asked.
func TestWithdrawWithoutCredentials(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.published("Sin conexión.")
		r.must(r.Desk.Store.Change(r.Context(), func(tx *store.Tx) error { return tx.RemoveSecret(r.Context(), keyring.Context(pub.AccountID)) }))
		r.refused(fault.Conflict, r.Desk.Withdraw(r.Context(), r.Actor("ana"), pub.ID, "Perdió vigencia."))
		r.is(r.Publication(pub.ID), post.Published)
		r.public(1)
		if all := r.Ledger("publication.withdraw"); len(all) != 1 || all[0].Outcome != ledger.Refused {
			r.Errorf("the ledger says %+v", all)
		}
	})
}

// The removal reached the network and its answer was lost: asking again ends it.
func TestWithdrawTwiceIsHarmless(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.published("Se pierde la respuesta.")
		r.Front.On(testworld.Method(http.MethodDelete), testworld.KeepAndCut)
		r.refused(fault.Unavailable, r.Desk.Withdraw(r.Context(), r.Actor("ana"), pub.ID, "Motivo."))
		r.public(0)
		r.must(r.Desk.Withdraw(r.Context(), r.Actor("ana"), pub.ID, "Motivo."))
		r.is(r.Publication(pub.ID), post.Withdrawn)
	})
}

func TestWithdrawBeforeItsHour(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.scheduled("No llega a salir.")
		r.must(r.Desk.Withdraw(r.Context(), r.Actor("luis"), pub.ID, "Ya no procede."))
		if got := r.Post(p.ID); got.State != post.Draft {
			r.Errorf("the post is %s", got.State)
		}
		r.Clock.Set(pub.DueAt)
		r.is(r.send(pub), post.Withdrawn)
		r.public(0)
	})
}

// What is on its way cannot be withdrawn: first it must be known what became of it.
func TestWithdrawWhileSending(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.due("En camino.")
		var during []error
		r.Front.On(testworld.Method(http.MethodPut), testworld.First(func() {
			during = append(during, r.Desk.Withdraw(r.Context(), r.Actor("ana"), pub.ID, "Ahora."))
			_, err := r.Desk.Discard(r.Context(), r.Actor("ana"), p.ID)
			during = append(during, err)
			_, err = r.Desk.Move(r.Context(), r.Actor("ana"), p.ID, r.Clock.Now().Add(time.Hour))
			during = append(during, err)
		}))
		r.is(r.send(pub), post.Published)
		for _, err := range during {
			r.refused(fault.Conflict, err)
		}
		r.public(1)
	})
}

// The validity of what is public is looked at on its day.
//
//clause:test 5.2.d
//clause:test 5.1.p3
func TestConfirmValidity(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.published("Vigente un mes.")
		r.Clock.Set(p.Content.ReviewOn.Add(time.Hour))
		tasks, err := r.Desk.MyTasks(r.Context(), r.Actor("ana"))
		if err != nil || len(tasks.ToReview) != 1 {
			r.Fatalf("%d to review, %v", len(tasks.ToReview), err)
		}
		until := r.Clock.Now().AddDate(0, 2, 0)
		r.refused(fault.Invalid, r.Desk.ConfirmValidity(r.Context(), r.Actor("ana"), pub.ID, r.Clock.Now()))
		r.must(r.Desk.ConfirmValidity(r.Context(), r.Actor("ana"), pub.ID, until))
		r.tells("publication.valid", "5.2.d", "ana")
		if got := r.Publication(pub.ID); !got.ReviewOn.Equal(until) {
			r.Errorf("to be reviewed on %s", got.ReviewOn)
		}
		if tasks, err = r.Desk.MyTasks(r.Context(), r.Actor("ana")); err != nil || len(tasks.ToReview) != 0 {
			r.Errorf("%d to review, %v", len(tasks.ToReview), err)
		}
	})
}
