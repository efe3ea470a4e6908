package oversight_test

import (
	"sync"
	"testing"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/oversight"
	"pregonero/store"
	"pregonero/store/storetest"
)

// bureau is an office with a world behind it: oscar operates, paz is the press office, ana
// heads a local board where leo and alba work.
type bureau struct {
	*testing.T
	w *testworld.World
	o *oversight.Office
}

func each(t *testing.T, f func(b bureau)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := testworld.New(t, s)
		w.Person("oscar", "operativo", "unicom").Grant(institution.Operator, "")
		w.Person("paz", "mando_superior", "cncs").Grant(institution.Press, "")
		w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
		w.Person("leo", "mando_medio", "jle-jal")
		w.Person("alba", "operativo", "jle-jal")
		f(bureau{t, w, &oversight.Office{Store: s, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now}})
	})
}

func (b bureau) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b bureau) refused(kind fault.Kind, err error) *fault.Fault {
	b.Helper()
	f, ok := fault.Of(err)
	if !ok || f.Kind != kind {
		b.Fatalf("want a fault of kind %s, got %v", kind, err)
	}
	return f
}

func (b bureau) id(username string) string { b.Helper(); return b.w.Actor(username).PersonID }

// account registers an active account of the local board, led by leo with alba.
func (b bureau) account() account.Account {
	b.Helper()
	acc, err := b.o.RegisterAccount(b.Context(), b.w.Actor("paz"), oversight.Registration{Network: "practice", Handle: "jalisco", Name: "Jalisco",
		AreaID: "jle-jal", LeadID: b.id("leo"), AlternateID: b.id("alba")})
	b.must(err)
	acc, err = b.o.ApplyToAccount(b.Context(), b.w.Actor("paz"), acc.ID, account.Activate, "alta")
	b.must(err)
	b.must(acc.MayPublish())
	return acc
}

func (b bureau) readAccount(id string) (acc account.Account) {
	b.Helper()
	b.must(b.w.Store.Read(b.Context(), func(t *store.Tx) (err error) { acc, err = t.Account(b.Context(), id); return err }))
	return acc
}

func (b bureau) readPerson(username string) (p institution.Person) {
	b.Helper()
	b.must(b.w.Store.Read(b.Context(), func(t *store.Tx) (err error) { p, err = t.PersonByUsername(b.Context(), username); return err }))
	return p
}

//clause:test 5.a
//clause:test 5.b
//clause:test 5.1.p4
func TestAddPerson(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		eva := institution.Person{Username: " Eva ", Name: "Eva  Luna", Email: "Eva@ine.mx", AreaID: "jle-jal", RankID: "operativo"}
		for _, who := range []string{"paz", "ana", "leo"} {
			_, err := b.o.AddPerson(b.Context(), b.w.Actor(who), eva)
			b.refused(fault.Forbidden, err)
		}
		foreign, lost := eva, eva
		foreign.Email, lost.AreaID = "eva@hotmail.com", "narnia"
		_, err := b.o.AddPerson(b.Context(), b.w.Actor("oscar"), foreign)
		if f := b.refused(fault.Invalid, err); f.Clause != "5.a" {
			b.Errorf("refused under %q", f.Clause)
		}
		_, err = b.o.AddPerson(b.Context(), b.w.Actor("oscar"), lost)
		b.refused(fault.Invalid, err)
		p, err := b.o.AddPerson(b.Context(), b.w.Actor("oscar"), eva)
		b.must(err)
		if got := b.readPerson("eva"); got != p || got.Name != "Eva Luna" || got.Email != "eva@ine.mx" {
			b.Errorf("kept %+v, returned %+v", got, p)
		}
		_, err = b.o.AddPerson(b.Context(), b.w.Actor("oscar"), eva)
		b.refused(fault.Conflict, err)
		if len(b.w.Ledger("person.add")) != 1 || len(b.w.Ledger("person.manage")) != 3 {
			b.Error("the ledger misses the person or the refusals")
		}
	})
}

//clause:test 5.1.p2
//clause:test 7.v
func TestUpdatePerson(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change  func(*institution.Person)
		publish bool // the account keeps its two administrators
	}{
		"another name":          {func(p *institution.Person) { p.Name = "Leonel" }, true},
		"a higher rank":         {func(p *institution.Person) { p.RankID = "mando_superior" }, true},
		"loses the rank":        {func(p *institution.Person) { p.RankID = "operativo" }, false},
		"goes to another board": {func(p *institution.Person) { p.AreaID = "cncs" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(b bureau) {
				acc, leo := b.account(), b.readPerson("leo")
				c.change(&leo)
				after, err := b.o.UpdatePerson(b.Context(), b.w.Actor("oscar"), leo)
				b.must(err)
				if after != b.readPerson("leo") {
					b.Errorf("returned %+v, kept %+v", after, b.readPerson("leo"))
				}
				got, missing := b.readAccount(acc.ID), b.w.Ledger("account.administrator_missing")
				if got.MayPublish() != nil || (got.Substitution == nil) != c.publish || (len(missing) == 0) != c.publish || (len(b.w.Actor("leo").Accounts()) == 1) != c.publish {
					b.Errorf("goes on %v, whole %v; leo administers %v; ledger %v", got.MayPublish() == nil, c.publish, b.w.Actor("leo").Accounts(), missing)
				}
				_, err = b.o.UpdatePerson(b.Context(), b.w.Actor("oscar"), leo) // the version read before
				b.refused(fault.Conflict, err)
			})
		})
	}
}

func TestTransferEndsWhatWasHeldOverTheArea(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		ana := b.readPerson("ana")
		ana.AreaID = "cncs"
		_, err := b.o.UpdatePerson(b.Context(), b.w.Actor("oscar"), ana)
		b.must(err)
		if a := b.w.Actor("ana"); len(a.Grants) != 0 || len(b.w.Ledger("grant.end")) != 1 {
			b.Errorf("ana still holds %v", a.Grants)
		}
	})
}

//clause:test 5.1.p2
//clause:test 7.v
func TestDisablePerson(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		acc, leo := b.account(), b.id("leo")
		now := b.w.Clock.Now()
		b.must(b.w.Store.Change(b.Context(), func(t *store.Tx) error {
			if err := t.PutSession(b.Context(), store.Session{Hash: "h", PersonID: leo, Full: true, Created: now, Seen: now, Expires: now.AddDate(0, 0, 1)}); err != nil {
				return err
			}
			return t.AddToken(b.Context(), store.Token{ID: "t", Hash: "th", PersonID: leo, Name: "x", Created: now, Expires: now.AddDate(0, 0, 1)})
		}))
		b.refused(fault.Forbidden, b.o.DisablePerson(b.Context(), b.w.Actor("paz"), leo, "se fue"))
		b.refused(fault.Forbidden, b.o.DisablePerson(b.Context(), b.w.Actor("oscar"), b.id("oscar"), "me voy"))
		b.refused(fault.Invalid, b.o.DisablePerson(b.Context(), b.w.Actor("oscar"), leo, " "))
		b.refused(fault.NotFound, b.o.DisablePerson(b.Context(), b.w.Actor("oscar"), "nadie", "se fue"))
		b.must(b.o.DisablePerson(b.Context(), b.w.Actor("oscar"), leo, "se fue"))
		b.refused(fault.Conflict, b.o.DisablePerson(b.Context(), b.w.Actor("oscar"), leo, "se fue"))
		if got := b.readAccount(acc.ID); got.LeadID != "" || got.AlternateID != b.id("alba") || got.Substitution == nil {
			b.Errorf("the account goes on with %+v", got)
		}
		b.must(b.w.Store.Read(b.Context(), func(t *store.Tx) error {
			sessions, err := t.SessionsOf(b.Context(), leo)
			b.must(err)
			tokens, err := t.TokensOf(b.Context(), leo)
			b.must(err)
			if len(sessions) != 0 || tokens[0].Revoked.IsZero() || len(b.w.Actor("leo").Grants) != 0 || b.readPerson("leo").Active {
				b.Errorf("leo keeps %d sessions, key %+v, %v", len(sessions), tokens[0], b.w.Actor("leo").Grants)
			}
			return nil
		}))
		missing := b.w.Ledger("account.administrator_missing")
		if len(missing) != 1 || missing[0].Account != acc.ID || missing[0].Clause != "5.1.p2" || len(b.w.Ledger("person.disable")) != 1 {
			b.Errorf("ledger %v", missing)
		}
	})
}

func TestDisableByEightAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		acc, leo, oscar := b.account(), b.id("leo"), b.w.Actor("oscar")
		var wg sync.WaitGroup
		errs := make([]error, 8)
		for k := range errs {
			wg.Go(func() { errs[k] = b.o.DisablePerson(b.Context(), oscar, leo, "se fue") })
		}
		wg.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
			} else {
				b.refused(fault.Conflict, err)
			}
		}
		if done != 1 || len(b.w.Ledger("person.disable")) != 1 || len(b.w.Ledger("account.administrator_missing")) != 1 || b.readAccount(acc.ID).LeadID != "" {
			b.Errorf("disabled %d times", done)
		}
	})
}

func TestPeople(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		b.must(b.o.DisablePerson(b.Context(), b.w.Actor("oscar"), b.id("leo"), "se fue"))
		for name, c := range map[string]struct {
			q    oversight.PeopleQuery
			want int
		}{
			"all":              {oversight.PeopleQuery{}, 4},
			"with who left":    {oversight.PeopleQuery{Gone: true}, 5},
			"of an area":       {oversight.PeopleQuery{Areas: []string{"jle-jal"}}, 2},
			"by text":          {oversight.PeopleQuery{Text: " ALBA@ "}, 1},
			"whatever accents": {oversight.PeopleQuery{Text: "pérsona ÁLBA@"}, 1},
			"nobody":           {oversight.PeopleQuery{Text: "%"}, 0},
		} {
			rows, err := b.o.People(b.Context(), b.w.Actor("ana"), c.q)
			b.must(err)
			if len(rows) != c.want {
				b.Errorf("%s: %d people, want %d", name, len(rows), c.want)
			}
		}
		row, err := b.o.Person(b.Context(), b.w.Actor("oscar"), b.id("paz"))
		b.must(err)
		if row.Username != "paz" || len(row.Grants) != 1 {
			b.Errorf("paz is %+v", row)
		}
		_, err = b.o.People(b.Context(), b.w.Actor("alba"), oversight.PeopleQuery{})
		b.refused(fault.Forbidden, err)
	})
}
