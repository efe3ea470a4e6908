package bluesky

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"time"

	"pregonero/network"
	"pregonero/network/outbound"
)

const useAppPassword = "En Bluesky abra Configuración, Privacidad y seguridad, Contraseñas de aplicación; cree una para Pregonero y escríbala aquí."

// session is the answer of createSession, refreshSession and getSession.
type session struct {
	AccessJwt  string          `json:"accessJwt"`
	RefreshJwt string          `json:"refreshJwt"`
	Handle     string          `json:"handle"`
	DID        string          `json:"did"`
	DIDDoc     json.RawMessage `json:"didDoc"`
	Active     *bool           `json:"active"`
}

// LogIn opens a session with an application password. The password itself is not kept:
// the refresh token, which lives 90 days and is renewed with every use, is enough, and an
// application password can be revoked by itself. The account's main password is refused,
// because its session could change the account's e-mail and password, or delete it.
func (c *Connector) LogIn(ctx context.Context, baseURL, identifier, password string) (network.Secret, error) {
	input := map[string]string{"identifier": strings.TrimPrefix(strings.TrimSpace(identifier), "@"), "password": password}
	var s session
	err := c.do(ctx, call{base: base(baseURL), method: "com.atproto.server.createSession", post: true,
		body: outbound.JSON(input), secrets: []string{password}}, &s)
	if errors.Is(err, xrpcError("AuthenticationRequired")) {
		return network.Secret{}, wrongPassword(err)
	}
	if err != nil {
		return network.Secret{}, err
	}
	if s.AccessJwt == "" || s.RefreshJwt == "" {
		return network.Secret{}, notASession()
	}
	if claimsOf(s.AccessJwt).Scope == "com.atproto.access" {
		_ = c.do(ctx, call{base: base(baseURL), method: "com.atproto.server.deleteSession", post: true, token: s.RefreshJwt}, nil)
		return network.Secret{}, &network.Error{Kind: network.Rejected, Next: useAppPassword, Reason: "scope com.atproto.access",
			Sentence: "Esa es la contraseña principal de la cuenta, y Pregonero no debe tenerla."}
	}
	return s.secret(network.Secret{}, base(baseURL)), nil
}

// Refresh renews both tokens. The old refresh token stays good for two hours and gives
// the same successor, so an answer lost on the way costs nothing: refresh again.
func (c *Connector) Refresh(ctx context.Context, a network.Account) (network.Secret, error) {
	var s session
	err := c.do(ctx, call{base: server(a), method: "com.atproto.server.refreshSession", post: true, token: a.Secret.Get(refreshToken)}, &s)
	if err != nil {
		return network.Secret{}, err
	}
	if s.AccessJwt == "" {
		return network.Secret{}, notASession()
	}
	return s.secret(a.Secret, base(a.BaseURL)), nil
}

// secret is the whole new secret: what the session says, over what there was.
func (s session) secret(old network.Secret, baseURL string) network.Secret {
	n := old.With(accessToken, s.AccessJwt).With(refreshToken, s.RefreshJwt).With(serviceURL, home(s.DIDDoc, baseURL))
	if at := claimsOf(s.AccessJwt).expiry(); !at.IsZero() {
		n = n.With(expiresAt, at.Format(time.RFC3339))
	}
	return n
}

// home is the server that the account's identity document names (bsky.social answers for
// many). Only https is believed; "" leaves the one that was named.
func home(didDoc json.RawMessage, baseURL string) string {
	var doc struct {
		Service []struct {
			ID       string `json:"id"`
			Type     string `json:"type"`
			Endpoint any    `json:"serviceEndpoint"`
		} `json:"service"`
	}
	_ = json.Unmarshal(didDoc, &doc) // no document, no other server
	for _, s := range doc.Service {
		endpoint, _ := s.Endpoint.(string)
		u, err := url.Parse(endpoint)
		if !strings.HasSuffix(s.ID, "#atproto_pds") || err != nil || u.Scheme != "https" || u.Host == "" {
			continue
		}
		if strings.TrimSuffix(endpoint, "/") == strings.TrimSuffix(baseURL, "/") {
			return ""
		}
		return endpoint
	}
	return ""
}

// claims are the parts of a session's token that concern us. They are read, not trusted:
// the server that gave the token checks it.
type claims struct {
	Scope   string `json:"scope"`
	Subject string `json:"sub"` // the account's DID
	Expires int64  `json:"exp"` // seconds since 1970
}

func claimsOf(token string) claims {
	var c claims
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return c
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err == nil {
		_ = json.Unmarshal(payload, &c) // an opaque token has no claims
	}
	return c
}

func (c claims) expiry() time.Time {
	if c.Expires == 0 {
		return time.Time{}
	}
	return time.Unix(c.Expires, 0).UTC()
}

// identity is the account's DID.
func identity(a network.Account) string {
	if a.RemoteID != "" {
		return a.RemoteID
	}
	return claimsOf(a.Secret.Get(accessToken)).Subject
}

func wrongPassword(cause error) *network.Error {
	return &network.Error{Kind: network.Auth, Sentence: "Bluesky no aceptó el usuario o la contraseña de aplicación.", Next: useAppPassword, Err: cause}
}

func notASession() *network.Error {
	return &network.Error{Kind: network.Temporary, Sentence: "Bluesky respondió algo que no se entiende.",
		Next: "Revise que la dirección sea la de un servidor de Bluesky."}
}
