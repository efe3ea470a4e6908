package web

import (
	"net/http"
	"strings"
	"testing"

	"pregonero/ledger"
)

// Who runs the system opens no publication, no comment and no credential: each door is
// shut with the clause, and each try stands in the ledger.
//
//clause:test 5.1.p4
func TestTheOperatorSeesNoContent(t *testing.T) {
	t.Parallel()
	h, n, acc := newDay(t)
	q, pubs := n.Published("ana", "eva", "El voto.", acc)
	_, item := n.Comment(pubs[0], "Alguien", "¿A qué hora abren?")
	b := h.as("olga")
	gets := []string{"/publicaciones", "/publicaciones/" + q.ID, "/publicaciones/" + q.ID + "/versiones", "/redactar/" + q.ID, "/visto-bueno", "/visto-bueno/" + q.ID,
		"/calendario", "/bandeja", "/bandeja/" + item.ID, "/cuentas", "/cuentas/" + acc.ID, "/cuentas/" + acc.ID + "/accesos", "/cuentas/" + acc.ID + "/publicaciones"}
	posts := []string{"/cuentas/" + acc.ID + "/accesos/probar", "/bandeja/" + item.ID + "/tomar"}
	for _, path := range append(gets, posts...) {
		before := h.refusals("olga")
		p := b.get(path)
		if !strings.Contains(strings.Join(gets, " "), path) {
			p = b.post(path)
		}
		if p.status != http.StatusForbidden || !strings.HasPrefix(p.Find(".notice a").AttrOr("href", ""), "/criterios#") {
			t.Errorf("%s: status %d, clause %q", path, p.status, p.text(".notice a"))
		}
		if strings.Contains(p.body, "El voto.") || strings.Contains(p.body, "A qué hora abren") {
			t.Errorf("%s shows what it must not", path)
		}
		if h.refusals("olga") == before {
			t.Errorf("%s: the refusal is not in the ledger", path)
		}
	}
	for name, p := range map[string]*answer{"a draft": b.get("/redactar/" + q.ID), "the inbox": b.get("/bandeja"), "credentials": b.post("/cuentas/" + acc.ID + "/accesos/probar")} {
		if p.text(".notice a") != "Criterio 5.1.p4" {
			t.Errorf("%s: the clause is %q", name, p.text(".notice a"))
		}
	}
}

// refusals counts what was refused to somebody.
func (h *house) refusals(username string) (n int) {
	h.Helper()
	who := h.w.Actor(username).PersonID
	for _, e := range h.w.Ledger("") {
		if e.Actor == who && e.Outcome == ledger.Refused {
			n++
		}
	}
	return n
}
