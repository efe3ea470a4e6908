package outbound

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func visitor(t *testing.T, o Options, servers ...*httptest.Server) *Visitor {
	t.Helper()
	for _, s := range servers {
		o.Allow = append(o.Allow, s.URL)
	}
	v, err := NewVisitor(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.Close)
	return v
}

func TestVisitFollowsAcrossSites(t *testing.T) {
	t.Parallel()
	end := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Referer") != "" || r.Header.Get("Cookie") != "" || r.Header.Get("Authorization") != "" {
			t.Errorf("the other site is told %v", r.Header)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, "<title>Fin</title>")
	})
	first := server(t, func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
		http.Redirect(w, r, end.URL+"/final", http.StatusMovedPermanently)
	})
	got, err := visitor(t, Options{}, first, end).Visit(t.Context(), first.URL+"/corta", "text/html")
	if err != nil || got.Status != 200 || got.Final != end.URL+"/final" || string(got.Body) != "<title>Fin</title>" {
		t.Fatalf("%+v %v", got, err)
	}
}

func TestVisitNeverGoesInside(t *testing.T) {
	t.Parallel()
	var reached atomic.Int32
	inner := server(t, func(http.ResponseWriter, *http.Request) { reached.Add(1) })
	port := inner.URL[strings.LastIndex(inner.URL, ":"):]
	to := ""
	outer := server(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", r.URL.Query().Get("to"))
		w.WriteHeader(302)
	})
	v := visitor(t, Options{}, outer)
	// A name that leads inside is judged by the address that the socket connects to: what
	// DNS said a moment before counts for nothing.
	for _, to = range []string{inner.URL, "http://localhost" + port, "http://[::1]" + port, "http://[::ffff:127.0.0.1]" + port, "http://0.0.0.0" + port,
		"http://169.254.169.254/latest", "file:///etc/passwd", "gopher://127.0.0.1" + port, "http://user:pw@127.0.0.1" + port} {
		if _, err := v.Visit(t.Context(), to, "text/html"); !errors.Is(err, ErrInner) {
			t.Errorf("%s: %v", to, err)
		}
		if _, err := v.Visit(t.Context(), outer.URL+"/?to="+strings.ReplaceAll(to, ":", "%3A"), "text/html"); !errors.Is(err, ErrInner) {
			t.Errorf("by a redirect to %s: %v", to, err)
		}
	}
	if reached.Load() != 0 {
		t.Fatal("an inner server was reached")
	}
}

func TestVisitIsBounded(t *testing.T) {
	t.Parallel()
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	_, _ = z.Write(make([]byte, 8<<20))
	_ = z.Close()
	release := make(chan struct{})
	s := server(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		switch r.URL.Path {
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/slow":
			select {
			case <-release:
			case <-r.Context().Done():
			}
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		case "/video":
			w.Header().Set("Content-Type", "video/mp4")
			_, _ = w.Write([]byte("datos"))
		case "/cut":
			cut(w, r)
		}
	})
	t.Cleanup(func() { close(release) })
	v := visitor(t, Options{MaxBody: 1000, Timeout: 300 * time.Millisecond}, s)
	for _, path := range []string{"/loop", "/slow", "/cut"} {
		if _, err := v.Visit(t.Context(), s.URL+path, "text/html"); err == nil || errors.Is(err, ErrInner) || errors.Is(err, ErrGone) {
			t.Errorf("%s: %v, want that it is not known", path, err)
		}
	}
	v = visitor(t, Options{MaxBody: 1000}, s)
	if got, err := v.Visit(t.Context(), s.URL+"/bomb", "text/html"); err != nil || len(got.Body) != 1000 || !got.Cut {
		t.Errorf("%d bytes, cut %v, %v", len(got.Body), got.Cut, err)
	}
	if got, err := v.Visit(t.Context(), s.URL+"/video", "text/html"); err != nil || got.Body != nil || got.Status != 200 {
		t.Errorf("a type that nobody reads: %+v %v", got, err)
	}
}

func TestVisitTellsWhatIsNotThere(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := silent.Addr().String()
	_ = silent.Close()
	s := server(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) })
	v := visitor(t, Options{Allow: []string{closed}}, s)
	if _, err := v.Visit(t.Context(), "http://"+closed, "text/html"); !errors.Is(err, ErrGone) {
		t.Errorf("nobody listens: %v", err)
	}
	if got, err := v.Visit(t.Context(), s.URL, "text/html"); err != nil || got.Status != 404 {
		t.Errorf("%+v %v", got, err)
	}
}
