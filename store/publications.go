package store

import (
	"context"
	"time"

	"pregonero/post"
)

var scanPublication = document(func(p *post.Publication, v int) { p.Version = v })

// Publication reads one publication.
func (t *Tx) Publication(ctx context.Context, id string) (post.Publication, error) {
	return one(ctx, t, "esa publicación", scanPublication, `SELECT version, body FROM publication WHERE id = $1`, id)
}

// PublicationsOf lists the publications of a post.
func (t *Tx) PublicationsOf(ctx context.Context, postID string) ([]post.Publication, error) {
	return list(ctx, t, scanPublication, `SELECT version, body FROM publication WHERE post_id = $1 ORDER BY id`, postID)
}

// PublicationByRemote finds the publication with the network's identifier on the account.
func (t *Tx) PublicationByRemote(ctx context.Context, accountID, remoteID string) (post.Publication, bool, error) {
	all, err := list(ctx, t, scanPublication, `SELECT version, body FROM publication WHERE account_id = $1 AND remote_id = $2 ORDER BY id LIMIT 1`, accountID, remoteID)
	if err != nil || len(all) == 0 {
		return post.Publication{}, false, err
	}
	return all[0], true, nil
}

// PublicationFilter narrows publications; empty fields do not.
type PublicationFilter struct {
	Accounts    []string
	Areas       []string
	Kind        string
	Stages      []post.Stage
	From, To    time.Time // of the due time
	NeedsPerson bool
	ReviewBy    time.Time // only what is public and to be reviewed by then
	Newest      bool
	Limit       int
	Offset      int
}

// Publications lists publications by due time.
func (t *Tx) Publications(ctx context.Context, f PublicationFilter) ([]post.Publication, error) {
	w := f.where()
	order := "due_at, id"
	if f.Newest {
		order = "due_at DESC, id DESC"
	}
	return list(ctx, t, scanPublication, page("publication", w, order, upTo(f.Limit, 2000), f.Offset), w.args...)
}

// CountPublications counts publications by stage.
func (t *Tx) CountPublications(ctx context.Context, f PublicationFilter) (map[post.Stage]int, error) {
	w := f.where()
	rows, err := t.q.QueryContext(ctx, `SELECT stage, count(*) FROM publication`+w.String()+` GROUP BY stage`, w.args...)
	if err != nil {
		return nil, wrap(err, "count publications")
	}
	defer rows.Close()
	out := map[post.Stage]int{}
	for rows.Next() {
		var s string
		var n int
		if err := rows.Scan(&s, &n); err != nil {
			return nil, wrap(err, "count publications")
		}
		out[post.Stage(s)] = n
	}
	return out, rows.Err()
}

func (f PublicationFilter) where() where {
	var w where
	w.in("account_id", f.Accounts)
	w.in("area_id", f.Areas)
	stages := make([]string, len(f.Stages))
	for i, s := range f.Stages {
		stages[i] = string(s)
	}
	w.in("stage", stages)
	if f.Kind != "" {
		w.and("kind = ?", f.Kind)
	}
	if !f.From.IsZero() {
		w.and("due_at >= ?", micros(f.From))
	}
	if !f.To.IsZero() {
		w.and("due_at < ?", micros(f.To))
	}
	if !f.ReviewBy.IsZero() {
		w.and("review_at > 0 AND review_at <= ?", micros(f.ReviewBy))
	}
	if f.NeedsPerson {
		w.and("needs_person = TRUE")
	}
	return w
}

// Owed lists publications whose next step is owed at now: to be sent, swept or looked for.
func (t *Tx) Owed(ctx context.Context, now time.Time, limit int) ([]post.Publication, error) {
	return list(ctx, t, scanPublication, `SELECT version, body FROM publication
		WHERE stage IN ('scheduled', 'sending', 'unknown') AND next_at <= $1 ORDER BY next_at LIMIT $2`, micros(now), limit)
}

// EndedUnclosed lists, for posts that are still scheduled although each of their
// publications has ended, one publication each: whoever should have closed the post died
// just before.
func (t *Tx) EndedUnclosed(ctx context.Context, now time.Time, limit int) ([]string, error) {
	return list(ctx, t, scanText, `SELECT min(q.id) FROM post p JOIN publication q ON q.post_id = p.id
		WHERE p.state = 'scheduled' AND p.due_at <= $1
		AND NOT EXISTS (SELECT 1 FROM publication x WHERE x.post_id = p.id AND x.stage IN ('scheduled', 'sending', 'unknown'))
		GROUP BY p.id LIMIT $2`, micros(now), limit)
}

// AddPublication adds a publication.
func (t *Tx) AddPublication(ctx context.Context, p post.Publication) error {
	err := t.exec(ctx, "add the publication", `INSERT INTO publication
		(id, post_id, item_id, account_id, area_id, kind, stage, due_at, next_at, remote_id, needs_person, review_at, version, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13)`, p.ID, p.PostID, p.ItemID, p.AccountID, p.AreaID, p.Kind,
		string(p.Stage), micros(p.DueAt), micros(p.NextAt), remoteID(p), p.NeedsPerson, reviewAt(p), encode(p))
	if err != nil {
		return err
	}
	return t.addSketch(ctx, p)
}

// UpdatePublication changes a publication: one of two who try at once gets ErrConflict.
func (t *Tx) UpdatePublication(ctx context.Context, p post.Publication) error {
	return t.update(ctx, "change the publication", `UPDATE publication SET stage = $1, due_at = $2, next_at = $3, remote_id = $4,
		needs_person = $5, review_at = $6, body = $7, version = version + 1 WHERE id = $8 AND version = $9`,
		string(p.Stage), micros(p.DueAt), micros(p.NextAt), remoteID(p), p.NeedsPerson, reviewAt(p), encode(p), p.ID, p.Version)
}

// reviewAt is when the validity of what is public is to be looked at; 0 for anything else.
func reviewAt(p post.Publication) int64 {
	if p.Stage != post.Published {
		return 0
	}
	return micros(p.ReviewOn)
}

func remoteID(p post.Publication) string {
	if p.Remote == nil {
		return ""
	}
	return p.Remote.ID
}
