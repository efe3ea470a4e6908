package web

import (
	"net/http"
	"strings"
	"testing"
)

// newProposing has eva who heads jle-jal, raul who endorses there, ana and luis, nora the
// press office, ser the committee's secretary and olga the operator.
func newProposing(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.w.Person("eva", "mando_superior", "jle-jal").Head("jle-jal")
	h.w.Person("raul", "mando_medio", "jle-jal").Grant("endorser", "jle-jal")
	h.w.Person("ana", "mando_medio", "jle-jal")
	h.w.Person("luis", "operativo", "jle-jal")
	h.w.Person("nora", "mando_medio", "cncs").Grant("press_office", "")
	h.w.Person("ser", "mando_medio", "secretaria-ejecutiva").Grant("committee_secretary", "")
	h.w.Person("olga", "operativo", "unicom").Grant("operator", "")
	return h
}

// begun is a fresh proposal of raul's.
func (b *browser) begun() string {
	b.h.Helper()
	p := b.post("/propuestas", "area_id", "jle-jal")
	if p.status != http.StatusSeeOther {
		b.h.Fatalf("not begun: %d", p.status)
	}
	return p.header.Get("Location")
}

// A wrong answer keeps what was typed, cites its clause, and offers the other way.
//
//clause:test 7.i
//clause:test 7.x
//clause:test 7.vi
func TestProposalQuestions(t *testing.T) {
	t.Parallel()
	h := newProposing(t)
	b := h.as("raul")
	base := b.begun()
	first := b.get(base + "/preguntas/necesidad")
	if first.Find("a[href='/solicitudes/nueva?clase=difusion']").Length() == 0 || first.Find("a[href='/criterios#7.i']").Length() == 0 {
		t.Error("the question does not say why, or does not offer the request")
	}
	for _, c := range []struct{ question, field, typed, clause string }{
		{"necesidad", "need", "Porque sí", "7.i"}, {"red", "network", "youtube", "7.x"}, {"publico", "audience", "", "7.ii"}, {"operacion", "rhythm", "", "5.1.p5"},
	} {
		p := b.post(base+"/preguntas/"+c.question, c.field, c.typed)
		if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.text(".errors"), "criterio "+c.clause) {
			t.Errorf("%s: %d, %q", c.question, p.status, p.text(".errors"))
		}
	}
	if got := b.get(base + "/preguntas/necesidad").text("#need"); got != "Porque sí" {
		t.Errorf("what was typed is lost: %q", got)
	}
	b.post(base+"/preguntas/red", "network", "x")
	for handle, clause := range map[string]string{"INEJalisco": "7.vi", "INEtelMX": "7.x"} {
		p := b.post(base+"/preguntas/nombre", "handle", handle, "name", "INE Jalisco")
		if p.status < 400 || !strings.Contains(p.text(".errors"), "criterio "+clause) || p.value("#handle") != handle {
			t.Errorf("%s: %d, %q, kept %q", handle, p.status, p.text(".errors"), p.value("#handle"))
		}
	}
	if p := b.post(base+"/preguntas/operacion", "rhythm", "Diario", "dia-1", "de nueve a dos"); p.status != http.StatusUnprocessableEntity || p.value("#dia-1") != "de nueve a dos" {
		t.Errorf("hours that are none: %d, %q", p.status, p.value("#dia-1"))
	}
	if p := b.post(base + "/enviar"); p.status != http.StatusUnprocessableEntity {
		t.Errorf("sent with answers missing: %d", p.status)
	}
}

// Who may not is refused with the clause, and the refusal stands in the ledger.
//
//clause:test 7.ii
//clause:test 7.iii
func TestProposalRefusals(t *testing.T) {
	t.Parallel()
	h := newProposing(t)
	base := h.as("raul").begun()
	for who, tries := range map[string]map[string]string{
		"olga": {"GET /propuestas": "7.ii", "GET " + base: "7.ii", "POST " + base + "/enviar": "7.ii", "GET /dias-inhabiles": "7.iii"},
		"nora": {"POST " + base + "/enviar": "7.ii", "POST " + base + "/preguntas/necesidad": "7.ii"},
		"raul": {"GET " + base + "/dictamen": "7.iii", "POST " + base + "/dictamen": "7.iii", "POST /dias-inhabiles": "7.iii", "POST " + base + "/apertura/activar": "7.iv"},
	} {
		b := h.as(who)
		for try, clause := range tries {
			before := h.refusals(who)
			method, path, _ := strings.Cut(try, " ")
			p := b.get(path)
			if method == "POST" {
				p = b.post(path, "from", "2027-01-08", "name", "x")
			}
			if p.status != http.StatusForbidden || p.Find("a[href='/criterios#"+clause+"']").Length() == 0 {
				t.Errorf("%s by %s: %d, %q", try, who, p.status, p.text(".notice"))
			}
			if h.refusals(who) == before {
				t.Errorf("%s by %s: not in the ledger", try, who)
			}
		}
	}
}

func TestHolidays(t *testing.T) {
	t.Parallel()
	h := newProposing(t)
	b := h.as("ser")
	if p := b.post("/dias-inhabiles", "name", "Vacaciones", "from", "2027-07-20", "to", "2027-07-10"); p.status != http.StatusUnprocessableEntity || p.value("#name") != "Vacaciones" {
		t.Errorf("backwards: %d, kept %q", p.status, p.value("#name"))
	}
	b.post("/dias-inhabiles", "name", "Vacaciones", "from", "2027-07-20", "to", "2027-07-30")
	p := b.get("/dias-inhabiles")
	if !strings.Contains(p.text("main"), "Vacaciones: del martes 20 de julio de 2027 al viernes 30 de julio de 2027") {
		t.Errorf("added: %d", p.status)
	}
	b.post("/dias-inhabiles/quitar", "from", "2027-07-20", "to", "2027-07-30")
	if p = b.get("/dias-inhabiles"); strings.Contains(p.text("main"), "Vacaciones: del martes") {
		t.Error("still there")
	}
}
