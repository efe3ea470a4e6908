package publishing

import (
	"context"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/check"
	"pregonero/institution"
	"pregonero/post"
	"pregonero/store"
)

const (
	mostKeys  = 40 // pages and files of a content that are looked at
	mostAbout = 20 // former publications on a subject
)

// gathered is what the checks are told of the world outside the content.
type gathered struct {
	accounts map[string]account.Account
	pages    map[string]store.Page
	earlier  []check.Earlier
	rates    []check.Rate
	reserve  check.Reserve
	around   around
}

// gather reads what the checks may know of a content, and says which pages and files are
// still to be looked at.
func (d *Desk) gather(ctx context.Context, a institution.Actor, c post.Content, postID string, now time.Time) (g gathered, owed []string, err error) {
	candidates, err := d.alike(ctx, c)
	if err != nil {
		return g, nil, err
	}
	err = d.Store.Read(ctx, func(t *store.Tx) (err error) {
		if g.accounts, err = accountsOf(ctx, t, c.AccountIDs()); err != nil {
			return err
		}
		keys, err := d.mayLook(ctx, t, now, a, c)
		if err != nil {
			return err
		}
		if g.pages, err = t.Pages(ctx, keys); err != nil {
			return err
		}
		for _, k := range keys {
			if p, seen := g.pages[k]; !seen || now.Sub(p.At) > check.PageFresh && !readPicture(k, p) {
				owed = append(owed, k)
			}
		}
		if g.earlier, err = d.earlier(ctx, t, c, postID, candidates); err != nil {
			return err
		}
		if g.reserve, err = t.Reserve(ctx, d.Pack); err != nil {
			return err
		}
		if g.rates, err = rates(ctx, t, c, postID, now); err != nil {
			return err
		}
		g.around, err = d.around(ctx, t, c, postID, now)
		return err
	})
	return g, owed, err
}

// ask owes a look at pages and files, unless one is on its way already. seen is since when
// what was found holds.
func (d *Desk) ask(ctx context.Context, now, seen time.Time, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	return d.Store.Change(ctx, func(t *store.Tx) error {
		_, err := t.AskPages(ctx, now, seen, now.Add(-check.PageOnItsWay), keys)
		return err
	})
}

// mayLook lists the keys of a content: its links, and its sources. A source's file that is
// none of the actor's concern is not looked into.
func (d *Desk) mayLook(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, c post.Content) ([]string, error) {
	keys := linkKeys(c)
	for _, s := range c.Sources {
		switch key := sourceKey(s); {
		case key == "" || slices.Contains(keys, key) || len(keys) >= mostKeys:
		case s.Hash != "":
			may, err := mayUse(ctx, t, now, a, institution.PostRead, s.Hash)
			if err != nil {
				return nil, err
			}
			if may {
				keys = append(keys, key)
			}
		default:
			keys = append(keys, key)
		}
	}
	return d.pictureKeys(ctx, t, now, a, c, keys)
}

// linkKeys are the addresses of the links in the texts of a content.
func linkKeys(c post.Content) []string {
	texts := []string{c.Text}
	for _, id := range c.AccountIDs() {
		texts = append(texts, c.TextFor(id))
	}
	return check.Addresses(texts...)
}

// sourceKey is where the words of a source are: its file, or else its page.
func sourceKey(s post.Source) string {
	if s.Hash != "" {
		return store.FileKey(s.Hash)
	}
	return check.Address(s.URL)
}

// tell adds to the facts what was gathered.
func (g gathered) tell(f *check.Facts, c post.Content) {
	for _, key := range linkKeys(c) {
		if p, ok := g.pages[key]; ok {
			f.Pages = append(f.Pages, p.Page)
		}
	}
	for _, s := range c.Sources {
		if p, ok := g.pages[sourceKey(s)]; ok {
			f.Documents = append(f.Documents, check.SourceText{Title: orElse(s.Title, orElse(p.Title, s.URL)), Text: p.Text, Problem: p.Problem})
		}
	}
	g.showPictures(f, c)
	f.Earlier, f.Rates, f.Reserve = g.earlier, g.rates, g.reserve
	f.Handles, f.Rhythm, f.Sessions = g.around.handles, g.around.rhythm, g.around.sessions
}

// rates counts what the accounts of a content send around its hour.
func rates(ctx context.Context, t *store.Tx, c post.Content, postID string, now time.Time) (out []check.Rate, err error) {
	at := c.DueAt
	if at.IsZero() {
		at = now
	}
	for _, id := range c.AccountIDs() {
		r := check.Rate{Account: id}
		if r.Hour, err = t.CountDue(ctx, id, postID, at.Add(-time.Hour), at.Add(time.Minute)); err != nil {
			return nil, err
		}
		if r.Day, err = t.CountDue(ctx, id, postID, at.Add(-24*time.Hour), at.Add(time.Minute)); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}
