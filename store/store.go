// Package store keeps everything. It holds the only SQL and the only transactions, runs
// on SQLite and PostgreSQL from one SQL text, and decides nothing.
//
// A command changes state, ledger and jobs in one transaction: Store.Change. Every row
// that has a state has a version, and an update that finds another version is a conflict.
// Times are kept as microseconds since 1970 in UTC, documents as JSON.
package store

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river"
	"modernc.org/sqlite" // registers "sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"pregonero/internal/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is one database. Close it when done.
type Store struct {
	write    *sql.DB
	read     *sql.DB
	postgres bool
	url      string
	insert   *river.Client[*sql.Tx]
}

// Open opens the database at address: "postgres://…" or the path of a SQLite file. It
// brings the schema up to date and refuses one that a newer version made.
func Open(ctx context.Context, address string) (*Store, error) {
	s := &Store{url: address, postgres: strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")}
	if err := s.connect(ctx); err != nil {
		return nil, err
	}
	if err := s.migrate(ctx); err != nil {
		s.Close()
		return nil, err
	}
	if err := s.openJobs(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Store) connect(ctx context.Context) error {
	if s.postgres {
		db, err := sql.Open("pgx", s.url)
		if err != nil {
			return fmt.Errorf("open PostgreSQL: %w", err)
		}
		db.SetMaxOpenConns(24)
		db.SetMaxIdleConns(12)
		db.SetConnMaxIdleTime(5 * time.Minute)
		s.write, s.read = db, db
		return wrap(db.PingContext(ctx), "reach PostgreSQL")
	}
	s.write = sql.OpenDB(prepared{sqliteDSN(s.url, "immediate", false)})
	s.write.SetMaxOpenConns(1)
	if err := s.write.PingContext(ctx); err != nil {
		return fmt.Errorf("open SQLite file %s: %w", s.url, err)
	}
	s.read = sql.OpenDB(prepared{sqliteDSN(s.url, "deferred", true)})
	s.read.SetMaxOpenConns(8)
	s.read.SetMaxIdleConns(4)
	return nil
}

// sqliteDSN sets the pragmas on every connection; busy_timeout comes first. synchronous
// stays FULL: a publication's intent must survive a power cut.
func sqliteDSN(path, lock string, readOnly bool) string {
	q := url.Values{"_txlock": {lock}, "_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "foreign_keys(1)", "synchronous(FULL)", "cache_size(-8000)"}}
	if readOnly {
		q["_pragma"] = append(q["_pragma"], "query_only(1)")
	}
	return "file:" + inURI.Replace(path) + "?" + q.Encode()
}

// inURI keeps what has a meaning in SQLite's addresses from cutting a path short.
var inURI = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")

func (s *Store) migrate(ctx context.Context) error {
	dialect := goose.DialectSQLite3
	if s.postgres {
		dialect = goose.DialectPostgres
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(dialect, s.write, files)
	if err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	current, newest, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the schema's version: %w", err)
	}
	if current > newest {
		return fault.New(fault.Conflict, "La base de datos es de una versión más nueva del programa (esquema %d; esta versión conoce hasta el %d).", current, newest).
			Then("Use esa versión, o una posterior.")
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("bring the schema up to date: %w", err)
	}
	return s.migrateJobs(ctx)
}

// Close closes the database.
func (s *Store) Close() error {
	var err error
	if s.read != nil && s.read != s.write {
		err = s.read.Close()
	}
	if s.write != nil {
		err = errors.Join(err, s.write.Close())
	}
	return err
}

// Postgres tells which database it is; for backup and benchmarks only.
func (s *Store) Postgres() bool { return s.postgres }

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.read.PingContext(ctx) }

// Tx is a transaction, reading or writing.
type Tx struct {
	q     querier
	sqlTx *sql.Tx
	s     *Store
}

type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// ErrConflict says that another command changed the row first.
var ErrConflict = fault.New(fault.Conflict, "Otra persona cambió esto al mismo tiempo.").Then("Vuelva a cargar la página y repita la acción si todavía hace falta.")

// Change runs f in one writing transaction and commits when it returns nil. A deadlock or
// a busy database is tried again: f must only use its Tx.
func (s *Store) Change(ctx context.Context, f func(*Tx) error) error {
	var err error
	for range 5 {
		if err = s.change(ctx, f); !retryable(err) {
			return unstorable(err)
		}
	}
	return fmt.Errorf("write after several tries: %w", err)
}

func (s *Store) change(ctx context.Context, f func(*Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	if err := f(&Tx{q: tx, sqlTx: tx, s: s}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", cmp.Or(ctx.Err(), err)) // ended in the meantime, it says only that it is closed
	}
	return nil
}

// Read runs f over one consistent view of the database.
func (s *Store) Read(ctx context.Context, f func(*Tx) error) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: s.readIsolation()})
	if err != nil {
		return fmt.Errorf("begin reading: %w", err)
	}
	defer tx.Rollback()
	return unstorable(f(&Tx{q: tx, sqlTx: tx, s: s}))
}

// unstorable says to people what PostgreSQL says of text that is not UTF-8 or holds a NUL.
func unstorable(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "22021" {
		return fault.New(fault.Invalid, "El texto contiene caracteres que no se pueden guardar.").Then("Quítelos y vuelva a intentar.").Because(err)
	}
	return err
}

func (s *Store) readIsolation() sql.IsolationLevel {
	if s.postgres {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault
}

func retryable(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "40001" || pg.Code == "40P01"
	}
	var lite *sqlite.Error
	return errors.As(err, &lite) && (lite.Code()&0xff == sqlite3.SQLITE_BUSY || lite.Code()&0xff == sqlite3.SQLITE_LOCKED)
}

// duplicate tells whether the error is a broken unique constraint.
func duplicate(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == "23505"
	}
	var lite *sqlite.Error
	return errors.As(err, &lite) && (lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || lite.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}

func wrap(err error, doing string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
