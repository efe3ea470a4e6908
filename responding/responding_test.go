package responding_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/incident"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/ledger"
	"pregonero/reminding"
	"pregonero/responding"
	"pregonero/store"
	"pregonero/store/storetest"
)

// brigade has ana and luis who administer @jalisco of jle-jal, eva its head, nora the
// press office, uli the IT office, aud the auditor, olga the operator and otto of elsewhere.
type brigade struct {
	*testing.T
	w *testworld.World
	r *responding.Responder
}

func each(t *testing.T, f func(b brigade)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := testworld.New(t, s)
		w.Area("jle-jal")
		w.Person("ana", "mando_medio", "jle-jal").Administers(institution.Lead, "x")
		w.Person("luis", "operativo", "jle-jal").Administers(institution.Alternate, "x")
		w.Person("eva", "mando_superior", "jle-jal").Head("jle-jal")
		w.Person("nora", "mando_medio", "cncs").Grant(institution.Press, "")
		w.Person("uli", "mando_medio", "unicom").Grant(institution.IT, "")
		w.Person("aud", "mando_medio", "oic").Grant(institution.Auditor, "")
		w.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
		w.Person("otto", "mando_superior", "derfe").Head("derfe")
		b := brigade{t, w, &responding.Responder{Store: s, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now}}
		b.must(s.Change(t.Context(), func(tx *store.Tx) error {
			return tx.AddAccount(t.Context(), account.Account{ID: "x", Network: "practice", Handle: "jalisco", AreaID: "jle-jal", State: account.Active,
				LeadID: "ana", AlternateID: "luis"})
		}))
		f(b)
	})
}

func (b brigade) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b brigade) refused(err error, kind fault.Kind, clause string) {
	b.Helper()
	if f, ok := fault.Of(err); !ok || f.Kind != kind || f.Clause != clause {
		b.Fatalf("want %s under %q, got %v", kind, clause, err)
	}
}

func (b brigade) account() (a account.Account) {
	b.Helper()
	b.must(b.r.Store.Read(b.Context(), func(t *store.Tx) (err error) { a, err = t.Account(b.Context(), "x"); return err }))
	return a
}

// mailed lists to whom mail was sent about a thread's beginning, with repeats.
func (b brigade) mailed(start string) (out []string) {
	b.Helper()
	b.must(b.r.Store.Read(b.Context(), func(t *store.Tx) error {
		all, err := t.Mails(b.Context(), store.MailFilter{})
		for _, m := range all {
			if strings.HasPrefix(m.Message.Thread, start) {
				out = append(out, strings.Split(m.To.Email, "@")[0])
			}
		}
		return err
	}))
	slices.Sort(out)
	return out
}

// One report stops the account and tells head, press office and IT office at once; those
// who have not said they read are told again every hour until they do.
//
//clause:test 6.xxxi
func TestReport(t *testing.T) {
	t.Parallel()
	each(t, func(b brigade) {
		ctx := b.Context()
		i, err := b.r.Report(ctx, b.w.Actor("luis"), responding.Alarm{AccountID: "x", Kind: incident.TakenOver, Text: "No puedo entrar."})
		b.must(err)
		if acc := b.account(); !acc.Stopped || !strings.Contains(acc.StopReason, i.Folio) || acc.MayPublish() == nil {
			t.Errorf("publishing goes on: %+v", acc)
		}
		if got := b.mailed("incident:"); !slices.Equal(got, []string{"eva", "nora", "uli"}) {
			t.Errorf("told %v", got)
		}
		_, err = b.r.Report(ctx, b.w.Actor("ana"), responding.Alarm{AccountID: "x", Kind: incident.Foreign})
		b.refused(err, fault.Conflict, "")

		for _, who := range []string{"otto", "olga"} {
			_, err = b.r.Read(ctx, b.w.Actor(who), i.ID)
			b.refused(err, fault.Forbidden, "6.xxxi")
			_, err = b.r.Take(ctx, b.w.Actor(who), i.ID, "change_password", "")
			b.refused(err, fault.Forbidden, "6.xxxi")
		}
		clock := &reminding.Clock{Store: b.r.Store, Pack: b.w.Pack, Now: b.w.Clock.Now}
		_, err = b.r.Acknowledge(ctx, b.w.Actor("nora"), i.ID)
		b.must(err)
		_, err = b.r.Acknowledge(ctx, b.w.Actor("nora"), i.ID)
		b.refused(err, fault.Conflict, "")
		for range 3 {
			b.w.Clock.Advance(61 * time.Minute)
			b.must(clock.Tick(ctx))
		}
		again := b.mailed("deadline:")
		for who, want := range map[string]bool{"eva": true, "uli": true} {
			if n := count(again, who); n < 3 != !want {
				t.Errorf("%s was told again %d times", who, n)
			}
		}
		for _, who := range []string{"eva", "uli"} {
			_, err = b.r.Acknowledge(ctx, b.w.Actor(who), i.ID)
			b.must(err)
		}
		before := len(b.mailed("deadline:"))
		b.w.Clock.Advance(5 * time.Hour)
		b.must(clock.Tick(ctx))
		if after := len(b.mailed("deadline:")); after != before {
			t.Errorf("told after everybody read: %d, %d", before, after)
		}
		f, err := b.r.Read(ctx, b.w.Actor("eva"), i.ID)
		if err != nil || len(f.Incident.Acks) != 3 || f.May.Acknowledge || !f.May.Handle {
			t.Errorf("%+v, %v", f, err)
		}
	})
}

func count(all []string, who string) (n int) {
	for _, x := range all {
		if x == who {
			n++
		}
	}
	return n
}

// It closes with every step taken and a report; publishing goes on only if that is asked.
//
//clause:test 6.xxxi
func TestClosing(t *testing.T) {
	t.Parallel()
	each(t, func(b brigade) {
		ctx := b.Context()
		i, err := b.r.Report(ctx, b.w.Actor("ana"), responding.Alarm{AccountID: "x", Kind: incident.Leaked})
		b.must(err)
		_, err = b.r.Close(ctx, b.w.Actor("eva"), i.ID, "Se perdió un teléfono.", "Se cambió todo.", true)
		b.refused(err, fault.Conflict, "")
		for _, s := range b.w.Pack.IncidentSteps {
			if !s.Optional {
				_, err = b.r.Take(ctx, b.w.Actor("ana"), i.ID, s.ID, "Hecho.")
				b.must(err)
			}
		}
		_, err = b.r.Take(ctx, b.w.Actor("luis"), i.ID, "change_password", "")
		b.refused(err, fault.Conflict, "")
		_, err = b.r.Take(ctx, b.w.Actor("luis"), i.ID, "inventado", "")
		b.refused(err, fault.NotFound, "")
		_, err = b.r.Close(ctx, b.w.Actor("eva"), i.ID, " ", "x", true)
		b.refused(err, fault.Invalid, "")
		var (
			wait sync.WaitGroup
			mu   sync.Mutex
			done int
		)
		for range 8 {
			wait.Go(func() {
				_, err := b.r.Close(ctx, b.w.Actor("eva"), i.ID, "Se perdió un teléfono.", "Se cambió todo.", true)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					done++
				}
			})
		}
		wait.Wait()
		if acc := b.account(); done != 1 || acc.Stopped {
			t.Errorf("closed %d times, stopped %v", done, acc.Stopped)
		}
		_, err = b.r.Say(ctx, b.w.Actor("eva"), i.ID, "Una cosa más.")
		b.refused(err, fault.Conflict, "")
	})
}

// A drill tells and counts, and stops nothing.
//
//clause:test 6.xxxi
func TestDrill(t *testing.T) {
	t.Parallel()
	each(t, func(b brigade) {
		ctx := b.Context()
		i, err := b.r.Report(ctx, b.w.Actor("nora"), responding.Alarm{AccountID: "x", Kind: incident.TakenOver, Drill: true})
		b.must(err)
		if b.account().Stopped || len(b.mailed("incident:")) != 3 {
			t.Errorf("a drill stopped the account, or told %v", b.mailed("incident:"))
		}
		_, err = b.r.Close(ctx, b.w.Actor("nora"), i.ID, "Simulacro.", "Avisar más rápido.", true)
		b.must(err)
		if n, last, err := b.r.Drills(ctx, time.Time{}); err != nil || n != 1 || !last.Equal(i.At) {
			t.Errorf("%d drills, %s, %v", n, last, err)
		}
	})
}

// The evidence of misuse is fixed when it is reported, is the same bytes ever after, and a
// personal account is no subject.
//
//clause:test 5.p2
//clause:test 2.p2
func TestMisuse(t *testing.T) {
	t.Parallel()
	each(t, func(b brigade) {
		ctx := b.Context()
		now := b.w.Clock.Now()
		_, err := b.r.ReportMisuse(ctx, b.w.Actor("otto"), "@mipersonal", "Publica chistes.", now.AddDate(0, 0, -7), now)
		b.refused(err, fault.Invalid, "5.p2")
		m, err := b.r.ReportMisuse(ctx, b.w.Actor("otto"), "x", "Se usó para fines personales.", now.AddDate(0, 0, -7), now)
		b.must(err)
		if len(m.Evidence.Access) != 3 || b.mailed("misuse:") == nil {
			t.Errorf("access %+v, told %v", m.Evidence.Access, b.mailed("misuse:"))
		}
		seen, err := b.r.Misuse(ctx, b.w.Actor("otto"), m.ID)
		if err != nil || len(seen.Evidence.Access) != 0 {
			t.Errorf("who reports sees %+v, %v", seen.Evidence, err)
		}
		for _, who := range []string{"ana", "eva", "olga"} {
			_, err := b.r.Misuse(ctx, b.w.Actor(who), m.ID)
			b.refused(err, fault.Forbidden, "5.p2")
		}
		b.must(b.r.Store.Change(ctx, func(t *store.Tx) error { return t.EndAccountGrants(ctx, "x", institution.Lead, b.w.Clock.Now()) }))
		kept, err := b.r.Misuse(ctx, b.w.Actor("aud"), m.ID)
		b.must(err)
		sum := sha256.Sum256(responding.Package(kept.Evidence))
		if hex.EncodeToString(sum[:]) != m.Hash || !bytes.Equal(responding.Package(kept.Evidence), responding.Package(m.Evidence)) || !json.Valid(responding.Package(kept.Evidence)) {
			t.Error("the evidence changed")
		}
		if e := b.w.Ledger("misuse.report"); len(e) != 1 || e[0].Details["evidence"] != m.Hash || e[0].Outcome != ledger.Done {
			t.Errorf("ledger: %+v", e)
		}
		_, err = b.r.Hand(ctx, b.w.Actor("aud"), m.ID, "Órgano Interno de Control", "Oficio 12.")
		b.must(err)
		_, err = b.r.Hand(ctx, b.w.Actor("aud"), m.ID, "Otra", "")
		b.refused(err, fault.Conflict, "")
	})
}
