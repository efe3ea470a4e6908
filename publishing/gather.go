package publishing

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/check"
	"pregonero/institution"
	"pregonero/limits"
	"pregonero/post"
	"pregonero/store"
)

const (
	fresh     = 12 * time.Hour  // for how long what was found at a page holds while one writes
	onItsWay  = 2 * time.Minute // how long a look that was asked for is waited for
	mostLinks = 20              // of a content that are looked at
	mostAbout = 20              // former publications on a subject
)

// gathered is what the checks are told of the world outside the content.
type gathered struct {
	accounts map[string]account.Account
	pages    map[string]store.Page
	earlier  []check.Earlier
	rates    []check.Rate
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
			if p, seen := g.pages[k]; !seen || now.Sub(p.At) > fresh {
				owed = append(owed, k)
			}
		}
		if g.earlier, err = d.earlier(ctx, t, c, postID, candidates); err != nil {
			return err
		}
		g.rates, err = rates(ctx, t, c, postID, now)
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
		_, err := t.AskPages(ctx, now, seen, now.Add(-onItsWay), keys)
		return err
	})
}

// mayLook lists the keys of a content: its links, and its sources. A source's file that is
// none of the actor's concern is not looked into.
func (d *Desk) mayLook(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, c post.Content) ([]string, error) {
	keys := linkKeys(c)
	for _, s := range c.Sources {
		switch key := sourceKey(s); {
		case key == "" || slices.Contains(keys, key) || len(keys) >= 2*mostLinks:
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
	return keys, nil
}

// linkKeys are the addresses of the links in the texts of a content.
func linkKeys(c post.Content) (keys []string) {
	texts := []string{c.Text}
	for _, id := range c.AccountIDs() {
		texts = append(texts, c.TextFor(id))
	}
	for _, text := range texts {
		for _, u := range limits.URLs(text) {
			if key := address(text[u.Start:u.End]); key != "" && !slices.Contains(keys, key) && len(keys) < mostLinks {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// sourceKey is where the words of a source are: its file, or else its page.
func sourceKey(s post.Source) string {
	if s.Hash != "" {
		return store.FileKey(s.Hash)
	}
	return address(s.URL)
}

// address completes a link as a browser does; "" when it is none.
func address(link string) string {
	link = strings.TrimSpace(link)
	if link != "" && !strings.Contains(link, "://") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || !strings.Contains(u.Host, ".") && u.Port() == "" {
		return ""
	}
	u.Fragment = ""
	u.Host = strings.ToLower(u.Host)
	return u.String()
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
	f.Earlier, f.Rates = g.earlier, g.rates
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
