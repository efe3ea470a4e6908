package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/scim"
)

// sendAsDirectory sends one request to the door of the directory with that key.
func (h *house) sendAsDirectory(key, method, path, body string) int {
	h.Helper()
	p := &scim.Provider{Office: h.site.Office, Now: h.w.Clock.Now, Log: h.site.Log, BaseURL: h.site.BaseURL}
	r := httptest.NewRequestWithContext(h.Context(), method, scim.Path+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+key)
	w := httptest.NewRecorder()
	p.Handler().ServeHTTP(w, r)
	_, _ = io.Copy(io.Discard, w.Result().Body)
	return w.Code
}

const someone = `{"userName":"eva.luna@ine.mx","displayName":"Eva Luna","userType":"mando_medio",
	"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"DEPARTMENT"}}`

// Who runs the system makes the key, sees what the directory did and what was refused.
//
//clause:test 5.1.p4
func TestDirectoryPage(t *testing.T) {
	t.Parallel()
	h := newBureau(t)
	h.w.Person("ines", "mando_medio", "unicom").Grant(institution.IT, "")
	b := h.as("olga")
	if p := b.get(directoryPath); p.status != http.StatusOK || !strings.Contains(p.text("main"), "Ningún directorio se ha conectado todavía.") || p.text(".copy code") != "http://localhost/scim/v2" {
		t.Fatalf("status %d: %s", p.status, p.text("main"))
	}
	if p := b.post(directoryPath+"/llaves", "name", " ", "days", "90"); p.status != http.StatusUnprocessableEntity || !p.has("#name-error") || p.value("#days option[selected]") != "90" {
		t.Errorf("a key without a name: status %d", p.status)
	}
	p := b.post(directoryPath+"/llaves", "name", "Entra ID", "days", "365")
	key := p.Find(".copy code").First().Text()
	if p.status != http.StatusOK || !strings.HasPrefix(key, "pgd_") || p.Find("#keys tbody tr").Length() != 1 {
		t.Fatalf("status %d: %s", p.status, p.text("main"))
	}
	if p := b.get(directoryPath); strings.Contains(p.body, key) {
		t.Error("the key is shown again")
	}
	if status := h.sendAsDirectory(key, "POST", "/Users", strings.Replace(someone, "DEPARTMENT", "Narnia", 1)); status != http.StatusBadRequest {
		t.Errorf("status %d", status)
	}
	p = h.as("ines").get(directoryPath)
	if p.status != http.StatusOK || !strings.Contains(p.text("#refused"), "No existe el área «Narnia»") || !strings.Contains(p.text("main"), "Última sincronización") {
		t.Errorf("status %d: %s", p.status, p.text("main"))
	}
	if status := h.sendAsDirectory(key, "POST", "/Users", strings.Replace(someone, "DEPARTMENT", "jle-jal", 1)); status != http.StatusCreated {
		t.Errorf("status %d", status)
	}
	if status := h.sendAsDirectory(key, "POST", "/Groups", `{"displayName":"Pregonero - Enlaces de aval - jle-jal","members":[{"value":"`+h.id("eva.luna")+`"}]}`); status != http.StatusCreated {
		t.Errorf("status %d", status)
	}
	p = b.get(directoryPath)
	if p.has("#refused") || p.Find("#changes tbody tr").Length() != 3 || !strings.Contains(p.text("#changes"), "Dio de alta a una persona") || !p.has("#changes a[href='"+peoplePath+"/"+h.id("eva.luna")+"']") {
		t.Errorf("the page says %s", p.text("main"))
	}
	if got := p.text("#groups tbody tr"); got != "Pregonero - Enlaces de aval - jle-jal Enlace de aval · JLE Jalisco 1" {
		t.Errorf("the group is shown as %q", got)
	}
	revoke := p.Find("#keys form").AttrOr("action", "")
	for _, who := range []string{"rosa", "eva", "luis"} {
		for _, refused := range []*answer{h.as(who).get(directoryPath), h.as(who).post(directoryPath+"/llaves", "name", "x", "days", "90"), h.as(who).post(revoke)} {
			if refused.status != http.StatusForbidden {
				t.Errorf("%s: status %d", who, refused.status)
			}
		}
	}
	if p := b.post(revoke); p.to() != directoryPath {
		t.Errorf("status %d", p.status)
	}
	if status := h.sendAsDirectory(key, "GET", "/Users", ""); status != http.StatusUnauthorized {
		t.Errorf("a revoked key: status %d", status)
	}
	p = b.get(directoryPath)
	if p.has("#keys form") || !strings.Contains(p.text("#keys"), "Cancelada") {
		t.Errorf("the key is shown as %q", p.text("#keys"))
	}
}

func TestDirectoryKeyExpires(t *testing.T) {
	t.Parallel()
	h := newBureau(t)
	key := h.as("olga").post(directoryPath+"/llaves", "name", "Okta", "days", "7").Find(".copy code").First().Text()
	if status := h.sendAsDirectory(key, "GET", "/Users", ""); status != http.StatusOK {
		t.Errorf("status %d", status)
	}
	h.w.Clock.Advance(7 * 24 * time.Hour)
	if status := h.sendAsDirectory(key, "GET", "/Users", ""); status != http.StatusUnauthorized {
		t.Errorf("an expired key: status %d", status)
	}
	if p := h.as("olga").get(directoryPath); !strings.Contains(p.text("#keys"), "Vencida") {
		t.Errorf("the key is shown as %q", p.text("#keys"))
	}
}
