package bluesky

import (
	"context"
	"encoding/json"
	"fmt"

	"pregonero/limits"
	"pregonero/network"
)

// Prepare uploads the attachments and writes the record that Send will put. Uploaded files
// that no record uses are dropped by the server after some hours.
func (c *Connector) Prepare(ctx context.Context, a network.Account, m network.Message) (network.Intent, error) {
	if err := fits(m); err != nil {
		return nil, err
	}
	if err := c.do(ctx, query(a, "com.atproto.server.getSession", nil), nil); err != nil {
		return nil, err // better here than between the intent and the post
	}
	p := post{Type: postCollection, Text: m.Text, CreatedAt: datetime(c.now())}
	if m.Lang != "" {
		p.Langs = []string{m.Lang}
	}
	var err error
	if p.Reply, err = c.reply(ctx, a, m); err != nil {
		return nil, err
	}
	if p.Facets, err = c.facets(ctx, a, m.Text); err != nil {
		return nil, err
	}
	if p.Embed, err = c.embed(ctx, a, m.Media); err != nil {
		return nil, err
	}
	return marshal(intent{Rkey: recordKey(m, c.now()), Record: must(p)})
}

// fits refuses what the lexicon app.bsky.feed.post refuses.
func fits(m network.Message) error {
	l := limits.Of("bluesky")
	if !l.Fits(m.Text) {
		return rejected(fmt.Sprintf("El texto es más largo de lo que Bluesky acepta: tiene %d caracteres y caben %d.", l.Count(m.Text), l.Text.Max),
			"Acorte el texto.", fmt.Sprintf("app.bsky.feed.post: text: %d graphemes, %d bytes", l.Count(m.Text), len(m.Text)))
	}
	if m.Text == "" && len(m.Media) == 0 {
		return rejected("La publicación no tiene texto ni imagen.", "Escriba el texto.", "app.bsky.feed.post: empty")
	}
	return nil
}

func marshal(in intent) (network.Intent, error) {
	data, err := json.Marshal(in)
	if err != nil {
		return nil, fmt.Errorf("marshal intent: %w", err)
	}
	return data, nil
}
