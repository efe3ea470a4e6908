package api_test

import (
	"strings"
	"testing"

	"pregonero/custody"
	"pregonero/institution"
)

// looked is a review that finds everything as it should be.
func looked(h *house) any {
	f, err := h.Custodian.File(h.Context(), h.Actor("ana"), h.account.ID)
	h.must(err)
	return map[string]any{"fine": f.ToLook, "not": []string{}}
}

// changedOnNetwork makes the account show another name than the accepted.
func changedOnNetwork(h *house) any {
	for _, name := range []string{"Cuenta jalisco", "Sorteos"} {
		h.must(h.Network.Open(h.Context(), h.account.Handle, name, "", "token-de-"+h.account.Handle))
		_, err := h.Custodian.Probe(h.Context(), h.Actor("ana"), h.account.ID)
		h.must(err)
	}
	return nil
}

// ordered lets a renewal begin whatever other deeds scheduled.
func ordered(h *house) any {
	h.must(h.Custodian.ForceRotation(h.Context(), custody.ForceOrder{AccountID: h.account.ID, Why: "Simulacro"}))
	return nil
}

// renewing leaves a renewal begun.
func renewing(h *house) any {
	f, err := h.Custodian.File(h.Context(), h.Actor("ana"), h.account.ID)
	h.must(err)
	if f.Custody.Rotation == nil {
		ordered(h)
		_, err := h.Custodian.BeginRotation(h.Context(), h.Actor("ana"), h.account.ID, "")
		h.must(err)
	}
	return nil
}

// The interface tells how accesses are kept and takes new ones; it never gives one.
//
//clause:test 5.1.p4
func TestCustody(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		const secret = "Cebra-lenta_bajo4puentes"
		path, ana := "/api/v1/accounts/"+h.account.ID+"/custody", h.token("ana")
		p := h.call("POST", path+"/parts", ana, map[string]any{"part": "password", "value": "Contrasena-123456"}).problem(422)
		if p.Clause != "5.2.g" || strings.Contains(p.Next, "123456") {
			h.Errorf("a weak one: %+v", p)
		}
		h.call("POST", path+"/parts", ana, map[string]any{"part": "password", "value": secret}).wants(204)
		changedOnNetwork(h)
		var out struct {
			Kept       []string
			Due        string
			Custodians []string
			Changes    []struct{ Name, Was, Is string }
			ToLook     []string `json:"to_look"`
		}
		got := h.call("GET", path, h.token("marisol"), nil).wants(200)
		got.into(&out)
		if len(out.Kept) != 1 || out.Due == "" || len(out.Custodians) != 3 || len(out.Changes) != 1 || out.Changes[0].Is != "Sorteos" || len(out.ToLook) == 0 || strings.Contains(got.Body.String(), secret) {
			h.Errorf("it says %+v", out)
		}
		for _, key := range []string{h.token("ana"), h.token("ana", institution.CredentialReveal)} {
			for _, guess := range []string{"/reveal", "/password", "/parts/password", "/parts"} {
				if w := h.call("GET", path+guess, key, nil); w.Code == 200 {
					h.Errorf("GET %s answers %d", guess, w.Code)
				}
			}
		}
	})
}
