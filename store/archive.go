package store

import (
	"context"
	"time"

	"pregonero/check/alike"
	"pregonero/internal/fold"
	"pregonero/post"
)

// addSketch keeps what a publication is found by among those nearly the same. Answers, and
// texts too short to tell, have none.
func (t *Tx) addSketch(ctx context.Context, p post.Publication) error {
	if p.Kind == post.KindAnswer {
		return nil
	}
	s := alike.Of(p.Text)
	if len(s.Shingles) < alike.Least {
		return nil
	}
	return t.exec(ctx, "keep the sketch", `INSERT INTO publication_sketch (id, sketch) VALUES ($1, $2)`, p.ID, s.Sketch().String())
}

// Sketches lists sketches of publications whose identifier comes after one, in order.
func (t *Tx) Sketches(ctx context.Context, after string, limit int) ([]alike.Entry, error) {
	return list(ctx, t, func(r scanner) (e alike.Entry, err error) {
		var k string
		if err = r.Scan(&e.ID, &k); err != nil {
			return e, err
		}
		e.Sketch, err = alike.ParseSketch(k)
		return e, err
	}, `SELECT id, sketch FROM publication_sketch WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

// PublicationsIn gives publications by identifier; those that are no longer there are left out.
func (t *Tx) PublicationsIn(ctx context.Context, ids []string) ([]post.Publication, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var w where
	w.in("id", ids)
	return list(ctx, t, scanPublication, `SELECT version, body FROM publication`+w.String(), w.args...)
}

// keepTopic notes the subject of a post, so that others on the same are found.
func (t *Tx) keepTopic(ctx context.Context, p post.Post) error {
	return t.exec(ctx, "keep the subject", `INSERT INTO post_topic (post_id, topic) VALUES ($1, $2)
		ON CONFLICT (post_id) DO UPDATE SET topic = excluded.topic WHERE post_topic.topic <> excluded.topic`, p.ID, fold.Text(p.Content.Subject))
}

// PublishedAbout lists what is public on a subject, whatever its case and accents, without
// one post; the last first.
func (t *Tx) PublishedAbout(ctx context.Context, subject, butPost string, limit int) ([]post.Publication, error) {
	topic := fold.Text(subject)
	if topic == "" {
		return nil, nil
	}
	return list(ctx, t, scanPublication, `SELECT q.version, q.body FROM publication q WHERE q.id IN (
		SELECT p.id FROM post_topic s JOIN publication p ON p.post_id = s.post_id
		WHERE s.topic = $1 AND s.post_id <> $2 AND p.stage = 'published' ORDER BY s.post_id DESC LIMIT $3) ORDER BY q.due_at DESC`, topic, butPost, limit)
}

// CountDue counts publications of an account that are no answers, due in a time, without
// those of one post and those that did not go out.
func (t *Tx) CountDue(ctx context.Context, accountID, butPost string, from, to time.Time) (n int, err error) {
	err = t.q.QueryRowContext(ctx, `SELECT count(*) FROM publication WHERE account_id = $1 AND due_at >= $2 AND due_at < $3 AND post_id <> $4
		AND kind <> 'answer' AND stage NOT IN ('failed', 'missed', 'withdrawn')`, accountID, micros(from), micros(to), butPost).Scan(&n)
	return n, wrap(err, "count publications")
}
