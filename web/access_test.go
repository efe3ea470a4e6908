package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

const otherPassword = "siete barcos de papel mojado"

func TestAccessPassword(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	h.withCode("ana")
	b, elsewhere := h.as("ana"), h.as("ana")
	for field, pair := range map[string][2]string{"#password-current-error": {wrongPassword, otherPassword}, "#password-password-error": {goodPassword, "corta"}} {
		p := b.post(accessPath+"/contrasena", "current", pair[0], "password", pair[1])
		if p.status != http.StatusUnprocessableEntity || !p.has(field) {
			t.Errorf("%s: status %d", field, p.status)
		}
	}
	if p := b.post(accessPath+"/contrasena", "current", goodPassword, "password", otherPassword); p.to() != accessPath {
		t.Fatalf("status %d, to %q", p.status, p.to())
	}
	if p := elsewhere.get(accessPath); p.status != http.StatusSeeOther {
		t.Error("a session elsewhere goes on after the password changed")
	}
	if p := b.get(accessPath); p.status != http.StatusOK || !p.has(".notice") {
		t.Errorf("one's own session: status %d", p.status)
	}
}

func TestAccessSessions(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	b, elsewhere := h.as("ana"), h.as("ana")
	p := b.get(accessPath)
	if n := p.Find("form[action='" + accessPath + "/sesiones/cerrar']").Length(); n != 1 {
		t.Fatal("the other sessions cannot be ended")
	}
	if p := b.post(accessPath + "/sesiones/cerrar"); p.to() != accessPath {
		t.Fatalf("status %d", p.status)
	}
	if p := elsewhere.get(accessPath); p.status != http.StatusSeeOther {
		t.Error("the other session goes on")
	}
	if p := b.get(accessPath); p.status != http.StatusOK || p.has("form[action='"+accessPath+"/sesiones/cerrar']") {
		t.Error("one's own session ended, or others are left")
	}
}

func TestAccessTokens(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	b := h.as("ana")
	if p := b.get(accessPath); p.has("input[name=acts][value='person.manage']") || !p.has("input[name=acts][value='post.read']") {
		t.Error("what a key may do is not what the person may")
	}
	p := b.post(accessPath+"/programas", "name", "Tablero", "days", "30")
	if p.status != http.StatusUnprocessableEntity || p.value("#token-name") != "Tablero" || !p.has("#token-acts-error") || p.has(".details #token-name") {
		t.Errorf("no act chosen: status %d", p.status)
	}
	if p := b.post(accessPath+"/programas", "name", "Tablero", "days", "30", "acts", "person.manage"); p.status != http.StatusUnprocessableEntity {
		t.Errorf("an act that ana may not: status %d", p.status)
	}
	p = b.post(accessPath+"/programas", "name", "Tablero", "days", "30", "acts", "post.read", "acts", "inbox.read")
	key := p.text(".copy code")
	if p.status != http.StatusOK || !strings.HasPrefix(key, "pgn_") {
		t.Fatalf("status %d, key %q", p.status, key)
	}
	a, err := h.site.Door.ActorByToken(t.Context(), key, "192.0.2.1")
	if err != nil || len(a.Acts) != 2 {
		t.Errorf("the key may %v: %v", a.Acts, err)
	}
	if p := b.get(accessPath); strings.Contains(p.body, key) {
		t.Error("the key is shown again")
	}
	id := b.get(accessPath).value("form[action='" + accessPath + "/programas/cancelar'] input[name=id]")
	if p := b.post(accessPath+"/programas/cancelar", "id", id); p.to() != accessPath {
		t.Fatalf("status %d", p.status)
	}
	if _, err := h.site.Door.ActorByToken(t.Context(), key, "192.0.2.1"); err == nil {
		t.Error("a cancelled key works")
	}
}

func TestPreferences(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	b := h.as("ana")
	if p := b.post("/preferencias", "language", "en", "theme", "dark", "shortcuts", "si"); p.to() != "/preferencias" {
		t.Fatalf("status %d", p.status)
	}
	p := b.get("/preferencias")
	if p.Find("html").AttrOr("lang", "") != "en" || p.Find("html").AttrOr("data-theme", "") != "dark" || !p.has("[data-shortcuts]") || !p.has("#shortcuts[checked]") {
		t.Error("what was chosen does not hold")
	}
	b.post("/preferencias", "language", "xx", "theme", "system")
	p = b.get("/preferencias")
	if p.Find("html").AttrOr("lang", "") != "en" || p.Find("html").AttrOr("data-theme", "") != "" || p.has("[data-shortcuts]") {
		t.Error("what is not offered was kept")
	}
	if p := h.nobody().get("/preferencias"); p.status != http.StatusOK || p.has("#shortcuts") {
		t.Errorf("who is not in: status %d", p.status)
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	p := h.as("ana").get("/ayuda")
	if p.Find(".card").First().Find("a[href='/ayuda/titular']").Length() != 1 {
		t.Error("one's own role does not come first")
	}
	p.Find(".task__link").Each(func(_ int, a *goquery.Selection) {
		if page := h.nobody().get(a.AttrOr("href", "")); page.status != http.StatusOK || !page.has(".prose") || strings.Contains(page.body, ".md") {
			t.Errorf("%s: status %d", a.AttrOr("href", ""), page.status)
		}
	})
	if p := h.nobody().get("/ayuda/..%2Fmanual"); p.status != http.StatusNotFound {
		t.Errorf("what is not in the manual: status %d", p.status)
	}
}
