package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// fuzzLines bounds one run: a house takes longer to build than to ask.
const fuzzLines = 40

// FuzzAPI asks whatever the lines say, one request each (who, method, address, body), of a
// house with a post, a publication and a comment. Nothing may fail inside, and every answer
// is as documented.
func FuzzAPI(f *testing.F) {
	f.Add("ana POST /api/v1/posts {\"content\":{\"text\":\"x\",\"variants\":[{\"account_id\":\"{account}\"}],\"due_at\":\"2026-09-02T10:00:00Z\"}}\n" +
		"ana PUT /api/v1/posts/{post} {\"content\":{\"text\":\"y\",\"variants\":null,\"ties\":[{\"url\":\"\",\"purpose\":\"\"}]},\"revision\":1}\n" +
		"ana POST /api/v1/posts/{post}/submit \nraul POST /api/v1/posts/{post}/endorse {\"hash\":\"{hash}\"}\nluis POST /api/v1/posts/{post}/approve {\"hash\":\"{hash}\"}")
	f.Add("ana GET /api/v1/posts?state=draft,review&text=%25_%5C&limit=1&offset=1000000&from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59-23:59 \n" +
		"luis GET /api/v1/inbox?account={account}&text=' \nluis POST /api/v1/inbox/{item}/answer {\"text\":\"\\ud800\"}\neva POST /api/v1/inbox/{item}/assign {\"person_id\":\"\"}")
	f.Add("eva PUT /api/v1/accounts/{account}/hours {\"zone\":\"America/Tijuana\",\"weekly\":{\"lunes\":[\"00:00-24:00\"]},\"holidays_closed\":false,\"exceptions\":[{\"date\":\"2026-02-30\",\"reason\":\"\"}]}\n" +
		"marisol POST /api/v1/accounts {\"network\":\"x\",\"handle\":\"@\",\"name\":\"\",\"area_id\":\"jle-jal\",\"lead_id\":\"\",\"alternate_id\":\"\",\"base_url\":\"http://[::1]:x\"}\n" +
		"aurora GET /api/v1/ledger?before=zzz&outcome=refused \nsergio POST /api/v1/ledger/9223372036854775807/erase {\"order\":\"x\"}")
	f.Add("ana POST /api/v1/publications/{publication}/resolve {\"public\":true,\"url\":\"https://\"}\nana POST /api/v1/publications/{publication}/withdraw {\"reason\":\" \"}\n" +
		"olga GET /api/v1/people?text=İ&area= \n- GET /api/v1/public/recognise?q=https://x/@a/../%F0%9F%98%80 \nana POST /api/v1/check {\"content\":{\"text\":\"CURP: HEGG560427MVZRRL04 ¡¡¡GRITO!!! https://a.b\",\"variants\":[]}}")
	f.Fuzz(func(t *testing.T, lines string) {
		h := newHouseOn(t)
		_, all := h.Published("ana", "eva", "Consulte la lista nominal.", h.account)
		_, item := h.Comment(all[0], "Vecina", "¿Hasta cuándo?")
		draft := h.Draft("ana", "Otro.", h.account)
		names := strings.NewReplacer("{post}", draft.ID, "{publication}", all[0].ID, "{item}", item.ID, "{account}", h.account.ID, "{hash}", draft.Content.Hash())
		tokens := map[string]string{}
		for i, line := range strings.Split(lines, "\n") {
			if i == fuzzLines {
				break
			}
			h.fuzz(tokens, names.Replace(line))
		}
		if h.log.Len() > 0 {
			t.Errorf("something failed inside: %s", h.log)
		}
	})
}

func (h *house) fuzz(tokens map[string]string, line string) {
	h.Helper()
	parts := strings.SplitN(line, " ", 4)
	if len(parts) < 3 {
		return
	}
	address, err := url.Parse(site + parts[2])
	if err != nil || !isMethod(parts[1]) {
		return
	}
	body := ""
	if len(parts) == 4 {
		body = parts[3]
	}
	r, err := http.NewRequestWithContext(h.Context(), parts[1], address.String(), strings.NewReader(body))
	if err != nil {
		return
	}
	switch who := parts[0]; who {
	case "ana", "luis", "eva", "raul", "zoe", "marisol", "ulises", "olga", "aurora", "patricia", "sergio":
		if tokens[who] == "" {
			tokens[who] = h.token(who)
		}
		r.Header.Set("Authorization", "Bearer "+tokens[who])
	}
	w := h.send(r)
	if w.Code >= 500 && w.Code != http.StatusBadGateway {
		h.Errorf("%d for %q: %s", w.Code, line, w.Body)
	}
	if strings.HasSuffix(w.Header().Get("Content-Type"), "json") && !json.Valid(w.Body.Bytes()) {
		h.Errorf("no JSON for %q: %s", line, w.Body)
	}
}

// isMethod keeps to what net/http hands over.
func isMethod(s string) bool {
	switch s {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return true
	}
	return false
}
