// Package answering brings what people write, and takes an answer back to them: each
// comment once, each answer once, nobody blocked.
package answering

import (
	"context"
	"log/slog"
	"time"

	"pregonero/check"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/keyring"
	"pregonero/regulation"
	"pregonero/store"
)

// Counter is what answering works with.
type Counter struct {
	Store   *store.Store
	Pack    *regulation.Pack
	Gate    institution.Gate
	Checker *check.Checker
	Proof   check.Proofreader // nil: none
	Keys    *keyring.Keyring
	Now     func() time.Time
	Log     *slog.Logger
}

// read loads an item and asks the gate about its account.
func (c *Counter) read(ctx context.Context, now time.Time, a institution.Actor, act institution.Act, id string) (inbox.Item, error) {
	var item inbox.Item
	err := c.Store.Read(ctx, func(t *store.Tx) error {
		var err error
		item, err = t.Item(ctx, id)
		return err
	})
	if err != nil {
		return item, err
	}
	return item, c.Gate.Permit(ctx, now, a, act, institution.On{AreaID: item.AreaID, AccountIDs: []string{item.AccountID}, Subject: "item:" + id})
}

// move is the story of every command that changes one item: read, permit, move, keep, record.
func (c *Counter) move(ctx context.Context, a institution.Actor, id, name string, rule regulation.Rule, f func(*inbox.Item, time.Time) (map[string]any, error)) (inbox.Item, error) {
	now := c.Now()
	before, err := c.read(ctx, now, a, institution.InboxAnswer, id)
	if err != nil {
		return before, err
	}
	item := before
	err = c.Store.Change(ctx, func(t *store.Tx) error {
		item = before
		details, err := f(&item, now)
		if err != nil {
			return err
		}
		if err := t.UpdateItem(ctx, item); err != nil {
			return err
		}
		item.Version++
		if name == "" {
			return nil
		}
		e := store.Entry(now, a, name)
		e.Subject, e.Account, e.Area, e.Clause, e.Details = "item:"+item.ID, item.AccountID, item.AreaID, c.Pack.ClauseFor(rule), details
		return t.Record(ctx, e)
	})
	return item, err
}
