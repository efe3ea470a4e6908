package api_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// What is not understood is told in one form, in Spanish, with what to mend.
func TestForms(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		p := drafted(h)
		path := "/api/v1/posts/" + p.ID
		content := func(more string) string {
			return `{"content":{"text":"x","variants":[{"account_id":"` + h.account.ID + `"}]` + more + `}}`
		}
		ana := h.token("ana")
		for name, c := range map[string]struct {
			method, path, body string
			status             int
			field              string
		}{
			"no body":               {"POST", "/api/v1/posts", "", 400, ""},
			"no JSON":               {"POST", "/api/v1/posts", `{"content":`, 400, ""},
			"a form":                {"POST", "/api/v1/posts", `content=hola`, 400, ""},
			"a list":                {"POST", "/api/v1/posts", `[]`, 422, ""},
			"unknown member":        {"POST", "/api/v1/posts", `{"content":{"text":"x","variants":[]},"colour":"red"}`, 422, "colour"},
			"unknown member within": {"POST", "/api/v1/posts", content(`,"colour":1`), 422, "content.colour"},
			"missing member":        {"POST", "/api/v1/posts", `{"content":{"text":"x"}}`, 422, "content"},
			"wrong type":            {"POST", "/api/v1/posts", `{"content":{"text":7,"variants":[]}}`, 422, "content.text"},
			"a fraction":            {"PUT", path, `{"content":{"text":"x","variants":[]},"revision":1.5}`, 422, "revision"},
			"a huge number":         {"PUT", path, `{"content":{"text":"x","variants":[]},"revision":1e300}`, 422, ""},
			"negative":              {"PUT", path, `{"content":{"text":"x","variants":[]},"revision":-1}`, 422, "revision"},
			"no date":               {"POST", "/api/v1/posts", content(`,"due_at":"mañana"`), 422, "content.due_at"},
			"beyond UTC's years":    {"POST", "/api/v1/posts", content(`,"due_at":"9999-12-31T23:59:59-23:59"`), 422, "due_at"},
			"before them":           {"POST", "/api/v1/posts", content(`,"review_on":"0000-01-01T00:00:00+23:59"`), 422, "review_on"},
			"moved beyond them":     {"POST", path + "/reschedule", `{"due_at":"9999-12-31T23:59:59-23:59"}`, 422, "due_at"},
			"leap second":           {"POST", path + "/reschedule", `{"due_at":"2026-12-31T23:59:60Z"}`, 422, "due_at"},
			"null character":        {"POST", "/api/v1/posts", `{"content":{"text":"a\u0000b","variants":[]}}`, 400, ""},
			"null in a member":      {"POST", "/api/v1/posts", `{"content":{"text":"x","variants":[]},"a\u0000":1}`, 400, ""},
			"null in a reason":      {"POST", path + "/return", `{"reason":"\u0000"}`, 400, ""},
			"no such purpose":       {"POST", "/api/v1/posts", content(`,"purposes":["ninguno"]`), 422, "purposes"},
			"no such account":       {"POST", "/api/v1/posts", `{"content":{"text":"x","variants":[{"account_id":"nada"}]}}`, 422, "accounts"},
			"no such media kind":    {"POST", "/api/v1/posts", content(`,"media":[{"hash":"x","kind":"app","type":"a/b","alt":"","bytes":1}]`), 422, "content.media[0].kind"},
			"media never uploaded":  {"POST", "/api/v1/posts", content(`,"media":[{"hash":"x","kind":"image","type":"image/png","alt":"","bytes":1}]`), 422, "media"},
			"short hash":            {"POST", path + "/endorse", `{"hash":"abc"}`, 422, "hash"},
			"no such action":        {"POST", "/api/v1/accounts/" + h.account.ID + "/state", `{"action":"explode"}`, 422, "action"},
			"no such day":           {"PUT", "/api/v1/accounts/" + h.account.ID + "/hours", `{"zone":"UTC","weekly":{"monday":[]},"holidays_closed":true}`, 422, "weekly.monday"},
			"no such block":         {"PUT", "/api/v1/accounts/" + h.account.ID + "/hours", `{"zone":"UTC","weekly":{"lunes":["9 a 5"]},"holidays_closed":true}`, 422, ""},
			"no such state":         {"GET", "/api/v1/posts?state=gone", "", 422, "state[0]"},
			"no such parameter":     {"GET", "/api/v1/posts?stat=draft", "", 422, "stat"},
			"no number":             {"GET", "/api/v1/posts?limit=many", "", 422, "limit"},
			"too many":              {"GET", "/api/v1/posts?limit=100000", "", 422, "limit"},
			"no time":               {"GET", "/api/v1/posts?from=ayer", "", 422, "from"},
			"an empty time":         {"GET", "/api/v1/posts?from=", "", 422, "from"},
			"an empty word":         {"GET", "/api/v1/ledger?outcome=", "", 422, "outcome"},
			"a null for a word":     {"POST", "/api/v1/stop", `{"stop":true,"reason":null}`, 403, ""},
			"no boolean":            {"GET", "/api/v1/inbox?late=quizá", "", 422, "late"},
			"null in a query":       {"GET", "/api/v1/posts?text=%00", "", 422, ""},
			"bytes in a query":      {"GET", "/api/v1/posts?text=%ff%fe", "", 422, ""},
			"null in a path":        {"GET", "/api/v1/posts/%00", "", 422, ""},
			"bytes in a path":       {"GET", "/api/v1/posts/%ff", "", 422, ""},
			"long identifier":       {"GET", "/api/v1/posts/" + strings.Repeat("x", 65), "", 422, "id"},
			"no position":           {"POST", "/api/v1/ledger/x/erase", `{"order":"x"}`, 422, "n"},
			"unknown post":          {"GET", "/api/v1/posts/nada", "", 404, ""},
			"unknown publication":   {"POST", "/api/v1/publications/nada/correct", "", 404, ""},
			"unknown item":          {"GET", "/api/v1/inbox/nada", "", 404, ""},
			"unknown account":       {"GET", "/api/v1/accounts/nada", "", 404, ""},
			"unknown address":       {"GET", "/api/v1/nada", "", 404, ""},
			"slash too many":        {"GET", "/api/v1/posts/", "", 404, ""},
			"outside of v1":         {"GET", "/api/", "", 404, ""},
			"wrong method":          {"DELETE", path, "", 405, ""},
		} {
			w := h.call(c.method, c.path, ana, orNil(c.body))
			if w.Code != c.status {
				h.Errorf("%s: status %d, want %d: %s", name, w.Code, c.status, w.Body)
				continue
			}
			if p := w.problem(c.status); p.Field != c.field {
				h.Errorf("%s: field %q, want %q: %s", name, p.Field, c.field, w.Body)
			}
		}
		if h.log.Len() > 0 {
			h.Errorf("something failed inside: %s", h.log)
		}
	})
}

func orNil(body string) any {
	if body == "" {
		return nil
	}
	return body
}

func TestTooLarge(t *testing.T) {
	t.Parallel()
	each(t, func(h *house) {
		ana := h.token("ana")
		p := h.call("POST", "/api/v1/posts", ana, h.draft(strings.Repeat("a", 1<<20))).problem(413) // more than a post holds
		if !strings.Contains(p.Detail, "1048576") || p.Field != "text" {
			h.Errorf("a megabyte of text: %+v", p)
		}
		if p := h.call("POST", "/api/v1/posts", ana, h.draft(strings.Repeat("a", 2<<20))).problem(413); !strings.Contains(p.Detail, "2 MB") {
			h.Errorf("more than a body holds: %+v", p)
		}
		r := httptest.NewRequest("POST", site+"/api/v1/posts", io.LimitReader(endless{}, 1<<30))
		r.ContentLength = -1
		r.Header.Set("Authorization", "Bearer "+ana)
		h.send(r).problem(413)
		_, all := h.Published("ana", "eva", "Consulte la lista nominal.", h.account)
		_, item := h.Comment(all[0], "Vecina", "¿Hasta cuándo?")
		h.call("POST", "/api/v1/inbox/"+item.ID+"/answer", ana, map[string]any{"text": strings.Repeat("a", 1<<20)}).problem(422)
	})
}

type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}

func TestContentTypes(t *testing.T) {
	t.Parallel()
	h := newHouseOn(t)
	ana := h.token("ana")
	for contentType, status := range map[string]int{"application/json; charset=utf-8": 201, "": 201, "text/plain": 415, "application/x-www-form-urlencoded": 415,
		"application/cbor": 415, "/": 415, "application/json;;": 201} {
		r := request(t, "POST", "/api/v1/posts", h.draft("Texto."))
		r.Header.Set("Content-Type", contentType)
		if contentType == "" {
			r.Header.Del("Content-Type")
		}
		r.Header.Set("Authorization", "Bearer "+ana)
		w := h.send(r)
		if w.Code != status {
			t.Errorf("%q: %d %s", contentType, w.Code, w.Body)
		} else if status == 415 && w.problem(415).Next == "" {
			t.Errorf("%q is not told what to do: %s", contentType, w.Body)
		}
	}
	for _, accept := range []string{"", "*/*", "application/json", "text/html", "application/xml;q=0.9", "application/cbor", ",,;;q=x"} {
		r := request(t, "GET", "/api/v1/me", nil)
		r.Header.Set("Authorization", "Bearer "+ana)
		r.Header.Set("Accept", accept)
		if w := h.send(r); w.Code != 200 || w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("accept %q: %d %s", accept, w.Code, w.Header())
		}
	}
}

func TestUploads(t *testing.T) {
	t.Parallel()
	h := newHouseOn(t)
	ana := h.token("ana")
	for name, c := range map[string]struct {
		body   any
		status int
	}{
		"no form":      {`{}`, 415},
		"another part": {file(t, "archivo", "a.png", "image/png", picture(t)), 422},
		"empty":        {file(t, "file", "a.png", "image/png", nil), 422},
		"no picture":   {file(t, "file", "a.png", "image/png", []byte("hola")), 422},
		"disguised":    {file(t, "file", "a.pdf", "application/pdf", picture(t)), 422},
		"cut short":    {upload{"multipart/form-data; boundary=x", []byte("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc")}, 422},
		"no parts":     {upload{"multipart/form-data; boundary=x", []byte("--x--\r\n")}, 400},
		"no boundary":  {upload{"multipart/form-data", picture(t)}, 415},
	} {
		w := h.call("POST", "/api/v1/media", ana, c.body)
		if w.Code != c.status {
			t.Errorf("%s: %d, want %d: %s", name, w.Code, c.status, w.Body)
			continue
		}
		w.problem(c.status)
	}
	if h.log.Len() > 0 {
		t.Errorf("something failed inside: %s", h.log)
	}
}

func TestMethods(t *testing.T) {
	t.Parallel()
	h := newHouseOn(t)
	ana := h.token("ana")
	w := h.call("DELETE", "/api/v1/posts", ana, nil)
	w.problem(405)
	if got := w.Header().Get("Allow"); got != "GET, HEAD, POST" {
		t.Errorf("allow %q", got)
	}
	w = h.call("OPTIONS", "/api/v1/posts", "", nil).wants(204)
	if w.Header().Get("Allow") != "GET, HEAD, POST" || w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("options: %v", w.Header())
	}
	h.call("OPTIONS", "/api/v1/nada", "", nil).problem(404)
	h.call("HEAD", "/api/v1/posts", ana, nil).wants(200)
	h.call("HEAD", "/api/v1/posts", "", nil).wants(401)
	if got := h.call("GET", "/api/v1/me", ana, nil).Header(); got.Get("Cache-Control") != "no-store" || got.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("headers %v", got)
	}
}

// On a real server a client that leaves in the middle of an upload is no fault of ours.
func TestLeaving(t *testing.T) {
	t.Parallel()
	h := newHouseOn(t)
	server := httptest.NewServer(h.handler)
	defer server.Close()
	gone, leave := io.Pipe()
	r, err := http.NewRequestWithContext(t.Context(), "POST", server.URL+"/api/v1/media", gone)
	h.must(err)
	r.Header.Set("Authorization", "Bearer "+h.token("ana"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	go func() {
		_, _ = io.WriteString(leave, "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n\x89PNG")
		_ = leave.CloseWithError(io.ErrUnexpectedEOF)
	}()
	if answer, err := server.Client().Do(r); err == nil {
		answer.Body.Close()
		t.Errorf("answered %d", answer.StatusCode)
	}
	server.Close() // waits for the handler
	if h.log.Len() > 0 {
		t.Errorf("logged as ours: %s", h.log)
	}
}

// What failed inside is told by a reference, and nothing else of it.
func TestInside(t *testing.T) {
	t.Parallel()
	h := newHouseOn(t)
	ana := h.token("ana")
	h.call("GET", "/api/v1/me", ana, nil).wants(200)
	h.must(h.Store.Close())
	p := h.call("GET", "/api/v1/posts?text="+url.QueryEscape("palabra secreta"), ana, nil).problem(500)
	if p.Reference == "" || !strings.Contains(h.log.String(), p.Reference) {
		t.Errorf("no reference in %s", h.log)
	}
	for _, secret := range []string{ana, "palabra", "secreta"} {
		if strings.Contains(h.log.String(), secret) {
			t.Errorf("%q is in the log: %s", secret, h.log)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	h := newHouseOn(t)
	ana := h.token("ana")
	v := h.call("POST", "/api/v1/posts", ana, h.draft("Texto.")).view(201)
	due := h.Clock.Now().Add(5 * time.Hour).In(time.FixedZone("", -6*3600)).Format(time.RFC3339)
	moved := h.call("POST", "/api/v1/posts/"+v.Post.ID+"/reschedule", ana, map[string]any{"due_at": due}).view(200)
	if moved.Hash == v.Hash || moved.Post.Revision != v.Post.Revision+1 {
		t.Errorf("moved: %+v", moved)
	}
}
