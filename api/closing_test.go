package api_test

import (
	"net/http"
	"testing"

	"pregonero/closure"
	"pregonero/institution"
)

// By the interface too, an account that has nothing is closed at once, with its letter, and
// no account is closed by its state.
//
//clause:test 7.viii
func TestClosingAtOnce(t *testing.T) {
	t.Parallel()
	h := newHouseOn(t)
	eva, path := h.token("eva"), "/api/v1/accounts/"+h.account.ID
	h.call("POST", path+"/state", eva, map[string]any{"action": "close"}).wants(http.StatusUnprocessableEntity)
	body := map[string]any{"reason": "Ya no se usa.", "cancelled": map[string]any{"on": h.Clock.Now(), "note": "Nunca se abrió."}}
	if p := h.call("POST", path+"/closing", eva, body).problem(http.StatusConflict); p.Clause != "7.ix" {
		t.Errorf("with accesses: %+v", p)
	}
	_, err := h.Custodian.DestroyAll(h.Context(), institution.System("prueba"), h.account.ID)
	h.must(err)
	var c closure.Closure
	h.call("POST", path+"/closing", eva, body).wants(http.StatusCreated).into(&c)
	if !c.Nothing || !c.Over() || c.LetterID == "" {
		t.Errorf("closed as %+v", c)
	}
}
