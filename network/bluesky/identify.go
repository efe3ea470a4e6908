package bluesky

import (
	"context"
	"net/url"

	"pregonero/limits"
	"pregonero/network"
)

// Identify asks the server who the token speaks for, and the network how it shows them.
// ExpiresAt is the access token's, some two hours ahead; Refresh renews it.
func (c *Connector) Identify(ctx context.Context, a network.Account) (network.Identity, error) {
	var s session
	if err := c.do(ctx, query(a, "com.atproto.server.getSession", nil), &s); err != nil {
		return network.Identity{}, err
	}
	var profile struct {
		DisplayName  string `json:"displayName"`
		Verification struct {
			VerifiedStatus string `json:"verifiedStatus"`
		} `json:"verification"`
	}
	if err := c.do(ctx, query(a, "app.bsky.actor.getProfile", url.Values{"actor": {s.DID}}), &profile); err != nil {
		return network.Identity{}, err
	}
	l := limits.Of("bluesky")
	return network.Identity{RemoteID: s.DID, Handle: s.Handle, Name: profile.DisplayName, URL: profileURL(person(s.Handle, s.DID)),
		Verified: profile.Verification.VerifiedStatus == "valid", TextLimit: l.Text.Max, MediaLimit: l.Attachments,
		ExpiresAt: claimsOf(a.Secret.Get(accessToken)).expiry()}, nil
}
