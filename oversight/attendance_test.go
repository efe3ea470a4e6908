package oversight_test

import (
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
)

// attended is an account that ana and luis administer and eva heads; otto heads another area.
type attended struct {
	*testing.T
	*testworld.Newsroom
	o   *oversight.Office
	acc account.Account
}

func eachAttended(t *testing.T, f func(b attended)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		n := testworld.NewNewsroom(t, s)
		n.Person("ana", "mando_medio", "jle-jal")
		n.Person("luis", "operativo", "jle-jal")
		n.Person("eva", "mando_superior", "jle-jal").Head("jle-jal")
		n.Person("otto", "mando_superior", "derfe").Head("derfe")
		n.Person("nora", "mando_medio", "cncs").Grant(institution.Press, "")
		f(attended{t, n, &oversight.Office{Store: s, Pack: n.Pack, Gate: n.Gate, Now: n.Clock.Now}, n.Account("jal", "jle-jal", "ana", "luis")})
	})
}

func (b attended) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b attended) wants(err error, kind fault.Kind, field string) {
	b.Helper()
	if f, ok := fault.Of(err); !ok || f.Kind != kind || f.Field != field {
		b.Errorf("want %s on %q, got %v", kind, field, err)
	}
}

func on(m time.Month, d int) regulation.Date { return regulation.Date{Year: 2026, Month: m, Day: d} }

func (b attended) announce(who string, p regulation.Period) error {
	_, err := b.o.AnnouncePeriod(b.Context(), b.Actor(who), b.acc.ID, p)
	return err
}

func (b attended) turn(who string, t account.Turn) error {
	_, err := b.o.SetTurn(b.Context(), b.Actor(who), b.acc.ID, t)
	return err
}

func (b attended) owed() (out []deadline.Deadline) {
	b.must(b.o.LookAhead(b.Context()))
	b.must(b.o.Store.Read(b.Context(), func(t *store.Tx) (err error) {
		out, err = t.Deadlines(b.Context(), store.DeadlineFilter{Accounts: []string{b.acc.ID}})
		return err
	}))
	return out
}

// Vacations are announced by who answers for the account, the public reads them at once,
// the clock of what is written then runs by them, and taking them back stays written.
//
//clause:test 5.1.p5
//clause:test 6.xix
func TestAnnouncePeriod(t *testing.T) {
	t.Parallel()
	eachAttended(t, func(b attended) {
		vacations := regulation.Period{From: on(9, 14), To: on(9, 18), Reason: "Vacaciones"}
		for _, who := range []string{"otto", "nora"} {
			b.wants(b.announce(who, vacations), fault.Forbidden, "")
		}
		for field, p := range map[string]regulation.Period{"from": {Reason: "Sin día"}, "to": {From: on(9, 14), To: on(9, 13), Reason: "Al revés"}, "reason": {From: on(9, 14), Reason: " "}} {
			b.wants(b.announce("ana", p), fault.Invalid, field)
		}
		b.wants(b.announce("ana", regulation.Period{From: on(8, 31), Reason: "Ayer"}), fault.Invalid, "from")
		b.must(b.announce("ana", vacations))
		b.wants(b.announce("luis", regulation.Period{From: on(9, 18), To: on(9, 25), Reason: "Otra"}), fault.Conflict, "from")
		b.must(b.announce("luis", regulation.Period{From: on(9, 3), Reason: "Mudanza", Blocks: []regulation.Block{{From: 600, To: 720}}}))
		p, err := b.o.PublicAccount(b.Context(), b.acc.ID)
		b.must(err)
		if len(p.Absences) < 2 || p.Absences[0].Text != "El jueves 3 de septiembre de 2026: atención de 10:00 a 12:00 (Mudanza)" || p.Absences[0].In != 2 ||
			p.Absences[1].Text != "Del lunes 14 de septiembre de 2026 al viernes 18 de septiembre de 2026: sin atención (Vacaciones)" {
			t.Errorf("the public reads %+v", p.Absences)
		}
		if e := b.Ledger("account.period_announce"); len(e) != 2 || e[0].Clause != "5.1.p5" || e[0].Details["short_notice"] != false || e[1].Details["short_notice"] != true {
			t.Errorf("ledger: %+v", e)
		}
		_, pubs := b.Published("ana", "eva", "Ya puede consultar la lista nominal.", b.acc)
		b.Clock.Set(time.Date(2026, 9, 11, 23, 0, 0, 0, time.UTC)) // Friday, 17:00 there
		_, item := b.Comment(pubs[0], "Rosa", "¿A qué hora?")
		if want := time.Date(2026, 9, 21, 22, 0, 0, 0, time.UTC); !item.DueAt.Equal(want) { // Monday after them, 16:00
			t.Errorf("the answer is owed on %s, want %s", item.DueAt, want)
		}
		b.Clock.Set(time.Date(2026, 9, 16, 18, 0, 0, 0, time.UTC))
		_, err = b.o.WithdrawPeriod(b.Context(), b.Actor("nora"), b.acc.ID, vacations.From)
		b.wants(err, fault.Forbidden, "")
		acc, err := b.o.WithdrawPeriod(b.Context(), b.Actor("eva"), b.acc.ID, vacations.From)
		b.must(err)
		if last := acc.Hours.Periods[0]; last.To != on(9, 15) {
			t.Errorf("what was is rewritten: %+v", last)
		}
		_, err = b.o.WithdrawPeriod(b.Context(), b.Actor("eva"), b.acc.ID, on(9, 3))
		b.wants(err, fault.NotFound, "")
		_, err = b.o.SetHours(b.Context(), b.Actor("eva"), b.acc.ID, acc.Hours)
		b.wants(err, fault.Invalid, "periods")
		acc, err = b.o.SetHours(b.Context(), b.Actor("eva"), b.acc.ID, b.Pack.Attendance)
		if b.must(err); len(acc.Hours.Periods) != 2 {
			t.Error("the week took the periods with it")
		}
	})
}

// The calendar that the institution edits is that of the public page and of the clocks.
//
//clause:test 5.1.p5
func TestClosuresAreTheSame(t *testing.T) {
	t.Parallel()
	eachAttended(t, func(b attended) {
		b.must(b.o.Store.Change(b.Context(), func(t *store.Tx) error {
			return t.SetClosures(b.Context(), []regulation.Closure{{Name: "Asueto", From: on(9, 2), To: on(9, 4)}})
		}))
		p, err := b.o.PublicAccount(b.Context(), b.acc.ID)
		b.must(err)
		if len(p.Absences) == 0 || p.Absences[0].Text != "Del miércoles 2 de septiembre de 2026 al viernes 4 de septiembre de 2026: sin atención (Asueto)" {
			t.Errorf("the public reads %+v", p.Absences)
		}
		_, pubs := b.Published("ana", "eva", "Ya puede consultar la lista nominal.", b.acc)
		b.Clock.Set(time.Date(2026, 9, 1, 23, 0, 0, 0, time.UTC))
		_, item := b.Comment(pubs[0], "Rosa", "¿A qué hora?")
		if want := time.Date(2026, 9, 7, 22, 0, 0, 0, time.UTC); !item.DueAt.Equal(want) {
			t.Errorf("the answer is owed on %s, want %s", item.DueAt, want)
		}
	})
}

// Days without attendance that come and nobody watches are owed before they begin, once,
// until the rota says who; only who may answer can be in it.
//
//clause:test 5.1.p5
//clause:test 5.1.p4
func TestRotaIsOwed(t *testing.T) {
	t.Parallel()
	eachAttended(t, func(b attended) {
		b.Clock.Set(time.Date(2026, 9, 2, 16, 0, 0, 0, time.UTC))
		if d := b.owed(); len(d) != 0 {
			t.Fatalf("a holiday that is far is owed already: %+v", d)
		}
		b.must(b.announce("ana", regulation.Period{From: on(9, 8), To: on(9, 10), Reason: "Mudanza"}))
		for range 3 {
			if d := b.owed(); len(d) != 1 || d[0].Clause != "5.1.p5" || d[0].Path != "/cuentas/"+b.acc.ID+"/horario" || regulation.DateOf(d[0].Due.In(b.acc.Hours.Location())) != on(9, 7) {
				t.Fatalf("owed: %+v", d)
			}
		}
		if e := b.Ledger("account.unwatched"); len(e) != 1 || e[0].Clause != "5.1.p5" {
			t.Errorf("ledger: %+v", e)
		}
		luis := b.Actor("luis").PersonID
		for _, who := range []string{"otto", "nora"} {
			b.wants(b.turn(who, account.Turn{PersonID: luis}), fault.Forbidden, "")
		}
		b.wants(b.turn("ana", account.Turn{PersonID: b.Actor("otto").PersonID}), fault.Invalid, "person_id")
		b.must(b.turn("ana", account.Turn{PersonID: luis, From: on(9, 8), To: on(9, 9)}))
		if d := b.owed(); len(d) != 1 {
			t.Errorf("one day is left and nothing is owed: %+v", d)
		}
		b.must(b.turn("eva", account.Turn{PersonID: b.Actor("eva").PersonID, From: on(9, 10), To: on(9, 10)}))
		if d := b.owed(); len(d) != 0 {
			t.Errorf("somebody watches and it is still owed: %+v", d)
		}
		v, err := b.o.Attendance(b.Context(), b.Actor("nora"), b.acc.ID)
		b.must(err)
		if len(v.Off) == 0 || v.Off[0].Missing || len(v.Off[0].Who) != 2 || v.Days[6].Who != "Persona luis" || len(v.Turns) != 2 {
			t.Errorf("%+v", v)
		}
		_, err = b.o.Attendance(b.Context(), b.Actor("otto"), b.acc.ID)
		b.wants(err, fault.Forbidden, "")
		_, err = b.o.DropTurn(b.Context(), b.Actor("luis"), b.acc.ID, v.Turns[0].ID)
		if b.must(err); len(b.owed()) != 1 {
			t.Error("the turn is gone and nothing is owed")
		}
	})
}
