package bluesky

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"

	"pregonero/network"
)

// postView is a post as the network shows it (app.bsky.feed.defs#postView).
type postView struct {
	URI           string          `json:"uri"`
	CID           string          `json:"cid"`
	Record        said            `json:"record"`
	Embed         json.RawMessage `json:"embed"`
	LikeCount     *int64          `json:"likeCount"`
	RepostCount   *int64          `json:"repostCount"`
	QuoteCount    *int64          `json:"quoteCount"`
	ReplyCount    *int64          `json:"replyCount"`
	BookmarkCount *int64          `json:"bookmarkCount"`
}

const maxViews = 25 // posts of one call, by the lexicon

// views reads posts. One that is gone, or that its author keeps from us, is left out.
func (c *Connector) views(ctx context.Context, a network.Account, uris []string) ([]postView, error) {
	var all []postView
	for part := range slices.Chunk(uris, maxViews) {
		var page struct {
			Posts []postView `json:"posts"`
		}
		if err := c.do(ctx, query(a, "app.bsky.feed.getPosts", url.Values{"uris": part}), &page); err != nil {
			return nil, err
		}
		all = append(all, page.Posts...)
	}
	return all, nil
}
