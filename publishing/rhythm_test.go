package publishing_test

import (
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/store"
)

func (r room) stranger() institution.Actor {
	r.Helper()
	r.Person("zoe", "operativo", "cncs")
	return r.Actor("zoe")
}

// paced sets a rhythm on the room's account.
func (r room) paced(rhythm regulation.Rhythm) {
	r.Helper()
	r.must(r.Store.Change(r.Context(), func(t *store.Tx) error {
		acc, err := t.Account(r.Context(), r.acc.ID)
		if err != nil {
			return err
		}
		acc.Rhythm = rhythm
		return t.UpdateAccount(r.Context(), acc)
	}))
}

func (r room) mails() (n int) {
	r.Helper()
	r.must(r.Store.Read(r.Context(), func(t *store.Tx) error {
		all, err := t.Mails(r.Context(), store.MailFilter{})
		for _, m := range all {
			if m.Message.Thread == "account:"+r.acc.ID {
				n++
			}
		}
		return err
	}))
	return n
}

// Silence is told before it breaks the rhythm, once, and not when something is scheduled.
//
//clause:test 6.xxii
func TestSilence(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.paced(regulation.Rhythm{Every: regulation.EveryWeek, Most: 3})
		r.Published("ana", "eva", "Hoy abrimos el módulo.", r.acc)
		r.must(r.Desk.WatchRhythm(r.Context()))
		if s, err := r.Desk.RhythmsAtRisk(r.Context(), r.Actor("ana")); err != nil || len(s) != 0 || r.mails() != 0 {
			r.Fatalf("told at once: %v %v, %d mails", s, err, r.mails())
		}
		f, err := r.Desk.AccountFigures(r.Context(), r.Actor("ana"), r.acc.ID)
		r.must(err)
		r.Clock.Set(f.Silence.Warn.Add(time.Minute))
		if !r.Clock.Now().Before(f.Silence.Due) {
			r.Fatalf("told at %s, after its time %s", f.Silence.Warn, f.Silence.Due)
		}
		for range 2 {
			r.must(r.Desk.WatchRhythm(r.Context()))
		}
		s, err := r.Desk.RhythmsAtRisk(r.Context(), r.Actor("ana"))
		if err != nil || len(s) != 1 || r.mails() != 2 {
			r.Errorf("%d silences, %d mails, %v: want one, and one to each administrator", len(s), r.mails(), err)
		}
		r.tells("account.silent", "6.xxii", "")
		r.paced(regulation.Rhythm{Every: regulation.NoRhythm})
		if s, _ := r.Desk.RhythmsAtRisk(r.Context(), r.Actor("ana")); len(s) != 0 {
			r.Errorf("without a rhythm: %v", s)
		}
	})
}

//clause:test 6.xxii
//clause:test 6.ii
func TestFullDayAndFigures(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.paced(regulation.Rhythm{Every: regulation.EveryDay, Most: 1})
		if got := r.pointed(regulation.CheckRhythm, "Otra más."); len(got) != 0 {
			r.Errorf("an empty day: %v", got)
		}
		r.Published("ana", "eva", "¿Ya renovó su credencial?", r.acc)
		r.Published("ana", "eva", "El módulo abrió ayer.", r.acc)
		f, err := r.Desk.AccountFigures(r.Context(), r.Actor("ana"), r.acc.ID)
		if err != nil || f.Published != 2 || f.Dialogue != 1 || f.Share() != 0.5 {
			r.Errorf("%+v %v", f, err)
		}
	})
}
