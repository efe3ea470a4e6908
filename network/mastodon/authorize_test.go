package mastodon

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"pregonero/network"
	"pregonero/network/mastodon/mastodontest"
)

// openPage is the person: opens the page, agrees, and copies the code.
func openPage(t *testing.T, page string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, page, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	doc, err := goquery.NewDocumentFromReader(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	code, shown := doc.Find("input.oauth-code").Attr("value")
	if !shown {
		t.Fatalf("%s shows no code: %s", page, res.Status)
	}
	return code
}

// The scopes that the flow asks for are enough for all that the connector does: the local
// server refuses what is outside them.
func TestAuthorizationByPastedCode(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	page, kept, err := p.Begin(t.Context(), p.URL+"/")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(page, kept.Get("client_secret")) {
		t.Error("the page's address tells the secret of the application")
	}
	code := openPage(t, page)
	secret, err := p.Complete(t.Context(), p.URL, code, kept)
	if err != nil {
		t.Fatal(err)
	}
	a := network.Account{BaseURL: p.URL, Secret: secret}
	id, err := p.Identify(t.Context(), a)
	if err != nil || id.RemoteID != p.Me || id.Handle != "Instituto@social.example" || !id.Verified || id.TextLimit != 500 || id.MediaLimit != 4 {
		t.Fatalf("%+v %v", id, err)
	}
	a.RemoteID = id.RemoteID
	p.account = a
	ref := p.publish(t, network.Message{Text: "Con el permiso nuevo", Media: pictures("Una urna")}).Ref
	if _, err := p.Edit(t.Context(), a, ref, network.Message{Text: "Corregido", Media: pictures("Una urna")}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := p.Listen(t.Context(), a, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Connector.Remove(t.Context(), a, ref); err != nil {
		t.Fatal(err)
	}
	for name, wrong := range map[string]string{"used": code, "invented": "codigo-que-no-es", "empty": ""} {
		_, err := p.Complete(t.Context(), p.URL, wrong, kept)
		if network.KindOf(err) != network.Auth || strings.Contains(err.Error(), kept.Get("client_secret")) || !strings.Contains(err.Error(), "código") {
			t.Errorf("%s code: %v", name, err)
		}
	}
	if _, err := p.Complete(t.Context(), p.URL, code, kept.With("client_secret", "otro")); network.KindOf(err) != network.Auth {
		t.Errorf("wrong application: %v", err)
	}
	for range 2 { // the second time it has ended already
		if err := p.Connector.Revoke(t.Context(), a); err != nil {
			t.Errorf("revoke: %v", err)
		}
	}
	if _, err := p.Identify(t.Context(), a); network.KindOf(err) != network.Auth {
		t.Errorf("a revoked token is still good: %v", err)
	}
}

func TestServerAddressAsPeopleTypeIt(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"mastodon.social": "https://mastodon.social", " https://mastodon.social/ ": "https://mastodon.social", "http://127.0.0.1:8080": "http://127.0.0.1:8080", "": "",
	} {
		if got := serverURL(typed); got != want {
			t.Errorf("%q becomes %q, want %q", typed, got, want)
		}
	}
}
