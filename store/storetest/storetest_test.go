package storetest_test

import (
	"testing"

	"pregonero/institution"
	"pregonero/store"
	"pregonero/store/storetest"
)

// Two tests that write the same key prove that each has a database of its own.
func TestEachIsFresh(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"one", "two", "three"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, keepsOneArea)
		})
	}
}

func keepsOneArea(t *testing.T, s *store.Store) {
	var areas []institution.Area
	err := s.Change(t.Context(), func(tx *store.Tx) error {
		var err error
		if areas, err = tx.Areas(t.Context()); err != nil {
			return err
		}
		return tx.PutArea(t.Context(), institution.Area{ID: "a", Name: "Área", Short: "A", Kind: "k", Zone: "UTC"})
	})
	if err != nil || len(areas) != 0 {
		t.Fatalf("found %v in a fresh database, err %v", areas, err)
	}
}

func TestKinds(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if want := t.Name() == "TestKinds/postgres"; s.Postgres() != want {
			t.Errorf("in %s PostgreSQL is %v", t.Name(), s.Postgres())
		}
	})
	if storetest.SQLite(t).Postgres() {
		t.Error("SQLite gave PostgreSQL")
	}
}
