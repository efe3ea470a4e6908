package mastodontest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// contracts are the extract, and the whole document where it is.
func contracts(t *testing.T) map[string]*contract {
	t.Helper()
	all := map[string]*contract{}
	for _, get := range []func() (*contract, error){theContract, theExtract} {
		c, err := get()
		if err != nil {
			t.Fatal(err)
		}
		all[c.source] = c
	}
	return all
}

func TestEveryRouteIsInTheDocument(t *testing.T) {
	t.Parallel()
	offered := (&Server{}).routes()
	if len(offered) != len(Routes) {
		t.Errorf("%d routes are offered, %d are listed", len(offered), len(Routes))
	}
	for name, c := range contracts(t) {
		for _, route := range Routes {
			method, path, _ := strings.Cut(route, " ")
			item := c.doc.Paths.Value(path)
			if offered[route] == nil || item == nil || item.GetOperation(method) == nil {
				t.Errorf("%s is not offered, or not in %s", route, name)
			}
		}
	}
}

func TestExtractIsCurrent(t *testing.T) {
	t.Parallel()
	path := DocumentPath()
	if path == "" {
		t.Skip("skipped: no shared test data")
	}
	document, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := Extract(document)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var fresh, kept any
	if json.Unmarshal(text, &fresh) != nil || json.Unmarshal(extract, &kept) != nil || !reflect.DeepEqual(fresh, kept) {
		t.Error("contract.json is stale: run go run ./network/mastodon/mastodontest/gen ../shared/specs/mastodon/openapi.json")
	}
}

func TestRequestsAgainstTheContract(t *testing.T) {
	t.Parallel()
	multipart := "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
	for _, tt := range []struct {
		request, kind, body string
		ok                  bool
	}{
		{"GET /api/v1/notifications?types[]=mention&min_id=0&limit=40&include_filtered=true", "", "", true},
		{"GET /api/v1/notifications?type=mention", "", "", false},
		{"GET /api/v1/notifications?types[]=ban", "", "", false},
		{"GET /api/v1/notifications?limit=many", "", "", false},
		{"GET /api/v1/instance/", "", "", true},
		{"GET /api/v3/instance", "", "", false},
		{"PATCH /api/v1/statuses", "", "", false},
		{"POST /api/v1/statuses", "application/json", `{"status":"x","language":"es","visibility":"public"}`, true},
		{"POST /api/v1/statuses", "application/json", `{"status":"x","media_ids":["1"]}`, true},
		{"POST /api/v1/statuses", "application/json", `{"status":"x","text":"y"}`, false},
		{"POST /api/v1/statuses", "application/json", `{"media_ids":"1"}`, false},
		{"POST /api/v1/statuses", "application/json", `{"status":"x","visibility":"secret"}`, false},
		{"POST /api/v1/statuses", "application/json", `{}`, false},
		{"POST /api/v1/statuses", "application/json", `{`, false},
		{"POST /api/v1/statuses", "application/x-www-form-urlencoded", "status=x&media_ids[]=1&media_ids[]=2&sensitive=true", true},
		{"POST /api/v1/statuses", "application/x-www-form-urlencoded", "status=x&color=red", false},
		{"PUT /api/v1/statuses/1", "application/json", `{"status":"x","media_attributes":[{"id":"1","description":"y"}]}`, true},
		{"PUT /api/v1/statuses/1", "application/json", `{"status":"x","media_attributes":[{"id":"1","alt":"y"}]}`, false},
		{"POST /api/v1/apps", "application/x-www-form-urlencoded", "client_name=x&redirect_uris=urn:ietf:wg:oauth:2.0:oob", true},
		{"POST /api/v1/apps", "application/x-www-form-urlencoded", "client_name=x", false},
		{"POST /api/v2/media", "multipart/form-data; boundary=b", strings.Replace(multipart, "%s", "file", 1), true},
		{"POST /api/v2/media", "multipart/form-data; boundary=b", strings.Replace(multipart, "%s", "picture", 1), false},
		{"DELETE /api/v1/statuses/1", "application/json", `{"x":1}`, false},
	} {
		for name, c := range contracts(t) {
			method, path, _ := strings.Cut(tt.request, " ")
			r := httptest.NewRequest(method, path, strings.NewReader(tt.body))
			r.Header.Set("Content-Type", tt.kind)
			if _, err := c.read(r); (err == nil) != tt.ok {
				t.Errorf("%s %s by %s: %v, want ok %v", tt.request, tt.body, name, err, tt.ok)
			}
		}
	}
}

func TestAnswersAgainstTheContract(t *testing.T) {
	t.Parallel()
	s := &Server{URL: "https://social.example", people: map[string]*person{}}
	who := s.person("ana")
	good := func() object {
		return s.entity(&status{id: "1", at: "2026-06-07T14:00:00.000Z", who: who, visibility: "public"})
	}
	for name, tt := range map[string]struct {
		status int
		change func(object)
		ok     bool
	}{
		"as it should be":        {200, func(object) {}, true},
		"unlisted status":        {500, func(object) {}, false},
		"missing field":          {200, func(o object) { delete(o, "content") }, false},
		"unknown field":          {200, func(o object) { o["karma"] = 1 }, false},
		"unknown field, deep":    {200, func(o object) { o["account"].(object)["karma"] = 1 }, false},
		"missing field, deep":    {200, func(o object) { delete(o["account"].(object), "acct") }, false},
		"number for an id":       {200, func(o object) { o["id"] = 1 }, false},
		"word for a number":      {200, func(o object) { o["replies_count"] = "1" }, false},
		"unknown visibility":     {200, func(o object) { o["visibility"] = "secret" }, false},
		"null where it must not": {200, func(o object) { o["uri"] = nil }, false},
	} {
		for source, c := range contracts(t) {
			k, err := c.read(httptest.NewRequest(http.MethodGet, "/api/v1/statuses/1", nil))
			if err != nil {
				t.Fatal(err)
			}
			o := good()
			tt.change(o)
			body, err := json.Marshal(o)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.judge(k, tt.status, body); (err == nil) != tt.ok {
				t.Errorf("%s by %s: %v, want ok %v", name, source, err, tt.ok)
			}
		}
	}
}

func TestExtractHasNoWords(t *testing.T) {
	t.Parallel()
	if strings.Contains(string(extract), "The ID of") || !strings.Contains(string(extract), documentSource) {
		t.Error("contract.json has the document's words, or does not say where it comes from")
	}
}

func TestPagesLikeServers(t *testing.T) {
	t.Parallel()
	all := []string{"998", "999", "1000", "1001", "1002"}
	for _, tt := range []struct{ query, want, link string }{
		{"limit=2", "1002 1001", "max_id=1001>; rel=\"next\", <x?min_id=1002>"},
		{"limit=2&min_id=998", "1000 999", "min_id=1000"},
		{"limit=2&since_id=998", "1002 1001", ""},
		{"limit=2&max_id=1000", "999 998", ""},
		{"min_id=0&limit=3", "1000 999 998", ""},
		{"min_id=1002", "", ""},
		{"", "1002 1001 1000", ""},
		{"limit=100", "1002 1001 1000 999", ""},
	} {
		r := httptest.NewRequest(http.MethodGet, "/?"+tt.query, nil)
		page, link := cut(all, func(s string) string { return s }, &call{query: r.URL.Query()}, 3, 4, "x")
		if strings.Join(page, " ") != tt.want || !strings.Contains(link, tt.link) {
			t.Errorf("%s: %v %q, want %s %q", tt.query, page, link, tt.want, tt.link)
		}
	}
	if !slices.IsSortedFunc(all, func(a, b string) int { return map[bool]int{true: 1, false: -1}[after(a, b)] }) {
		t.Error("numbers are not compared as numbers")
	}
}
