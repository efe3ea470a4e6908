package web

import (
	"net/http"
	"strings"
	"testing"

	"pregonero/institution"
)

// A drill is what the form's own box says: it stops nothing, and publishing goes on only when
// the box that asks for it is ticked. The values are those that the page itself sends.
//
//clause:test 6.xxxi
func TestIncidentBoxes(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	h.w.Person("marisol", "mando_medio", "cncs").Grant(institution.Press, "")
	ana, eva := h.as("ana"), h.as("eva")
	form := ana.get("/incidentes/nuevo?cuenta=" + acc.ID)
	if form.value("#account_id option[selected]") != acc.ID {
		t.Errorf("the account is not chosen: %s", form.text("#account_id"))
	}
	drill := ana.post("/incidentes", "account_id", acc.ID, "kind", "taken_over", "drill", form.value("#drill"))
	if drill.status != http.StatusSeeOther || h.readAccount(acc.ID).Stopped {
		t.Fatalf("a drill answers %d and the account is stopped: %v", drill.status, h.readAccount(acc.ID).Stopped)
	}
	if a := eva.post(drill.to()+"/cerrar", "cause", "Simulacro.", "measures", "Avisar antes."); a.status != http.StatusSeeOther {
		t.Fatalf("closing the drill: %d %s", a.status, a.text("main"))
	}
	real := ana.post("/incidentes", "account_id", acc.ID, "kind", "taken_over")
	if !h.readAccount(acc.ID).Stopped {
		t.Fatal("an incident stops nothing")
	}
	page := eva.get(real.to())
	for _, step := range h.site.Pack.IncidentSteps {
		eva.post(real.to()+"/pasos/"+step.ID, "note", "")
	}
	if a := h.as("marisol").post(real.to()+"/cerrar", "cause", "", "measures", ""); a.status != http.StatusUnprocessableEntity {
		t.Errorf("without a report: %d", a.status)
	}
	if a := eva.post(real.to()+"/cerrar", "cause", "Un teléfono.", "measures", "Segundo factor.", "resume", page.value("#resume")); a.status != http.StatusSeeOther || h.readAccount(acc.ID).Stopped {
		t.Errorf("%d %s, stopped: %v", a.status, strings.TrimSpace(a.text(".errors")), h.readAccount(acc.ID).Stopped)
	}
}
