package mastodon

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"pregonero/network"
	"pregonero/network/outbound"
)

const (
	// outOfBand asks the server to show the code to the person instead of redirecting.
	outOfBand = "urn:ietf:wg:oauth:2.0:oob"
	// scopes are the least that publishing, listening and identifying need.
	scopes = "read:accounts read:statuses read:notifications write:statuses write:media"
)

var errNoID = errors.New("mastodon: answer without identifier")

// Begin registers the application and gives the page that the person opens. Both calls
// of the flow are forms: every version of every server takes them (RFC 6749 asks for
// them at the token endpoint, and only Mastodon 4.3 and later take a list in JSON).
func (c *Connector) Begin(ctx context.Context, baseURL string) (string, network.Secret, error) {
	r := request(network.Account{BaseURL: baseURL}, http.MethodPost, "api", "v1", "apps")
	form := url.Values{"client_name": {c.options.AppName}, "redirect_uris": {outOfBand}, "scopes": {scopes}}
	if c.options.Website != "" {
		form.Set("website", c.options.Website)
	}
	r.Body = outbound.Form(form)
	answer, err := c.client.Do(ctx, r)
	if err != nil {
		return "", network.Secret{}, err
	}
	var app struct {
		ID     string `json:"client_id"`
		Secret string `json:"client_secret"`
	}
	if err := answer.Decode(&app); err != nil {
		return "", network.Secret{}, err
	}
	if app.ID == "" || app.Secret == "" {
		return "", network.Secret{}, answer.Unreadable(errNoID)
	}
	page := outbound.JoinURL(serverURL(baseURL), "oauth", "authorize") + "?" + url.Values{
		"response_type": {"code"}, "client_id": {app.ID}, "redirect_uri": {outOfBand}, "scope": {scopes}}.Encode()
	return page, network.NewSecret(map[string]string{"client_id": app.ID, "client_secret": app.Secret}), nil
}

// Complete turns the pasted code into a token, which does not expire.
func (c *Connector) Complete(ctx context.Context, baseURL, code string, kept network.Secret) (network.Secret, error) {
	r := request(network.Account{BaseURL: baseURL}, http.MethodPost, "oauth", "token")
	r.Secrets = []string{code, kept.Get("client_secret")}
	r.Body = outbound.Form(url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {outOfBand},
		"client_id": {kept.Get("client_id")}, "client_secret": {kept.Get("client_secret")}})
	answer, err := c.client.Do(ctx, r)
	if kind := network.KindOf(err); kind == network.Rejected || kind == network.Auth {
		return network.Secret{}, codeRefused(err)
	}
	if err != nil {
		return network.Secret{}, err
	}
	var token struct {
		Access string `json:"access_token"`
	}
	if err := answer.Decode(&token); err != nil {
		return network.Secret{}, err
	}
	if token.Access == "" {
		return network.Secret{}, answer.Unreadable(errNoID)
	}
	return kept.With("access_token", token.Access), nil
}

func codeRefused(err error) error {
	var e *network.Error
	if !errors.As(err, &e) {
		return err
	}
	refused := *e
	refused.Kind = network.Auth
	refused.Sentence = "Mastodon no aceptó el código de autorización: no es el que mostró el servidor o ya se usó."
	refused.Next = "Abra otra vez la página de autorización, copie el código nuevo completo y péguelo aquí."
	return &refused
}
