package bluesky

import (
	"context"

	"pregonero/network"
)

// Revoke ends the session. The application password outlives it and is revoked by a
// person in the network's settings.
func (c *Connector) Revoke(ctx context.Context, a network.Account) error {
	err := c.do(ctx, call{base: server(a), method: "com.atproto.server.deleteSession", post: true, token: a.Secret.Get(refreshToken)}, nil)
	if network.KindOf(err) == network.Auth {
		return nil // it has ended already
	}
	return err
}
