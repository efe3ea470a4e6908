package answering

import (
	"context"
	"strings"
	"time"

	"pregonero/check"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/limits"
	"pregonero/network"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// JobSend is publishing's job: an answer goes out by the same protocol as any publication.
const JobSend = "publication.send"

// Claim gives the actor the answer box of a comment, for the minutes that the pack sets.
func (c *Counter) Claim(ctx context.Context, a institution.Actor, itemID string) (inbox.Item, error) {
	now := c.Now()
	return c.move(ctx, a, itemID, "", regulation.RuleAnswerOnce, func(i *inbox.Item, _ time.Time) (map[string]any, error) {
		return nil, i.Lock(a.PersonID, a.Name, now, now.Add(inbox.LockFor(c.Pack)))
	})
}

// Release lets go of the answer box.
func (c *Counter) Release(ctx context.Context, a institution.Actor, itemID string) (inbox.Item, error) {
	return c.move(ctx, a, itemID, "", regulation.RuleAnswerOnce, func(i *inbox.Item, _ time.Time) (map[string]any, error) {
		i.Unlock(a.PersonID)
		return nil, nil
	})
}

// Judge runs the checks of answers on what is being written.
func (c *Counter) Judge(ctx context.Context, a institution.Actor, itemID, text string) (check.Dictamen, error) {
	item, err := c.read(ctx, c.Now(), a, institution.InboxAnswer, itemID)
	if err != nil {
		return check.Dictamen{}, err
	}
	room, err := c.room(ctx, item)
	if err != nil {
		return check.Dictamen{}, err
	}
	return c.judge(ctx, item, room, text)
}

// room is what the account's server takes; its own word comes before the network's. What
// the network asks to be written before an answer is taken off.
func (c *Counter) room(ctx context.Context, item inbox.Item) (l limits.Limits, err error) {
	err = c.Store.Read(ctx, func(t *store.Tx) error {
		acc, err := t.Account(ctx, item.AccountID)
		if err != nil {
			return err
		}
		l = limits.Of(item.Network).WithText(acc.TextLimit)
		if conn, err := c.Keys.Connector(acc); err == nil {
			l = l.WithText(l.Text.Max - l.Count(prefixOf(conn, item.Remote)))
		}
		return nil
	})
	return l, err
}

func prefixOf(conn network.Connector, answered post.Ref) string {
	p, ok := conn.(network.Prefixer)
	if !ok {
		return ""
	}
	return p.Prefix(network.Ref{ID: answered.ID, URL: answered.URL, Extra: answered.Extra})
}

func (c *Counter) judge(ctx context.Context, item inbox.Item, room limits.Limits, text string) (check.Dictamen, error) {
	now := c.Now()
	g, err := c.gather(ctx, item, text, now)
	if err != nil {
		return check.Dictamen{}, err
	}
	f := check.Facts{Kind: check.Answer, Now: now, Text: text, Pages: g.pages, Recipient: g.recipient, Reserve: g.reserve,
		Variants: []check.Variant{{Account: item.AccountID, Network: item.Network, Text: text, Limits: room}}}
	f.Proof = check.ReadProof(ctx, "LanguageTool", c.Proof, f)
	d := c.Checker.Run(f)
	d.Pending = g.pending
	return d, nil
}

// Answer answers a comment once: the comment, the publication that answers it, the ledger
// and the job change together, so that of two people who answer at once one is told.
//
//clause:code 5.2.e
//clause:code 6.xxi
func (c *Counter) Answer(ctx context.Context, a institution.Actor, itemID, text string) (post.Publication, error) {
	now := c.Now()
	before, err := c.read(ctx, now, a, institution.InboxAnswer, itemID)
	if err != nil {
		return post.Publication{}, err
	}
	room, err := c.room(ctx, before)
	if err != nil {
		return post.Publication{}, err
	}
	if err := c.sendable(ctx, before, room, text); err != nil {
		return post.Publication{}, err
	}
	pub := post.Publication{ID: id.New(now), ItemID: before.ID, AccountID: before.AccountID, AreaID: before.AreaID, Network: before.Network,
		Kind: post.KindAnswer, Text: text, ReplyTo: &before.Remote, Root: orSelf(before.Root, &before.Remote), Stage: post.Waiting, DueAt: now, NextAt: now}
	err = c.Store.Change(ctx, func(t *store.Tx) error {
		item := before
		acc, err := t.Account(ctx, item.AccountID)
		if err != nil {
			return err
		}
		if err := acc.MayPublish(); err != nil {
			return err
		}
		if err := item.Answer(a.PersonID, a.Name, pub.ID, now); err != nil {
			return err
		}
		if err := t.UpdateItem(ctx, item); err != nil {
			return err
		}
		if err := t.AddPublication(ctx, pub); err != nil {
			return err
		}
		e := store.Entry(now, a, "item.answer")
		e.Subject, e.Account, e.Area, e.Clause = "item:"+item.ID, item.AccountID, item.AreaID, c.Pack.ClauseFor(regulation.RuleAnswerAll)
		e.Details = map[string]any{"publication": pub.ID}
		if err := t.Record(ctx, e); err != nil {
			return err
		}
		return t.Enqueue(ctx, store.Job{Name: JobSend, Data: map[string]string{"id": pub.ID}})
	})
	return pub, err
}

// sendable refuses what must not be sent: empty, too long, or against a check that blocks.
func (c *Counter) sendable(ctx context.Context, item inbox.Item, room limits.Limits, text string) error {
	if strings.TrimSpace(text) == "" {
		return fault.New(fault.Invalid, "Escriba la respuesta.").On("text")
	}
	if n := room.Count(text); room.Text.Max > 0 && n > room.Text.Max {
		return fault.New(fault.Limit, "La respuesta mide %d y la red acepta %d.", n, room.Text.Max).Then("Acórtela.").
			Under(c.Pack.ClauseFor(regulation.RulePlacement)).On("text")
	}
	d, err := c.judge(ctx, item, room, text)
	if err != nil || !d.Blocks() {
		return err
	}
	f := fault.New(fault.Invalid, "La respuesta tiene algo que debe corregirse antes de enviarla.").On("text")
	for _, x := range d.Findings {
		if x.Severity == regulation.SeverityBlock {
			return fault.New(fault.Invalid, "%s", x.Message).Then("Corríjalo y envíe de nuevo.").Under(x.Clause).On("text")
		}
	}
	return f
}

// Assign gives a comment to one of the account's people, or to nobody.
func (c *Counter) Assign(ctx context.Context, a institution.Actor, itemID, personID string) (inbox.Item, error) {
	if personID != "" {
		if err := c.attends(ctx, itemID, personID); err != nil {
			return inbox.Item{}, err
		}
	}
	return c.move(ctx, a, itemID, "item.assign", regulation.RuleAnswerAll, func(i *inbox.Item, _ time.Time) (map[string]any, error) {
		i.Assignee = personID
		return map[string]any{"to": personID}, nil
	})
}

// attends refuses to assign to somebody who could not answer.
func (c *Counter) attends(ctx context.Context, itemID, personID string) error {
	now := c.Now()
	return c.Store.Read(ctx, func(t *store.Tx) error {
		item, err := t.Item(ctx, itemID)
		if err != nil {
			return err
		}
		grants, err := t.GrantsOf(ctx, personID, now)
		if err != nil {
			return err
		}
		who := institution.Actor{PersonID: personID, Grants: grants}
		if institution.Allowed(now, who, institution.InboxAnswer, institution.On{AreaID: item.AreaID, AccountIDs: []string{item.AccountID}}) {
			return nil
		}
		return fault.New(fault.Invalid, "Esa persona no administra la cuenta y no podría contestar.").
			Then("Elija a una de las personas administradoras o a la persona titular.").Under(c.Pack.ClauseFor(regulation.RuleAccess)).On("assignee")
	})
}

// Close ends a comment without an answer, with a reason.
//
//clause:code 5.2.e
func (c *Counter) Close(ctx context.Context, a institution.Actor, itemID, reason string) (inbox.Item, error) {
	return c.move(ctx, a, itemID, "item.close", regulation.RuleAnswerAll, func(i *inbox.Item, _ time.Time) (map[string]any, error) {
		return map[string]any{"reason": reason}, i.Close(a.PersonID, reason)
	})
}

// Reopen puts a closed comment back in the list.
func (c *Counter) Reopen(ctx context.Context, a institution.Actor, itemID string) (inbox.Item, error) {
	return c.move(ctx, a, itemID, "item.reopen", regulation.RuleAnswerAll, func(i *inbox.Item, _ time.Time) (map[string]any, error) {
		return nil, i.Reopen()
	})
}

func orSelf(r, other *post.Ref) *post.Ref {
	if r == nil {
		return other
	}
	return r
}
