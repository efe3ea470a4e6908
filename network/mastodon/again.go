package mastodon

import (
	"context"
	"net/url"
	"strconv"

	"pregonero/network"
)

// again looks at a few of our threads and of the single mentions brought before, in
// turns: for comments that mention nobody, for edits and for what was taken back. With
// forty threads everything is seen in ten calls, at ten requests each; servers allow
// three hundred in five minutes.
func (c *Connector) again(ctx context.Context, a network.Account, me string, at *cursor) ([]network.Item, error) {
	ours, err := c.own(ctx, a, me, url.Values{"limit": {strconv.Itoa(page)}})
	if err != nil {
		return nil, err
	}
	var roots []string
	for _, s := range ours {
		if s.InReplyTo == "" && s.Reblog == nil {
			roots = append(roots, s.ID)
		}
	}
	var items []network.Item
	for _, root := range turn(roots, at.Turn) {
		found, err := c.thread(ctx, a, me, at, root)
		if err != nil {
			return nil, err
		}
		items = append(items, found...)
	}
	var single []string
	for _, w := range at.Watched {
		if w.Root == "" {
			single = append(single, w.ID)
		}
	}
	for _, id := range turn(single, at.Turn) {
		found, err := c.reread(ctx, a, me, at, id)
		if err != nil {
			return nil, err
		}
		items = append(items, found...)
	}
	at.Turn = (at.Turn + 1) % (maxWatched / perTurn)
	return items, nil
}

// turn is the few elements whose turn it is.
func turn(all []string, n int) []string {
	rounds := (len(all) + perTurn - 1) / perTurn
	if rounds == 0 {
		return nil
	}
	from := n % rounds * perTurn
	return all[from:min(from+perTurn, len(all))]
}

// thread brings what is new or changed under a post of ours, and what is no longer there.
// Mastodon bounds a thread to 4,096 statuses.
func (c *Connector) thread(ctx context.Context, a network.Account, me string, at *cursor, root string) ([]network.Item, error) {
	answer, err := c.client.Do(ctx, get(a, nil, "api", "v1", "statuses", root, "context"))
	if network.KindOf(err) == network.Gone {
		return nil, nil // withdrawn since it was listed
	}
	if err != nil {
		return nil, err
	}
	var tree struct {
		Descendants []status `json:"descendants"`
	}
	if err := answer.Decode(&tree); err != nil {
		return nil, err
	}
	there := map[string]bool{}
	var items []network.Item
	for _, s := range tree.Descendants {
		there[s.ID] = true
		if s.Account.ID != me && at.news(s, root, false) {
			items = append(items, item(s, me, root))
		}
	}
	for _, w := range append([]watched(nil), at.Watched...) {
		if w.Root != root || there[w.ID] {
			continue
		}
		found, err := c.reread(ctx, a, me, at, w.ID)
		if err != nil {
			return nil, err
		}
		items = append(items, found...)
	}
	return items, nil
}

// reread looks at one status: edited, taken back, or as it was.
func (c *Connector) reread(ctx context.Context, a network.Account, me string, at *cursor, id string) ([]network.Item, error) {
	before := *at.find(id)
	s, err := c.status(ctx, a, id)
	switch {
	case network.KindOf(err) == network.Gone:
		at.forget(id)
		return []network.Item{{Ref: network.Ref{ID: id}, Kind: "comment", At: before.At, Deleted: true}}, nil // which kind no longer matters
	case err != nil:
		return nil, err
	case at.news(s, before.Root, true):
		return []network.Item{item(s, me, before.Root)}, nil
	}
	return nil, nil
}
