package store

import (
	"context"
	"database/sql/driver"
	"strings"

	"modernc.org/sqlite"
)

// prepared opens connections of SQLite that keep their statements prepared: parsing took a
// fifth of a command's time. pgx does the same for PostgreSQL by itself.
type prepared struct{ dsn string }

// keepAtMost bounds the statements that one connection keeps. When there are more it
// starts over: what is used all the time is soon there again.
const keepAtMost = 64

// Driver implements driver.Connector.
func (prepared) Driver() driver.Driver { return &sqlite.Driver{} }

// Connect implements driver.Connector.
func (p prepared) Connect(context.Context) (driver.Conn, error) {
	c, err := p.Driver().Open(p.dsn)
	if err != nil {
		return nil, err
	}
	return &keeper{sqliteConn: c.(sqliteConn), kept: map[string]*statement{}}, nil
}

// sqliteConn is what the driver's connections can do.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// keeper is a connection; database/sql lets one goroutine at a time use it.
type keeper struct {
	sqliteConn
	kept map[string]*statement
}

type statement struct {
	driver.Stmt
	busy bool // its rows are being read
}

// statement gives the prepared statement, or nil when the query is better run as it is: a
// script, or one whose statement is in use.
func (k *keeper) statement(ctx context.Context, query string) (*statement, error) {
	if s, ok := k.kept[query]; ok {
		if s.busy {
			return nil, nil
		}
		return s, nil
	}
	if !worthKeeping(query) {
		return nil, nil
	}
	if len(k.kept) >= keepAtMost {
		k.forget()
	}
	s, err := k.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	k.kept[query] = &statement{Stmt: s}
	return k.kept[query], nil
}

// worthKeeping tells a statement that reads or writes rows from a script, from what changes
// the schema, and from what is long because it has many rows, and never twice as many. The
// queue's queries begin with a comment.
func worthKeeping(query string) bool {
	if len(query) > 4000 {
		return false
	}
	query = strings.TrimLeft(query, " \n\t")
	for strings.HasPrefix(query, "--") {
		_, query, _ = strings.Cut(query, "\n")
		query = strings.TrimLeft(query, " \n\t")
	}
	if end := strings.IndexByte(query, ';'); end >= 0 && strings.TrimSpace(query[end+1:]) != "" {
		return false
	}
	for _, verb := range []string{"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"} {
		if len(query) > len(verb) && strings.EqualFold(query[:len(verb)], verb) {
			return true
		}
	}
	return false
}

// forget closes what is not in use.
func (k *keeper) forget() {
	for query, s := range k.kept {
		if !s.busy {
			_ = s.Close() // it only says again what its last run said
			delete(k.kept, query)
		}
	}
}

// Close implements driver.Conn.
func (k *keeper) Close() error {
	for _, s := range k.kept {
		_ = s.Close()
	}
	k.kept = nil
	return k.sqliteConn.Close()
}

// ExecContext implements driver.ExecerContext.
func (k *keeper) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := k.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return k.sqliteConn.ExecContext(ctx, query, args)
	}
	return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

// QueryContext implements driver.QueryerContext.
func (k *keeper) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := k.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return k.sqliteConn.QueryContext(ctx, query, args)
	}
	rows, err := s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	s.busy = true
	return &keptRows{rows, s}, nil
}

// keptRows gives its statement back when it is closed.
type keptRows struct {
	driver.Rows
	of *statement
}

// Close implements driver.Rows.
func (r *keptRows) Close() error {
	r.of.busy = false
	return r.Rows.Close()
}
