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
	Names    map[string]string // of the people that the items speak of
	Counts   Counts
}

// Counts are the numbers beside the saved views.
type Counts struct{ Open, Late, Mine int }

// Inbox lists what people wrote to the actor's accounts.
func (c *Counter) Inbox(ctx context.Context, a institution.Actor, q Query) (List, error) {
	now := c.Now()
	out := List{Accounts: map[string]account.Account{}, Problems: map[string]string{}, Names: map[string]string{}}
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
		}
		if out.Problems, err = t.Problems(ctx, account.IDs(accounts), source); err != nil {
			return err
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
		if out.Counts, err = counts(ctx, t, a, account.IDs(accounts), now); err != nil {
			return err
		}
		return names(ctx, t, out.Items, out.Names)
	})
	return out, err
}

// names reads what the people are called who hold, answered or closed the items.
func names(ctx context.Context, t *store.Tx, items []inbox.Item, into map[string]string) error {
	for _, i := range items {
		for _, id := range []string{i.Assignee, i.AnsweredBy, i.ClosedBy} {
			if id == "" || into[id] != "" {
				continue
			}
			p, err := t.Person(ctx, id)
			if err != nil {
				return err
			}
			into[id] = p.Name
		}
	}
	return nil
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
	n.Open, n.Late, n.Mine, err = t.CountOpen(ctx, ids, now, a.PersonID)
	return n, err
}

// Soonest counts what waits for the actor and gives what is due first; nil when nothing waits.
func (c *Counter) Soonest(ctx context.Context, a institution.Actor) (n Counts, first *inbox.Item, err error) {
	err = c.Store.Read(ctx, func(t *store.Tx) error {
		accounts, err := t.AccountsOf(ctx, a)
		if err != nil {
			return err
		}
		ids := account.IDs(accounts)
		if n, err = counts(ctx, t, a, ids, c.Now()); err != nil || n.Open == 0 {
			return err
		}
		items, err := t.Items(ctx, store.ItemFilter{Accounts: ids, States: []inbox.State{inbox.Open}, Limit: 1})
		if len(items) > 0 {
			first = &items[0]
		}
		return err
	})
	return n, first, err
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
	Names       map[string]string // of the people that the items speak of
	May         bool
	Listening   string // why the account cannot be listened to now; "" when it can
}

// Conversation opens the thread of an item.
func (c *Counter) Conversation(ctx context.Context, a institution.Actor, itemID string) (Conversation, error) {
	now := c.Now()
	item, err := c.read(ctx, now, a, institution.InboxRead, itemID)
	if err != nil {
		return Conversation{}, err
	}
	out := Conversation{Item: item, Answers: map[string]post.Publication{}, People: map[string]string{}, Names: map[string]string{}}
	out.May = institution.Allowed(now, a, institution.InboxAnswer, institution.On{AreaID: item.AreaID, AccountIDs: []string{item.AccountID}})
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
		cur, err := t.Cursor(ctx, item.AccountID, source)
		if err != nil {
			return err
		}
		out.Listening = cur.Problem
		if err := names(ctx, t, out.Items, out.Names); err != nil {
			return err
		}
		return c.people(ctx, t, now, out.Account, out.People)
	})
	return out, err
}

// people are those who may answer: the two administrators and the head of the area.
func (c *Counter) people(ctx context.Context, t *store.Tx, now time.Time, acc account.Account, into map[string]string) error {
	ids := []string{acc.LeadID, acc.AlternateID}
	grants, err := t.Grants(ctx, now)
	if err != nil {
		return err
	}
	for _, g := range grants {
		if g.Role == institution.Head && g.AreaID == acc.AreaID {
			ids = append(ids, g.PersonID)
		}
	}
	for _, id := range ids {
		if id == "" || into[id] != "" {
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
