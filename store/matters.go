package store

import (
	"context"
	"fmt"
	"time"

	"pregonero/regulation"
)

// Index is what a matter is found by. Every document of the accounts' life (a proposal, a
// letter, an incident…) is a matter: one table, one row a document.
type Index struct {
	ID, State         string
	AccountID, AreaID string
	Subject           string // what it belongs to, such as "proposal:01J…"; "" when it stands alone
	At                time.Time
	Version           int
}

// kind is how one sort of document is kept.
type kind[T any] struct {
	name  string // in the table
	what  string // Spanish, with its article: "esa propuesta"
	index func(T) Index
	set   func(*T, int) // hands the version over
}

// MatterFilter narrows documents; empty fields do not.
type MatterFilter struct {
	IDs, States, Accounts, Areas []string
	Subject                      string
	Since, Until                 time.Time // of At: from Since on, before Until
	Limit                        int       // 0: 1000
	Oldest                       bool      // the oldest first
}

const matterColumns = `SELECT version, body FROM matter`

func (k kind[T]) one(ctx context.Context, t *Tx, id string) (T, error) {
	return one(ctx, t, k.what, document(k.set), matterColumns+` WHERE kind = $1 AND id = $2`, k.name, id)
}

func (k kind[T]) list(ctx context.Context, t *Tx, f MatterFilter) ([]T, error) {
	var w where
	w.and("kind = ?", k.name)
	w.in("id", f.IDs)
	w.in("state", f.States)
	w.in("account_id", f.Accounts)
	w.in("area_id", f.Areas)
	if f.Subject != "" {
		w.and("subject = ?", f.Subject)
	}
	if !f.Since.IsZero() {
		w.and("at >= ?", micros(f.Since))
	}
	if !f.Until.IsZero() {
		w.and("at < ?", micros(f.Until))
	}
	order := "at DESC, id DESC"
	if f.Oldest {
		order = "at, id"
	}
	return list(ctx, t, document(k.set), page("matter", w, order, upTo(f.Limit, 1000), 0), w.args...)
}

func (k kind[T]) add(ctx context.Context, t *Tx, v T) error {
	x := k.index(v)
	return t.exec(ctx, "keep "+k.name, `INSERT INTO matter (id, kind, state, account_id, area_id, subject, at, version, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8)`, x.ID, k.name, x.State, x.AccountID, x.AreaID, x.Subject, micros(x.At), encode(v))
}

// update fails with ErrConflict when somebody else changed the document since it was read.
func (k kind[T]) update(ctx context.Context, t *Tx, v T) error {
	x := k.index(v)
	return t.update(ctx, "change "+k.name, `UPDATE matter SET state = $1, account_id = $2, area_id = $3, subject = $4, at = $5, body = $6,
		version = version + 1 WHERE kind = $7 AND id = $8 AND version = $9`,
		x.State, x.AccountID, x.AreaID, x.Subject, micros(x.At), encode(v), k.name, x.ID, x.Version)
}

// NextNumber gives the next number of a series, from 1. It is part of the transaction: one
// that is undone leaves no gap, and two at once wait for each other.
func (t *Tx) NextNumber(ctx context.Context, series string) (n int, err error) {
	err = t.q.QueryRowContext(ctx, `INSERT INTO sequence (series, n) VALUES ($1, 1)
		ON CONFLICT (series) DO UPDATE SET n = sequence.n + 1 RETURNING n`, series).Scan(&n)
	return n, wrap(err, "number the series")
}

// Folio gives the next number of a kind of document as people cite it, such as
// "INC/0012/2026": gapless by kind and by the year of the institution.
func (t *Tx) Folio(ctx context.Context, p *regulation.Pack, kind string, now time.Time) (string, error) {
	year := now.In(p.Location()).Year()
	n, err := t.NextNumber(ctx, fmt.Sprintf("%s/%d", kind, year))
	return fmt.Sprintf("%s/%04d/%d", kind, n, year), err
}
