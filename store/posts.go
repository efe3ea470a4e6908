package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"pregonero/post"
)

var scanPost = document(func(p *post.Post, v int) { p.Version = v })

// PostFilter narrows posts; empty fields do not. Areas, Sources and Accounts widen each
// other: a post is seen through any of them.
type PostFilter struct {
	All        bool // no narrowing by area, source or account
	Areas      []string
	Sources    []string
	Accounts   []string
	ReturnedBy string   // who returned a draft goes on seeing it
	Only       []string // narrows to posts for any of these accounts
	Returned   bool     // narrows to what was returned and not sent again
	Media      string   // narrows to posts that hold this file's hash, as an attachment or a source
	States     []post.State
	From, To   time.Time // of the due time
	Text       string    // each of its words, whatever case and accents
	Limit      int
	Offset     int
}

// Post reads one post.
func (t *Tx) Post(ctx context.Context, id string) (post.Post, error) {
	return one(ctx, t, "esa publicación", scanPost, `SELECT version, body FROM post WHERE id = $1`, id)
}

// Posts lists posts, the nearest due time first.
func (t *Tx) Posts(ctx context.Context, f PostFilter) ([]post.Post, error) {
	w, some := f.where()
	if !some {
		return nil, nil
	}
	return list(ctx, t, scanPost, page("post", w, "due_at, id", upTo(f.Limit, 1000), f.Offset), w.args...)
}

// RecentPosts lists posts, the last changed first.
func (t *Tx) RecentPosts(ctx context.Context, f PostFilter) ([]post.Post, error) {
	w, some := f.where()
	if !some {
		return nil, nil
	}
	return list(ctx, t, scanPost, page("post", w, "updated DESC, id DESC", upTo(f.Limit, 1000), f.Offset), w.args...)
}

// CountPosts counts posts.
func (t *Tx) CountPosts(ctx context.Context, f PostFilter) (int, error) {
	w, some := f.where()
	if !some {
		return 0, nil
	}
	var n int
	err := t.q.QueryRowContext(ctx, `SELECT count(*) FROM post`+w.String(), w.args...).Scan(&n)
	return n, wrap(err, "count posts")
}

func (f PostFilter) where() (w where, some bool) {
	if !f.All && len(f.Areas)+len(f.Sources)+len(f.Accounts) == 0 {
		return w, false
	}
	if !f.All {
		f.scope(&w)
	}
	states := make([]string, len(f.States))
	for i, s := range f.States {
		states[i] = string(s)
	}
	w.in("state", states)
	if len(f.Only) > 0 {
		w.and("id IN (SELECT post_id FROM post_account WHERE account_id IN ("+w.marks(f.Only)+"))", anys(f.Only)...)
	}
	if f.Returned {
		w.and("body LIKE ?", `%"returned":{"by":%`) // what people write has its quotes escaped
	}
	if f.Media != "" {
		w.and(`body LIKE ? ESCAPE '\'`, `%"hash":"`+literal(jsonFragment(f.Media))+`"%`)
	}
	if !f.From.IsZero() {
		w.and("due_at >= ?", micros(f.From))
	}
	if !f.To.IsZero() {
		w.and("due_at < ?", micros(f.To))
	}
	w.search(f.Text)
	return w, true
}

func (f PostFilter) scope(w *where) {
	cond, args := "(1 = 0", []any{}
	if len(f.Areas) > 0 {
		cond += " OR area_id IN (" + w.marks(f.Areas) + ")"
		args = append(args, anys(f.Areas)...)
	}
	if len(f.Sources) > 0 {
		cond += " OR (source_area IN (" + w.marks(f.Sources) + ") AND state <> 'draft')"
		args = append(args, anys(f.Sources)...)
	}
	if len(f.Accounts) > 0 {
		cond += " OR id IN (SELECT post_id FROM post_account WHERE account_id IN (" + w.marks(f.Accounts) + "))"
		args = append(args, anys(f.Accounts)...)
	}
	if f.ReturnedBy != "" {
		cond += " OR (state = 'draft' AND body LIKE ?)"
		args = append(args, `%"returned":{"by":"`+jsonFragment(f.ReturnedBy)+`"%`)
	}
	w.and(cond+")", args...)
}

// jsonFragment is the text as it stands inside a JSON document.
func jsonFragment(s string) string {
	q := encode(s)
	return q[1 : len(q)-1]
}

// AddPost adds a post and its first revision.
func (t *Tx) AddPost(ctx context.Context, p post.Post) error {
	err := t.exec(ctx, "add the post", `INSERT INTO post (id, area_id, source_area, state, author, due_at, updated, version, body, words)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)`, p.ID, p.AreaID, p.SourceArea, string(p.State), p.Author, micros(p.Content.DueAt), micros(p.Updated), encode(p), postWords(p))
	if err != nil {
		return err
	}
	return t.tiePost(ctx, p)
}

// UpdatePost changes a post.
func (t *Tx) UpdatePost(ctx context.Context, p post.Post) error {
	err := t.update(ctx, "change the post", `UPDATE post SET area_id = $1, source_area = $2, state = $3, due_at = $4, updated = $5, body = $6, words = $7,
		version = version + 1 WHERE id = $8 AND version = $9`,
		p.AreaID, p.SourceArea, string(p.State), micros(p.Content.DueAt), micros(p.Updated), encode(p), postWords(p), p.ID, p.Version)
	if err != nil {
		return err
	}
	return t.tiePost(ctx, p)
}

func (t *Tx) tiePost(ctx context.Context, p post.Post) error {
	if err := t.keepTopic(ctx, p); err != nil {
		return err
	}
	ids := p.Content.AccountIDs()
	was, err := list(ctx, t, scanText, `SELECT account_id FROM post_account WHERE post_id = $1 ORDER BY account_id`, p.ID)
	if err != nil || fmt.Sprint(was) == fmt.Sprint(ids) {
		return err
	}
	if err := t.exec(ctx, "untie accounts", `DELETE FROM post_account WHERE post_id = $1`, p.ID); err != nil {
		return err
	}
	for _, id := range ids {
		if err := t.exec(ctx, "tie an account", `INSERT INTO post_account (post_id, account_id) VALUES ($1, $2)`, p.ID, id); err != nil {
			return err
		}
	}
	return nil
}

// Revision is one version of a post's content.
type Revision struct {
	PostID     string
	Revision   int
	At         time.Time
	PersonID   string
	PersonName string
	Content    post.Content
}

// PutRevision keeps the content under the post's revision number; the same number is replaced.
func (t *Tx) PutRevision(ctx context.Context, r Revision) error {
	return t.exec(ctx, "keep the revision", `INSERT INTO post_revision (post_id, revision, at, person_id, person_name, body) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (post_id, revision) DO UPDATE SET at = excluded.at, body = excluded.body`,
		r.PostID, r.Revision, micros(r.At), r.PersonID, r.PersonName, encode(r.Content))
}

// Revisions lists the versions of a post, newest first.
func (t *Tx) Revisions(ctx context.Context, postID string, limit int) ([]Revision, error) {
	return list(ctx, t, func(r scanner) (v Revision, err error) {
		var at int64
		var body string
		if err = r.Scan(&v.PostID, &v.Revision, &at, &v.PersonID, &v.PersonName, &body); err != nil {
			return v, err
		}
		v.At = fromMicros(at)
		return v, json.Unmarshal([]byte(body), &v.Content)
	}, `SELECT post_id, revision, at, person_id, person_name, body FROM post_revision WHERE post_id = $1 ORDER BY revision DESC LIMIT $2`, postID, limit)
}

// ForgetRevision removes an intermediate version that autosave has replaced.
func (t *Tx) ForgetRevision(ctx context.Context, postID string, revision int) error {
	return t.exec(ctx, "drop an intermediate revision", `DELETE FROM post_revision WHERE post_id = $1 AND revision = $2`, postID, revision)
}

// PutDictamen keeps the checks' result on exactly one content.
func (t *Tx) PutDictamen(ctx context.Context, postID, hash string, at time.Time, dictamen any) error {
	return t.exec(ctx, "keep the dictamen", `INSERT INTO dictamen (post_id, hash, at, body) VALUES ($1, $2, $3, $4)
		ON CONFLICT (post_id, hash) DO UPDATE SET at = excluded.at, body = excluded.body`, postID, hash, micros(at), encode(dictamen))
}

// Dictamen reads the checks' result on a content into v; false when there is none.
func (t *Tx) Dictamen(ctx context.Context, postID, hash string, v any) (bool, error) {
	all, err := list(ctx, t, scanText, `SELECT body FROM dictamen WHERE post_id = $1 AND hash = $2`, postID, hash)
	if err != nil || len(all) == 0 {
		return false, err
	}
	return true, json.Unmarshal([]byte(all[0]), v)
}

// Dictamens reads the latest kept dictamen of each post since a moment, the newest first
// and at most limit.
func Dictamens[T any](ctx context.Context, t *Tx, since time.Time, limit int) ([]T, error) {
	return list(ctx, t, func(r scanner) (v T, err error) {
		var body string
		if err := r.Scan(&body); err != nil {
			return v, err
		}
		return v, json.Unmarshal([]byte(body), &v)
	}, `SELECT body FROM dictamen d WHERE at >= $1 AND at = (SELECT max(at) FROM dictamen o WHERE o.post_id = d.post_id) ORDER BY at DESC LIMIT $2`, micros(since), limit)
}

// Media is an attachment that was cleaned and stored.
type Media struct {
	post.Media
	AreaID   string
	PersonID string
	Created  time.Time
}

// AddMedia notes a stored attachment and who brought it; the same content again adds only
// who brought it too.
func (t *Tx) AddMedia(ctx context.Context, m Media) error {
	err := t.exec(ctx, "note the attachment", `INSERT INTO media (hash, area_id, created, person_id, body) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (hash) DO NOTHING`, m.Hash, m.AreaID, micros(m.Created), m.PersonID, encode(m.Media))
	if err != nil {
		return err
	}
	return t.exec(ctx, "note who brought the attachment", `INSERT INTO media_keeper (hash, area_id, person_id) VALUES ($1, $2, $3)
		ON CONFLICT (hash, area_id, person_id) DO NOTHING`, m.Hash, m.AreaID, m.PersonID)
}

// MediaKeeper is who brought a file, and the area that keeps it by that.
type MediaKeeper struct{ AreaID, PersonID string }

// MediaKeepers lists who brought the file.
func (t *Tx) MediaKeepers(ctx context.Context, hash string) ([]MediaKeeper, error) {
	return list(ctx, t, func(r scanner) (k MediaKeeper, err error) {
		return k, r.Scan(&k.AreaID, &k.PersonID)
	}, `SELECT area_id, person_id FROM media_keeper WHERE hash = $1`, hash)
}

// Media reads a stored attachment.
func (t *Tx) Media(ctx context.Context, hash string) (Media, error) {
	return one(ctx, t, "ese archivo", func(r scanner) (m Media, err error) {
		var created int64
		var body string
		if err = r.Scan(&m.AreaID, &created, &m.PersonID, &body); err != nil {
			return m, err
		}
		m.Created = fromMicros(created)
		return m, json.Unmarshal([]byte(body), &m.Media)
	}, `SELECT area_id, created, person_id, body FROM media WHERE hash = $1`, hash)
}
