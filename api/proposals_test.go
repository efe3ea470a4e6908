package api_test

import (
	"fmt"
	"net/http"
	"strings"

	"pregonero/opening"
	"pregonero/proposal"
)

// inOrder is every answer in order, as a body.
func inOrder() (out []map[string]any) {
	for _, q := range proposal.Questions() {
		out = append(out, map[string]any{"question": string(q), "ok": true})
	}
	return out
}

// onProposal makes a proposal of the house's area in that state, by the interface itself,
// each with a name of its own. Live stands for approved with the account made on its network.
func onProposal(state proposal.State, verb string, body any) func(*house) (string, any) {
	return func(h *house) (string, any) {
		h.proposals++
		h.proposed = fmt.Sprintf("Jal%dxINE", h.proposals*7)
		raul := h.token("raul")
		var p proposal.Proposal
		h.call("POST", "/api/v1/proposals", raul, map[string]any{"area_id": home}).wants(http.StatusCreated).into(&p)
		path := "/api/v1/proposals/" + p.ID
		h.answers(raul, path)
		if state != proposal.Draft {
			h.call("POST", path+"/send", raul, nil).wants(http.StatusOK).into(&p)
			h.must(h.opener.ProposalSigned(h.Context(), opening.Signed{LetterID: p.LetterID, Number: "JAL/1/2026", Subject: "proposal:" + p.ID}))
		}
		if state == proposal.Approved || state == proposal.Live {
			h.approve(p.ID, path, state == proposal.Live)
		}
		return path + verb, body
	}
}

func (h *house) answers(token, path string) {
	h.Helper()
	for question, answer := range map[string]map[string]any{
		"need": {"need": strings.Repeat("Hace falta hablar de cerca. ", 3)}, "network": {"network": "x"},
		"purposes": {"purposes": []map[string]any{{"id": "3.ii", "why": "En las ferias."}}}, "activities": {"activities": strings.Repeat("Ferias y módulos. ", 4), "programmes": "Cívica"},
		"audience": {"audience": "Tapatías y tapatíos."}, "operation": {"rhythm": "Diario", "hours": h.Pack.Attendance},
		"people": {"lead_id": h.Actor("ana").PersonID, "alternate_id": h.Actor("luis").PersonID, "lead_training": map[string]any{"done": true}, "alternate_training": map[string]any{"on": "2026-10-01"}},
	} {
		h.call("PUT", path+"/answers/"+question, token, answer).wants(http.StatusOK)
	}
	h.call("PUT", path+"/answers/name", token, map[string]any{"handle": h.proposed, "name": "INE Jalisco"}).wants(http.StatusOK)
}

// approve answers a proposal with a kit and, when wanted, has its mailbox given and its
// account made on the network.
func (h *house) approve(id, path string, made bool) {
	h.Helper()
	_, err := h.opener.AddToKit(h.Context(), h.Actor("marisol"), id, "logo.png", "image/png", strings.NewReader(string(picture(h))))
	h.must(err)
	h.call("POST", path+"/verdict", h.token("marisol"), map[string]any{"decision": "approve", "items": inOrder()}).wants(http.StatusOK)
	ana := h.token("ana")
	h.call("POST", path+"/opening/mailbox-request", ana, nil).wants(http.StatusOK)
	if !made {
		return
	}
	h.call("PUT", path+"/opening/mailbox", h.token("ulises"), map[string]any{"address": "jalisco9@ine.mx"}).wants(http.StatusOK)
	h.call("PUT", path+"/opening/handle", ana, map[string]any{"handle": h.proposed}).wants(http.StatusOK)
}
