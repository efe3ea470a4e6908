package bluesky

import (
	"context"
	"encoding/json"
	"time"

	"pregonero/network"
)

// items turns notifications into what the inbox keeps.
func (c *Connector) items(ctx context.Context, a network.Account, list []notification) ([]network.Item, error) {
	media, err := c.mediaOf(ctx, a, list)
	if err != nil {
		return nil, err
	}
	items := make([]network.Item, len(list))
	for i, n := range list {
		items[i] = n.item(identity(a))
		items[i].Media = media[n.URI]
	}
	return items, nil
}

func (n notification) item(did string) network.Item {
	who := person(n.Author.Handle, n.Author.DID)
	i := network.Item{Ref: ref(n.URI, n.CID, who), Kind: "mention", Text: n.Record.Text, At: moment(n.IndexedAt),
		Author: network.Author{ID: n.Author.DID, Handle: who, Name: n.Author.DisplayName, URL: profileURL(who)}}
	if n.Record.Reply != nil {
		parent, root := n.Record.Reply.Parent, n.Record.Reply.Root
		up, top := ref(parent.URI, parent.CID, ""), ref(root.URI, root.CID, "")
		i.ReplyTo, i.Root = &up, &top
	}
	if n.ours(did) {
		i.Kind = "comment"
	}
	return i
}

// ours tells whether an answer hangs in a thread of the account, or answers one of its
// posts. The network's own reason does not say: an answer that also names the account
// comes as a mention.
func (n notification) ours(did string) bool {
	if n.Record.Reply == nil {
		return false
	}
	for _, up := range []string{n.Record.Reply.Root.URI, n.Record.Reply.Parent.URI} {
		if u, ok := parseURI(up); ok && u.repo == did {
			return true
		}
	}
	return n.Reason == "reply"
}

// mediaOf looks up the attachments of the posts that have any: notifications do not say
// where they can be seen.
func (c *Connector) mediaOf(ctx context.Context, a network.Account, list []notification) (map[string][]network.ItemMedia, error) {
	var with []string
	for _, n := range list {
		if len(n.Record.Embed) > 0 {
			with = append(with, n.URI)
		}
	}
	views, err := c.views(ctx, a, with)
	if err != nil {
		return nil, err
	}
	media := make(map[string][]network.ItemMedia, len(views))
	for _, v := range views {
		media[v.URI] = attachments(v.Embed)
	}
	return media, nil
}

// attachments reads the view of an embed: images, a gallery, a video, or one of them beside a quote.
func attachments(embed json.RawMessage) []network.ItemMedia {
	type picture struct {
		Fullsize string `json:"fullsize"`
		Alt      string `json:"alt"`
	}
	var e struct {
		Images   []picture       `json:"images"`
		Items    []picture       `json:"items"`
		Playlist string          `json:"playlist"`
		Alt      string          `json:"alt"`
		Media    json.RawMessage `json:"media"`
	}
	if json.Unmarshal(embed, &e) != nil {
		return nil // a kind of embed that is not known here has no attachment to show
	}
	var found []network.ItemMedia
	for _, p := range append(e.Images, e.Items...) {
		if p.Fullsize != "" {
			found = append(found, network.ItemMedia{Kind: network.Image, URL: p.Fullsize, Alt: p.Alt})
		}
	}
	if e.Playlist != "" {
		found = append(found, network.ItemMedia{Kind: network.Video, URL: e.Playlist, Alt: e.Alt})
	}
	if len(e.Media) > 0 {
		found = append(found, attachments(e.Media)...)
	}
	return found
}

func millis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
