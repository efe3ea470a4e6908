package practice

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"pregonero/network"
)

// The road of a new account: it is opened on the network, a person allows the program on
// the network's page, and the code becomes a token once.
func TestAuthorize(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	c := New(p.client, p.url)
	if _, status, _ := p.visitPage(t, "POST", "/abrir", url.Values{"usuario": {"@NuevaINE"}, "nombre": {"Nueva"}}); status != 303 {
		t.Fatalf("opening an account answers %d", status)
	}
	address, kept, err := c.Begin(t.Context(), "")
	if err != nil || !strings.HasPrefix(address, p.url+"/autorizar?") {
		t.Fatalf("the page is %q, %v", address, err)
	}
	doc, status, _ := p.visitPage(t, "GET", strings.TrimPrefix(address, p.url), nil)
	if status != 200 || doc.Find("input[name=cuenta][value=NuevaINE]").Length() != 1 {
		t.Fatalf("%d: the account cannot be chosen", status)
	}
	challenge, _ := doc.Find("input[name=desafio]").Attr("value")
	if doc, status, _ = p.visitPage(t, "POST", "/autorizar", url.Values{"desafio": {challenge}}); status != 422 || doc.Find(".notice").Length() != 1 {
		t.Errorf("no account: %d", status)
	}
	doc, status, _ = p.visitPage(t, "POST", "/autorizar", url.Values{"desafio": {challenge}, "cuenta": {"NuevaINE"}})
	code, _ := doc.Find("#codigo").Attr("value")
	if status != 200 || len(code) < 20 {
		t.Fatalf("%d: the code is %q", status, code)
	}
	if _, err := c.Complete(t.Context(), "", code, network.NewSecret(map[string]string{"verifier": "otro"})); network.KindOf(err) != network.Auth {
		t.Errorf("a code serves another program: %v", err)
	}
	secret, err := c.Complete(t.Context(), "", code, kept)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Complete(t.Context(), "", code, kept); network.KindOf(err) != network.Auth {
		t.Errorf("a code serves twice: %v", err)
	}
	a := network.Account{Handle: "NuevaINE", Secret: secret}
	if id, err := c.Identify(t.Context(), a); err != nil || id.Handle != "NuevaINE" {
		t.Errorf("the token speaks for %+v, %v", id, err)
	}
	if id, err := c.Identify(t.Context(), p.account); err != nil || id.Handle != "INEMexico" {
		t.Errorf("the other account's token: %+v, %v", id, err)
	}
	for range 2 { // ending twice is no error
		if err := c.Revoke(t.Context(), a); err != nil {
			t.Error(err)
		}
	}
	if _, err := c.Identify(t.Context(), a); network.KindOf(err) != network.Auth {
		t.Errorf("the token lives on: %v", err)
	}
}

func TestCodesExpire(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	c := New(p.client, p.url)
	_, kept, err := c.Begin(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	code, err := p.Allow(t.Context(), "INEMexico", challengeOf(kept.Get("verifier")))
	if err != nil {
		t.Fatal(err)
	}
	p.Network.now = func() time.Time { return start.Add(codeLife) }
	if _, err := c.Complete(t.Context(), "", code, kept); network.KindOf(err) != network.Auth {
		t.Errorf("a code lives on: %v", err)
	}
	for _, path := range []string{"/autorizar", "/autorizar?desafio=x"} {
		if _, status, _ := p.visitPage(t, "GET", path, nil); status != 400 {
			t.Errorf("%s answers %d", path, status)
		}
	}
}

func TestJoinRefuses(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	for _, x := range []struct{ handle, name, says string }{
		{"inemexico", "Otra", "tomado"}, {"Con espacio", "Otra", "letras"}, {"ІNE", "Otra", "letras"}, {"", "Otra", "letras"}, {"Otra", " ", "nombre"}, {"Otra", strings.Repeat("a", 61), "nombre"},
	} {
		doc, status, _ := p.visitPage(t, "POST", "/abrir", url.Values{"usuario": {x.handle}, "nombre": {x.name}})
		kept, _ := doc.Find("input[name=usuario]").Attr("value")
		if status != 422 || !strings.Contains(doc.Find(".notice").Text(), x.says) || kept != x.handle {
			t.Errorf("%q %q: %d %q, kept %q", x.handle, x.name, status, doc.Find(".notice").Text(), kept)
		}
	}
}
