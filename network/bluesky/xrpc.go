package bluesky

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"pregonero/network"
	"pregonero/network/outbound"
)

// Names of values in a Secret.
const (
	accessToken  = "access_token"
	refreshToken = "refresh_token"
	expiresAt    = "expires_at"
	serviceURL   = "service_url" // the account's own server, when it is another than the one that was named
)

// call is one XRPC request (atproto.com/specs/xrpc).
type call struct {
	base    string
	method  string // NSID, such as com.atproto.repo.getRecord
	query   url.Values
	body    *outbound.Body // a procedure; nil with post set: without input
	post    bool
	token   string
	creates bool
	timeout time.Duration
	secrets []string
}

// query makes a reading call with the account's token.
func query(a network.Account, method string, q url.Values) call {
	return call{base: server(a), method: method, query: q, token: a.Secret.Get(accessToken)}
}

// procedure makes a writing call with the account's token.
func procedure(a network.Account, method string, body *outbound.Body) call {
	return call{base: server(a), method: method, body: body, post: true, token: a.Secret.Get(accessToken)}
}

// server is where the account's repository is.
func server(a network.Account) string {
	if s := a.Secret.Get(serviceURL); s != "" {
		return s
	}
	return base(a.BaseURL)
}

func base(baseURL string) string {
	if baseURL == "" {
		return DefaultBaseURL
	}
	return baseURL
}

// do sends the call once and reads the answer into out, unless out is nil.
func (c *Connector) do(ctx context.Context, k call, out any) error {
	r := outbound.Request{Network: label, URL: outbound.JoinURL(k.base, "xrpc", k.method), Body: k.body, Bearer: k.token,
		Creates: k.creates, Timeout: k.timeout, Secrets: k.secrets}
	if k.post {
		r.Method = http.MethodPost
	}
	if len(k.query) > 0 {
		r.URL += "?" + k.query.Encode()
	}
	answer, err := c.http.Do(ctx, r)
	if err != nil {
		return refine(err, answer)
	}
	if out == nil {
		return nil
	}
	return answer.Decode(out)
}
