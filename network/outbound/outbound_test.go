package outbound

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pregonero/network"
)

// client may speak to the given test servers and to nothing else that is local.
func client(t *testing.T, o Options, servers ...*httptest.Server) *Client {
	t.Helper()
	for _, s := range servers {
		o.Allow = append(o.Allow, s.URL)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func server(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// cut ends the connection without another byte.
func cut(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }

func TestFailuresAreTypedByWhatIsCertain(t *testing.T) {
	t.Parallel()
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	half := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `{"id":`)
	}
	for name, tt := range map[string]struct {
		handler         http.HandlerFunc
		create, reading network.ErrorKind
	}{
		"created":          {answer(200, `{}`), "", ""},
		"partial content":  {answer(206, ``), "", ""},
		"answer cut":       {cut, network.Ambiguous, network.Temporary},
		"answer half":      {half, network.Ambiguous, network.Temporary},
		"answer too large": {answer(200, strings.Repeat("x", 2000)), network.Ambiguous, network.Temporary},
		"redirect elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://example.com/", http.StatusFound)
		}, network.Rejected, network.Rejected},
		"bad request":       {answer(400, `{"error":"no"}`), network.Rejected, network.Rejected},
		"not authenticated": {answer(401, `{}`), network.Auth, network.Auth},
		"forbidden":         {answer(403, `{}`), network.Auth, network.Auth},
		"not found":         {answer(404, `{}`), network.Gone, network.Gone},
		"gone":              {answer(410, `{}`), network.Gone, network.Gone},
		"timeout said":      {answer(408, `{}`), network.Ambiguous, network.Temporary},
		"conflict":          {answer(409, `{}`), network.Duplicate, network.Duplicate},
		"unprocessable":     {answer(422, `{}`), network.Rejected, network.Rejected},
		"too many":          {answer(429, `{}`), network.RateLimited, network.RateLimited},
		"internal":          {answer(500, `{}`), network.Ambiguous, network.Temporary},
		"not implemented":   {answer(501, `{}`), network.Unsupported, network.Unsupported},
		"bad gateway":       {answer(502, `<html>`), network.Ambiguous, network.Temporary},
		"unavailable":       {answer(503, `{}`), network.Ambiguous, network.Temporary},
		"gateway timeout":   {answer(504, `{}`), network.Ambiguous, network.Temporary},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := server(t, tt.handler)
			c := client(t, Options{MaxBody: 1000}, s)
			_, err := c.Do(t.Context(), Request{Network: "Red", Method: "POST", URL: s.URL, Body: JSON("x"), Creates: true})
			expect(t, err, tt.create)
			_, err = c.Do(t.Context(), Request{Network: "Red", URL: s.URL})
			expect(t, err, tt.reading)
		})
	}
}

func expect(t *testing.T, err error, kind network.ErrorKind) {
	t.Helper()
	if network.KindOf(err) != kind {
		t.Fatalf("kind = %q (%v), want %q", network.KindOf(err), err, kind)
	}
	var e *network.Error
	if err != nil && (!errors.As(err, &e) || e.Sentence == "" || e.Next == "") {
		t.Fatalf("%v does not tell people what happened and what to do", err)
	}
}

func TestNothingSentIsTemporaryEvenWhenCreating(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := silent.Addr().String()
	_ = silent.Close()
	tls := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("reached") }))
	t.Cleanup(tls.Close)
	c := client(t, Options{Allow: []string{closed, "nowhere.invalid:443"}}, tls)
	for name, u := range map[string]string{
		"refused":         "http://" + closed,
		"unknown name":    "https://nowhere.invalid/",
		"bad certificate": tls.URL,
	} {
		_, err := c.Do(t.Context(), Request{Network: "Red", Method: "POST", URL: u, Body: JSON(1), Creates: true})
		if network.KindOf(err) != network.Temporary {
			t.Errorf("%s: %v (%v), want temporary", name, network.KindOf(err), err)
		}
	}
	broken := &Body{Type: "image/png", Size: 3, Open: func(context.Context) (io.ReadCloser, error) { return nil, errors.New("no disk") }}
	_, err = c.Do(t.Context(), Request{Network: "Red", Method: "POST", URL: tls.URL, Body: broken, Creates: true})
	expect(t, err, network.Temporary)
}

func TestOwnAuthorityIsTrustedWhenConfigured(t *testing.T) {
	t.Parallel()
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.UserAgent()) }))
	t.Cleanup(s.Close)
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	c := client(t, Options{RootCAs: roots, UserAgent: "Prueba/2"}, s)
	a, err := c.Do(t.Context(), Request{Network: "Red", URL: s.URL})
	if err != nil || string(a.Body) != "Prueba/2" {
		t.Fatal(string(a.Body), err)
	}
}

// A POST with an Idempotency-Key on a kept connection that the server drops is repeated by
// net/http on its own; a server that ignores the key would then have two posts.
func TestCreatingIsSentOnceEvenWithAnIdempotencyKey(t *testing.T) {
	t.Parallel()
	var posts atomic.Int32
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			posts.Add(1)
			cut(w, r)
		}
	})
	c := client(t, Options{}, s)
	if _, err := c.Do(t.Context(), Request{Network: "Red", URL: s.URL}); err != nil { // leaves a kept connection
		t.Fatal(err)
	}
	for _, body := range []*Body{JSON("hola"), nil} {
		posts.Store(0)
		_, err := c.Do(t.Context(), Request{Network: "Red", Method: "POST", URL: s.URL, Body: body, Creates: true,
			Header: http.Header{"Idempotency-Key": {"k"}}})
		expect(t, err, network.Ambiguous)
		if posts.Load() != 1 {
			t.Fatalf("the server saw %d requests, want 1", posts.Load())
		}
	}
}

func TestCredentialsStayWithTheirServer(t *testing.T) {
	t.Parallel()
	other := server(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("reached %s with %v", r.URL, r.Header) })
	mine := server(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
		case "/near":
			http.Redirect(w, r, "/end", http.StatusFound)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/end":
			_, _ = io.WriteString(w, r.Header.Get("Authorization"))
		}
	})
	c := client(t, Options{}, mine, other)
	for path, kind := range map[string]network.ErrorKind{"/away": network.Rejected, "/loop": network.Rejected, "/near": ""} {
		a, err := c.Do(t.Context(), Request{Network: "Red", URL: mine.URL + path, Bearer: "tok-1234"})
		expect(t, err, kind)
		if err == nil && string(a.Body) != "Bearer tok-1234" {
			t.Errorf("%s answered %q", path, a.Body)
		}
	}
	_, err := c.Do(t.Context(), Request{Network: "Red", Method: "POST", URL: mine.URL + "/near", Creates: true})
	expect(t, err, network.Rejected)
}

func TestOnlyPublicAddresses(t *testing.T) {
	t.Parallel()
	for text, public := range map[string]bool{
		"8.8.8.8": true, "189.254.22.1": true, "2606:4700::1111": true, "::ffff:8.8.8.8": true, "64:ff9b::808:808": true, "2002:808:808::1": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.31.0.1": false, "192.168.1.1": false, "169.254.169.254": false,
		"100.100.100.200": false, "0.0.0.0": false, "224.0.0.1": false, "255.255.255.255": false, "192.0.0.192": false, "168.63.129.16": false,
		"::": false, "::1": false, "fe80::1%eth0": false, "fd00:ec2::254": false, "ff02::1": false, "2001:db8::1": false,
		"::ffff:127.0.0.1": false, "::ffff:169.254.169.254": false, "::7f00:1": false, "64:ff9b::a9fe:a9fe": false, "2002:7f00:1::": false, "64:ff9b:1::1": false,
	} {
		if got := Public(netip.MustParseAddr(text)); got != public {
			t.Errorf("Public(%s) = %v", text, got)
		}
	}
}

func TestLocalServersAreReachedOnlyWhereAllowed(t *testing.T) {
	t.Parallel()
	var reached atomic.Int32
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	t.Cleanup(s.Close)
	plain := server(t, func(http.ResponseWriter, *http.Request) { reached.Add(1) })
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	c := client(t, Options{})
	for _, u := range []string{s.URL, "https://localhost" + port, "https://[::ffff:127.0.0.1]" + port, "https://0.0.0.0" + port, plain.URL,
		"file:///etc/passwd", "https://", "gopher://example.com", "/relative", "https://169.254.169.254/latest"} {
		_, err := c.Do(t.Context(), Request{Network: "Red", Method: "POST", URL: u, Creates: true})
		expect(t, err, network.Rejected)
	}
	if reached.Load() != 0 {
		t.Fatal("a server that nobody allowed was reached")
	}
	for _, bad := range []string{"localhost", "http://", "://x"} {
		if _, err := New(Options{Allow: []string{bad}}); err == nil {
			t.Errorf("%q was accepted as an allowed address", bad)
		}
	}
}

func TestResetIsReadHoweverTheNetworkSaysIt(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	in := func(d time.Duration) time.Time { return now.Add(d) }
	for name, tt := range map[string]struct {
		header http.Header
		want   time.Time
	}{
		"seconds":          {http.Header{"Retry-After": {"90"}}, in(90 * time.Second)},
		"http date":        {http.Header{"Retry-After": {"Sun, 01 Mar 2026 12:05:00 GMT"}}, in(5 * time.Minute)},
		"ISO (Mastodon)":   {http.Header{"X-Ratelimit-Reset": {"2026-03-01T12:05:00.123Z"}}, in(5*time.Minute + 123*time.Millisecond)},
		"epoch (GTS)":      {http.Header{"X-Ratelimit-Reset": {fmt.Sprint(in(time.Minute).Unix())}}, in(time.Minute)},
		"epoch (X)":        {http.Header{"X-Rate-Limit-Reset": {fmt.Sprint(in(time.Hour).Unix())}}, in(time.Hour)},
		"delta (standard)": {http.Header{"Ratelimit-Reset": {"30"}}, in(30 * time.Second)},
		"not said":         {http.Header{}, time.Time{}},
		"nonsense":         {http.Header{"Retry-After": {"soon"}, "X-Ratelimit-Reset": {"-5"}}, time.Time{}},
	} {
		for _, clock := range []func() time.Time{func() time.Time { return now }, nil} {
			c := &Client{now: clock}
			tt.header.Set("Date", now.Format(http.TimeFormat))
			if got := c.reset(tt.header); !got.Equal(tt.want) {
				t.Errorf("%s: %v, want %v", name, got, tt.want)
			}
		}
	}
}

func TestReasonIsShortAndWithoutSecrets(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"error":"Validation failed: Text can't be blank"}`:               "Validation failed: Text can't be blank",
		`{"error":"invalid_grant","error_description":"The code\nis old"}`: "The code is old",
		`{"errors":[{"message":"Too long"}],"title":"Bad"}`:                "Too long",
		`{"error":{"message":"Bad token secreto-1","code":190}}`:           "Bad token [reservado]",
		`{"ok":false,"description":"Bad Request: chat not found"}`:         "Bad Request: chat not found",
		`{"error":"Bearer abcd-efgh is not good"}`:                         "Bearer [reservado] is not good",
		`<html>secreto-1</html>`:                                           "",
		`{"id":1}`:                                                         "",
		`{"error":"` + strings.Repeat("ñ", 500) + `"}`:                     strings.Repeat("ñ", maxReason-1) + "…",
	} {
		r := Request{Bearer: "abcd-efgh", Secrets: []string{"secreto-1", ""}}
		if got := reason(r, Answer{Body: []byte(body)}); got != want {
			t.Errorf("reason(%s) = %q, want %q", body, got, want)
		}
	}
}

func TestErrorsDoNotCarryTheAddress(t *testing.T) {
	t.Parallel()
	s := server(t, cut)
	c := client(t, Options{}, s)
	_, err := c.Do(t.Context(), Request{Network: "Telegram", URL: s.URL + "/botSECRETO/getMe"})
	for e := err; e != nil; e = errors.Unwrap(e) {
		if strings.Contains(fmt.Sprintf("%v %+v", e, e), "SECRETO") {
			t.Fatalf("%T tells the secret: %v", e, e)
		}
	}
}

func TestCancelledContext(t *testing.T) {
	t.Parallel()
	arrived, release := make(chan struct{}, 2), make(chan struct{})
	s := server(t, func(http.ResponseWriter, *http.Request) { arrived <- struct{}{}; <-release })
	t.Cleanup(func() { close(release) })
	c := client(t, Options{}, s)
	for _, creates := range []bool{true, false} {
		ctx, cancel := context.WithCancel(t.Context())
		go func() { <-arrived; cancel() }() // ends with the request
		_, err := c.Do(ctx, Request{Network: "Red", Method: "POST", URL: s.URL, Creates: creates})
		expect(t, err, map[bool]network.ErrorKind{true: network.Ambiguous, false: network.Temporary}[creates])
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v does not say that it was cancelled", err)
		}
		_, err = c.Do(ctx, Request{Network: "Red", Method: "POST", URL: s.URL, Creates: creates})
		expect(t, err, network.Temporary) // not sent at all
	}
}

func TestBodies(t *testing.T) {
	t.Parallel()
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength <= 0 {
			t.Errorf("%s: length %d", r.URL.Path, r.ContentLength)
		}
		if err := r.ParseMultipartForm(1 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
			t.Error(err)
		}
		switch r.URL.Path {
		case "/multipart":
			f, h, err := r.FormFile("file")
			if err != nil {
				t.Error(err)
				return
			}
			data, _ := io.ReadAll(f)
			_, _ = fmt.Fprintf(w, "%s|%s|%s|%s", r.FormValue("description"), h.Filename, h.Header.Get("Content-Type"), data)
		case "/form":
			_, _ = io.WriteString(w, r.FormValue("a"))
		default:
			_, _ = io.Copy(w, r.Body)
		}
	})
	c := client(t, Options{}, s)
	file := File{Field: "file", Name: "a\"b\r\n.png", Type: "image/png", Size: 4,
		Open: func(context.Context) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("\x89PNG")), nil }}
	for path, tt := range map[string]struct {
		body *Body
		want string
	}{
		"/multipart": {Multipart([][2]string{{"description", "Niña votando"}}, file), "Niña votando|a\"b.png|image/png|\x89PNG"},
		"/form":      {Form(url.Values{"a": {"ñ &"}}), "ñ &"},
		"/json":      {JSON(map[string]string{"t": "<ñ>"}), `{"t":"\u003cñ\u003e"}`},
	} {
		a, err := c.Do(t.Context(), Request{Network: "Red", Method: "POST", URL: s.URL + path, Body: tt.body, Creates: true})
		if err != nil || string(a.Body) != tt.want {
			t.Errorf("%s: %q %v, want %q", path, a.Body, err, tt.want)
		}
	}
}

func TestJoinURLEscapesEachElement(t *testing.T) {
	t.Parallel()
	if got := JoinURL("https://a.mx/base/", "api", "../x?y", "ñ"); got != "https://a.mx/base/api/..%2Fx%3Fy/%C3%B1" {
		t.Error(got)
	}
}
