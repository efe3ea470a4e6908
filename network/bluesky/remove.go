package bluesky

import (
	"context"

	"pregonero/network"
	"pregonero/network/outbound"
)

// Remove deletes the record. The server is content when it is not there.
func (c *Connector) Remove(ctx context.Context, a network.Account, r network.Ref) error {
	u, err := own(identity(a), r)
	if err != nil {
		return err
	}
	input := map[string]string{"repo": u.repo, "collection": u.collection, "rkey": u.rkey}
	return c.do(ctx, procedure(a, "com.atproto.repo.deleteRecord", outbound.JSON(input)), nil)
}
