package publishing_test

import (
	"strings"
	"testing"
	"time"

	"pregonero/post"
	"pregonero/publishing"
	"pregonero/store"
)

// What stands in the way is said before the hour and not after.
//
//clause:test 5.1.p1
func TestOutlook(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.withPress()
		_, pub := r.scheduled("¿Saldrá mañana?")
		look := func() publishing.Forecast {
			r.Helper()
			all, _, err := r.Desk.Outlook(r.Context(), r.Actor("ana"), r.Clock.Now(), r.Clock.Now().Add(24*time.Hour))
			r.must(err)
			if len(all) != 1 || all[0].Publication.ID != pub.ID {
				r.Fatalf("it sees %d publications", len(all))
			}
			return all[0]
		}
		says := func(want string) {
			r.Helper()
			f := look()
			for _, o := range f.Obstacles {
				if strings.Contains(o.Sentence(), want) && o.Next != "" {
					return
				}
			}
			r.Errorf("it does not say %q but %+v", want, f.Obstacles)
		}
		says("no da señales de vida")
		r.must(r.Desk.Heartbeat(r.Context()))
		if f := look(); !f.OK() {
			r.Errorf("all is well and it says %+v", f.Obstacles)
		}
		r.must(r.Desk.Stop(r.Context(), r.Actor("pia"), r.acc.ID, true, "Simulacro de cuenta."))
		says("Simulacro de cuenta")
		r.must(r.Desk.Stop(r.Context(), r.Actor("pia"), r.acc.ID, false, ""))
		r.must(r.Desk.StopAll(r.Context(), r.Actor("pia"), true, "Simulacro general."))
		says("Simulacro general")
		r.must(r.Desk.StopAll(r.Context(), r.Actor("pia"), false, ""))
		r.must(r.Store.Change(r.Context(), func(tx *store.Tx) error {
			acc, err := tx.Account(r.Context(), r.acc.ID)
			if err != nil {
				return err
			}
			acc.Credential.Problem = "La red no aceptó las credenciales."
			return tx.UpdateAccount(r.Context(), acc)
		}))
		says("La última prueba de las credenciales falló")
		r.Clock.Advance(3 * time.Minute)
		says("no da señales de vida")
	})
}

// Silence on an endorsement is a fact in the ledger; nothing is published by it.
//
//clause:test 5.1.p1
func TestSilenceIsRecorded(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p := r.Submitted("ana", "Nadie contesta.", r.acc)
		r.must(r.Desk.Remind(r.Context(), p.ID))
		if n := len(r.Ledger("post.unanswered")); n != 0 {
			r.Errorf("%d entries before the deadline", n)
		}
		r.Clock.Set(p.Content.DueAt)
		r.must(r.Desk.Remind(r.Context(), p.ID))
		if e := r.entry("post.unanswered"); e.Clause != "5.1.p1" || e.Actor != "sistema:avisos" {
			r.Errorf("told %+v", e)
		}
		r.must(r.Desk.Sweep(r.Context()))
		r.public(0)
		if r.Post(p.ID).State != post.Review {
			r.Errorf("the post is %s", r.Post(p.ID).State)
		}
		r.must(r.Desk.Remind(r.Context(), "01ARZ3NDEKTSV4RRFFQ69G5FAV")) // what is gone needs no reminder
	})
}

// Each sees what waits for them.
//
//clause:test 5.1.p1
func TestTasks(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.Submitted("ana", "Por avalar.", r.acc)
		r.Endorsed("ana", "eva", "Por aprobar.", r.acc)
		r.Draft("ana", "Borrador.", r.acc)
		r.scheduled("Programada.")
		tasks, err := r.Desk.MyTasks(r.Context(), r.Actor("eva"))
		r.must(err)
		if len(tasks.ToEndorse) != 1 || len(tasks.ToApprove) != 1 || len(tasks.Next) != 1 || len(tasks.Drafts) != 0 {
			r.Errorf("eva: %d to endorse, %d to approve, %d next, %d drafts", len(tasks.ToEndorse), len(tasks.ToApprove), len(tasks.Next), len(tasks.Drafts))
		}
		if tasks, err = r.Desk.MyTasks(r.Context(), r.Actor("ana")); err != nil || len(tasks.ToApprove) != 0 || len(tasks.Drafts) != 1 {
			r.Errorf("ana: %d to approve, %d drafts, %v", len(tasks.ToApprove), len(tasks.Drafts), err)
		}
		if n := r.Desk.ToResolve(r.Context(), r.Actor("luis")); n != 1 {
			r.Errorf("luis has %d to resolve", n)
		}
	})
}
