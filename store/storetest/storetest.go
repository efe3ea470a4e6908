// Package storetest gives tests a real database of each kind: a fresh SQLite file, and a
// fresh database of a PostgreSQL server.
//
// The server is the one of PREGONERO_TEST_POSTGRES (a URL whose user may create databases)
// or, without it, a private one that the test binary starts from the packages of the
// system and that ends with it. Where there is no PostgreSQL the test fails and says what
// to install; PREGONERO_TEST_DATABASES=sqlite leaves it out on purpose.
package storetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"pregonero/store"
)

// Variables of the environment that tests obey.
const (
	envServer    = "PREGONERO_TEST_POSTGRES"
	envDatabases = "PREGONERO_TEST_DATABASES"
)

// Each runs f in parallel over an empty store of each kind. The stores close by themselves.
func Each(t *testing.T, f func(t *testing.T, s *store.Store)) {
	t.Helper()
	EachAddress(t, func(t *testing.T, address string) { f(t, open(t, address)) })
}

// EachAddress runs f in parallel over the address of an empty, migrated database of each
// kind, for tests that open it themselves or hand it to a program.
func EachAddress(t *testing.T, f func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		f(t, sqliteFile(t))
	})
	if os.Getenv(envDatabases) == "sqlite" {
		t.Logf("PostgreSQL left out: %s=sqlite", envDatabases)
		return
	}
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		f(t, postgresDatabase(t))
	})
}

// SQLite is an empty store for a test that is not about the database.
func SQLite(t *testing.T) *store.Store {
	t.Helper()
	return open(t, sqliteFile(t))
}

func open(t *testing.T, address string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), address)
	if err != nil {
		t.Fatalf("open the test's store: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the test's store: %v", err)
		}
	})
	return s
}

// emptyFile is a migrated SQLite file, made once: migrating takes longer than most tests.
var emptyFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "pregonero-sqlite-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "empty.db")
	s, err := store.Open(context.Background(), path)
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil { // takes the WAL in
		return nil, err
	}
	return os.ReadFile(path)
})

func sqliteFile(t *testing.T) string {
	t.Helper()
	empty, err := emptyFile()
	if err != nil {
		t.Fatalf("make the empty SQLite file: %v", err)
	}
	path := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(path, empty, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
