package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
)

// BackupSQLite writes a consistent copy of the database to a new file while it is in use.
func (s *Store) BackupSQLite(ctx context.Context, path string) error {
	if s.postgres {
		return fmt.Errorf("this database is PostgreSQL: back it up with pg_dump")
	}
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("there is a file at %s already", path)
	}
	db, err := sql.Open("sqlite", sqliteDSN(s.url, "deferred", false))
	if err != nil {
		return wrap(err, "open for the backup")
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		return wrap(err, "copy the database")
	}
	return os.Chmod(path, 0o600)
}

// IsEmpty tells whether a PostgreSQL database has no tables yet.
func IsEmpty(ctx context.Context, address string) (bool, error) {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return false, wrap(err, "open PostgreSQL")
	}
	defer db.Close()
	var n int
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'`).Scan(&n)
	return n == 0, wrap(err, "look into the database")
}
