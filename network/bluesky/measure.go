package bluesky

import (
	"context"

	"pregonero/network"
)

// Measure reads the public counts. Bluesky does not count views; a quote is a way of
// sharing. A post that is no longer there has no figures and is left out.
func (c *Connector) Measure(ctx context.Context, a network.Account, refs []network.Ref) ([]network.Figures, error) {
	byID := make(map[string]network.Ref, len(refs))
	uris := make([]string, 0, len(refs))
	for _, r := range refs {
		if _, err := own(identity(a), r); err != nil {
			return nil, err
		}
		byID[r.ID] = r
		uris = append(uris, r.ID)
	}
	views, err := c.views(ctx, a, uris)
	if err != nil {
		return nil, err
	}
	figures := make([]network.Figures, len(views))
	for i, v := range views {
		figures[i] = network.Figures{Ref: byID[v.URI], Views: -1, Likes: count(v.LikeCount), Comments: count(v.ReplyCount),
			Shares: sum(count(v.RepostCount), count(v.QuoteCount)), Saves: count(v.BookmarkCount)}
	}
	return figures, nil
}

func count(n *int64) int64 {
	if n == nil {
		return -1
	}
	return *n
}

// sum adds two counts of which either may be unknown.
func sum(a, b int64) int64 {
	if a < 0 || b < 0 {
		return max(a, b)
	}
	return a + b
}
