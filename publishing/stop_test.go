package publishing_test

import (
	"strings"
	"testing"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/store"
)

func (r room) withPress() {
	r.Helper()
	r.Person("pia", "mando_superior", "cncs").Grant(institution.Press, "")
}

// What comes due while the account is stopped is missed, says why, and is never sent late
// by itself; the post is a draft again.
//
//clause:test 1.p1
func TestStopOneAccount(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.withPress()
		other := r.Account("jal-otra", area, "ana", "luis")
		p, pub := r.scheduled("En la cuenta detenida.")
		q := r.Scheduled("ana", "eva", "En la otra.", other)
		r.refused(fault.Invalid, r.Desk.Stop(r.Context(), r.Actor("pia"), r.acc.ID, true, " "))
		r.must(r.Desk.Stop(r.Context(), r.Actor("pia"), r.acc.ID, true, "La cuenta fue tomada."))
		if e := r.tells("publishing.stop", "6.xxxi", "pia"); e.Details["reason"] != "La cuenta fue tomada." {
			r.Errorf("told %v", e.Details)
		}
		r.Clock.Set(pub.DueAt)
		pub = r.send(pub)
		r.is(pub, post.Missed)
		r.because(pub, "account")
		if !strings.Contains(pub.Problem.Sentence, "La cuenta fue tomada.") {
			r.Errorf("the reason is not said: %s", pub.Problem.Sentence)
		}
		r.tells("publication.missed", "6.xxix", "")
		if got := r.Post(p.ID); got.State != post.Draft || got.Approval != nil {
			r.Errorf("the post is %s", got.State)
		}
		r.is(r.send(r.Publications(q.ID)[0]), post.Published)
		r.must(r.Desk.Stop(r.Context(), r.Actor("pia"), r.acc.ID, false, ""))
		r.tells("publishing.resume", "6.xxxi", "pia")
		r.must(r.Desk.Sweep(r.Context()))
		r.is(r.send(pub), post.Missed)
		r.public(0)
	})
}

func TestStopAll(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.withPress()
		_, pub := r.due("Durante el alto.")
		r.refused(fault.Forbidden, r.Desk.StopAll(r.Context(), r.Actor("eva"), true, "yo digo"))
		r.refused(fault.Invalid, r.Desk.StopAll(r.Context(), r.Actor("pia"), true, ""))
		r.must(r.Desk.StopAll(r.Context(), r.Actor("pia"), true, "Simulacro."))
		if why, err := r.Desk.Stopped(r.Context()); why != "Simulacro." || err != nil {
			r.Errorf("stopped because %q, %v", why, err)
		}
		pub = r.sweep(pub)
		r.is(pub, post.Missed)
		r.because(pub, "stopped")
		r.must(r.Desk.StopAll(r.Context(), r.Actor("pia"), false, ""))
		_, next := r.due("Después del alto.")
		r.is(r.send(next), post.Published)
		r.public(1)
		for _, act := range []string{"publishing.stop_all", "publishing.resume_all"} {
			done := 0
			for _, e := range r.Ledger(act) {
				if e.Outcome == "done" && e.Clause == "6.xxxi" {
					done++
				}
			}
			if done != 1 {
				r.Errorf("%s stands %d times", act, done)
			}
		}
	})
}

// Nothing goes out from an account that is not in force, or that lacks an administrator.
//
//clause:test 1.p1
//clause:test 5.1.p2
func TestOnlyAccountsInForcePublish(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		for name, spoil := range map[string]func(*account.Account){
			"registered":   func(a *account.Account) { a.State = account.Registered },
			"suspended":    func(a *account.Account) { a.State = account.Suspended },
			"closed":       func(a *account.Account) { a.State = account.Closed },
			"no lead":      func(a *account.Account) { a.LeadID = "" },
			"no alternate": func(a *account.Account) { a.AlternateID = "" },
		} {
			acc := r.Account("cuenta-"+strings.ReplaceAll(name, " ", "-"), area, "ana", "luis")
			p := r.Scheduled("ana", "eva", "Desde una cuenta que no: "+name, acc)
			r.must(r.Store.Change(r.Context(), func(tx *store.Tx) error {
				now, err := tx.Account(r.Context(), acc.ID)
				if err != nil {
					return err
				}
				spoil(&now)
				return tx.UpdateAccount(r.Context(), now)
			}))
			r.Clock.Set(p.Content.DueAt)
			pub := r.send(r.Publications(p.ID)[0])
			r.is(pub, post.Missed)
			r.because(pub, "account")
			if n := len(r.Posts(acc)); n != 0 {
				r.Errorf("%s: %d posts", name, n)
			}
		}
	})
}

// Missed after the pack's half hour, whoever was down.
func TestMissedAfterTheGrace(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.due("A tiempo todavía.")
		r.Clock.Set(pub.DueAt.Add(grace))
		r.is(r.sweep(pub), post.Published)

		q, late := r.scheduled("Demasiado tarde.")
		r.Clock.Set(late.DueAt.Add(grace + 1))
		late = r.sweep(late)
		r.is(late, post.Missed)
		r.because(late, "late")
		r.public(1)
		if got := r.Post(q.ID); got.State != post.Draft || got.Aval != nil {
			r.Errorf("the post is %s with the seal %v", got.State, got.Aval)
		}
	})
}
