package answering

import (
	"context"
	"time"

	"pregonero/account"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/post"
	"pregonero/store"
)

// Query narrows the inbox.
type Query struct {
	Accounts []string
	States   []inbox.State
	Mine     bool
	Late     bool
	Text     string
	Newest   bool
	Limit    int
	Offset   int
}

// List is a page of the inbox.
type List struct {
	Items    []inbox.Item
	Total    int
	Accounts map[string]account.Account
	Problems map[string]string // account → why it cannot be listened to now
	Counts   Counts
}

// Counts are the numbers beside the saved views.
type Counts struct{ Open, Late, Mine int }

// Inbox lists what people wrote to the actor's accounts.
func (c *Counter) Inbox(ctx context.Context, a institution.Actor, q Query) (List, error) {
	now := c.Now()
	out := List{Accounts: map[string]account.Account{}, Problems: map[string]string{}}
	if err := c.Gate.Permit(ctx, now, a, institution.InboxRead, institution.On{}); err != nil {
		return out, err
	}
	err := c.Store.Read(ctx, func(t *store.Tx) error {
		accounts, err := t.AccountsOf(ctx, a)
		if err != nil {
			return err
		}
		for _, acc := range accounts {
			out.Accounts[acc.ID] = acc
			cur, err := t.Cursor(ctx, acc.ID, source)
			if err != nil {
				return err
			}
			if cur.Problem != "" {
				out.Problems[acc.ID] = cur.Problem
			}
		}
		ids := chosen(account.IDs(accounts), q.Accounts)
		f := store.ItemFilter{Accounts: ids, States: q.States, Text: q.Text, Newest: q.Newest, Limit: q.Limit, Offset: q.Offset}
		if q.Mine {
			f.Assignee = a.PersonID
		}
		if q.Late {
			f.LateAt = now
		}
		if out.Items, err = t.Items(ctx, f); err != nil {
			return err
		}
		if out.Total, err = t.CountItems(ctx, f); err != nil {
			return err
		}
		out.Counts, err = counts(ctx, t, a, account.IDs(accounts), now)
		return err
	})
	return out, err
}

// Waiting counts what waits for the actor, for the navigation.
func (c *Counter) Waiting(ctx context.Context, a institution.Actor) (n Counts, err error) {
	err = c.Store.Read(ctx, func(t *store.Tx) error {
		accounts, err := t.AccountsOf(ctx, a)
		if err != nil {
			return err
		}
		n, err = counts(ctx, t, a, account.IDs(accounts), c.Now())
		return err
	})
	return n, err
}

func counts(ctx context.Context, t *store.Tx, a institution.Actor, ids []string, now time.Time) (n Counts, err error) {
	open := []inbox.State{inbox.Open}
	if n.Open, err = t.CountItems(ctx, store.ItemFilter{Accounts: ids, States: open}); err != nil {
		return n, err
	}
	if n.Late, err = t.CountItems(ctx, store.ItemFilter{Accounts: ids, States: open, LateAt: now}); err != nil {
		return n, err
	}
	n.Mine, err = t.CountItems(ctx, store.ItemFilter{Accounts: ids, States: open, Assignee: a.PersonID})
	return n, err
}

// chosen keeps the wanted accounts that are the actor's; none wanted means all.
func chosen(mine, wanted []string) []string {
	if len(wanted) == 0 {
		return mine
	}
	var out []string
	for _, id := range mine {
		for _, w := range wanted {
			if id == w {
				out = append(out, id)
			}
		}
	}
	return out
}

// Conversation is a thread with its publication, our answers and who may attend it.
type Conversation struct {
	Item        inbox.Item // the one that was opened
	Items       []inbox.Item
	Answers     map[string]post.Publication // by item
	Publication *post.Publication
	Account     account.Account
	People      map[string]string // who may attend: person → name
	May         bool
}

// Conversation opens the thread of an item.
func (c *Counter) Conversation(ctx context.Context, a institution.Actor, itemID string) (Conversation, error) {
	now := c.Now()
	item, err := c.read(ctx, now, a, institution.InboxRead, itemID)
	if err != nil {
		return Conversation{}, err
	}
	out := Conversation{Item: item, Answers: map[string]post.Publication{}, People: map[string]string{}, May: true}
	err = c.Store.Read(ctx, func(t *store.Tx) error {
		if out.Account, err = t.Account(ctx, item.AccountID); err != nil {
			return err
		}
		if out.Items, err = t.Thread(ctx, item.ThreadID, 200); err != nil {
			return err
		}
		for _, i := range out.Items {
			if i.AnswerID == "" {
				continue
			}
			if out.Answers[i.ID], err = t.Publication(ctx, i.AnswerID); err != nil {
				return err
			}
		}
		if item.PubID != "" {
			pub, err := t.Publication(ctx, item.PubID)
			if err != nil {
				return err
			}
			out.Publication = &pub
		}
		return c.people(ctx, t, out.Account, out.People)
	})
	return out, err
}

func (c *Counter) people(ctx context.Context, t *store.Tx, acc account.Account, into map[string]string) error {
	for _, id := range []string{acc.LeadID, acc.AlternateID} {
		if id == "" {
			continue
		}
		p, err := t.Person(ctx, id)
		if err != nil {
			return err
		}
		into[id] = p.Name
	}
	return nil
}
