package mastodon

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"pregonero/network"
)

// Listen brings the notifications of mentions after the cursor, a page at a time. When
// there are no more, it looks again at some of our threads and of what it brought before.
func (c *Connector) Listen(ctx context.Context, a network.Account, from string) (network.Batch, error) {
	at, err := readCursor(from)
	if err != nil {
		return network.Batch{}, err
	}
	me, err := c.remoteID(ctx, a)
	if err != nil {
		return network.Batch{}, err
	}
	news, err := c.notifications(ctx, a, at.Notification)
	if err != nil {
		return network.Batch{}, err
	}
	var items []network.Item
	if len(news) > 0 {
		items = mentions(&at, me, news)
	} else if items, err = c.again(ctx, a, me, &at); err != nil {
		return network.Batch{}, err
	}
	slices.SortStableFunc(items, func(x, y network.Item) int { return x.At.Compare(y.At) })
	return network.Batch{Items: items, Cursor: at.String(), More: len(news) > 0}, nil
}

type notification struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	CreatedAt time.Time `json:"created_at"`
	Status    *status   `json:"status"`
}

// notifications is the page just after the given one, newest first. What the server would
// set aside as unwanted is asked for too: nobody is left unheard (servers that do not know
// the parameter ignore it).
func (c *Connector) notifications(ctx context.Context, a network.Account, after string) ([]notification, error) {
	if after == "" {
		after = beginning
	}
	answer, err := c.client.Do(ctx, get(a, url.Values{"types[]": {"mention"}, "min_id": {after}, "limit": {strconv.Itoa(page)}, "include_filtered": {"true"}},
		"api", "v1", "notifications"))
	if err != nil {
		return nil, err
	}
	var list []notification
	return list, answer.Decode(&list)
}

// mentions turns a page into items and moves the cursor past it. Servers that do not know
// the types parameter send other types too: they only move the cursor.
func mentions(at *cursor, me string, news []notification) []network.Item {
	if len(news) > 1 && !news[0].CreatedAt.Before(news[len(news)-1].CreatedAt) {
		slices.Reverse(news)
	}
	var items []network.Item
	for _, n := range news {
		at.Notification = n.ID
		if n.Type == "mention" && n.Status != nil && n.Status.Account.ID != me && at.news(*n.Status, "", true) {
			items = append(items, item(*n.Status, me, ""))
		}
	}
	return items
}

// item puts a status in the contract's words.
func item(s status, me, root string) network.Item {
	i := network.Item{Ref: s.ref(), Kind: "mention", At: s.CreatedAt, Text: plain(s.Content, s.Mentions), Edited: s.EditedAt != "",
		Author:  network.Author{ID: s.Account.ID, Handle: s.Account.Acct, Name: s.Account.Name, URL: s.Account.URL},
		Private: s.Visibility == "direct" || s.Visibility == "private"}
	i.Ref.Extra = map[string]string{extraAcct: s.Account.Acct}
	if s.Visibility != "" && s.Visibility != "public" {
		i.Ref.Extra[extraVisibility] = s.Visibility
	}
	if s.InReplyTo != "" {
		i.ReplyTo = &network.Ref{ID: s.InReplyTo}
	}
	if root != "" {
		i.Root = &network.Ref{ID: root}
	}
	switch {
	case s.Visibility == "direct":
		i.Kind = "message"
	case root != "" || s.InReplyTo != "" && s.InReplyToAuthor == me:
		i.Kind = "comment"
	}
	for _, m := range s.Media {
		i.Media = append(i.Media, attachment(m))
	}
	return i
}

// kinds of the contract by the server's types; gifv is a video without sound.
var kinds = map[string]string{"image": network.Image, "gifv": network.Video, "video": network.Video, "audio": network.Audio}

func attachment(m media) network.ItemMedia {
	address := m.URL
	if address == "" {
		address = m.RemoteURL
	}
	return network.ItemMedia{Kind: kinds[m.Type], URL: address, Alt: m.Description}
}
