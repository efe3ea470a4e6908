package mastodon

import (
	"context"
	"net/http"
	"net/url"

	"pregonero/network"
	"pregonero/network/outbound"
)

// Revoke ends the account's token on its server (RFC 7009).
func (c *Connector) Revoke(ctx context.Context, a network.Account) error {
	r := request(network.Account{BaseURL: a.BaseURL}, http.MethodPost, "oauth", "revoke")
	r.Secrets = []string{a.Secret.Get("access_token"), a.Secret.Get("client_secret")}
	r.Body = outbound.Form(url.Values{"client_id": {a.Secret.Get("client_id")}, "client_secret": {a.Secret.Get("client_secret")}, "token": {a.Secret.Get("access_token")}})
	_, err := c.client.Do(ctx, r)
	return err
}
