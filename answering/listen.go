package answering

import (
	"context"
	"errors"
	"fmt"
	"time"

	"pregonero/account"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/network"
	"pregonero/post"
	"pregonero/store"
)

// source names the cursor of what people write; webhooks and streams will have their own.
const source = "listen"

// pagesAtOnce bounds one visit, so that one flooded account does not keep the others waiting.
const pagesAtOnce = 20

// ListenAll visits every active account whose network can be listened to.
func (c *Counter) ListenAll(ctx context.Context) error {
	var accounts []account.Account
	err := c.Store.Read(ctx, func(t *store.Tx) error {
		var err error
		accounts, err = t.Accounts(ctx, store.AccountFilter{States: []account.State{account.Active, account.Suspended}})
		return err
	})
	if err != nil {
		return err
	}
	var all error
	for _, acc := range accounts {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := c.Listen(ctx, acc.ID); err != nil {
			all = errors.Join(all, fmt.Errorf("listen to %s: %w", acc.ID, err))
		}
	}
	return all
}

// Listen brings what is new on one account. The items of a page and the cursor that
// follows them are kept in one transaction: nothing is missed, nothing is kept twice.
//
//clause:code 5.2.e
func (c *Counter) Listen(ctx context.Context, accountID string) error {
	acc, cursor, err := c.where(ctx, accountID)
	if err != nil || !acc.Credential.Present {
		return err
	}
	conn, err := c.Keys.Connector(acc)
	if err != nil {
		return nil //nolint:nilerr // a network without connector has nothing to listen to
	}
	listener, ok := conn.(network.Listener)
	if !ok {
		return nil
	}
	for range pagesAtOnce {
		open, err := c.Keys.Open(ctx, acc)
		if err != nil {
			return c.deaf(ctx, acc, cursor, err)
		}
		batch, err := listener.Listen(ctx, open, cursor)
		if err != nil {
			return c.deaf(ctx, acc, cursor, err)
		}
		if err := c.keep(ctx, acc, batch); err != nil {
			return err
		}
		if cursor = batch.Cursor; !batch.More {
			return nil
		}
	}
	return nil
}

func (c *Counter) where(ctx context.Context, accountID string) (acc account.Account, cursor string, err error) {
	err = c.Store.Read(ctx, func(t *store.Tx) error {
		if acc, err = t.Account(ctx, accountID); err != nil {
			return err
		}
		k, err := t.Cursor(ctx, accountID, source)
		cursor = k.Value
		return err
	})
	return acc, cursor, err
}

// deaf notes in plain words why the account could not be listened to; the cursor stays.
func (c *Counter) deaf(ctx context.Context, acc account.Account, cursor string, cause error) error {
	sentence := "No se pudo leer lo que escriben en la red."
	var e *network.Error
	if errors.As(cause, &e) {
		sentence = e.Sentence
		if e.Next != "" {
			sentence += " " + e.Next
		}
	}
	now := c.Now()
	return c.Store.Change(ctx, func(t *store.Tx) error {
		return t.PutCursor(ctx, acc.ID, source, store.Cursor{Value: cursor, At: now, Problem: sentence})
	})
}

func (c *Counter) keep(ctx context.Context, acc account.Account, batch network.Batch) error {
	now := c.Now()
	return c.Store.Change(ctx, func(t *store.Tx) error {
		for _, in := range batch.Items {
			if err := c.take(ctx, t, acc, in, now); err != nil {
				return err
			}
		}
		return t.PutCursor(ctx, acc.ID, source, store.Cursor{Value: batch.Cursor, At: now})
	})
}

// take keeps one item as written, or notes what its author changed.
func (c *Counter) take(ctx context.Context, t *store.Tx, acc account.Account, in network.Item, now time.Time) error {
	have, found, err := t.ItemByRemote(ctx, acc.ID, in.Ref.ID)
	if err != nil {
		return err
	}
	if found {
		return c.again(ctx, t, have, in, now)
	}
	if in.Deleted {
		return nil
	}
	item := inbox.Item{ID: id.New(now), AccountID: acc.ID, AreaID: acc.AreaID, Network: acc.Network, Kind: in.Kind,
		Remote: post.Ref(in.Ref), ReplyTo: ref(in.ReplyTo), Root: ref(in.Root), Author: inbox.Author(in.Author), Text: in.Text,
		At: in.At, Received: now, Private: in.Private, State: inbox.Open}
	if item.At.IsZero() || item.At.After(now) {
		item.At = now
	}
	for _, m := range in.Media {
		item.Pictures = append(item.Pictures, inbox.Picture{Kind: m.Kind, URL: m.URL, Alt: m.Alt})
	}
	calendar, err := t.Calendar(ctx, c.Pack)
	if err != nil {
		return err
	}
	item.Clock(c.Pack, acc.Hours, calendar)
	if err := c.thread(ctx, t, acc.ID, &item); err != nil {
		return err
	}
	added, err := t.AddItem(ctx, item)
	if err != nil || !added {
		return err
	}
	e := store.Entry(now, institution.System("escucha"), "item.received")
	e.Subject, e.Account, e.Area = "item:"+item.ID, acc.ID, acc.AreaID
	e.Details = map[string]any{"kind": item.Kind, "remote": item.Remote.ID}
	return t.Record(ctx, e)
}

// again notes an edit or a deletion by the author; what was first written stays in the
// item's text until the author edits it, and the ledger has the moment.
func (c *Counter) again(ctx context.Context, t *store.Tx, have inbox.Item, in network.Item, now time.Time) error {
	act := ""
	switch {
	case in.Deleted && have.DeletedAt.IsZero():
		have.DeletedAt, act = now, "item.deleted_by_author"
	case !in.Deleted && in.Edited && in.Text != have.Text:
		have.Text, have.EditedAt, act = in.Text, now, "item.edited_by_author"
	default:
		return nil
	}
	if err := t.UpdateItem(ctx, have); err != nil {
		return err
	}
	e := store.Entry(now, institution.System("escucha"), act)
	e.Subject, e.Account, e.Area = "item:"+have.ID, have.AccountID, have.AreaID
	return t.Record(ctx, e)
}

// thread ties the item to the conversation and to the publication it speaks of.
func (c *Counter) thread(ctx context.Context, t *store.Tx, accountID string, item *inbox.Item) error {
	item.ThreadID = item.ID
	for _, r := range []*post.Ref{item.ReplyTo, item.Root} {
		if r == nil || r.ID == "" {
			continue
		}
		parent, found, err := t.ItemByRemote(ctx, accountID, r.ID)
		if err != nil {
			return err
		}
		if found {
			item.ThreadID, item.PubID = parent.ThreadID, parent.PubID
			return nil
		}
		pub, found, err := t.PublicationByRemote(ctx, accountID, r.ID)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		item.PubID = pub.ID
		if pub.ItemID == "" {
			return nil
		}
		answered, err := t.Item(ctx, pub.ItemID) // a reply to our answer goes on with that conversation
		if err != nil {
			return err
		}
		item.ThreadID, item.PubID = answered.ThreadID, answered.PubID
		return nil
	}
	return nil
}

func ref(r *network.Ref) *post.Ref {
	if r == nil {
		return nil
	}
	p := post.Ref(*r)
	return &p
}
