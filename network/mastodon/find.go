package mastodon

import (
	"context"
	"net/url"
	"slices"

	"pregonero/network"
)

const (
	page     = 40 // the most that Mastodon gives
	maxPages = 10
)

// beginning is before every identifier: zero where they are numbers, and a ULID that is
// well formed and before all others.
const beginning = "00000000000000000000000000"

// Find reads our own statuses after the anchor and looks for the one that says the same,
// answers the same and has the same files. The key proves nothing: servers ignore it.
func (c *Connector) Find(ctx context.Context, a network.Account, m network.Message, in network.Intent) (network.Receipt, network.Verdict, error) {
	i, err := readIntent(in)
	if err != nil {
		return network.Receipt{}, network.CannotTell, err
	}
	after := i.Anchor
	if after == "" {
		after = beginning
	}
	for range maxPages {
		list, err := c.own(ctx, a, i.Account, url.Values{"limit": {"40"}, "min_id": {after}})
		if err != nil {
			return network.Receipt{}, network.CannotTell, err
		}
		if len(list) == 0 {
			return network.Receipt{}, network.Absent, nil
		}
		oldestFirst(list)
		for _, s := range list {
			same, err := c.same(ctx, a, s, m, i)
			if err != nil {
				return network.Receipt{}, network.CannotTell, err
			}
			if same {
				return receipt(s, m, attachmentIDs(s)), network.Found, nil
			}
		}
		after = list[len(list)-1].ID
	}
	return network.Receipt{}, network.CannotTell, nil // hundreds of posts since: a person decides
}

// oldestFirst turns a page, which servers give newest first.
func oldestFirst(list []status) {
	if len(list) > 1 && !list[0].CreatedAt.Before(list[len(list)-1].CreatedAt) {
		slices.Reverse(list)
	}
}

// same tells whether a status of ours is the one of the intent.
func (c *Connector) same(ctx context.Context, a network.Account, s status, m network.Message, i intent) (bool, error) {
	replyTo := ""
	if m.ReplyTo != nil {
		replyTo = m.ReplyTo.ID
	}
	if s.InReplyTo != replyTo || s.Reblog != nil || len(s.Media) != len(i.Media) {
		return false, nil
	}
	if len(i.Media) > 0 && sameFiles(s, i) {
		return true, nil // a file is attached to one status only
	}
	want := canonical(written(m))
	if canonical(plain(s.Content, nil)) == want {
		return true, nil
	}
	wrote, err := c.source(ctx, a, s.ID) // what was rewritten too much for a comparison
	switch network.KindOf(err) {
	case "":
		return canonical(wrote.Text) == want, nil
	case network.Gone, network.Auth, network.Unsupported, network.Rejected:
		return false, nil // withdrawn meanwhile, or a server without sources
	}
	return false, err
}

func sameFiles(s status, i intent) bool {
	ids := attachmentIDs(s)
	for _, id := range i.Media {
		if !slices.Contains(ids, id) {
			return false
		}
	}
	return true
}

func attachmentIDs(s status) []string {
	ids := make([]string, len(s.Media))
	for n, file := range s.Media {
		ids[n] = file.ID
	}
	return ids
}

func (c *Connector) source(ctx context.Context, a network.Account, id string) (source, error) {
	var s source
	answer, err := c.client.Do(ctx, get(a, nil, "api", "v1", "statuses", id, "source"))
	if err != nil {
		return s, err
	}
	return s, answer.Decode(&s)
}

func (c *Connector) status(ctx context.Context, a network.Account, id string) (status, error) {
	var s status
	answer, err := c.client.Do(ctx, get(a, nil, "api", "v1", "statuses", id))
	if err != nil {
		return s, err
	}
	if err := answer.Decode(&s); err != nil {
		return s, err
	}
	if s.ID == "" {
		return s, answer.Unreadable(errNoID)
	}
	return s, nil
}
