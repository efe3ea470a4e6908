package substituting_test

import (
	"strings"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/oversight"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/store/storetest"
	"pregonero/substituting"
)

// board is a local board whose account leo and alba administer, ana heads it, eva and ivo
// work there; oscar operates and paz is the press office.
type board struct {
	*testing.T
	w   *testworld.World
	o   *oversight.Office
	s   *substituting.Substituter
	acc account.Account
}

func each(t *testing.T, f func(b board)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := testworld.New(t, s)
		w.Person("oscar", "operativo", "unicom").Grant(institution.Operator, "")
		w.Person("paz", "mando_superior", "cncs").Grant(institution.Press, "")
		w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
		for name, rank := range map[string]string{"leo": "mando_medio", "alba": "operativo", "eva": "mando_medio", "ivo": "operativo"} {
			w.Person(name, rank, "jle-jal")
		}
		b := board{T: t, w: w, o: &oversight.Office{Store: s, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now},
			s: &substituting.Substituter{Store: s, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now}}
		acc, err := b.o.RegisterAccount(t.Context(), w.Actor("paz"), oversight.Registration{Network: "practice", Handle: "jalisco", Name: "Jalisco",
			AreaID: "jle-jal", LeadID: b.id("leo"), AlternateID: b.id("alba")})
		b.must(err)
		b.acc, err = b.o.ApplyToAccount(t.Context(), w.Actor("paz"), acc.ID, account.Activate, "alta")
		b.must(err)
		f(b)
	})
}

func (b board) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b board) id(username string) string { b.Helper(); return b.w.Actor(username).PersonID }

func (b board) refused(kind fault.Kind, clause string, err error) {
	b.Helper()
	if f, ok := fault.Of(err); !ok || f.Kind != kind || f.Clause != clause {
		b.Fatalf("want a fault of kind %s under %q, got %v", kind, clause, err)
	}
}

func (b board) account() (acc account.Account) {
	b.Helper()
	b.must(b.w.Store.Read(b.Context(), func(t *store.Tx) (err error) { acc, err = t.Account(b.Context(), b.acc.ID); return err }))
	return acc
}

// mailed lists the addresses of the mails whose subject begins so.
func (b board) mailed(subject string) string {
	b.Helper()
	var all []store.Mail
	b.must(b.w.Store.Read(b.Context(), func(t *store.Tx) (err error) { all, err = t.Mails(b.Context(), store.MailFilter{}); return err }))
	var out []string
	for _, m := range all {
		if strings.HasPrefix(m.Message.Subject, subject) {
			out = append(out, m.To.Email)
		}
	}
	return strings.Join(out, " ")
}

func (b board) owed() (out []deadline.Deadline) {
	b.Helper()
	b.must(b.w.Store.Read(b.Context(), func(t *store.Tx) (err error) {
		out, err = t.Deadlines(b.Context(), store.DeadlineFilter{Kinds: []string{regulation.DeadlineSubstitution}})
		return err
	}))
	return out
}

func (b board) designation(lead, alternate string) substituting.Designation {
	b.Helper()
	return substituting.Designation{LeadID: b.id(lead), AlternateID: b.id(alternate), Reason: "rotación"}
}

// One leaves: the account goes on with the other until the date, stops when it passes, and
// goes on when somebody is designated.
//
//clause:test 5.1.p2
//clause:test 7.v
func TestSubstitution(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		ctx := b.Context()
		b.must(b.o.DisablePerson(ctx, b.w.Actor("oscar"), b.id("leo"), "renunció"))
		owed := b.owed()
		if len(owed) != 1 || owed[0].Clause != "5.1.p2" || owed[0].Subject != account.SubstitutionSubject(b.acc.ID) {
			t.Fatalf("owed %+v", owed)
		}
		if acc := b.account(); acc.MayPublish() != nil || acc.LeadID != "" || !acc.Substitution.Due.Equal(owed[0].Due) {
			t.Errorf("does not go on with one: %v, %+v", acc.MayPublish(), acc.Substitution)
		}
		if to := b.mailed("Falta una persona"); !strings.Contains(to, "paz@") || !strings.Contains(to, "ana@") || !strings.Contains(to, "alba@") || strings.Contains(to, "leo@") {
			t.Errorf("told %s", to)
		}
		b.w.Clock.Set(owed[0].Due.Add(time.Minute))
		b.must(b.s.Passed(ctx, substituting.Passing{AccountID: b.acc.ID}))
		b.must(b.s.Passed(ctx, substituting.Passing{AccountID: b.acc.ID}))
		if acc := b.account(); !acc.Stopped || !strings.Contains(acc.StopReason, "5.1.p2") || len(b.w.Ledger("publishing.stop")) != 1 {
			t.Errorf("goes on past its date: %+v", acc)
		}
		p, err := b.s.HandOver(ctx, b.w.Actor("paz"), b.acc.ID, b.designation("eva", "alba"))
		b.must(err)
		if acc := b.account(); !p.Resumes || acc.MayPublish() != nil || acc.Substitution != nil || len(b.owed()) != 0 || len(b.w.Ledger("publishing.resume")) != 1 {
			t.Errorf("does not resume: %+v", acc)
		}
		b.must(b.s.Passed(ctx, substituting.Passing{AccountID: b.acc.ID})) // late: nobody is missing any more
		if b.account().Stopped {
			t.Error("stopped with two administrators")
		}
	})
}

// With nobody left the account stops at once; what a person stopped is not resumed.
//
//clause:test 5.1.p2
func TestBothLeave(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		ctx := b.Context()
		b.must(b.o.DisablePerson(ctx, b.w.Actor("oscar"), b.id("leo"), "renunció"))
		first := b.owed()[0].Due
		b.w.Clock.Advance(24 * time.Hour)
		b.must(b.o.DisablePerson(ctx, b.w.Actor("oscar"), b.id("alba"), "renunció"))
		if owed := b.owed(); len(owed) != 1 || !owed[0].Due.Equal(first) {
			t.Errorf("the second to leave moved the date: %+v", owed)
		}
		if b.account().MayPublish() == nil {
			t.Error("publishes with nobody")
		}
		b.must(b.w.Store.Change(ctx, func(t *store.Tx) error {
			acc := b.account()
			b.must(acc.Stop(b.id("paz"), "la red la suspendió", b.w.Clock.Now()))
			return t.UpdateAccount(ctx, acc)
		}))
		b.must(b.s.Passed(ctx, substituting.Passing{AccountID: b.acc.ID}))
		p, err := b.s.HandOver(ctx, b.w.Actor("ana"), b.acc.ID, b.designation("eva", "ivo"))
		b.must(err)
		if acc := b.account(); p.Resumes || !acc.Stopped || acc.StopReason != "la red la suspendió" {
			t.Errorf("resumed what was stopped for something else: %+v", acc)
		}
	})
}

// A hand-over ends access, sessions and keys, begins the new right, orders the password and
// notifies the press office, all at once; what is refused changes nothing.
//
//clause:test 5.1.p2
//clause:test 7.v
func TestHandOver(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		ctx, now, leo := b.Context(), b.w.Clock.Now(), b.id("leo")
		b.must(b.w.Store.Change(ctx, func(t *store.Tx) error {
			b.must(t.PutSession(ctx, store.Session{Hash: "h", PersonID: leo, Full: true, Created: now, Seen: now, Expires: now.AddDate(0, 0, 1)}))
			return t.AddToken(ctx, store.Token{ID: "t", Hash: "th", PersonID: leo, Name: "x", Created: now, Expires: now.AddDate(0, 0, 1)})
		}))
		for _, c := range []struct {
			by, lead, alternate string
			kind                fault.Kind
			clause              string
		}{
			{"oscar", "eva", "alba", fault.Forbidden, "5.1.p2"},
			{"leo", "eva", "alba", fault.Forbidden, "5.1.p2"},
			{"ana", "ana", "alba", fault.Forbidden, "5.1.p4"},
			{"paz", "eva", "eva", fault.Invalid, "5.1.p2"},
			{"paz", "ivo", "alba", fault.Invalid, "5.1.p2"},
			{"paz", "paz", "alba", fault.Forbidden, "5.1.p4"},
			{"paz", "oscar", "alba", fault.Invalid, "5.1.p2"},
			{"paz", "leo", "alba", fault.Invalid, ""},
		} {
			_, err := b.s.HandOver(ctx, b.w.Actor(c.by), b.acc.ID, b.designation(c.lead, c.alternate))
			b.refused(c.kind, c.clause, err)
		}
		if n := len(b.w.Ledger("account.change")); n != 4 {
			t.Errorf("%d refusals in the ledger", n)
		}
		plan, err := b.s.Prepare(ctx, b.w.Actor("paz"), b.acc.ID, b.designation("eva", "alba"))
		b.must(err)
		if b.account().LeadID != leo || len(plan.Leaving) != 1 || len(plan.Arriving) != 1 || !plan.Renews || plan.Resumes {
			t.Errorf("the plan: %+v", plan)
		}
		_, err = b.s.HandOver(ctx, b.w.Actor("paz"), b.acc.ID, b.designation("eva", "alba"))
		b.must(err)
		b.must(b.w.Store.Read(ctx, func(t *store.Tx) error {
			sessions, err := t.SessionsOf(ctx, leo)
			b.must(err)
			tokens, err := t.TokensOf(ctx, leo)
			b.must(err)
			if len(sessions) != 0 || tokens[0].Revoked.IsZero() || len(b.w.Actor("leo").Accounts()) != 0 || len(b.w.Actor("eva").Accounts()) != 1 {
				b.Errorf("%d sessions, key %+v", len(sessions), tokens[0])
			}
			return nil
		}))
		if to := b.mailed("Cambio en la administración"); !strings.Contains(to, "paz@") || !strings.Contains(to, "leo@") || !strings.Contains(to, "eva@") {
			t.Errorf("notified %s", to)
		}
		if e := b.w.Ledger("account.administrators"); len(e) != 1 || e[0].Clause != "7.v" || e[0].Details["was_lead"] != leo {
			t.Errorf("ledger %+v", e)
		}
	})
}

// The press office is notified of every change of head.
//
//clause:test 7.v
func TestChangeOfHead(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		b.must(b.o.EndGrant(b.Context(), b.w.Actor("paz"), b.w.Actor("ana").Grants[0].ID, "cambio"))
		_, err := b.o.AddGrant(b.Context(), b.w.Actor("paz"), b.id("eva"), institution.Head, "jle-jal")
		b.must(err)
		if to := b.mailed("Cambio de titular"); strings.Count(to, "paz@") != 2 {
			t.Errorf("notified %s", to)
		}
	})
}
