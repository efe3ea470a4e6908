package networktest

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"testing"
)

// Front stands before any server, a real one too, and makes trouble on demand: it loses
// the answer of a request that the server has fulfilled, or answers in its place.
type Front struct {
	URL string

	mu     sync.Mutex
	orders []order
}

type order struct {
	match  func(*http.Request) bool
	status int // 0: pass on, then lose the answer
	header http.Header
	body   string
}

// NewFront starts a front before the server at target, for the time of the test.
func NewFront(t *testing.T, target string) *Front {
	t.Helper()
	to, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	f := &Front{}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to); r.Out.Host = r.In.Host }}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { f.serve(proxy, w, r) }))
	t.Cleanup(s.Close)
	f.URL = s.URL
	return f
}

// CutNext passes the next matching request on and loses its answer.
func (f *Front) CutNext(match func(*http.Request) bool) { f.push(order{match: match}) }

// AnswerNext answers the next matching request in the server's place.
func (f *Front) AnswerNext(match func(*http.Request) bool, status int, header http.Header, body string) {
	f.push(order{match: match, status: status, header: header, body: body})
}

// Creates matches what makes something new.
func Creates(r *http.Request) bool { return r.Method == http.MethodPost || r.Method == http.MethodPut }

func (f *Front) push(o order) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.orders = append(f.orders, o)
}

func (f *Front) take(r *http.Request) (order, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, o := range f.orders {
		if o.match(r) {
			f.orders = append(f.orders[:i], f.orders[i+1:]...)
			return o, true
		}
	}
	return order{}, false
}

func (f *Front) serve(next http.Handler, w http.ResponseWriter, r *http.Request) {
	o, ok := f.take(r)
	switch {
	case !ok:
		next.ServeHTTP(w, r)
	case o.status == 0:
		next.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	default:
		for name, values := range o.header {
			w.Header()[name] = values
		}
		w.WriteHeader(o.status)
		_, _ = w.Write([]byte(o.body))
	}
}

// Path matches requests of that path, whatever the method.
func Path(path string) func(*http.Request) bool {
	return func(r *http.Request) bool { return r.URL.Path == path }
}
