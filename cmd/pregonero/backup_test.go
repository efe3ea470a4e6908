package main

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"pregonero/institution"
	"pregonero/store"
	"pregonero/store/storetest"
)

// A backup comes back in another, empty database of the same kind, with its ledger whole.
func TestBackupComesBack(t *testing.T) {
	t.Parallel()
	storetest.EachAddress(t, func(t *testing.T, address string) {
		env := settings(t, "PREGONERO_DATABASE", address)
		for _, username := range []string{"olga", "marisol"} {
			if code, _, errs := try(t, env, "user", "add", "--username", username, "--name", "Persona", "--email", username+"@ine.mx", "--area", "unicom", "--rank", "operativo"); code != 0 {
				t.Fatal(errs)
			}
		}
		dir := filepath.Join(t.TempDir(), "respaldo")
		if code, out, errs := try(t, env, "backup", dir); code != 0 || !strings.Contains(out, "Respaldo completo") {
			t.Fatalf("backup: %d %s%s", code, out, errs)
		}
		if code, _, errs := try(t, env, "restore", dir); code != 1 || !strings.Contains(errs, "Ya hay datos") {
			t.Errorf("restored over data: %d %s", code, errs)
		}
		other := settings(t, "PREGONERO_BASE_URL", env["PREGONERO_BASE_URL"])
		if strings.HasPrefix(address, "postgres") {
			other["PREGONERO_DATABASE"] = emptyPostgres(t, address)
		}
		if code, _, errs := try(t, other, "restore", dir); code != 0 {
			t.Fatalf("restore: %s", errs)
		}
		a := opened(t, other)
		var people []institution.Person
		err := a.store.Read(t.Context(), func(tx *store.Tx) (err error) { people, err = tx.People(t.Context()); return err })
		if err != nil || len(people) != 2 {
			t.Errorf("%d people came back, %v", len(people), err)
		}
		export := filepath.Join(t.TempDir(), "todo.zip")
		if code, _, errs := try(t, other, "ledger", "export", export); code != 0 {
			t.Fatal(errs)
		}
		if code, out, errs := try(t, other, "ledger", "verify", "--key", filepath.Join(dir, "ledger.key.pub"), export); code != 0 {
			t.Errorf("the ledger does not hold: %s%s", out, errs)
		}
	})
}

// emptyPostgres is a database without a single table, beside the test's own.
func emptyPostgres(t *testing.T, beside string) string {
	t.Helper()
	db, err := sql.Open("pgx", beside)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(beside)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(u.Path, "/") + "_empty"
	if _, err := db.ExecContext(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, err := db.ExecContext(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)")
		if err != nil {
			t.Error(err)
		}
		db.Close()
	})
	u.Path = "/" + name
	return u.String()
}
