// Package mastodontest is a strict local counterpart of the Mastodon API, for tests.
//
// It holds accounts, statuses, files and notifications in memory and behaves as servers
// do: statuses become HTML, files are processed later, an Idempotency-Key is honoured
// (Mastodon) or not (GoToSocial), identifiers are numbers of growing length or ULIDs,
// pages have Link headers, every answer says what is left of the rate limit.
//
// Every request that it gets and every answer that it gives is validated against the
// API's own description, ../shared/specs/mastodon/openapi.json; a fresh clone without that
// folder uses contract.json, an extract of it. An unknown field, parameter or route fails
// the test. Errors that servers are known to answer and the document does not list (500,
// GoToSocial's 400) are the only answers that are not judged.
package mastodontest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// Keys says what a server does with an Idempotency-Key that it has seen.
type Keys string

const (
	Honoured   Keys = "honoured"   // the first status again (Mastodon)
	Ignored    Keys = "ignored"    // another status (GoToSocial, as observed)
	Remembered Keys = "remembered" // only the first status code, and a body that says nothing (later GoToSocial)
)

// Handle is the institutional account's.
const Handle = "Instituto"

// Options chooses what kind of server it is.
type Options struct {
	GoToSocial bool // ULIDs, its HTML, its limits, 400 instead of 422, epoch in rate-limit headers
	Keys       Keys // "" is Honoured, or Ignored with GoToSocial
	Rewrites   bool // takes out what looks like HTML, as early GoToSocial did; the source stays as written
	SlowMedia  int  // how many looks at a file find it still in process
	Extract    bool // judge by the extract even where the whole document is
	Old        bool // API version 1 only of instance, no editing, no sources
}

// Server is a local server with one institutional account and as many visitors as speak.
type Server struct {
	URL   string
	Token string // of the institutional account
	Me    string // its id

	t       testing.TB
	o       Options
	rules   *contract
	mu      sync.Mutex
	clock   time.Time
	serial  int
	people  map[string]*person // by acct
	status  []*status          // as they were made
	notices []*notice
	files   map[string]*file
	apps    map[string]*app
	tokens  map[string]token
	keys    map[string]*status
	faults  []Fault
}

// New starts a server for the time of the test.
func New(t testing.TB, o Options) *Server {
	t.Helper()
	rules, err := theContract()
	if o.Extract {
		rules, err = theExtract()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("Mastodon's answers and our requests are judged by: %s", rules.source)
	if o.Keys == "" {
		o.Keys = Honoured
		if o.GoToSocial {
			o.Keys = Ignored
		}
	}
	s := &Server{t: t, o: o, rules: rules, clock: time.Date(2026, 6, 7, 14, 0, 0, 0, time.UTC), serial: 990, people: map[string]*person{},
		files: map[string]*file{}, apps: map[string]*app{}, tokens: map[string]token{}, keys: map[string]*status{}}
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	s.URL, s.Token = h.URL, "token-de-prueba-de-mastodon"
	me := s.person(Handle)
	s.Me = me.id
	s.tokens[s.Token] = token{who: me, scopes: strings.Fields("read:accounts read:statuses read:notifications write:statuses write:media")}
	return s
}

// Now is the server's time; it moves a second with everything that happens.
func (s *Server) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clock
}

// Contract says which description judges.
func (s *Server) Contract() string { return s.rules.source }

// reply is an answer about to be given.
type reply struct {
	status int
	header http.Header
	body   any    // JSON
	html   string // instead of body
}

func ok(body any) reply { return reply{status: http.StatusOK, body: body} }

func refuse(status int, words string) reply {
	return reply{status: status, body: map[string]any{"error": words}}
}

// invalid is a refusal of what was asked: 422, or 400 on GoToSocial.
func (s *Server) invalid(words string) reply {
	if s.o.GoToSocial {
		return refuse(http.StatusBadRequest, "Bad Request: "+words)
	}
	return refuse(http.StatusUnprocessableEntity, "Validation failed: "+words)
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	k, err := s.rules.read(r)
	if err != nil {
		s.t.Errorf("the request does not keep the contract: %v", err)
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	route := r.Method + " " + k.input.Route.Path
	handler, known := s.routes()[route]
	if !known || s.missing(route) {
		if !known {
			s.t.Errorf("the local server does not offer %s", route)
		}
		s.give(w, refuse(http.StatusNotFound, "Record not found"))
		return
	}
	fault := s.takeFault(route)
	if fault.before(w, r, s) {
		return
	}
	answer := s.answer(k, handler)
	if !s.observed(answer, fault) {
		encoded, _ := json.Marshal(answer.body) // maps and strings
		if err := s.rules.judge(k, answer.status, encoded); err != nil {
			s.t.Errorf("%s answers %d against the contract: %v", route, answer.status, err)
		}
	}
	fault.after(w, s)
	s.give(w, answer)
}

// answer checks who asks and does what is asked, one request at a time.
func (s *Server) answer(k *call, handler func(*call, *person) reply) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	var who *person
	if needs := k.input.Route.Operation.Security; needs != nil && len(*needs) > 0 {
		t, known := s.tokens[k.bearer]
		if !known {
			return refuse(http.StatusUnauthorized, "The access token is invalid")
		}
		if !allowed(t.scopes, (*needs)[0]["OAuth2"]) {
			s.t.Errorf("the token has not the scope for %s: one of %v", k.input.Route.Path, (*needs)[0]["OAuth2"])
			return refuse(http.StatusForbidden, "This action is outside the authorized scopes")
		}
		who = t.who
	}
	return handler(k, who)
}

// observed are answers that servers give and the document does not list.
func (s *Server) observed(r reply, f Fault) bool {
	body, _ := r.body.(map[string]any)
	return r.html != "" || f.Kind == ErrorAfter || s.o.GoToSocial && r.status == http.StatusBadRequest || body["status"] == alreadyHandled
}

func (r reply) kind() string {
	if r.html != "" {
		return "text/html; charset=utf-8"
	}
	return "application/json; charset=utf-8"
}

func (s *Server) give(w http.ResponseWriter, r reply) {
	for name, values := range r.header {
		w.Header()[name] = values
	}
	s.limits(w.Header(), 299)
	w.Header().Set("Content-Type", r.kind())
	w.WriteHeader(r.status)
	if r.html != "" {
		_, _ = w.Write([]byte(r.html))
		return
	}
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false)
	if err := e.Encode(r.body); err != nil {
		s.t.Errorf("encode answer: %v", err)
	}
	_, _ = body.WriteTo(w) // the client may be gone
}

// limits says what is left: as ISO 8601 on Mastodon, as seconds of the epoch on GoToSocial.
func (s *Server) limits(h http.Header, left int) {
	reset := s.Reset()
	h.Set("X-RateLimit-Limit", "300")
	h.Set("X-RateLimit-Remaining", fmt.Sprint(left))
	if s.o.GoToSocial {
		h.Set("X-RateLimit-Reset", fmt.Sprint(reset.Unix()))
		return
	}
	h.Set("X-RateLimit-Reset", reset.Format("2006-01-02T15:04:05.000000Z"))
}

// Reset is when the rate limit ends.
func (s *Server) Reset() time.Time { return s.Now().Truncate(5 * time.Minute).Add(5 * time.Minute) }

// allowed tells whether one of the wanted scopes is among the given ones or under one of them.
func allowed(given, wanted []string) bool {
	for _, w := range wanted {
		parent, _, _ := strings.Cut(w, ":")
		for _, g := range given {
			if g == w || g == parent {
				return true
			}
		}
	}
	return len(wanted) == 0
}
