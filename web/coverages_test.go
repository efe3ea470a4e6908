package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pregonero/institution"
)

// A session is declared on the page, with its errors beside their fields, and shown.
//
//clause:test 6.xxviii
func TestCoverages(t *testing.T) {
	t.Parallel()
	h, n, acc := newDay(t)
	b := h.as("ana")
	day := n.Clock.Now().AddDate(0, 0, 2).Format(time.DateOnly)
	fields := []string{"name", "Sesión ordinaria", "accounts", acc.ID, "topics", "Uno solo\nOtro más\nEl tercero\nEl cuarto", "quota", "3", "day", day, "from", "10:00", "until", "15:00"}
	p := b.post("/sesiones", fields...)
	if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.text(".errors"), "temas") || p.value("#name") != "Sesión ordinaria" {
		t.Errorf("four topics: %d %q", p.status, p.text(".errors"))
	}
	fields[5] = "Presupuesto 2027\nRegistro de partidos"
	if p := b.post("/sesiones", fields...); p.status != http.StatusSeeOther {
		t.Fatalf("not declared: %d %s", p.status, p.text("main"))
	}
	n.Person("paz", "mando_medio", "cncs").Grant(institution.Press, "cncs")
	if p := h.as("paz").get("/sesiones"); p.Find("input[name=accounts][value='"+acc.ID+"']").Length() != 1 {
		t.Error("the press office cannot choose the account")
	}
	list := b.get("/sesiones").text("main")
	for _, want := range []string{"Sesión ordinaria", "Presupuesto 2027; Registro de partidos", "0 de 3 publicaciones", "Por empezar", "Criterio 6.xxviii"} {
		if !strings.Contains(list, want) {
			t.Errorf("the page lacks %q: %s", want, list)
		}
	}
}
