package store

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

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
		return t.exec(ctx, "keep a practice account", `INSERT INTO practice_account (handle, name, bio) VALUES ($1, $2, $3)
			ON CONFLICT (handle) DO UPDATE SET name = excluded.name, bio = excluded.bio`, a.Handle, a.Name, a.Bio)
	})
}

// AddAccount implements practice.Store.
func (p Practice) AddAccount(ctx context.Context, a practice.Account) (added bool, err error) {
	err = p.Change(ctx, func(t *Tx) error {
		if _, err := t.nextChange(ctx); err != nil { // its row lock: two of one name, one after the other
			return err
		}
		same, err := list(ctx, t, scanPracticeAccount, `SELECT handle, name, bio FROM practice_account WHERE LOWER(handle) = LOWER($1)`, a.Handle)
		if added = err == nil && len(same) == 0; !added {
			return err
		}
		return t.exec(ctx, "add a practice account", `INSERT INTO practice_account (handle, name, bio) VALUES ($1, $2, $3)`, a.Handle, a.Name, a.Bio)
	})
	return added, err
}

// KeepCode implements practice.Store.
func (p Practice) KeepCode(ctx context.Context, codeHash, handle string, until time.Time) error {
	return p.Change(ctx, func(t *Tx) error {
		return t.exec(ctx, "keep a code", `INSERT INTO practice_code (hash, handle, until) VALUES ($1, $2, $3)`, codeHash, handle, until.UnixMicro())
	})
}

// UseCode implements practice.Store.
func (p Practice) UseCode(ctx context.Context, codeHash string, now time.Time, tokenHash string) error {
	return p.Change(ctx, func(t *Tx) error {
		err := t.exec(ctx, "use a code", `INSERT INTO practice_token (hash, handle) SELECT $1, handle FROM practice_code WHERE hash = $2 AND until > $3`, tokenHash, codeHash, now.UnixMicro())
		if err != nil {
			return err
		}
		return gone(t.update(ctx, "end a code", `DELETE FROM practice_code WHERE hash = $1 AND until > $2`, codeHash, now.UnixMicro()))
	})
}

// AddToken implements practice.Store.
func (p Practice) AddToken(ctx context.Context, tokenHash, handle string) error {
	return p.Change(ctx, func(t *Tx) error {
		return t.exec(ctx, "keep a token", `INSERT INTO practice_token (hash, handle) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING`, tokenHash, handle)
	})
}

// OfToken implements practice.Store.
func (p Practice) OfToken(ctx context.Context, tokenHash string) (a practice.Account, err error) {
	err = p.Read(ctx, func(t *Tx) error {
		a, err = one(ctx, t, "esa cuenta", scanPracticeAccount, `SELECT a.handle, a.name, a.bio FROM practice_account a JOIN practice_token t ON t.handle = a.handle WHERE t.hash = $1`, tokenHash)
		return lacking(err)
	})
	return a, err
}

// DropToken implements practice.Store.
func (p Practice) DropToken(ctx context.Context, tokenHash string) error {
	return p.Change(ctx, func(t *Tx) error {
		return t.exec(ctx, "end a token", `DELETE FROM practice_token WHERE hash = $1`, tokenHash)
	})
}

// DropTokens implements practice.Store.
func (p Practice) DropTokens(ctx context.Context, handle string) error {
	return p.Change(ctx, func(t *Tx) error {
		return t.exec(ctx, "end the tokens of an account", `DELETE FROM practice_token WHERE handle = $1`, handle)
	})
}

// gone says of a row that was not there to be changed what the network says.
func gone(err error) error {
	if errors.Is(err, ErrConflict) {
		return practice.ErrNotFound
	}
	return err
}

func scanPracticeAccount(r scanner) (a practice.Account, err error) {
	return a, r.Scan(&a.Handle, &a.Name, &a.Bio)
}

// Account implements practice.Store.
func (p Practice) Account(ctx context.Context, handle string) (a practice.Account, err error) {
	err = p.Read(ctx, func(t *Tx) error {
		a, err = one(ctx, t, "esa cuenta", scanPracticeAccount, `SELECT handle, name, bio FROM practice_account WHERE handle = $1`, handle)
		return lacking(err)
	})
	return a, err
}

// Accounts implements practice.Store.
func (p Practice) Accounts(ctx context.Context) (all []practice.Account, err error) {
	err = p.Read(ctx, func(t *Tx) error {
		all, err = list(ctx, t, scanPracticeAccount, `SELECT handle, name, bio FROM practice_account ORDER BY handle`)
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
		return gone(t.update(ctx, "count", `UPDATE practice_note SET likes = likes + $1, views = views + $2 WHERE id = $3`, likes, views, id))
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
