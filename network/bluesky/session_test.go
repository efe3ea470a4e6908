package bluesky

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pregonero/network"
	"pregonero/network/bluesky/blueskytest"
)

func TestLogIn(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.account.Secret
	if s.Get(accessToken) == "" || s.Get(refreshToken) == "" {
		t.Fatal("no tokens")
	}
	for name, value := range s.Expose() {
		if strings.Contains(value, d.person.AppPassword) {
			t.Errorf("%s keeps the password", name)
		}
	}
	if at, err := time.Parse(time.RFC3339, s.Get(expiresAt)); err != nil || time.Until(at) < time.Hour {
		t.Errorf("expires at %q, %v", s.Get(expiresAt), err)
	}
	if got := identity(network.Account{Secret: s}); got != d.person.DID {
		t.Errorf("without RemoteID the account is %q, want %q", got, d.person.DID)
	}
}

func TestLogInRefusals(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, c := range []struct {
		name, identifier, password string
		want                       network.ErrorKind
	}{
		{"wrong password", d.person.Handle, "esta-no-es-la-buena", network.Auth},
		{"nobody", "nadie.test", d.person.AppPassword, network.Auth},
		{"the main password", d.person.Handle, d.person.Password, network.Rejected},
	} {
		s, err := d.LogIn(t.Context(), d.front.URL, c.identifier, c.password)
		if network.KindOf(err) != c.want || len(s.Expose()) != 0 {
			t.Errorf("%s: %v with %d values, want %s", c.name, err, len(s.Expose()), c.want)
		}
		if err != nil && strings.Contains(err.Error(), c.password) {
			t.Errorf("%s: the password is in the error", c.name)
		}
	}
	if _, err := d.LogIn(t.Context(), d.front.URL, " @"+d.person.Handle+" ", d.person.AppPassword); err != nil {
		t.Errorf("a handle as people write it: %v", err)
	}
}

func TestRefreshAfterExpiry(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.account.Secret = d.account.Secret.With(accessToken, blueskytest.Expired(t, d.account.Secret.Get(accessToken))).With("note", "kept")
	if _, err := d.Identify(t.Context(), d.account); network.KindOf(err) != network.Auth {
		t.Fatalf("an expired token: %v, want auth", err)
	}
	before := d.account.Secret
	renewed, err := d.Refresh(t.Context(), d.account)
	if err != nil {
		t.Fatal(err)
	}
	if renewed.Get(refreshToken) == "" || renewed.Get(refreshToken) == before.Get(refreshToken) || renewed.Get("note") != "kept" {
		t.Errorf("the new secret is not whole, or not new")
	}
	again, err := d.Refresh(t.Context(), d.account) // as if the first answer had been lost
	if err != nil || claimsOf(again.Get(accessToken)).Subject != d.person.DID {
		t.Errorf("refreshing again with the same token: %v", err)
	}
	d.servers.Settle(t) // the profile is the AppView's, which reads after the PDS
	for _, s := range []network.Secret{renewed, again} {
		d.account.Secret = s
		if _, err := d.Identify(t.Context(), d.account); err != nil {
			t.Error(err)
		}
	}
}

func TestRefreshAfterRevocation(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.person.Do(t, "com.atproto.server.revokeAppPassword", map[string]any{"name": "pregonero"}, nil)
	if _, err := d.Refresh(t.Context(), d.account); network.KindOf(err) != network.Auth {
		t.Errorf("%v, want auth", err)
	}
}

func TestHome(t *testing.T) {
	t.Parallel()
	doc := func(id, endpoint string) json.RawMessage {
		return must(map[string]any{"service": []any{map[string]any{"id": "#bsky_notif", "serviceEndpoint": "https://otra.mx"},
			map[string]any{"id": id, "type": "AtprotoPersonalDataServer", "serviceEndpoint": endpoint}}})
	}
	for _, c := range []struct {
		name string
		doc  json.RawMessage
		want string
	}{
		{"another server", doc("#atproto_pds", "https://morel.us-east.host.bsky.network"), "https://morel.us-east.host.bsky.network"},
		{"full id", doc("did:plc:abc#atproto_pds", "https://pds.ine.mx"), "https://pds.ine.mx"},
		{"the same", doc("#atproto_pds", "https://bsky.social/"), ""},
		{"not https", doc("#atproto_pds", "http://127.0.0.1:2583"), ""},
		{"no server", doc("#otro", "https://pds.ine.mx"), ""},
		{"no document", nil, ""},
		{"nonsense", json.RawMessage(`{"service":7}`), ""},
	} {
		if got := home(c.doc, "https://bsky.social"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
