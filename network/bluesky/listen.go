package bluesky

import (
	"cmp"
	"context"
	"slices"
	"time"

	"pregonero/network"
)

// Listen brings answers, mentions and quotes that the cursor has not seen, oldest first,
// and says of those that it saw in the last hours whether their author took them back.
// After a silence of more pages than one call reads it brings the newest of them first.
func (c *Connector) Listen(ctx context.Context, a network.Account, from string) (network.Batch, error) {
	at, err := readCursor(from)
	if err != nil {
		return network.Batch{}, err
	}
	r, err := c.read(ctx, a, at)
	if err != nil {
		return network.Batch{}, err
	}
	items, err := c.items(ctx, a, r.fresh)
	if err != nil {
		return network.Batch{}, err
	}
	next := at.after(r, c.now())
	if next.Resume != "" {
		return network.Batch{Items: items, Cursor: next.String(), More: true}, nil
	}
	gone, err := c.takenBack(ctx, a, &next, r)
	if err != nil {
		return network.Batch{}, err
	}
	items = append(items, gone...)
	slices.SortStableFunc(items, func(x, y network.Item) int { return x.At.Compare(y.At) })
	return network.Batch{Items: items, Cursor: next.String()}, nil
}

// reading is what one call read of the notifications.
type reading struct {
	fresh  []notification  // not brought before, oldest first, each post once
	listed map[string]bool // every post that was listed
	resume string          // where to go on; "" when the floor was reached
	edge   []string        // posts listed last, of the moment at which resume begins
	whole  bool            // it began at the newest and reached the floor
}

// read pages from the newest, or from where the last call stopped, down to the floor.
func (c *Connector) read(ctx context.Context, a network.Account, at cursor) (reading, error) {
	r := reading{listed: map[string]bool{}, resume: at.Resume}
	for _, uri := range at.Edge {
		r.listed[uri] = true
	}
	for range c.maxPages {
		page, next, err := c.page(ctx, a, r.resume)
		if err != nil {
			return r, err
		}
		r.resume = next
		for _, n := range page {
			if !r.listed[n.URI] && !at.has(n.URI, n.at()) {
				r.fresh = append(r.fresh, n)
			}
			r.listed[n.URI] = true
		}
		r.edge = edge(page)
		if next == "" || len(page) > 0 && page[len(page)-1].at() < at.Floor {
			r.resume = ""
			break
		}
	}
	r.whole = at.Resume == "" && r.resume == ""
	slices.SortStableFunc(r.fresh, func(x, y notification) int { return cmp.Or(cmp.Compare(x.at(), y.at()), cmp.Compare(x.URI, y.URI)) })
	return r, nil
}

// edge is the posts of a page's last moment, which the next page lists again (see widen).
func edge(page []notification) []string {
	var uris []string
	for _, n := range page {
		if n.at() == page[len(page)-1].at() {
			uris = append(uris, n.URI)
		}
	}
	return uris
}

// after is the cursor after a reading.
func (at cursor) after(r reading, now time.Time) cursor {
	brought := make([]seen, len(r.fresh))
	for i, n := range r.fresh {
		brought[i] = seen{URI: n.URI, At: n.at()}
	}
	then := at
	if at.Then != nil {
		then = *at.Then
	}
	then = then.advance(brought, now)
	if r.resume == "" {
		return then
	}
	return cursor{Floor: at.Floor, Seen: at.Seen, Resume: r.resume, Edge: r.edge, Then: &then}
}

// maxChecks bounds how many posts that went out of sight are looked for in one call.
const maxChecks = 25

// takenBack finds which posts, seen before and no longer listed, their authors deleted.
// Others are out of sight for another reason, such as that we hid them, and are not asked
// for again.
func (c *Connector) takenBack(ctx context.Context, a network.Account, next *cursor, r reading) ([]network.Item, error) {
	if !r.whole {
		return nil, nil
	}
	var gone []network.Item
	kept := next.Seen[:0:0]
	checks := 0
	for _, s := range next.Seen {
		if r.listed[s.URI] || s.Unseen || checks == maxChecks {
			s.Unseen = s.Unseen && !r.listed[s.URI]
			kept = append(kept, s)
			continue
		}
		checks++
		deleted, err := c.deleted(ctx, a, s.URI)
		if err != nil {
			return nil, err
		}
		if deleted {
			gone = append(gone, network.Item{Ref: ref(s.URI, "", ""), At: millis(s.At), Deleted: true})
			continue
		}
		s.Unseen = true
		kept = append(kept, s)
	}
	next.Seen = kept
	return gone, nil
}

// deleted asks the repository of a post, by way of the network.
func (c *Connector) deleted(ctx context.Context, a network.Account, uri string) (bool, error) {
	u, ok := parseURI(uri)
	if !ok {
		return false, nil
	}
	_, err := getRecord[said](ctx, c, a, u)
	if network.KindOf(err) == network.Gone {
		return true, nil
	}
	return false, err
}
