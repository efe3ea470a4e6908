package networktest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

//clause:test 6.xvi
func TestVerbsAgainstPeopleAreSeen(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"BlockUser": "block", "/api/v1/accounts/:id/mute": "mute", "app.bsky.graph.block": "block", "banAuthor": "ban", "HTTPBan": "ban", "aBanB": "ban", "user_muted": "muted",
		"blockquote": "", "Urban": "", "turban": "", "commute": "", "kickoff": "", "suspend_account": "suspend", "expulsar a una persona": "expulsar", "": "",
	} {
		if got := Against(name); got != want {
			t.Errorf("in %q there is %q, want %q", name, got, want)
		}
	}
}

func TestFrontMakesTroubleOnce(t *testing.T) {
	t.Parallel()
	var reached atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { reached.Add(1); _, _ = io.WriteString(w, "done") }))
	t.Cleanup(s.Close)
	f := NewFront(t, s.URL)
	post := func() (int, error) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, f.URL+"/x", nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.DefaultTransport.(*http.Transport).Clone().RoundTrip(req)
		if err != nil {
			return 0, err
		}
		return res.StatusCode, res.Body.Close()
	}
	f.CutNext(Creates)
	if _, err := post(); err == nil || reached.Load() != 1 {
		t.Errorf("the answer was not cut: %v, reached %d", err, reached.Load())
	}
	f.AnswerNext(Path("/x"), 429, http.Header{"Retry-After": {"9"}}, "{}")
	if status, err := post(); err != nil || status != 429 || reached.Load() != 1 {
		t.Errorf("%d %v, reached %d", status, err, reached.Load())
	}
	if status, err := post(); err != nil || status != 200 || reached.Load() != 2 {
		t.Errorf("%d %v, reached %d", status, err, reached.Load())
	}
}
