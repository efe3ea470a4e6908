package web

import (
	"net/http"
	"strings"
	"testing"
)

//clause:test 6.v
func TestReservePage(t *testing.T) {
	t.Parallel()
	h := newProposing(t)
	eva, raul := h.as("eva"), h.as("raul")
	if p := eva.post("/reserva", "name", "x", "area_id", "jle-jal", "words", "nueva distritación"); p.status != http.StatusUnprocessableEntity || p.value("#name") != "x" {
		t.Errorf("a short name: %d, kept %q", p.status, p.value("#name"))
	}
	eva.post("/reserva", "name", "Redistritación de Jalisco", "area_id", "jle-jal", "words", "nueva distritación\n\nnuevos distritos")
	p := raul.get("/reserva")
	if main := p.text("main"); !strings.Contains(main, "Redistritación de Jalisco") || !strings.Contains(main, "nuevos distritos") {
		t.Errorf("declared: %d %q", p.status, p.text("main"))
	}
	if n := p.Find("form[action$='/levantar'], form#declare, form#reserve").Length(); n != 0 {
		t.Errorf("raul has %d forms that she may not use", n)
	}
	action := eva.get("/reserva").Find("form[action$='/levantar']").AttrOr("action", "")
	before := h.refusals("raul")
	if p := raul.post(action, "reference", "INE/CG45/2027"); p.status != http.StatusForbidden || h.refusals("raul") == before {
		t.Errorf("raul lifts: %d", p.status)
	}
	if p := eva.post(action, "reference", " ", "link", "https://ine.mx"); p.status != http.StatusUnprocessableEntity || p.Find("[aria-invalid=true]").Length() != 1 {
		t.Errorf("without its decision: %d", p.status)
	}
	eva.post(action, "reference", "INE/CG45/2027", "link", "https://ine.mx/cg45")
	if p := raul.get("/reserva"); p.Find("a[href='https://ine.mx/cg45']").Length() != 1 || !strings.Contains(p.text("main"), "INE/CG45/2027") {
		t.Errorf("lifted: %q", p.text("main"))
	}
}

//clause:test 6.iii
func TestReservedTermsPage(t *testing.T) {
	t.Parallel()
	h := newProposing(t)
	eva := h.as("eva")
	if p := eva.post("/reserva/terminos", "term", "fideicomiso azul", "term_area", ""); p.status == http.StatusOK || p.status == http.StatusSeeOther {
		t.Errorf("without an area: %d", p.status)
	}
	eva.post("/reserva/terminos", "term", "fideicomiso azul", "term_area", "jle-jal")
	if p := eva.get("/reserva"); !strings.Contains(p.text("main"), "fideicomiso azul") || p.Find("input[name=term][value='fideicomiso azul']").Length() != 1 {
		t.Errorf("reserved: %q", p.text("main"))
	}
	eva.post("/reserva/terminos/quitar", "term", "fideicomiso azul", "term_area", "jle-jal")
	if p := eva.get("/reserva"); strings.Contains(p.text("main"), "fideicomiso azul") {
		t.Error("still there")
	}
}
