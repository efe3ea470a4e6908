package web

import (
	"net/http"
	"strings"
	"testing"

	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/store"
)

// The list is narrowed by its address, printed and downloaded; a cancelled letter is made
// again by who heads the area.
//
//clause:test 7.ii
func TestLettersList(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("eva", "mando_superior", "jle-jal").Head("jle-jal")
	h.w.Person("otto", "mando_superior", "derfe").Head("derfe")
	h.w.Person("marisol", "mando_medio", "cncs").Grant(institution.Press, "")
	var first string
	h.must(h.w.Store.Change(h.Context(), func(tx *store.Tx) error {
		for i, area := range []string{"jle-jal", "jle-jal", "derfe"} {
			kind, values := regulation.LetterSuccessor, map[string]string{"handle": "=1+1"}
			if i == 1 {
				kind, values = regulation.LetterProposal, map[string]string{"need": "Nadie atiende.", "folio": "PRO/0001/2026"}
			}
			o, err := tx.LetterOrder(h.Context(), h.w.Pack, kind, institution.On{AreaID: area, Subject: "account:x/substitution"}, h.w.Clock.Now())
			h.must(err)
			o.Values = values
			l, err := tx.IssueLetter(h.Context(), h.w.Pack, h.w.Actor("eva"), o, h.w.Clock.Now())
			h.must(err)
			if i == 0 {
				first = "/oficios/" + l.ID
			}
		}
		return nil
	}))
	marisol, eva := h.as("marisol"), h.as("eva")
	count := func(query string) int {
		return marisol.get("/oficios" + query).Find("main .task a[href^='/oficios/'], main li a[href^='/oficios/0']").Length()
	}
	all := count("")
	if all == 0 || count("?area=derfe") >= all || count("?area=derfe") == 0 || count("?clase=proposal") != count("?area=derfe") || count("?numero=0002") != count("?area=derfe") ||
		count("?estado=signed") != 0 || count("?anio=1999") != 0 || count("?area=jle-jal&clase=proposal&estado=issued") != count("?area=derfe") {
		t.Errorf("narrowed: %d of %d", count("?area=derfe"), all)
	}
	a := marisol.get("/oficios?area=derfe")
	if !a.has("#area option[selected][value='derfe']") || !a.has("[data-print]") || !a.has("a[href='/oficios/lista.csv?area=derfe']") || !a.has("a[href='/oficios']") {
		t.Error("the list does not say how it is narrowed, or cannot be printed or downloaded")
	}
	if csv := marisol.get("/oficios/lista.csv?area=derfe"); csv.status != http.StatusOK || strings.Count(csv.body, "\n") != 2 || !strings.Contains(csv.body, "DERFE") || !strings.HasPrefix(csv.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("downloaded: %q", csv.body)
	}
	if csv := eva.get("/oficios/lista.csv"); strings.Contains(csv.body, "DERFE") || strings.Count(csv.body, "\n") != 3 {
		t.Errorf("another area's letters: %q", csv.body)
	}
	if a := eva.post(first+"/cancelar", "reason", "Salió con un error."); a.status != http.StatusSeeOther {
		t.Fatalf("status %d", a.status)
	}
	if a := marisol.get(first); a.has("#again") {
		t.Error("who does not head the area is offered to make it again")
	}
	if a := eva.get(first); !a.has("form#again") {
		t.Error("the head is not")
	}
	if a := marisol.post(first + "/rehacer"); a.status != http.StatusForbidden {
		t.Errorf("status %d", a.status)
	}
	again := eva.post(first + "/rehacer")
	if again.status != http.StatusSeeOther || again.to() == first {
		t.Errorf("status %d to %s", again.status, again.to())
	}
	if a := eva.get(first); !a.has("a[href='"+again.to()+"']") || a.has("form#again") {
		t.Error("the cancelled letter does not lead to the one in its place")
	}
}
