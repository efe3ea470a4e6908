package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/protobuf/proto"

	"pregonero/account"
	"pregonero/entering"
	"pregonero/internal/config"
	"pregonero/network/practice"
	"pregonero/store"
)

// A proxy is believed about who asks; a stranger who says to be one is not.
func TestTrueAddress(t *testing.T) {
	t.Parallel()
	a := &app{cfg: &config.Config{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}}}
	for name, c := range map[string]struct{ remote, forwarded, want string }{
		"no proxy":             {"203.0.113.9:1", "198.51.100.1", "203.0.113.9:1"},
		"one proxy":            {"10.0.0.1:1", "198.51.100.1", "198.51.100.1:1"},
		"forged before it":     {"10.0.0.1:1", "1.2.3.4, 198.51.100.1", "198.51.100.1:1"},
		"two proxies":          {"10.0.0.1:1", "198.51.100.1, 10.0.0.2", "198.51.100.1:1"},
		"proxies alone":        {"10.0.0.1:1", "10.0.0.3, 10.0.0.2", "10.0.0.3:1"},
		"nothing forwarded":    {"10.0.0.1:1", "", "10.0.0.1:1"},
		"no address":           {"10.0.0.1:1", "198.51.100.1, unknown", "10.0.0.1:1"},
		"over IPv6":            {"[::1]:1", "2001:db8::7", "[2001:db8::7]:1"},
		"IPv4 inside of IPv6":  {"[::ffff:10.0.0.1]:1", "198.51.100.1", "198.51.100.1:1"},
		"what is no host:port": {"@", "198.51.100.1", "@"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.remote
		r.Header.Set("X-Forwarded-For", c.forwarded)
		if a.trueAddress(r); r.RemoteAddr != c.want {
			t.Errorf("%s: %s, want %s", name, r.RemoteAddr, c.want)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = "10.0.0.1:1"
	r.Header["X-Forwarded-For"] = []string{"1.2.3.4", "198.51.100.1"}
	if a.trueAddress(r); r.RemoteAddr != "198.51.100.1:1" {
		t.Errorf("two headers: %s", r.RemoteAddr)
	}
}

// observed is the outer handler over h, with what it logs.
func observed(t *testing.T, cfg *config.Config, h http.HandlerFunc) (http.Handler, *telemetry, *bytes.Buffer) {
	t.Helper()
	var log bytes.Buffer
	a := &app{cfg: cfg, now: time.Now, log: slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	tel, err := a.observe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return a.outer(tel, h), tel, &log
}

// A panic is a 500 for the client, without a word of what it was, and a stack in the log.
func TestPanic(t *testing.T) {
	t.Parallel()
	h, _, log := observed(t, &config.Config{}, func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/cut" {
			panic(http.ErrAbortHandler)
		}
		panic("el secreto del sistema")
	})
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/x?clave=abc", nil))
	if w.Code != 500 || strings.Contains(w.Body.String(), "secreto") || strings.Contains(w.Body.String(), "goroutine") || !strings.Contains(w.Body.String(), "Algo falló") {
		t.Errorf("told %d %s", w.Code, w.Body)
	}
	if said := log.String(); !strings.Contains(said, "observe_test.go") || strings.Contains(said, "abc") {
		t.Errorf("logged %s", said)
	}
	defer func() {
		if recover() != http.ErrAbortHandler { //nolint:errorlint // the server compares it so
			t.Error("an abort on purpose was swallowed")
		}
	}()
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/cut", nil))
}

// A collector gets the spans, by the standard's protobuf, and nothing private in them.
func TestTraces(t *testing.T) {
	t.Parallel()
	got := make(chan *collector.ExportTraceServiceRequest, 10)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var body io.Reader = r.Body
		if r.Header.Get("Content-Encoding") == "gzip" {
			body, _ = gzip.NewReader(body)
		}
		raw, err := io.ReadAll(body)
		var in collector.ExportTraceServiceRequest
		if err == nil {
			err = proto.Unmarshal(raw, &in)
		}
		if err != nil || r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/x-protobuf" {
			t.Errorf("%s %s: %v", r.URL.Path, r.Header.Get("Content-Type"), err)
			return
		}
		got <- &in
	}))
	defer server.Close()
	h, tel, _ := observed(t, &config.Config{OTLPEndpoint: server.URL}, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	r := httptest.NewRequest(http.MethodPost, "/api/v1/posts?text=palabra", strings.NewReader(`{"password":"contraseña"}`))
	r.Header.Set("Authorization", "Bearer pgn_llave")
	r.Header.Set("Cookie", "sesion=galleta")
	h.ServeHTTP(httptest.NewRecorder(), r)
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, entering.LinkPath+"token-de-enlace", nil))
	tel.close()
	close(got)
	spans, said := 0, ""
	for in := range got {
		said += in.String()
		for _, rs := range in.ResourceSpans {
			for _, ss := range rs.ScopeSpans {
				spans += len(ss.Spans)
			}
		}
	}
	if spans != 1 || !strings.Contains(said, `"pregonero"`) || !strings.Contains(said, "418") {
		t.Errorf("%d spans: %s", spans, said)
	}
	private(t, "the traces", said, "palabra", "contraseña", "pgn_llave", "galleta", "token-de-enlace")
}

func private(t *testing.T, where, said string, secrets ...string) {
	t.Helper()
	for _, s := range secrets {
		if s != "" && strings.Contains(said, s) {
			t.Errorf("%q is in %s", s, where)
		}
	}
}

// flow is the work of a morning by web, by key and by a visitor, with what must not be told.
func flow(t *testing.T, s *service) (secrets []string) {
	t.Helper()
	a := s.open()
	key := a.key(t, "ana")
	const password, words, comment, answer = "no-es-esta-contraseña", "palabra-buscada", "El comentario de Casimira", "La respuesta a Casimira"
	jar := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, form := range []url.Values{{"username": {"ana"}, "password": {password}}, {"username": {"ana"}, "password": {practicePassword}}} {
		r, err := jar.PostForm(s.base+"/entrar", form)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		for _, c := range r.Cookies() {
			secrets = append(secrets, c.Value)
		}
	}
	link, err := a.door.StartRecovery(t.Context(), shell(), s.person(a, "luis"))
	if err != nil {
		t.Fatal(err)
	}
	s.ask("GET", entering.LinkPath+link.Token, "", "")
	s.ask("GET", "/api/v1/posts?text="+words, key, "")
	s.ask("GET", "/api/v1/posts?text="+words, "pgn_otra-llave", "")
	s.ask("POST", "/api/v1/check", key, `{"content":{"text":"`+comment+`","variants":[]}}`)
	s.ask("POST", "/api/v1/posts", key, `{"content":{"text":"`+comment+`"`)
	item := s.visit(a, comment)
	if status, text := s.ask("POST", "/api/v1/inbox/"+item+"/answer", key, `{"text":"`+answer+`"}`); status != 201 {
		t.Errorf("the answer: %d %s", status, text)
	}
	return append(secrets, key, password, practicePassword, words, comment, answer, link.Token, "otra-llave", "Casimira", "ana.torres", "Ana Torres")
}

func (s *service) person(a *app, username string) (id string) {
	s.t.Helper()
	err := a.store.Read(s.t.Context(), func(tx *store.Tx) error {
		p, err := tx.PersonByUsername(s.t.Context(), username)
		id = p.ID
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

// visit writes a comment on an account of ana's and waits until the service has brought it.
func (s *service) visit(a *app, text string) (itemID string) {
	s.t.Helper()
	var acc account.Account
	err := a.store.Read(s.t.Context(), func(tx *store.Tx) error {
		all, err := tx.Accounts(s.t.Context(), store.AccountFilter{States: []account.State{account.Active}})
		for _, x := range all {
			if x.LeadID == s.person(a, "ana") {
				acc = x
			}
		}
		return err
	})
	if err != nil || acc.ID == "" {
		s.t.Fatal("ana leads no account", err)
	}
	net, err := practice.NewNetwork(store.Practice{Store: a.store}, practice.Options{BaseURL: s.base + "/red-de-practica", Now: time.Now})
	if err != nil {
		s.t.Fatal(err)
	}
	note, err := net.Say(s.t.Context(), practice.Visit{Handle: acc.Handle, Name: "Casimira", Text: text})
	if err != nil {
		s.t.Fatal(err)
	}
	every := time.NewTicker(50 * time.Millisecond)
	defer every.Stop()
	for until := time.Now().Add(time.Minute); time.Now().Before(until); <-every.C {
		err := a.store.Read(s.t.Context(), func(tx *store.Tx) error {
			item, found, err := tx.ItemByRemote(s.t.Context(), acc.ID, note.ID)
			if found {
				itemID = item.ID
			}
			return err
		})
		if err != nil {
			s.t.Fatal(err)
		}
		if itemID != "" {
			return itemID
		}
	}
	s.t.Fatal("the comment never came")
	return ""
}

// Neither the log, at its most talkative, nor the metrics tell a secret, a text or a person.
func TestNothingPrivateIsTold(t *testing.T) {
	t.Parallel()
	metrics, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, settings(t, "PREGONERO_PRACTICE", "true", "PREGONERO_LOG_FORMAT", "json", "PREGONERO_LOG_LEVEL", "debug", "PREGONERO_METRICS_LISTEN", metrics))
	secrets := flow(t, s)
	told := exposed(t, "http://"+metrics+"/metrics")
	private(t, "the metrics", told, secrets...)
	for _, want := range []string{"pregonero_http_seconds_bucket", `pregonero_publications{stage="published"}`, "pregonero_ledger_entries", "pregonero_ledger_unsequenced", `pregonero_jobs{state="available"}`, "go_goroutines"} {
		if !strings.Contains(told, want) {
			t.Errorf("no %s in the metrics", want)
		}
	}
	for _, label := range regexp.MustCompile(`pregonero_[a-z_]+\{([a-z]+)=`).FindAllStringSubmatch(told, -1) {
		if label[1] != "method" && label[1] != "stage" && label[1] != "state" && label[1] != "le" && label[1] != "status" {
			t.Errorf("a label called %s", label[1])
		}
	}
	logged := s.stop()
	requests := 0
	for _, line := range strings.Split(logged, "\n") {
		if !strings.HasPrefix(line, "{") {
			continue // what serve prints for people
		}
		var entry struct{ Level, Msg, Path string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Errorf("%v in %s", err, line)
		}
		if entry.Msg == "request" {
			requests++
		}
		if strings.Contains(entry.Path, "?") || entry.Level == "ERROR" {
			t.Errorf("logged %s", line)
		}
		private(t, "the log", line, secrets...)
	}
	if requests < 8 {
		t.Errorf("%d requests in the log: %s", requests, logged)
	}
}

func exposed(t *testing.T, address string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	text, err := io.ReadAll(w.Body)
	if err != nil || w.StatusCode != http.StatusOK {
		t.Fatal(w.Status, err)
	}
	return string(text)
}
