package publishing

import (
	"context"
	"slices"
	"sync"
	"time"

	"pregonero/check"
	"pregonero/check/alike"
	"pregonero/internal/id"
	"pregonero/limits"
	"pregonero/post"
	"pregonero/store"
)

// archive is the index of everything that went out or waits to, for near copies. It is
// filled from the store when it is first needed and follows it from then on: what other
// processes publish comes in at the next search.
type archive struct {
	mu     sync.Mutex
	index  alike.Index
	after  string          // up to where the store was read
	recent map[string]bool // what was read of the last minutes: others may still add there
}

const (
	archivePage = 5_000
	archiveLate = 10 * time.Minute // how long after its identifier was made a row may appear
	mostAlike   = 40               // candidates that are compared
)

// follow reads what is new in the store.
func (x *archive) follow(ctx context.Context, s *store.Store, now time.Time) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	after := x.after
	if late := id.At(now.Add(-archiveLate)); x.after > late {
		after = late
	}
	for {
		var page []alike.Entry
		err := s.Read(ctx, func(t *store.Tx) (err error) {
			page, err = t.Sketches(ctx, after, archivePage)
			return err
		})
		if err != nil {
			return err
		}
		x.take(page, id.At(now.Add(-2*archiveLate)))
		if len(page) < archivePage {
			return nil
		}
		after = page[len(page)-1].ID
	}
}

// take adds what is not in the index yet, and forgets which of the old ones are.
func (x *archive) take(page []alike.Entry, old string) {
	if x.recent == nil {
		x.recent = map[string]bool{}
	}
	page = slices.DeleteFunc(page, func(e alike.Entry) bool { return x.recent[e.ID] })
	x.index.Add(page...)
	for _, e := range page {
		if e.ID > old {
			x.recent[e.ID] = true
		}
		x.after = max(x.after, e.ID)
	}
	for k := range x.recent {
		if k <= old {
			delete(x.recent, k)
		}
	}
}

// WarmArchive fills the index before anybody waits for it.
func (d *Desk) WarmArchive(ctx context.Context) error {
	return d.archive.follow(ctx, d.Store, d.Now())
}

// alike lists publications that may be nearly the same as one of the texts.
func (d *Desk) alike(ctx context.Context, c post.Content) ([]string, error) {
	if err := d.archive.follow(ctx, d.Store, d.Now()); err != nil {
		return nil, err
	}
	var ids []string
	for _, s := range shapesOf(c) {
		ids = append(ids, d.archive.index.Like(s.Sketch(), mostAlike)...)
	}
	return unique(ids), nil
}

// shapesOf are the distinct texts of a content that are long enough to be told apart.
func shapesOf(c post.Content) (all []alike.Shape) {
	texts := []string{}
	for _, id := range c.AccountIDs() {
		texts = append(texts, c.TextFor(id))
	}
	if len(texts) == 0 {
		texts = append(texts, c.Text)
	}
	for _, text := range unique(texts) {
		if s := alike.Of(text); len(s.Shingles) >= alike.Least {
			all = append(all, s)
		}
	}
	return all
}

// earlier gives what was published on the same subject, and what is nearly the same,
// compared exactly: what waits to go out counts among these.
//
//clause:code 6.iv
//clause:code 6.xxix
func (d *Desk) earlier(ctx context.Context, t *store.Tx, c post.Content, postID string, candidates []string) ([]check.Earlier, error) {
	near, err := t.PublicationsIn(ctx, candidates)
	if err != nil {
		return nil, err
	}
	about, err := t.PublishedAbout(ctx, c.Subject, postID, mostAbout)
	if err != nil {
		return nil, err
	}
	shapes := shapesOf(c)
	seen := map[string]bool{}
	var ids []string
	var out []check.Earlier
	for _, p := range append(near, about...) {
		if seen[p.ID] || postID != "" && p.PostID == postID || c.Corrects != "" || gone(p.Stage) {
			continue
		}
		seen[p.ID] = true
		e := check.Earlier{Text: p.Text, At: p.DueAt, Where: p.AccountID, Alike: likest(shapes, p.Text)}
		if !p.PublishedAt.IsZero() {
			e.At = p.PublishedAt
		}
		out, ids = append(out, e), append(ids, p.AccountID)
	}
	return named(ctx, t, out, ids)
}

// gone tells what was never public and will not be, or was taken back.
func gone(s post.Stage) bool { return s == post.Failed || s == post.Missed || s == post.Withdrawn }

func likest(shapes []alike.Shape, text string) (share float64) {
	other := alike.Of(text)
	for _, s := range shapes {
		share = max(share, s.Jaccard(other))
	}
	return share
}

// named says the accounts by name.
func named(ctx context.Context, t *store.Tx, all []check.Earlier, ids []string) ([]check.Earlier, error) {
	accounts, err := accountsOf(ctx, t, unique(ids))
	if err != nil {
		return nil, err
	}
	for i := range all {
		if acc, ok := accounts[all[i].Where]; ok {
			all[i].Where = acc.At() + " (" + limits.Of(acc.Network).Label + ")"
		}
	}
	return all, nil
}
