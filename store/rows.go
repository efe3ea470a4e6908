package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"pregonero/internal/fault"
)

// micros is a time as it is kept; the zero time is 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func fromMicros(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

type scanner interface{ Scan(dest ...any) error }

// list runs a query and scans each row.
func list[T any](ctx context.Context, t *Tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := t.q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("query: %w", err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("scan: %w", err)
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// one scans the only row; none is a NotFound fault that names what was looked for.
func one[T any](ctx context.Context, t *Tx, what string, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	v, err := scan(t.q.QueryRowContext(ctx, query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return v, fault.New(fault.NotFound, "No se encontró %s.", what).Then("Revise la dirección o vuelva a la lista.")
	}
	return v, wrap(err, "read "+what)
}

func scanText(r scanner) (s string, err error) { return s, r.Scan(&s) }

// document scans (version, body) into a value and hands its version to set.
func document[T any](set func(*T, int)) func(scanner) (T, error) {
	return func(r scanner) (T, error) {
		var v T
		var version int
		var body string
		if err := r.Scan(&version, &body); err != nil {
			return v, err
		}
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			return v, fmt.Errorf("decode document: %w", err)
		}
		set(&v, version)
		return v, nil
	}
}

// encode marshals what we made ourselves.
func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("store: cannot marshal: " + err.Error()) // our own plain types only
	}
	return string(b)
}

// exec runs a statement.
func (t *Tx) exec(ctx context.Context, doing, query string, args ...any) error {
	_, err := t.q.ExecContext(ctx, query, args...)
	return wrap(err, doing)
}

// update runs a versioned UPDATE and returns ErrConflict when no row had that version.
func (t *Tx) update(ctx context.Context, doing, query string, args ...any) error {
	res, err := t.q.ExecContext(ctx, query, args...)
	if err != nil {
		return wrap(err, doing)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return wrap(err, doing)
	}
	if n == 0 {
		return ErrConflict
	}
	return nil
}

// where builds a WHERE clause with numbered parameters for both databases.
type where struct {
	parts []string
	args  []any
}

// and adds a condition; each ? becomes the next $n.
func (w *where) and(cond string, args ...any) {
	for _, a := range args {
		w.args = append(w.args, a)
		cond = strings.Replace(cond, "?", fmt.Sprintf("$%d", len(w.args)), 1)
	}
	w.parts = append(w.parts, cond)
}

// in adds "column IN (…)"; an empty list adds nothing.
func (w *where) in(column string, values []string) {
	if len(values) > 0 {
		w.and(column+" IN ("+w.marks(values)+")", anys(values)...)
	}
}

func (w *where) marks(values []string) string {
	return strings.TrimSuffix(strings.Repeat("?,", len(values)), ",")
}

func (w *where) String() string {
	if len(w.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.parts, " AND ")
}

// page is the query for one page of documents. Which they are is found in the indexes, and
// only then are their bodies read: sorting thousands of bodies to show fifty took most of a
// page's time.
func page(table string, w where, order string, limit, offset int) string {
	return fmt.Sprintf(`SELECT version, body FROM %s WHERE id IN (SELECT id FROM %s%s ORDER BY %s LIMIT %d OFFSET %d) ORDER BY %s`,
		table, table, w.String(), order, limit, max(0, offset), order)
}

// upTo bounds a limit that somebody asked for; who asks for none gets the most.
func upTo(limit, most int) int {
	if limit <= 0 {
		return most
	}
	return min(limit, most)
}

// literal is a text inside a LIKE pattern, to be followed by ESCAPE '\'. SQLite escapes
// nothing unless told how.
func literal(s string) string { return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(s) }

func anys[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// NewHolder names one attempt to hold a lease.
func NewHolder() string { return rand.Text() }
