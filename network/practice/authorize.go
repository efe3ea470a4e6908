package practice

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"

	"pregonero/network"
	"pregonero/network/outbound"
)

// authorizationJSON is what the network is asked for, and where the person must go.
type authorizationJSON struct {
	Challenge string `json:"challenge,omitempty"`
	Page      string `json:"page,omitempty"`
}

type codeJSON struct {
	Code     string `json:"code"`
	Verifier string `json:"verifier"`
}

type tokenJSON struct {
	AccessToken string `json:"access_token"`
}

// challengeOf is what is said of a verifier before it is shown (RFC 7636, S256).
func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// Begin asks the network for the page where a person allows us. The code that it gives is
// of use only to who keeps the verifier.
func (c *Connector) Begin(ctx context.Context, baseURL string) (string, network.Secret, error) {
	verifier := rand.Text()
	r := c.request(network.Account{BaseURL: baseURL}, http.MethodPost, "authorizations")
	r.Body = outbound.JSON(authorizationJSON{Challenge: challengeOf(verifier)})
	answer, err := c.client.Do(ctx, r)
	if err != nil {
		return "", network.Secret{}, err
	}
	var at authorizationJSON
	if err := answer.Decode(&at); err != nil {
		return "", network.Secret{}, err
	}
	if at.Page == "" {
		return "", network.Secret{}, answer.Unreadable(errors.New("practice: answer without page"))
	}
	return at.Page, network.NewSecret(map[string]string{"verifier": verifier}), nil
}

// Complete turns the pasted code into a token, which does not expire.
func (c *Connector) Complete(ctx context.Context, baseURL, code string, kept network.Secret) (network.Secret, error) {
	r := c.request(network.Account{BaseURL: baseURL}, http.MethodPost, "token")
	r.Secrets = []string{code, kept.Get("verifier")}
	r.Body = outbound.JSON(codeJSON{Code: code, Verifier: kept.Get("verifier")})
	answer, err := c.client.Do(ctx, r)
	if answer.Status == http.StatusUnauthorized {
		return network.Secret{}, &network.Error{Kind: network.Auth, Status: answer.Status, Err: err,
			Sentence: "La red de práctica no aceptó el código: no es el que mostró, ya se usó o venció.",
			Next:     "Pida otra vez la página de la red, copie el código nuevo completo y péguelo aquí."}
	}
	if err != nil {
		return network.Secret{}, err
	}
	var t tokenJSON
	if err := answer.Decode(&t); err != nil {
		return network.Secret{}, err
	}
	if t.AccessToken == "" {
		return network.Secret{}, answer.Unreadable(errors.New("practice: answer without token"))
	}
	return network.NewSecret(map[string]string{"access_token": t.AccessToken}), nil
}

// Revoke ends the token.
func (c *Connector) Revoke(ctx context.Context, a network.Account) error {
	_, err := c.client.Do(ctx, c.request(a, http.MethodDelete, "token"))
	if network.KindOf(err) == network.Auth { // it had ended
		return nil
	}
	return err
}
