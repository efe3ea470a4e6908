package scim_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pregonero/internal/fault"
	"pregonero/store"
)

//clause:test 5.1.p4
func TestOnlyTheDirectorysKeyOpens(t *testing.T) {
	t.Parallel()
	h := once(t)
	good := h.key
	for name, header := range map[string]string{
		"none": "", "another scheme": "Basic b3NjYXI6eA==", "wrong": "Bearer pgd_" + strings.Repeat("A", 43), "a person's": "Bearer pgn_" + strings.Repeat("A", 43),
		"empty": "Bearer ", "hostile": "Bearer pgd_\xff\xfe'; --",
	} {
		for _, path := range []string{"/Users", "/ServiceProviderConfig", "/Schemas", "/Groups/x", "/nada"} {
			a := h.ok(http.StatusUnauthorized, "GET", path, "", "Authorization", header)
			if !strings.HasPrefix(a.header.Get("WWW-Authenticate"), "Bearer") || a.at("status") != "401" {
				t.Errorf("%s at %s: %v %s", name, path, a.header, a.raw)
			}
		}
	}
	h.ok(http.StatusOK, "GET", "/Users", "", "Authorization", "bearer "+good)
	k := h.status().Keys[0]
	h.w.Clock.Advance(k.Expires.Sub(h.w.Clock.Now()))
	h.ok(http.StatusUnauthorized, "GET", "/Users", "")
}

// A key is made by who runs the system, in the browser; it is kept as its hash and told to
// the press office.
//
//clause:test 5.1.p4
func TestKeys(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		ctx, until := t.Context(), h.w.Clock.Now().AddDate(0, 6, 0)
		for _, who := range []string{"paz", "ana", "leo"} {
			if _, _, err := h.o.CreateDirectoryKey(ctx, h.session(who), "x", until); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s makes a key: %v", who, err)
			}
			if err := h.o.RevokeDirectoryKey(ctx, h.session(who), h.status().Keys[0].ID); !fault.Is(err, fault.Forbidden) {
				t.Errorf("%s ends a key: %v", who, err)
			}
		}
		if _, _, err := h.o.CreateDirectoryKey(ctx, h.w.Actor("oscar"), "x", until); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a program makes a key: %v", err)
		}
		for name, c := range map[string]time.Time{"": until, strings.Repeat("x", 61): until, "hostil\x07": until, "ya": h.w.Clock.Now(), "siempre": h.w.Clock.Now().AddDate(2, 0, 0)} {
			if _, _, err := h.o.CreateDirectoryKey(ctx, h.session("oscar"), name, c); !fault.Is(err, fault.Invalid) {
				t.Errorf("%q: %v", name, err)
			}
		}
		h.must(h.w.Store.Read(ctx, func(t *store.Tx) error {
			keys, err := t.DirectoryKeys(ctx, "")
			if len(keys) != 1 || strings.Contains(keys[0].Hash, h.key) || len(keys[0].Hash) != 64 {
				h.Errorf("kept %+v", keys)
			}
			mails, err2 := t.Mails(ctx, store.MailFilter{})
			to := map[string]bool{}
			for _, m := range mails {
				to[m.To.Email] = true
				if strings.Contains(strings.Join(m.Message.Paragraphs, ""), h.key) {
					h.Error("the key goes by mail")
				}
			}
			if !to["paz@ine.mx"] || !to["oscar@ine.mx"] || err2 != nil {
				h.Errorf("told %v, %v", to, err2)
			}
			return err
		}))
		for _, e := range h.w.Ledger("directory.") {
			if strings.Contains(e.Subject+e.ActorName, h.key) {
				t.Error("the key stands in the ledger")
			}
		}
		h.must(h.o.RevokeDirectoryKey(ctx, h.session("oscar"), h.status().Keys[0].ID))
		if err := h.o.RevokeDirectoryKey(ctx, h.session("oscar"), h.status().Keys[0].ID); !fault.Is(err, fault.Conflict) {
			t.Errorf("ended twice: %v", err)
		}
		h.ok(http.StatusUnauthorized, "GET", "/Users", "")
		if len(h.w.Ledger("directory.key_create")) != 1 || len(h.w.Ledger("directory.key_revoke")) != 1 || strings.Contains(h.log.String(), h.key) {
			t.Error("the ledger misses a key's beginning or end, or the log has the key")
		}
	})
}

func TestBadRequests(t *testing.T) {
	t.Parallel()
	h := once(t)
	id := h.ok(http.StatusCreated, "POST", "/Users", user("eva")).id()
	for name, c := range map[string]struct {
		method, path, body string
		status             int
		scimType           string
	}{
		"half a JSON":               {"POST", "/Users", `{"userName":`, 400, "invalidSyntax"},
		"a list":                    {"POST", "/Users", `[]`, 400, "invalidSyntax"},
		"null":                      {"PUT", "/Users/" + id, `null`, 400, "invalidSyntax"},
		"nothing":                   {"POST", "/Groups", ``, 400, "invalidSyntax"},
		"two values":                {"POST", "/Users", `{}{}`, 400, "invalidSyntax"},
		"not UTF-8":                 {"POST", "/Users", "{\"userName\":\"\xff\"}", 400, "invalidSyntax"},
		"a NUL in a value":          {"POST", "/Users", `{"userName":"a\u0000b@ine.mx"}`, 400, "invalidValue"},
		"a megabyte":                {"POST", "/Users", `{"userName":"` + strings.Repeat("x", 1<<20) + `"}`, 413, ""},
		"name is a text":            {"PUT", "/Users/" + id, user("eva", "name", "Eva"), 400, "invalidValue"},
		"no operations":             {"PATCH", "/Users/" + id, `{"Operations":[]}`, 400, "invalidSyntax"},
		"an operation is a text":    {"PATCH", "/Users/" + id, patch(`"replace"`), 400, "invalidSyntax"},
		"an operation that is none": {"PATCH", "/Users/" + id, patch(`{"op":"move","path":"title","value":"x"}`), 400, "invalidSyntax"},
		"a path that is none":       {"PATCH", "/Users/" + id, patch(`{"op":"replace","path":"a b c","value":"x"}`), 400, "invalidPath"},
		"a path that is a number":   {"PATCH", "/Users/" + id, patch(`{"op":"replace","path":7,"value":"x"}`), 400, "invalidPath"},
		"chooses of one":            {"PATCH", "/Users/" + id, patch(`{"op":"replace","path":"title[value eq \"x\"]","value":"x"}`), 400, "invalidPath"},
		"removes nothing":           {"PATCH", "/Users/" + id, patch(`{"op":"remove"}`), 400, "noTarget"},
		"removes the user name":     {"PATCH", "/Users/" + id, patch(`{"op":"remove","path":"userName"}`), 400, "mutability"},
		"all is a text":             {"PATCH", "/Users/" + id, patch(`{"op":"replace","value":"x"}`), 400, "invalidValue"},
		"emails is a text":          {"PATCH", "/Users/" + id, patch(`{"op":"replace","path":"emails","value":"x"}`), 400, "invalidValue"},
		"a filter that is none":     {"GET", "/Users?filter=" + escape(`userName eq`), "", 400, "invalidFilter"},
		"a filter on what is none":  {"GET", "/Users?filter=" + escape(`usrName eq "x"`), "", 400, "invalidFilter"},
		"an endless filter":         {"GET", "/Users?filter=" + escape(strings.Repeat(`title pr and `, 200)+`title pr`), "", 400, "invalidFilter"},
		"a filter of parentheses":   {"GET", "/Users?filter=" + escape(strings.Repeat("(", 300)+"title pr"+strings.Repeat(")", 300)), "", 400, "invalidFilter"},
		"count is a word":           {"GET", "/Users?count=dos", "", 400, "invalidValue"},
		"both projections":          {"GET", "/Users?attributes=title&excludedAttributes=name", "", 400, "invalidValue"},
		"an address with a NUL":     {"GET", "/Users/%00", "", 400, "invalidValue"},
		"nobody":                    {"GET", "/Users/nadie", "", 404, ""},
		"no such place":             {"GET", "/Personas", "", 404, ""},
		"another method":            {"POST", "/Users/" + id, "{}", 405, ""},
		"bulk":                      {"POST", "/Bulk", "{}", 501, ""},
		"me":                        {"GET", "/Me", "", 501, ""},
		"a schema that is none":     {"GET", "/Schemas/urn:x", "", 404, ""},
		"schemas are not filtered":  {"GET", "/Schemas?filter=" + escape(`id pr`), "", 403, ""},
	} {
		a := h.do(c.method, c.path, c.body)
		said, _ := a.json["scimType"].(string)
		if a.status != c.status || said != c.scimType || a.at("schemas", 0) != "urn:ietf:params:scim:api:messages:2.0:Error" {
			t.Errorf("%s: status %d, %s", name, a.status, a.raw)
		}
	}
	h.ok(http.StatusUnsupportedMediaType, "POST", "/Users", "userName=eva", "Content-Type", "application/x-www-form-urlencoded")
	if p := h.person("eva"); p.Version != 1 {
		t.Errorf("something of it was done: %+v", p)
	}
	if strings.Contains(h.log.String(), "ERROR") {
		t.Errorf("the log tells %s", h.log)
	}
}

func TestTooManyRequests(t *testing.T) {
	t.Parallel()
	h := once(t)
	h.provider.Rate = 2
	last := answer{}
	for range 12 {
		last = h.do("GET", "/ServiceProviderConfig", "")
	}
	if last.status != http.StatusTooManyRequests || last.header.Get("Retry-After") == "" || last.at("status") != "429" {
		t.Errorf("status %d: %s", last.status, last.raw)
	}
	h.w.Clock.Advance(time.Second)
	h.ok(http.StatusOK, "GET", "/ServiceProviderConfig", "")
}

func TestVersions(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		made := h.ok(http.StatusCreated, "POST", "/Users", user("eva"))
		path, old := "/Users/"+made.id(), made.header.Get("ETag")
		h.ok(http.StatusNotModified, "GET", path, "", "If-None-Match", old)
		now := h.ok(http.StatusOK, "PATCH", path, patch(`{"op":"add","path":"title","value":"Jefa"}`), "If-Match", old).header.Get("ETag")
		if now == old {
			t.Fatal("changed, and the version is the same")
		}
		if same := h.ok(http.StatusOK, "PATCH", path, patch(`{"op":"add","path":"title","value":"Jefa"}`)).header.Get("ETag"); same != now {
			t.Errorf("nothing changed, and the version is %s, not %s", same, now)
		}
		h.ok(http.StatusPreconditionFailed, "PATCH", path, patch(`{"op":"add","path":"title","value":"Otra"}`), "If-Match", old)
		h.ok(http.StatusPreconditionFailed, "PUT", path, user("eva"), "If-Match", old)
		h.ok(http.StatusPreconditionFailed, "DELETE", path, "", "If-Match", `W/"9.9"`)
		h.ok(http.StatusOK, "GET", path, "", "If-None-Match", old)
		h.ok(http.StatusNoContent, "DELETE", path, "", "If-Match", old+", "+now)
		g := h.ok(http.StatusCreated, "POST", "/Groups", group("Todos"))
		h.ok(http.StatusNoContent, "PATCH", "/Groups/"+g.id(), patch(`{"op":"replace","path":"displayName","value":"Nadie"}`), "If-Match", g.header.Get("ETag"))
		h.ok(http.StatusPreconditionFailed, "DELETE", "/Groups/"+g.id(), "", "If-Match", g.header.Get("ETag"))
		h.ok(http.StatusNoContent, "DELETE", "/Groups/"+g.id(), "", "If-Match", "*")
	})
}

func TestLists(t *testing.T) {
	t.Parallel()
	h := once(t)
	for _, name := range []string{"eva", "ivo", "iris"} {
		h.ok(http.StatusCreated, "POST", "/Users", user(name, "title", "Jefa de "+name))
	}
	const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	for filter, want := range map[string]int{
		``:                         8,
		`userName eq "EVA@INE.MX"`: 1, `userName sw "i"`: 2, `userName co "v"`: 2, `userName ew "iris@ine.mx"`: 1, `userName ne "eva@ine.mx"`: 7,
		`externalId eq "ext-eva"`: 1, `externalId eq "EXT-eva"`: 0, `externalId pr`: 3, `not (externalId pr)`: 5,
		`userName eq "eva@ine.mx" or userName eq "ivo@ine.mx"`: 2, `userName eq "eva@ine.mx" and active eq false`: 0,
		`(userName sw "i" or userName sw "e") and title co "IVO"`: 1, `active eq true`: 8, `active eq "True"`: 8,
		`name.familyName eq "eva"`: 1, `emails eq "eva@ine.mx"`: 1, `emails.value sw "ev"`: 1, `emails[type eq "work" and value co "iris"]`: 1, `emails[type eq "home"]`: 0,
		`emails[type eq "work"].value eq "ivo@ine.mx" and active eq true`: 1, `emails[type eq "work"].value pr`: 8, `displayName eq "a].value pr"`: 0,
		enterprise + `:department eq "JLE Jalisco"`: 3, `urn:ietf:params:scim:schemas:core:2.0:User:userName eq "eva@ine.mx"`: 1,
		`meta.lastModified gt "2020-01-01T00:00:00Z"`: 3, `title eq "Jefa de \u0065va"`: 1, `userName gt "l"`: 3, `schemas eq "x"`: 0,
	} {
		if got := h.found("Users", filter); got != want {
			t.Errorf("%s: found %d, want %d", filter, got, want)
		}
	}
	seen := map[any]bool{}
	for start := 1; start < 9; start += 3 {
		a := h.ok(http.StatusOK, "GET", "/Users?count=3&attributes=userName&startIndex="+string(rune('0'+start)), "")
		all, _ := a.at("Resources").([]any)
		if a.at("totalResults") != float64(8) || a.at("itemsPerPage") != float64(len(all)) || a.at("startIndex") != float64(start) {
			t.Errorf("page from %d: %s", start, a.raw)
		}
		for i := range all {
			seen[a.at("Resources", i, "id")] = true
			if m := all[i].(map[string]any); len(m) != 3 || m["userName"] == nil {
				t.Errorf("asked for userName, got %v", m)
			}
		}
	}
	if len(seen) != 8 {
		t.Errorf("the pages have %d people", len(seen))
	}
	for query, want := range map[string]int{"?count=0": 0, "?count=-4": 0, "?startIndex=-3&count=1": 1, "?startIndex=100": 0, "?count=9999": 8} {
		a := h.ok(http.StatusOK, "GET", "/Users"+query, "")
		if all, ok := a.at("Resources").([]any); !ok || len(all) != want || a.at("totalResults") != float64(8) {
			t.Errorf("%s: %s", query, a.raw)
		}
	}
	a := h.ok(http.StatusOK, "POST", "/Users/.search", `{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"i\"","startIndex":2,"count":1,"excludedAttributes":["name","emails.type"]}`)
	if a.at("totalResults") != float64(2) || a.at("Resources", 0, "name") != nil || a.at("Resources", 0, "emails", 0, "value") == nil || a.at("Resources", 0, "emails", 0, "type") != nil {
		t.Errorf("searched: %s", a.raw)
	}
	one := h.ok(http.StatusOK, "GET", "/Users?filter="+escape(`userName eq "eva@ine.mx"`)+"&attributes=name.familyName,"+enterprise+":department", "")
	if one.at("Resources", 0, "name", "givenName") != nil || one.at("Resources", 0, "name", "familyName") != "eva" || one.at("Resources", 0, enterprise, "department") != "jle-jal" {
		t.Errorf("projected: %s", one.raw)
	}
}

func TestDiscovery(t *testing.T) {
	t.Parallel()
	h := once(t)
	if a := h.ok(http.StatusOK, "GET", "/ServiceProviderConfig", ""); a.at("patch", "supported") != true || a.at("bulk", "supported") != false || a.at("etag", "supported") != true || a.at("authenticationSchemes", 0, "type") != "oauthbearertoken" {
		t.Errorf("%s", a.raw)
	}
	if a := h.ok(http.StatusOK, "GET", "/ResourceTypes", ""); a.at("totalResults") != float64(2) || a.at("Resources", 0, "endpoint") != "/Users" || a.at("Resources", 1, "schema") != "urn:ietf:params:scim:schemas:core:2.0:Group" {
		t.Errorf("%s", a.raw)
	}
	h.ok(http.StatusOK, "GET", "/ResourceTypes/Group", "")
	if a := h.ok(http.StatusOK, "GET", "/Schemas", ""); a.at("totalResults") != float64(3) {
		t.Errorf("%s", a.raw)
	}
	if a := h.ok(http.StatusOK, "GET", "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User", ""); a.at("attributes", 0, "name") != "userName" {
		t.Errorf("%s", a.raw)
	}
}
