package practice

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"pregonero/network"
)

const batch = 40

// Listen brings what visitors wrote, corrected or took back after the cursor, which is a
// number of change: each change moves a note to the end, so nothing is missed.
func (c *Connector) Listen(ctx context.Context, a network.Account, cursor string) (network.Batch, error) {
	r := c.request(a, http.MethodGet, "changes")
	r.URL += "?" + url.Values{"after": {cursor}, "limit": {strconv.Itoa(batch)}}.Encode()
	answer, err := c.client.Do(ctx, r)
	if err != nil {
		return network.Batch{}, err
	}
	var notes []noteJSON
	if err := answer.Decode(&notes); err != nil {
		return network.Batch{}, err
	}
	b := network.Batch{Cursor: cursor, More: len(notes) == batch}
	for _, n := range notes {
		b.Items = append(b.Items, c.item(a, n))
		b.Cursor = strconv.FormatInt(n.Change, 10)
	}
	return b, nil
}

func (c *Connector) item(a network.Account, n noteJSON) network.Item {
	i := network.Item{Ref: network.Ref{ID: n.ID, URL: n.URL}, Kind: "comment", At: n.At, Deleted: n.Deleted}
	if n.Deleted {
		return i
	}
	i.Text, i.Edited = n.Text, n.Edited
	i.Author = network.Author{ID: "visitante:" + strings.ToLower(n.Author), Handle: n.Author, Name: n.Author}
	if n.Root == "" {
		i.Kind = "mention"
		return i
	}
	i.ReplyTo, i.Root = &network.Ref{ID: n.ReplyTo}, &network.Ref{ID: n.Root}
	return i
}

// Measure reads the counters of our own notes.
func (c *Connector) Measure(ctx context.Context, a network.Account, refs []network.Ref) ([]network.Figures, error) {
	ids := url.Values{}
	for _, ref := range refs {
		ids.Add("id", ref.ID)
	}
	r := c.request(a, http.MethodGet, "figures")
	r.URL += "?" + ids.Encode()
	answer, err := c.client.Do(ctx, r)
	if err != nil {
		return nil, err
	}
	var counts []figuresJSON
	if err := answer.Decode(&counts); err != nil {
		return nil, err
	}
	figures := make([]network.Figures, len(counts))
	for i, n := range counts {
		figures[i] = network.Figures{Ref: network.Ref{ID: n.ID}, Views: n.Views, Likes: n.Likes, Comments: n.Comments, Shares: -1, Saves: -1}
	}
	return figures, nil
}

// Identify tells who the token speaks for.
func (c *Connector) Identify(ctx context.Context, a network.Account) (network.Identity, error) {
	answer, err := c.client.Do(ctx, c.request(a, http.MethodGet, "me"))
	if err != nil {
		return network.Identity{}, err
	}
	var me identityJSON
	if err := answer.Decode(&me); err != nil {
		return network.Identity{}, err
	}
	return network.Identity{RemoteID: me.Handle, Handle: me.Handle, Name: me.Name, URL: me.URL, TextLimit: me.TextLimit, MediaLimit: me.MediaLimit}, nil
}
