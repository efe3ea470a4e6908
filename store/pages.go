package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"pregonero/check"
)

// JobLook asks for a look at a page or a file of which something is to be known. Its data
// is a Look.
const JobLook = "page.look"

// Look says at what.
type Look struct {
	Key string `json:"key"`
}

// Page is what was found at an address, or in a file that a source brings. Its key is the
// address, or FileKey.
type Page struct {
	check.Page
	Problem string // why its words could not be read, one Spanish sentence without a full stop
}

// FileKey is the key of a kept file.
func FileKey(hash string) string { return "file:" + hash }

// PictureKey is the key of the words that a kept picture shows.
func PictureKey(hash string) string { return "picture:" + hash }

// Pages gives what is known of the keys; what is asked for and not yet seen is not there.
func (t *Tx) Pages(ctx context.Context, keys []string) (map[string]Page, error) {
	out := map[string]Page{}
	if len(keys) == 0 {
		return out, nil
	}
	var w where
	w.in("key", keys)
	w.and("at > 0")
	rows, err := t.q.QueryContext(ctx, `SELECT key, body FROM page`+w.String(), w.args...)
	if err != nil {
		return nil, wrap(err, "read pages")
	}
	defer rows.Close()
	for rows.Next() {
		var key, body string
		var p Page
		if err := rows.Scan(&key, &body); err != nil {
			return nil, wrap(err, "read pages")
		}
		if err := json.Unmarshal([]byte(body), &p); err != nil {
			return nil, fmt.Errorf("decode a page: %w", err)
		}
		out[key] = p
	}
	return out, rows.Err()
}

// AskPages owes a look at each key that was not seen since seen, nor asked for since asked;
// zero times ask again whatever was. It returns how many are owed by this call.
func (t *Tx) AskPages(ctx context.Context, now, seen, asked time.Time, keys []string) (n int, err error) {
	for _, key := range keys {
		res, err := t.q.ExecContext(ctx, `INSERT INTO page (key, asked, at, body) VALUES ($1, $2, 0, '{}')
			ON CONFLICT (key) DO UPDATE SET asked = excluded.asked WHERE page.at < $3 AND page.asked < $4`, key, micros(now), micros(seen), micros(asked))
		if err != nil {
			return n, wrap(err, "ask for a page")
		}
		owed, err := res.RowsAffected()
		if err != nil {
			return n, wrap(err, "ask for a page")
		}
		if owed == 0 {
			continue
		}
		n++
		if err := t.Enqueue(ctx, Job{Name: JobLook, Data: Look{key}, Queue: queueOf(key)}); err != nil {
			return n, err
		}
	}
	return n, nil
}

// queueOf is where a look waits for its turn.
func queueOf(key string) Queue {
	if strings.HasPrefix(key, PictureKey("")) {
		return Pictures
	}
	return Pages
}

// PutPage keeps what was found.
func (t *Tx) PutPage(ctx context.Context, key string, p Page) error {
	return t.exec(ctx, "keep a page", `INSERT INTO page (key, asked, at, body) VALUES ($1, $2, $2, $3)
		ON CONFLICT (key) DO UPDATE SET at = excluded.at, body = excluded.body`, key, micros(p.At), encode(p))
}

// ForgetPages drops what was last asked for before a moment.
func (t *Tx) ForgetPages(ctx context.Context, before time.Time) error {
	return t.exec(ctx, "forget pages", `DELETE FROM page WHERE asked < $1 AND at < $1`, micros(before))
}
