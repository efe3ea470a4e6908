package testworld_test

import (
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/internal/testworld"
	"pregonero/store"
	"pregonero/store/storetest"
)

func TestWorld(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := testworld.New(t, s)
		w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal").Grant(institution.Press, "").Administers(institution.Lead, "cuenta")
		a := w.Actor("ana")
		if !a.Has(institution.Press) || len(a.Areas(institution.Head)) != 1 || len(a.Accounts()) != 1 {
			t.Errorf("ana holds %v", a.Grants)
		}
		if err := w.Gate.Permit(t.Context(), w.Clock.Now(), a, institution.LedgerErase, institution.On{}); err == nil {
			t.Error("a head may erase the ledger")
		}
		if got := w.Ledger("ledger.erase"); len(got) != 1 || got[0].Actor != a.PersonID {
			t.Errorf("the refusal is not in the ledger: %v", got)
		}
	})
}

func TestClock(t *testing.T) {
	t.Parallel()
	c := testworld.New(t, storetest.SQLite(t)).Clock
	before := c.Now()
	if c.Now() != before || c.Advance(time.Hour).Sub(before) != time.Hour || c.Now().Sub(before) != time.Hour {
		t.Error("the clock does not stand still, or does not move by what it is told")
	}
}
