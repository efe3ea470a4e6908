package practice

import (
	"context"
	"encoding/json"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"pregonero/network"
	"pregonero/network/networktest"
	"pregonero/network/outbound"
)

func TestFaultsAreTyped(t *testing.T) {
	t.Parallel()
	for kind, want := range map[FaultKind]struct {
		kind network.ErrorKind
		made int
	}{
		DropAnswer:  {network.Ambiguous, 1},
		ErrorAfter:  {network.Ambiguous, 1},
		ErrorBefore: {network.Ambiguous, 0},
		TooMany:     {network.RateLimited, 0},
		Slow:        {"", 1},
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			c, m := New(p.client, ""), message("Hola")
			in, err := c.Prepare(t.Context(), p.account, m)
			if err != nil {
				t.Fatal(err)
			}
			p.faults.Next(Fault{Kind: kind, For: time.Millisecond})
			_, err = c.Send(t.Context(), p.account, m, in)
			if network.KindOf(err) != want.kind || len(p.posts(t)) != want.made {
				t.Fatalf("%v with %d posts, want %s with %d", err, len(p.posts(t)), want.kind, want.made)
			}
			if _, err := c.Send(t.Context(), p.account, m, in); err != nil { // same key: never a second
				t.Fatal(err)
			}
			if len(p.posts(t)) != 1 {
				t.Errorf("%d posts with one key", len(p.posts(t)))
			}
		})
	}
}

// A slow server goes on after its client has given up.
func TestSlowServerStillPublishes(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	c, m := New(p.client, ""), message("Hola")
	in, err := c.Prepare(t.Context(), p.account, m)
	if err != nil {
		t.Fatal(err)
	}
	p.faults.Next(Fault{Kind: Slow, For: time.Minute})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := c.Send(ctx, p.account, m, in); network.KindOf(err) != network.Ambiguous {
		t.Fatal(err)
	}
	patience, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for verdict := network.Absent; verdict != network.Found; {
		if _, verdict, err = c.Find(patience, p.account, m, in); err != nil {
			t.Fatal(err) // among others, when patience ends
		}
	}
}

func TestOneKeyMakesOneNoteHoweverManySend(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	c, m := New(p.client, ""), message("Hola")
	in, err := c.Prepare(t.Context(), p.account, m)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if r, err := c.Send(t.Context(), p.account, m, in); err != nil || r.Ref.ID == "" {
				t.Error(r, err)
			}
		})
	}
	all.Wait()
	if n := len(p.posts(t)); n != 1 {
		t.Errorf("%d notes", n)
	}
}

func TestAnswersOfTheInterface(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	if err := p.Open(t.Context(), "otra", "Otra", "", "permiso-de-otra-01"); err != nil {
		t.Fatal(err)
	}
	other := p.account
	other.Secret = network.NewSecret(map[string]string{"access_token": "permiso-de-otra-01"})
	c := New(p.client, p.url)
	post := p.publish(t, message("Hola"))
	comment := p.comment(t, post.Ref, "Ana", "Ola")
	for name, tt := range map[string]struct {
		account      network.Account
		method, path string
		body         string
		status       int
	}{
		"no account":        {network.Account{BaseURL: p.url}, "GET", "me", "", 401},
		"another's note":    {other, "GET", "notes/" + post.Ref.ID, "", 404},
		"edit another's":    {other, "PATCH", "notes/" + post.Ref.ID, `{"text":"x"}`, 403},
		"edit a visitor's":  {p.account, "PATCH", "notes/" + comment.ID, `{"text":"x"}`, 403},
		"take another's id": {other, "PUT", "notes/" + post.Ref.ID, `{"text":"x"}`, 422},
		"our own id again":  {p.account, "PUT", "notes/" + post.Ref.ID, `{"text":"x"}`, 409},
		"bad id":            {p.account, "PUT", "notes/a", `{"text":"x"}`, 422},
		"empty":             {p.account, "PUT", "notes/aaaaaaaa", `{"text":" "}`, 422},
		"unknown field":     {p.account, "PUT", "notes/aaaaaaaa", `{"texto":"x"}`, 400},
		"unknown file":      {p.account, "PUT", "notes/aaaaaaaa", `{"text":"x","media":[{"hash":"00","type":"image/png"}]}`, 422},
		"five files":        {p.account, "PUT", "notes/aaaaaaaa", `{"text":"x","media":[{},{},{},{},{}]}`, 422},
		"answer to nothing": {p.account, "PUT", "notes/aaaaaaaa", `{"text":"x","reply_to":"nada"}`, 404},
		"hide our own":      {p.account, "PUT", "notes/" + post.Ref.ID + "/hidden", `{"hidden":true}`, 404},
		"bad cursor":        {p.account, "GET", "changes?after=x&limit=1", "", 400},
		"page type":         {p.account, "PUT", "files/" + strings.Repeat("0", 64), "<script>", 415},
		"figures of others": {other, "GET", "figures?id=" + post.Ref.ID, "", 200},
	} {
		path, query, _ := strings.Cut(tt.path, "?")
		r := c.request(tt.account, tt.method, strings.Split(path, "/")...)
		r.URL += "?" + query
		if tt.body != "" {
			r.Body = &outbound.Body{Type: "text/html", Size: int64(len(tt.body)), Open: func(context.Context) (io.ReadCloser, error) {
				return io.NopCloser(strings.NewReader(tt.body)), nil
			}}
		}
		a, _ := c.client.Do(t.Context(), r)
		var said refusalJSON
		if a.Status != tt.status || tt.status >= 400 && (json.Unmarshal(a.Body, &said) != nil || said.Error == "") {
			t.Errorf("%s: %d %s, want %d", name, a.Status, a.Body, tt.status)
		}
	}
}

func TestBrokenFileIsRefused(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	m := message("Hola")
	m.Media = []network.Media{networktest.Picture(1, "x")}
	m.Media[0].Hash = strings.Repeat("0", 64)
	_, err := New(p.client, "").Prepare(t.Context(), p.account, m)
	if network.KindOf(err) != network.Rejected {
		t.Error(err)
	}
}

func TestNoteIsNamedByItsPublication(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{"01K9ZB3V5T4N7Q2R8S6W1X0Y4Z": "01K9ZB3V5T4N7Q2R8S6W1X0Y4Z", "a/b": name(network.Message{Key: "a/b"})} {
		if got := name(network.Message{Key: key}); got != want || !noteID.MatchString(got) {
			t.Errorf("%q names %q", key, got)
		}
	}
	if first, second := name(network.Message{}), name(network.Message{}); first == second {
		t.Error("two notes without key have one name")
	}
}

func TestIntentThatIsNotOurs(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	c := New(p.client, "")
	for _, in := range []string{``, `{}`, `[]`} {
		if _, err := c.Send(t.Context(), p.account, message("x"), network.Intent(in)); network.KindOf(err) != network.Rejected {
			t.Errorf("%q: %v", in, err)
		}
		if _, v, err := c.Find(t.Context(), p.account, message("x"), network.Intent(in)); v != network.CannotTell || err == nil {
			t.Errorf("%q: %s %v", in, v, err)
		}
	}
}
