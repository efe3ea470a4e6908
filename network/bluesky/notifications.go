package bluesky

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"pregonero/network"
)

// notification is one entry of app.bsky.notification.listNotifications.
type notification struct {
	URI       string `json:"uri"`
	CID       string `json:"cid"`
	Reason    string `json:"reason"`
	Author    author `json:"author"`
	Record    said   `json:"record"`
	IndexedAt string `json:"indexedAt"`
}

type author struct {
	DID         string `json:"did"`
	Handle      string `json:"handle"`
	DisplayName string `json:"displayName"`
}

func (n notification) at() int64 { return moment(n.IndexedAt).UnixMilli() }

const pageSize = 100 // the most that the lexicon allows

// reasons why a person's post reaches us. Likes, reposts and follows are no words.
var reasons = []string{"reply", "mention", "quote"}

// page reads notifications, newest first, older than from; the second result is where the
// next page begins, "" at the end.
func (c *Connector) page(ctx context.Context, a network.Account, from string) ([]notification, string, error) {
	q := url.Values{"limit": {strconv.Itoa(pageSize)}, "reasons": reasons, "priority": {"false"}}
	if from != "" {
		q.Set("cursor", from)
	}
	var answer struct {
		Cursor        string         `json:"cursor"`
		Notifications []notification `json:"notifications"`
	}
	if err := c.do(ctx, query(a, "app.bsky.notification.listNotifications", q), &answer); err != nil {
		return nil, "", err
	}
	return answer.Notifications, widen(from, answer.Cursor), nil
}

// widen moves the network's cursor one millisecond up. It is the time of the last entry of
// the page, and the next page holds only what is older: entries of that same millisecond
// that did not fit would be passed over. Now they are read, some for a second time. A page
// that fills with one single millisecond, or a cursor that is no time, goes on as the
// network says.
func widen(from, next string) string {
	at := moment(next)
	if at.IsZero() {
		return next
	}
	if wider := datetime(at.Add(time.Millisecond)); wider != from {
		return wider
	}
	return next
}
