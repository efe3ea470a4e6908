package web

import (
	"net/http"
	"strings"
	"testing"

	"pregonero/post"
)

// A warning is said not to hold with a reason; it is shown to who endorses, counted on the
// page of the checks, and can be pointed at again.
//
//clause:test 5.2.b
func TestDismissAFinding(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	q := p.n.Draft("ana", "La credensial es gratis.", p.acc)
	ana := p.as("ana")
	page := ana.get("/redactar/" + q.ID)
	where := page.Find(".finding:has(mark) a[href*='/senalamientos/']").AttrOr("href", "")
	if where == "" {
		t.Fatal("nothing can be said of the finding")
	}
	p.wants(ana.get(where), 200, ".summary", "credensial")
	again := ana.post(where+"/descartar", "reason", "corto")
	if again.status != http.StatusUnprocessableEntity || again.text("#reason") != "corto" || !again.has("#reason-error") {
		t.Errorf("a short reason: status %d, %q", again.status, again.text("#reason"))
	}
	p.wants(ana.post(where+"/descartar", "reason", "Así se llama el programa."), 303, "", "")
	p.wants(ana.get("/redactar/"+q.ID), 200, ".finding__said", "Persona ana dijo que no aplica: Así se llama el programa.")
	if _, err := p.n.Desk.Submit(t.Context(), p.n.Actor("ana"), q.ID); err != nil {
		t.Fatal(err)
	}
	p.wants(p.as("eva").get("/visto-bueno/"+q.ID), 200, ".finding__said", "Así se llama el programa.")
	p.wants(p.as("eva").get("/cumplimiento/revision"), 200, "#noise", "Así se llama el programa.")
	if got := p.n.Post(q.ID); got.State != post.Review || len(got.Dismissed) != 1 {
		t.Errorf("it is %s with %v", got.State, got.Dismissed)
	}
	if gone := ana.get(strings.Replace(where, "senalamientos/", "senalamientos/0", 1)); gone.status != http.StatusNotFound {
		t.Errorf("what is not pointed at: status %d", gone.status)
	}
}
