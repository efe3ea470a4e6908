package practice

import (
	"context"
	"net/http"

	"pregonero/network"
	"pregonero/network/outbound"
)

// Edit replaces text, media and alternative texts.
func (c *Connector) Edit(ctx context.Context, a network.Account, ref network.Ref, m network.Message) (network.Receipt, error) {
	for _, file := range m.Media {
		if err := c.upload(ctx, a, file); err != nil {
			return network.Receipt{}, err
		}
	}
	r := c.request(a, http.MethodPatch, "notes", ref.ID)
	r.Body = outbound.JSON(note(m))
	return receipt(c.client.Do(ctx, r))
}

// Remove withdraws a note of our own.
func (c *Connector) Remove(ctx context.Context, a network.Account, ref network.Ref) error {
	_, err := c.client.Do(ctx, c.request(a, http.MethodDelete, "notes", ref.ID))
	if network.KindOf(err) == network.Gone {
		return nil
	}
	return err
}

// Hide folds a visitor's comment; it stays readable for who unfolds it.
func (c *Connector) Hide(ctx context.Context, a network.Account, ref network.Ref, hidden bool) error {
	r := c.request(a, http.MethodPut, "notes", ref.ID, "hidden")
	r.Body = outbound.JSON(map[string]bool{"hidden": hidden})
	_, err := c.client.Do(ctx, r)
	return err
}
