package mastodon

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"pregonero/network"
)

// Identify tells who the token speaks for, and the server's own limits.
func (c *Connector) Identify(ctx context.Context, a network.Account) (network.Identity, error) {
	me, err := c.verify(ctx, a)
	if err != nil {
		return network.Identity{}, err
	}
	server, err := c.server(ctx, a)
	if err != nil {
		return network.Identity{}, err
	}
	id := network.Identity{RemoteID: me.ID, Handle: me.Acct, Name: me.Name, URL: me.URL, TextLimit: server.text, MediaLimit: server.media}
	if server.domain != "" && !strings.Contains(id.Handle, "@") {
		id.Handle += "@" + server.domain
	}
	for _, field := range me.Fields {
		id.Verified = id.Verified || field.VerifiedAt != ""
	}
	return id, nil
}

func (c *Connector) verify(ctx context.Context, a network.Account) (account, error) {
	var me account
	answer, err := c.client.Do(ctx, get(a, nil, "api", "v1", "accounts", "verify_credentials"))
	if err != nil {
		return me, err
	}
	if err := answer.Decode(&me); err != nil {
		return me, err
	}
	if me.ID == "" {
		return me, answer.Unreadable(errNoID)
	}
	return me, nil
}

// remoteID is the account's own id, asked for when we do not know it yet.
func (c *Connector) remoteID(ctx context.Context, a network.Account) (string, error) {
	if a.RemoteID != "" {
		return a.RemoteID, nil
	}
	me, err := c.verify(ctx, a)
	return me.ID, err
}

type limits struct {
	domain      string
	text, media int
}

// server reads the limits where the server's version has them: version 2, else version 1,
// with the name that Pleroma uses.
func (c *Connector) server(ctx context.Context, a network.Account) (limits, error) {
	var found struct {
		Domain        string `json:"domain"`
		URI           string `json:"uri"`
		MaxTootChars  int    `json:"max_toot_chars"`
		Configuration struct {
			Statuses struct {
				Characters int `json:"max_characters"`
				Media      int `json:"max_media_attachments"`
			} `json:"statuses"`
		} `json:"configuration"`
	}
	answer, err := c.client.Do(ctx, get(a, nil, "api", "v2", "instance"))
	if network.KindOf(err) == network.Gone || answer.Status == http.StatusMethodNotAllowed {
		answer, err = c.client.Do(ctx, get(a, nil, "api", "v1", "instance"))
	}
	if err != nil {
		return limits{}, err
	}
	if err := answer.Decode(&found); err != nil {
		return limits{}, err
	}
	l := limits{domain: found.Domain, text: found.Configuration.Statuses.Characters, media: found.Configuration.Statuses.Media}
	if l.text == 0 {
		l.text = found.MaxTootChars
	}
	if l.domain == "" { // version 1 has a name, or an address
		l.domain = found.URI
		if u, err := url.Parse(found.URI); err == nil && u.Host != "" {
			l.domain = u.Host
		}
	}
	return l, nil
}
