package mastodontest

import (
	"fmt"
	"html"
	"net/http"
	"slices"
	"strings"
)

type app struct {
	secret    string
	redirects []string
	scopes    []string
	code      string // waiting to be exchanged
}

type token struct {
	who    *person
	scopes []string
}

func (s *Server) register(k *call, _ *person) reply {
	id, _ := s.next()
	a := &app{secret: "secreto-de-aplicacion-" + id, scopes: strings.Fields(text(k, "scopes"))}
	uris, _ := k.body["redirect_uris"].([]any)
	for _, u := range uris {
		a.redirects = append(a.redirects, u.(string))
	}
	if text(k, "client_name") == "" || len(a.redirects) == 0 {
		return s.invalid("Redirect URI must be an absolute URI.")
	}
	s.apps["app-"+id] = a
	return ok(object{"id": id, "name": text(k, "client_name"), "website": nil, "redirect_uri": strings.Join(a.redirects, "\n"), "redirect_uris": a.redirects,
		"scopes": a.scopes, "client_id": "app-" + id, "client_secret": a.secret, "client_secret_expires_at": 0, "vapid_key": "BCk"})
}

// authorize is the page where the person, whom the test plays, has agreed: it shows the code.
func (s *Server) authorize(k *call, _ *person) reply {
	a, known := s.apps[k.query.Get("client_id")]
	wanted := strings.Fields(k.query.Get("scope"))
	if !known || k.query.Get("response_type") != "code" || !slices.Contains(a.redirects, k.query.Get("redirect_uri")) {
		return refuse(http.StatusBadRequest, "invalid_request")
	}
	for _, w := range wanted {
		if !slices.Contains(a.scopes, w) {
			return refuse(http.StatusBadRequest, "invalid_scope")
		}
	}
	a.code, _ = s.next()
	a.code = "codigo-" + a.code
	a.scopes = wanted
	return reply{status: http.StatusOK, html: `<!doctype html><p>Copie este código: <input class="oauth-code" readonly value="` + html.EscapeString(a.code) + `"></p>`}
}

// exchange gives a token for a code, once.
func (s *Server) exchange(k *call, _ *person) reply {
	a, known := s.apps[text(k, "client_id")]
	if !known || a.secret != text(k, "client_secret") {
		return reply{status: http.StatusUnauthorized, body: object{"error": "invalid_client", "error_description": "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method."}}
	}
	if text(k, "grant_type") != "authorization_code" || a.code == "" || a.code != text(k, "code") || !slices.Contains(a.redirects, text(k, "redirect_uri")) {
		return reply{status: http.StatusBadRequest, body: object{"error": "invalid_grant", "error_description": "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client."}}
	}
	a.code = ""
	value := fmt.Sprintf("token-de-%s", text(k, "client_id"))
	s.tokens[value] = token{who: s.people[Handle], scopes: a.scopes}
	return ok(object{"access_token": value, "token_type": "Bearer", "scope": strings.Join(a.scopes, " "), "created_at": s.clock.Unix()})
}

// revoke ends a token of the application; one that it does not know is no error.
func (s *Server) revoke(k *call, _ *person) reply {
	a, known := s.apps[text(k, "client_id")]
	if !known || a.secret != text(k, "client_secret") {
		return reply{status: http.StatusForbidden, body: object{"error": "unauthorized_client", "error_description": "You are not authorized to revoke this token"}}
	}
	delete(s.tokens, text(k, "token"))
	return ok(object{})
}
