package scim_test

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/testworld"
	"pregonero/oversight"
	"pregonero/scim"
	"pregonero/store"
	"pregonero/store/storetest"
	"pregonero/substituting"
)

// house is the provider over the world of one test: oscar operates, paz is the press
// office, ana heads a local board where leo and alba work, all entered by hand.
type house struct {
	*testing.T
	w        *testworld.World
	o        *oversight.Office
	s        *substituting.Substituter
	provider *scim.Provider
	base     string // of the provider
	key      string
	log      *strings.Builder
}

func each(t *testing.T, f func(h *house)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { f(newHouse(t, s)) })
}

// once is for what no database can tell apart.
func once(t *testing.T) *house { t.Helper(); return newHouse(t, storetest.SQLite(t)) }

func newHouse(t *testing.T, s *store.Store) *house {
	t.Helper()
	w := testworld.New(t, s)
	w.Area("jle-ver")
	w.Person("oscar", "operativo", "unicom").Grant(institution.Operator, "")
	w.Person("paz", "mando_superior", "cncs").Grant(institution.Press, "")
	w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	w.Person("leo", "mando_medio", "jle-jal")
	w.Person("alba", "operativo", "jle-jal")
	h := &house{T: t, w: w, log: &strings.Builder{}, o: &oversight.Office{Store: s, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now},
		s: &substituting.Substituter{Store: s, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now}}
	h.provider = &scim.Provider{Office: h.o, Now: w.Clock.Now, Log: slog.New(slog.NewTextHandler(io.MultiWriter(h.log), nil)), BaseURL: "https://pregonero.test"}
	server := httptest.NewServer(h.provider.Handler())
	t.Cleanup(server.Close)
	h.base = server.URL + scim.Path
	h.key = h.newKey("Entra ID")
	return h
}

func (h *house) newKey(name string) string {
	h.Helper()
	key, _, err := h.o.CreateDirectoryKey(h.Context(), h.session("oscar"), name, h.w.Clock.Now().AddDate(0, 6, 0))
	h.must(err)
	return key
}

// session is the person in a full session of the browser.
func (h *house) session(username string) institution.Actor {
	h.Helper()
	a := h.w.Actor(username)
	a.SessionID = "sesion"
	return a
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// answer is what the provider said.
type answer struct {
	status int
	header http.Header
	json   map[string]any
	raw    string
}

// at follows names and list positions into the answer: at("emails", 0, "value").
func (a answer) at(path ...any) any {
	var v any = a.json
	for _, step := range path {
		switch s := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[s]
		case int:
			l, _ := v.([]any)
			if s >= len(l) {
				return nil
			}
			v = l[s]
		}
	}
	return v
}

func (a answer) id() string { id, _ := a.json["id"].(string); return id }

// do sends one request with the directory's key; headers are pairs.
func (h *house) do(method, path, body string, headers ...string) answer {
	h.Helper()
	a, err := h.try(method, path, body, headers...)
	h.must(err)
	return a
}

func (h *house) try(method, path, body string, headers ...string) (a answer, err error) {
	r, err := http.NewRequestWithContext(h.Context(), method, h.base+path, strings.NewReader(body))
	if err != nil {
		return a, err
	}
	r.Header.Set("Authorization", "Bearer "+h.key)
	if body != "" {
		r.Header.Set("Content-Type", "application/scim+json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return a, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	a = answer{status: res.StatusCode, header: res.Header, raw: string(raw)}
	if len(raw) > 0 && err == nil {
		err = json.Unmarshal(raw, &a.json)
	}
	return a, err
}

// ok is do, with the status that must come.
func (h *house) ok(status int, method, path, body string, headers ...string) answer {
	h.Helper()
	a := h.do(method, path, body, headers...)
	if a.status != status {
		h.Fatalf("%s %s: status %d, want %d: %s", method, path, a.status, status, a.raw)
	}
	if a.raw != "" && a.header.Get("Content-Type") != "application/scim+json" {
		h.Errorf("%s %s: came as %q", method, path, a.header.Get("Content-Type"))
	}
	return a
}

// refused is ok for a refusal in the standard's own form; its detail says all of words.
func (h *house) refused(status int, scimType, method, path, body string, words ...string) answer {
	h.Helper()
	a := h.ok(status, method, path, body)
	said, _ := a.json["scimType"].(string)
	detail, _ := a.json["detail"].(string)
	if a.at("schemas", 0) != "urn:ietf:params:scim:api:messages:2.0:Error" || a.json["status"] != fmt.Sprint(status) || said != scimType || detail == "" {
		h.Errorf("%s %s: refused as %s", method, path, a.raw)
	}
	for _, w := range words {
		if !strings.Contains(detail, w) {
			h.Errorf("%s %s: the reason does not say %q: %s", method, path, w, detail)
		}
	}
	return a
}

// found is how many resources a list with that filter has.
func (h *house) found(kind, filter string) int {
	h.Helper()
	a := h.ok(http.StatusOK, http.MethodGet, "/"+kind+"?filter="+escape(filter), "")
	n, _ := a.json["totalResults"].(float64)
	return int(n)
}

// user is a person as the directory would send them.
func user(username string, more ...string) string {
	m := map[string]any{"schemas": []string{"urn:ietf:params:scim:schemas:core:2.0:User"}, "userName": username + "@ine.mx", "active": true,
		"name": map[string]any{"givenName": "Persona", "familyName": username}, "userType": "mando_medio", "externalId": "ext-" + username,
		"emails": []any{map[string]any{"value": username + "@ine.mx", "type": "work", "primary": true}},
		"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": map[string]any{"department": "jle-jal"}}
	for i := 0; i+1 < len(more); i += 2 {
		m[more[i]] = more[i+1]
	}
	raw, _ := json.Marshal(m)
	return string(raw)
}

// patch is a PATCH of those operations.
func patch(operations ...string) string {
	return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[` + strings.Join(operations, ",") + `]}`
}

func (h *house) person(username string) (p institution.Person) {
	h.Helper()
	h.must(h.w.Store.Read(h.Context(), func(t *store.Tx) (err error) { p, err = t.PersonByUsername(h.Context(), username); return err }))
	return p
}

// roles are what somebody holds: "endorser jle-jal".
func (h *house) roles(username string) string {
	h.Helper()
	var out []string
	for _, g := range h.w.Actor(username).Grants {
		out = append(out, strings.TrimSpace(string(g.Role)+" "+g.AreaID))
	}
	return strings.Join(out, ", ")
}

// account registers an active account of the local board, led by leo with alba.
func (h *house) account() account.Account {
	h.Helper()
	acc, err := h.o.RegisterAccount(h.Context(), h.w.Actor("paz"), oversight.Registration{Network: "practice", Handle: "jalisco", Name: "Jalisco",
		AreaID: "jle-jal", LeadID: h.person("leo").ID, AlternateID: h.person("alba").ID})
	h.must(err)
	acc, err = h.o.ApplyToAccount(h.Context(), h.w.Actor("paz"), acc.ID, account.Activate, "alta")
	h.must(err)
	return acc
}

func (h *house) readAccount(id string) (acc account.Account) {
	h.Helper()
	h.must(h.w.Store.Read(h.Context(), func(t *store.Tx) (err error) { acc, err = t.Account(h.Context(), id); return err }))
	return acc
}

func (h *house) status() oversight.DirectoryStatus {
	h.Helper()
	s, err := h.o.DirectoryStatus(h.Context(), h.w.Actor("oscar"))
	h.must(err)
	return s
}
