package store

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"pregonero/internal/fault"
	"pregonero/network/practice"
)

// Practice keeps the practice network: a social network of its own that happens to live in
// the same database. It implements practice.Store.
type Practice struct{ *Store }

var _ practice.Store = Practice{}

func lacking(err error) error {
	if fault.Is(err, fault.NotFound) {
		return practice.ErrNotFound
	}
	return err
}

// SaveAccount implements practice.Store.
func (p Practice) SaveAccount(ctx context.Context, a practice.Account) error {
	return p.Change(ctx, func(t *Tx) error {
		return t.exec(ctx, "keep a practice account", `INSERT INTO practice_account (handle, name, bio, token_hash) VALUES ($1, $2, $3, $4)
			ON CONFLICT (handle) DO UPDATE SET name = excluded.name, bio = excluded.bio, token_hash = excluded.token_hash`, a.Handle, a.Name, a.Bio, a.TokenHash)
	})
}

func scanPracticeAccount(r scanner) (a practice.Account, err error) {
	return a, r.Scan(&a.Handle, &a.Name, &a.Bio, &a.TokenHash)
}

// Account implements practice.Store.
func (p Practice) Account(ctx context.Context, handle string) (a practice.Account, err error) {
	err = p.Read(ctx, func(t *Tx) error {
		a, err = one(ctx, t, "esa cuenta", scanPracticeAccount, `SELECT handle, name, bio, token_hash FROM practice_account WHERE handle = $1`, handle)
		return lacking(err)
	})
	return a, err
}

// Accounts implements practice.Store.
func (p Practice) Accounts(ctx context.Context) (all []practice.Account, err error) {
	err = p.Read(ctx, func(t *Tx) error {
		all, err = list(ctx, t, scanPracticeAccount, `SELECT handle, name, bio, token_hash FROM practice_account ORDER BY handle`)
		return err
	})
	return all, err
}

func scanNote(r scanner) (n practice.Note, err error) {
	var body string
	var likes, views, change int64
	if err = r.Scan(&body, &likes, &views, &change); err != nil {
		return n, err
	}
	if err = json.Unmarshal([]byte(body), &n); err != nil {
		return n, fmt.Errorf("decode a practice note: %w", err)
	}
	n.Likes, n.Views, n.Change = likes, views, change
	return n, nil
}

const noteColumns = `SELECT body, likes, views, change FROM practice_note`

func (t *Tx) note(ctx context.Context, id string) (practice.Note, error) {
	n, err := one(ctx, t, "esa nota", scanNote, noteColumns+` WHERE id = $1`, id)
	return n, lacking(err)
}

// nextChange takes the next number under the counter's row lock, so that numbers become
// visible in their order.
func (t *Tx) nextChange(ctx context.Context) (n int64, err error) {
	err = t.q.QueryRowContext(ctx, `UPDATE practice_counter SET n = n + 1 WHERE id = 1 RETURNING n`).Scan(&n)
	return n, wrap(err, "number a change")
}

// AddNote implements practice.Store.
func (p Practice) AddNote(ctx context.Context, n practice.Note) (kept practice.Note, added bool, err error) {
	err = p.Change(ctx, func(t *Tx) error {
		added = false
		change, err := t.nextChange(ctx)
		if err != nil {
			return err
		}
		if kept, err = t.note(ctx, n.ID); err != practice.ErrNotFound {
			return err
		}
		kept, added = n, true
		kept.Change = change
		return t.exec(ctx, "keep a practice note", `INSERT INTO practice_note (id, n, handle, own, root, gone, change, likes, views, body)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, n.ID, change, n.Account, n.Own, n.Root, !n.DeletedAt.IsZero(), change, n.Likes, n.Views, encode(n))
	})
	return kept, added, err
}

// ChangeNote implements practice.Store.
func (p Practice) ChangeNote(ctx context.Context, id string, change func(*practice.Note) error) (n practice.Note, err error) {
	err = p.Change(ctx, func(t *Tx) error {
		number, err := t.nextChange(ctx)
		if err != nil {
			return err
		}
		if n, err = t.note(ctx, id); err != nil {
			return err
		}
		if err := change(&n); err != nil {
			return err
		}
		n.Change = number
		return t.exec(ctx, "change a practice note", `UPDATE practice_note SET gone = $1, change = $2, body = $3 WHERE id = $4`,
			!n.DeletedAt.IsZero(), number, encode(n), id)
	})
	return n, err
}

// Count implements practice.Store.
func (p Practice) Count(ctx context.Context, id string, likes, views int64) error {
	return p.Change(ctx, func(t *Tx) error {
		err := t.update(ctx, "count", `UPDATE practice_note SET likes = likes + $1, views = views + $2 WHERE id = $3`, likes, views, id)
		if err == ErrConflict {
			return practice.ErrNotFound
		}
		return err
	})
}

// Note implements practice.Store.
func (p Practice) Note(ctx context.Context, id string) (n practice.Note, err error) {
	err = p.Read(ctx, func(t *Tx) error {
		n, err = t.note(ctx, id)
		return err
	})
	return n, err
}

func (p Practice) notes(ctx context.Context, query string, args ...any) (all []practice.Note, err error) {
	err = p.Read(ctx, func(t *Tx) error {
		all, err = list(ctx, t, scanNote, noteColumns+query, args...)
		return err
	})
	return all, err
}

// Timeline implements practice.Store.
func (p Practice) Timeline(ctx context.Context, handle, before string, limit int) ([]practice.Note, error) {
	return p.notes(ctx, ` WHERE handle = $1 AND root = '' AND gone = FALSE
		AND ($2 = '' OR n < (SELECT n FROM practice_note WHERE id = $3)) ORDER BY n DESC LIMIT $4`, handle, before, before, limit)
}

// Thread implements practice.Store.
func (p Practice) Thread(ctx context.Context, id string) ([]practice.Note, error) {
	return p.notes(ctx, ` WHERE root = $1 ORDER BY n`, id)
}

// Changes implements practice.Store.
func (p Practice) Changes(ctx context.Context, handle string, after int64, limit int) ([]practice.Note, error) {
	return p.notes(ctx, ` WHERE handle = $1 AND own = FALSE AND change > $2 ORDER BY change LIMIT $3`, handle, after, limit)
}

// SaveFile implements practice.Store.
func (p Practice) SaveFile(ctx context.Context, f practice.File) error {
	return p.Change(ctx, func(t *Tx) error {
		return t.exec(ctx, "keep a practice file", `INSERT INTO practice_file (hash, type, content) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING`,
			f.Hash, f.Type, base64.StdEncoding.EncodeToString(f.Content))
	})
}

// File implements practice.Store.
func (p Practice) File(ctx context.Context, hash string) (f practice.File, err error) {
	err = p.Read(ctx, func(t *Tx) error {
		f, err = one(ctx, t, "ese archivo", func(r scanner) (f practice.File, err error) {
			var content string
			if err = r.Scan(&f.Hash, &f.Type, &content); err != nil {
				return f, err
			}
			f.Content, err = base64.StdEncoding.DecodeString(content)
			return f, err
		}, `SELECT hash, type, content FROM practice_file WHERE hash = $1`, hash)
		return lacking(err)
	})
	return f, err
}
