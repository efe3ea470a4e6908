package web

import (
	"bytes"
	"image/png"
	"net/http"
	"strings"
	"testing"
)

// From a one-time link to a full session with a second factor, by the pages alone.
func TestFirstTime(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("oscar", "operativo", "unicom").Grant("operator", "")
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	link, err := h.site.Door.StartRecovery(t.Context(), h.w.Actor("oscar"), h.w.Actor("ana").PersonID)
	h.must(err)
	path := strings.TrimPrefix(link.URL, h.site.BaseURL)
	b := h.nobody()
	if p := b.get(path); p.status != http.StatusOK || p.Find("#password").AttrOr("autocomplete", "") != "new-password" || p.header.Get("Referrer-Policy") != "no-referrer" {
		t.Fatalf("the link: status %d", p.status)
	}
	if p := b.post(path, "password", goodPassword, "again", "otra cosa distinta"); p.status != http.StatusUnprocessableEntity || !p.has("#again-error") {
		t.Errorf("two passwords that differ: status %d", p.status)
	}
	if p := b.post(path, "password", "corta", "again", "corta"); p.status != http.StatusUnprocessableEntity || !p.has("#password-error") {
		t.Errorf("a weak password: status %d", p.status)
	}
	if p := b.post(path, "password", goodPassword, "again", goodPassword); p.to() != "/entrar" {
		t.Fatalf("the link used: status %d, to %q", p.status, p.to())
	}
	if p := b.post(path, "password", goodPassword, "again", goodPassword); p.status != http.StatusConflict || !p.has(".errors") {
		t.Errorf("the link used twice: status %d", p.status)
	}
	if p := b.post("/entrar", "user", "ana", "password", goodPassword); p.to() != enrolPath {
		t.Fatalf("the first log-in leads to %q", p.to())
	}
	if p := b.get("/mi-acceso"); p.status != http.StatusSeeOther {
		t.Errorf("who has no second factor yet opened a page: %d", p.status)
	}
	if p := b.get(enrolCodePath); p.to() != enrolPath {
		t.Errorf("a secret is shown before it is asked for: %d", p.status)
	}
	if p := b.get(enrolPath); !p.has("form[action='" + enrolCodePath + "']") {
		t.Fatal("no application of codes is offered")
	}
	if p := b.post(enrolCodePath); p.to() != enrolCodePath {
		t.Fatalf("to %q", p.to())
	}
	p := b.get(enrolCodePath)
	secret := strings.ReplaceAll(p.text(".copy code"), " ", "")
	picture := b.get(p.Find("img.picture").AttrOr("src", ""))
	if _, err := png.Decode(bytes.NewReader([]byte(picture.body))); err != nil || picture.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the picture: %v, kept by %q", err, picture.header.Get("Cache-Control"))
	}
	if p := b.post(enrolCodePath+"/confirmar", "code", "123"); p.status != http.StatusUnprocessableEntity || strings.ReplaceAll(p.text(".copy code"), " ", "") != secret {
		t.Errorf("a wrong code: status %d, and another secret", p.status)
	}
	half := b.cookie(cookieName)
	if p := b.post(enrolCodePath+"/confirmar", "code", h.code(secret)); p.to() != codesPath {
		t.Fatalf("a right code: status %d, to %q", p.status, p.to())
	}
	if b.cookie(cookieName) == half {
		t.Error("the session goes on under its old token")
	}
	codes := b.get(codesPath)
	if n := codes.Find(".codes li").Length(); n != 10 {
		t.Fatalf("%d recovery codes", n)
	}
	if p := b.get(codesPath); p.has(".codes") {
		t.Error("the recovery codes are shown twice")
	}
	if p := b.get("/mi-acceso"); p.status != http.StatusOK {
		t.Errorf("«Mi acceso»: status %d", p.status)
	}
	if p := b.get(enrolPath); p.to() != accessPath {
		t.Errorf("who is in is offered the first registration: %q", p.to())
	}
}

func TestEnrolAgainFromAccess(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	h.withCode("ana")
	b := h.as("ana")
	if p := b.post(enrolCodePath, "current", wrongPassword); p.status != http.StatusUnprocessableEntity || !p.has("#code-current-error") {
		t.Errorf("a wrong password: status %d", p.status)
	}
	if p := b.post(enrolCodePath, "current", goodPassword); p.to() != enrolCodePath {
		t.Errorf("a right password: status %d, to %q", p.status, p.to())
	}
}

func TestPasskeyEndpoints(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	h.withCode("ana")
	b := h.nobody()
	p := b.post("/entrar/llave")
	if p.status != http.StatusOK || !strings.Contains(p.body, `"challenge"`) || b.cookie(ceremonyCookie) == "" {
		t.Fatalf("status %d, %s", p.status, p.body)
	}
	if p := b.post("/entrar/llave/fin"); p.status != http.StatusUnauthorized || !strings.Contains(p.body, `"error"`) {
		t.Errorf("an empty answer: status %d, %s", p.status, p.body)
	}
	if p := b.post(enrolPath + "/llave"); p.status != http.StatusUnprocessableEntity && p.status != http.StatusUnauthorized {
		t.Errorf("registering without a session: status %d", p.status)
	}
	in := h.as("ana")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.base+enrolPath+"/llave", strings.NewReader(`{"current":"`+wrongPassword+`"}`))
	h.must(err)
	if p := in.do(r); p.status != http.StatusUnprocessableEntity {
		t.Errorf("registering with a wrong password: status %d, %s", p.status, p.body)
	}
	h.site.Door.WebAuthn = nil
	if p := h.nobody().get("/entrar"); p.has("[data-passkey]") {
		t.Error("passkeys are offered where they cannot be")
	}
	if p := h.nobody().post("/entrar/llave"); p.status != http.StatusBadGateway {
		t.Errorf("passkeys where they cannot be: status %d", p.status)
	}
}
