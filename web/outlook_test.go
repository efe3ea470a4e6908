package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/network"
	"pregonero/network/outbound"
	"pregonero/network/practice"
)

// connected lets the house publish on a practice network that nobody asks.
func (h *house) connected() {
	h.Helper()
	client, err := outbound.New(outbound.Options{Allow: []string{"http://localhost:1"}, Timeout: time.Second, Now: h.w.Clock.Now})
	h.must(err)
	h.Cleanup(client.Close)
	h.site.Desk.Keys.Networks = map[string]network.Connector{practice.Name: practice.New(client, "http://localhost:1")}
}

func TestOutlookSaysYes(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	h.connected()
	h.must(h.site.Desk.Heartbeat(t.Context()))
	p := h.scheduled("La credencial se tramita sin costo.", mexico(2, 11, 0), acc)
	h.scheduled("Más allá de dos días.", mexico(4, 11, 0), acc)
	a := h.as("ana").get("/saldra")
	if a.status != http.StatusOK || a.text("h1") != "Todo lo de mañana saldrá" || !strings.Contains(a.text("title"), "Todo lo de mañana saldrá") {
		t.Fatalf("status %d, %q", a.status, a.text("h1"))
	}
	if a.Find("#saldran article").Length() != 1 || !a.has("#saldran a[href='/publicaciones/"+p.ID+"']") || a.has("#no-saldran") {
		t.Errorf("the page says %q", a.text("main"))
	}
}

// Before the hour and not after, each obstacle is said with its next step.
//
//clause:test 6.xxix
func TestOutlookSaysNoAndWhy(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	h.connected()
	h.must(h.site.Desk.Heartbeat(t.Context()))
	other := h.account("otra", h.w.Pack.Attendance)
	h.scheduled("En una cuenta detenida.", mexico(2, 11, 0), acc)
	h.scheduled("En otra que sí sale.", mexico(2, 12, 0), other)
	h.draft("Nadie la ha avalado.", mexico(2, 13, 0), acc)
	h.must(h.site.Desk.Stop(t.Context(), h.w.Actor("ana"), acc.ID, true, "La cuenta fue tomada."))
	ana := h.as("ana")
	a := ana.get("/saldra")
	if a.text("h1") != "Dos publicaciones no saldrán" || a.Find("#no-saldran article").Length() != 2 || a.Find("#saldran article").Length() != 1 {
		t.Fatalf("%q: %s", a.text("h1"), a.text("main"))
	}
	for _, want := range []string{"La cuenta fue tomada.", "Reanude la publicación", "Todavía es un borrador", "Envíela a visto bueno"} {
		if !strings.Contains(a.text("#no-saldran"), want) {
			t.Errorf("the obstacles do not say %q: %s", want, a.text("#no-saldran"))
		}
	}
	h.w.Clock.Advance(10 * time.Minute)
	a = ana.get("/saldra")
	if a.text("h1") != "Tres publicaciones no saldrán" || !strings.Contains(a.text("main"), "No responde") {
		t.Errorf("with a dead worker: %q", a.text("h1"))
	}
}

func TestOutlookOfWhoOnlyStops(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	h.w.Person("pia", "mando_superior", "cncs").Grant(institution.Press, "")
	p := h.scheduled("Solo la ven quienes la administran.", mexico(2, 11, 0), acc)
	a := h.as("pia").get("/saldra")
	if a.status != http.StatusOK || a.has("a[href='/publicaciones/"+p.ID+"']") || !a.has("a[href='/cuentas/detener']") || !a.has("a[href='/cuentas/"+acc.ID+"/detener']") {
		t.Errorf("the press office sees: status %d, %s", a.status, a.text("main"))
	}
	if a := h.as("ana").get("/saldra"); a.has("a[href='/cuentas/detener']") || !a.has("a[href='/cuentas/"+acc.ID+"/detener']") {
		t.Error("an administrator is offered to stop everything, or not her own account")
	}
	h.w.Person("oscar", "operativo", "unicom").Grant(institution.Operator, "")
	if a := h.as("oscar").get("/saldra"); a.status != http.StatusForbidden || !a.has(".notice a[href^='/criterios#']") {
		t.Errorf("the operator: status %d", a.status)
	}
	if a := h.as("pia").get("/saldra/detener?cuenta=" + acc.ID); a.to() != "/cuentas/"+acc.ID+"/detener" {
		t.Errorf("choosing an account leads to %q", a.to())
	}
}
