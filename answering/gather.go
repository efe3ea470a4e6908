package answering

import (
	"context"
	"time"

	"pregonero/check"
	"pregonero/check/alike"
	"pregonero/inbox"
	"pregonero/post"
	"pregonero/store"
)

// gathered is what the checks are told of the world outside an answer.
type gathered struct {
	pages     []check.Page
	recipient check.Recipient
	reserve   check.Reserve
	pending   int
}

const (
	mostAnswers = 200 // of a day that are compared
	nearlySame  = 0.8 // likeness (Jaccard) from which on two answers are one
)

// gather reads what is known of the links of an answer, asks for what is not, and counts
// what the account sent in a day to the same person and in the same words.
//
//clause:code 6.vi
//clause:code 6.xxix
func (c *Counter) gather(ctx context.Context, item inbox.Item, text string, now time.Time) (g gathered, err error) {
	keys := check.Addresses(text)
	var owed []string
	err = c.Store.Read(ctx, func(t *store.Tx) error {
		pages, err := t.Pages(ctx, keys)
		if err != nil {
			return err
		}
		for _, k := range keys {
			p, seen := pages[k]
			if seen {
				g.pages = append(g.pages, p.Page)
			} else {
				g.pending++
			}
			if !seen || now.Sub(p.At) > check.PageFresh {
				owed = append(owed, k)
			}
		}
		if g.reserve, err = t.Reserve(ctx, c.Pack); err != nil {
			return err
		}
		g.recipient, err = recipientOf(ctx, t, item, text, now)
		return err
	})
	if err != nil || len(owed) == 0 {
		return g, err
	}
	return g, c.Store.Change(ctx, func(t *store.Tx) error {
		_, err := t.AskPages(ctx, now, now.Add(-check.PageFresh), now.Add(-check.PageOnItsWay), owed)
		return err
	})
}

// recipientOf looks at the answers of a day.
func recipientOf(ctx context.Context, t *store.Tx, item inbox.Item, text string, now time.Time) (r check.Recipient, err error) {
	sent, err := t.Publications(ctx, store.PublicationFilter{Accounts: []string{item.AccountID}, Kind: post.KindAnswer, From: now.AddDate(0, 0, -1), Newest: true, Limit: mostAnswers})
	if err != nil {
		return r, err
	}
	var ids []string
	for _, p := range sent {
		ids = append(ids, p.ItemID)
	}
	items, err := t.ItemsIn(ctx, ids)
	if err != nil {
		return r, err
	}
	authors := map[string]string{}
	for _, i := range items {
		authors[i.ID] = i.Author.ID
	}
	r.Known, r.Direct = true, item.Private
	mine, others := alike.Of(text), map[string]bool{}
	for _, p := range sent {
		switch who := authors[p.ItemID]; {
		case who == "" || p.Stage == post.Failed || p.Stage == post.Missed || p.Stage == post.Withdrawn:
		case who == item.Author.ID:
			r.Day++
		case mine.Letters != "" && mine.Jaccard(alike.Of(p.Text)) >= nearlySame:
			others[who] = true
		}
	}
	r.Copies = len(others)
	return r, nil
}
