package testworld

import (
	"net/http"
	"net/http/httptest"
	"sync"
)

// Front stands before a network's server. Each rule meddles with the next request that it
// matches, once, in the order in which rules were given.
type Front struct {
	Next http.Handler

	mu    sync.Mutex
	rules []rule
}

// Meddler does with a request what a test wants; next is the server.
type Meddler func(w http.ResponseWriter, r *http.Request, next http.Handler)

type rule struct {
	match func(*http.Request) bool
	do    Meddler
}

// On adds a rule for the next request that matches.
func (f *Front) On(match func(*http.Request) bool, do Meddler) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rules = append(f.rules, rule{match, do})
}

// ServeHTTP implements http.Handler.
func (f *Front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if do := f.take(r); do != nil {
		do(w, r, f.Next)
		return
	}
	f.Next.ServeHTTP(w, r)
}

func (f *Front) take(r *http.Request) Meddler {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, x := range f.rules {
		if x.match(r) {
			f.rules = append(f.rules[:i:i], f.rules[i+1:]...)
			return x.do
		}
	}
	return nil
}

// Method matches requests of that method.
func Method(method string) func(*http.Request) bool {
	return func(r *http.Request) bool { return r.Method == method }
}

// Answer answers in the server's place; headers are pairs of name and value.
func Answer(status int, body string, headers ...string) Meddler {
	return func(w http.ResponseWriter, _ *http.Request, _ http.Handler) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// Cut breaks the connection before the server sees the request.
func Cut(http.ResponseWriter, *http.Request, http.Handler) { panic(http.ErrAbortHandler) }

// KeepAndCut lets the server do what is asked, and breaks the connection instead of answering.
func KeepAndCut(_ http.ResponseWriter, r *http.Request, next http.Handler) {
	next.ServeHTTP(httptest.NewRecorder(), r)
	panic(http.ErrAbortHandler)
}

// First does something of the test's own, then passes the request on.
func First(do func()) Meddler {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		do()
		next.ServeHTTP(w, r)
	}
}

// Then passes the request on, and does something before the answer leaves.
func Then(do func()) Meddler {
	return func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		answer := httptest.NewRecorder()
		next.ServeHTTP(answer, r)
		do()
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	}
}
