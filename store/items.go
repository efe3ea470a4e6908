package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"pregonero/inbox"
)

var scanItem = document(func(i *inbox.Item, v int) { i.Version = v })

// Item reads one item.
func (t *Tx) Item(ctx context.Context, id string) (inbox.Item, error) {
	return one(ctx, t, "ese comentario", scanItem, `SELECT version, body FROM item WHERE id = $1`, id)
}

// ItemByRemote finds an item by the network's identifier.
func (t *Tx) ItemByRemote(ctx context.Context, accountID, remoteID string) (inbox.Item, bool, error) {
	all, err := list(ctx, t, scanItem, `SELECT version, body FROM item WHERE account_id = $1 AND remote_id = $2`, accountID, remoteID)
	if err != nil || len(all) == 0 {
		return inbox.Item{}, false, err
	}
	return all[0], true, nil
}

// ItemsIn gives items by identifier; those that are no longer there are left out.
func (t *Tx) ItemsIn(ctx context.Context, ids []string) ([]inbox.Item, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var w where
	w.in("id", ids)
	return list(ctx, t, scanItem, `SELECT version, body FROM item`+w.String(), w.args...)
}

// ItemFilter narrows items; empty fields do not.
type ItemFilter struct {
	Accounts []string // required: an inbox is always of accounts
	States   []inbox.State
	Assignee string
	LateAt   time.Time // only what is owed and past due at that moment
	Text     string    // each of its words, whatever case and accents
	Newest   bool
	Limit    int
	Offset   int
}

// Items lists items, the soonest due first.
func (t *Tx) Items(ctx context.Context, f ItemFilter) ([]inbox.Item, error) {
	if len(f.Accounts) == 0 {
		return nil, nil
	}
	w := f.where()
	order := "due_at, id"
	if f.Newest {
		order = "at DESC, id DESC"
	}
	return list(ctx, t, scanItem, page("item", w, order, upTo(f.Limit, 500), f.Offset), w.args...)
}

// CountItems counts items.
func (t *Tx) CountItems(ctx context.Context, f ItemFilter) (int, error) {
	if len(f.Accounts) == 0 {
		return 0, nil
	}
	w := f.where()
	var n int
	err := t.q.QueryRowContext(ctx, `SELECT count(*) FROM item`+w.String(), w.args...).Scan(&n)
	return n, wrap(err, "count items")
}

// CountOpen counts what is open on the accounts: all of it, what is past due at now, and
// what the person holds.
func (t *Tx) CountOpen(ctx context.Context, accounts []string, now time.Time, personID string) (all, late, held int, err error) {
	if len(accounts) == 0 {
		return 0, 0, 0, nil
	}
	var w where
	w.args = []any{micros(now), personID}
	w.in("account_id", accounts)
	w.and("state = ?", string(inbox.Open))
	err = t.q.QueryRowContext(ctx, `SELECT count(*), count(CASE WHEN due_at > 0 AND due_at < $1 THEN 1 END), count(CASE WHEN assignee = $2 THEN 1 END)
		FROM item`+w.String(), w.args...).Scan(&all, &late, &held)
	return all, late, held, wrap(err, "count what is open")
}

func (f ItemFilter) where() where {
	var w where
	w.in("account_id", f.Accounts)
	states := make([]string, len(f.States))
	for i, s := range f.States {
		states[i] = string(s)
	}
	w.in("state", states)
	if f.Assignee != "" {
		w.and("assignee = ?", f.Assignee)
	}
	if !f.LateAt.IsZero() {
		w.and("due_at > 0 AND due_at < ?", micros(f.LateAt))
	}
	w.search(f.Text)
	return w
}

// Thread lists the items of a conversation, oldest first.
func (t *Tx) Thread(ctx context.Context, threadID string, limit int) ([]inbox.Item, error) {
	return list(ctx, t, scanItem, `SELECT version, body FROM item WHERE thread_id = $1 ORDER BY at, id LIMIT $2`, threadID, limit)
}

// AddItem keeps a new item; added is false when the network's identifier is there already.
func (t *Tx) AddItem(ctx context.Context, i inbox.Item) (added bool, err error) {
	res, err := t.q.ExecContext(ctx, `INSERT INTO item
		(id, account_id, area_id, thread_id, publication_id, remote_id, state, kind, at, due_at, assignee, version, body, words)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13) ON CONFLICT (account_id, remote_id) DO NOTHING`,
		i.ID, i.AccountID, i.AreaID, i.ThreadID, i.PubID, i.Remote.ID, string(i.State), i.Kind, micros(i.At), micros(i.DueAt), i.Assignee, encode(i), itemWords(i))
	if err != nil {
		return false, wrap(err, "keep the item")
	}
	n, err := res.RowsAffected()
	return n > 0, wrap(err, "keep the item")
}

// UpdateItem changes an item.
func (t *Tx) UpdateItem(ctx context.Context, i inbox.Item) error {
	return t.update(ctx, "change the item", `UPDATE item SET thread_id = $1, publication_id = $2, state = $3, due_at = $4, assignee = $5, body = $6, words = $7,
		version = version + 1 WHERE id = $8 AND version = $9`,
		i.ThreadID, i.PubID, string(i.State), micros(i.DueAt), i.Assignee, encode(i), itemWords(i), i.ID, i.Version)
}

// Cursor is how far a source of an account was read.
type Cursor struct {
	Value   string
	At      time.Time
	Problem string // Spanish, when the last reading failed
}

// Cursor reads how far a source was read; the zero Cursor at the beginning.
func (t *Tx) Cursor(ctx context.Context, accountID, source string) (Cursor, error) {
	var c Cursor
	var at int64
	err := t.q.QueryRowContext(ctx, `SELECT value, at, problem FROM cursor_of WHERE account_id = $1 AND source = $2`, accountID, source).Scan(&c.Value, &at, &c.Problem)
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	c.At = fromMicros(at)
	return c, wrap(err, "read the cursor")
}

// Problems lists why the source of accounts cannot be read now, by account.
func (t *Tx) Problems(ctx context.Context, accounts []string, source string) (map[string]string, error) {
	out := map[string]string{}
	if len(accounts) == 0 {
		return out, nil
	}
	var w where
	w.and("source = ?", source)
	w.and("problem <> ''")
	w.in("account_id", accounts)
	_, err := list(ctx, t, func(r scanner) (struct{}, error) {
		var id, problem string
		err := r.Scan(&id, &problem)
		out[id] = problem
		return struct{}{}, err
	}, `SELECT account_id, problem FROM cursor_of`+w.String(), w.args...)
	return out, err
}

// PutCursor keeps how far a source was read, in the transaction that keeps its items.
func (t *Tx) PutCursor(ctx context.Context, accountID, source string, c Cursor) error {
	return t.exec(ctx, "keep the cursor", `INSERT INTO cursor_of (account_id, source, value, at, problem) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (account_id, source) DO UPDATE SET value = excluded.value, at = excluded.at, problem = excluded.problem`,
		accountID, source, c.Value, micros(c.At), c.Problem)
}
