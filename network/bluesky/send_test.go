package bluesky

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"

	"pregonero/network"
)

func TestSendTwiceMakesOnePost(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	m := network.Message{Text: "Una sola vez.", Lang: "es-MX"}
	in, err := d.Prepare(t.Context(), d.account, m)
	if err != nil {
		t.Fatal(err)
	}
	const attempts = 8
	var all sync.WaitGroup
	receipts, errs := make([]network.Receipt, attempts), make([]error, attempts)
	for i := range attempts {
		all.Go(func() { receipts[i], errs[i] = d.Send(t.Context(), d.account, m, in) })
	}
	all.Wait()
	posts := d.posts(t)
	if len(posts) != 1 {
		t.Fatalf("%d posts, want 1", len(posts))
	}
	for i := range attempts {
		if errs[i] != nil || receipts[i].Ref.ID != posts[0].URI || receipts[i].Ref.Extra["cid"] != posts[0].CID {
			t.Errorf("attempt %d: %+v, %v; want %s", i, receipts[i], errs[i], posts[0].URI)
		}
	}
	if want := "https://bsky.app/profile/" + d.person.Handle + "/post/"; !strings.HasPrefix(receipts[0].Ref.URL, want) {
		t.Errorf("public address %q, want %s…", receipts[0].Ref.URL, want)
	}
}

func TestSendRefusesAnotherPostUnderItsKey(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	m := network.Message{Text: "Primera versión."}
	in, err := d.Prepare(t.Context(), d.account, m)
	if err != nil {
		t.Fatal(err)
	}
	var other intent
	if err := json.Unmarshal(in, &other); err != nil {
		t.Fatal(err)
	}
	other.Record = must(post{Type: postCollection, Text: "Otra cosa.", CreatedAt: "2026-01-01T00:00:00.000Z"})
	if _, err := d.Send(t.Context(), d.account, m, must(other)); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Send(t.Context(), d.account, m, in); network.KindOf(err) != network.Duplicate {
		t.Errorf("error %v, want duplicate", err)
	}
	if _, v, err := d.Find(t.Context(), d.account, m, in); v != network.CannotTell || err != nil {
		t.Errorf("verdict %s, %v; want that a person looks", v, err)
	}
	if posts := d.posts(t); len(posts) != 1 || text(posts[0].Value, "text") != "Otra cosa." {
		t.Errorf("the repository holds %+v", posts)
	}
}

func TestSendAfterLostAnswer(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	m := network.Message{Text: "La respuesta se pierde."}
	in, err := d.Prepare(t.Context(), d.account, m)
	if err != nil {
		t.Fatal(err)
	}
	d.front.CutNext(puts)
	if _, err := d.Send(t.Context(), d.account, m, in); network.KindOf(err) != network.Ambiguous {
		t.Fatalf("error %v, want ambiguous", err)
	}
	found, v, err := d.Find(t.Context(), d.account, m, in)
	if v != network.Found || err != nil {
		t.Fatalf("verdict %s, %v", v, err)
	}
	again, err := d.Send(t.Context(), d.account, m, in) // against the protocol, and harmless
	if err != nil || again.Ref.ID != found.Ref.ID || len(d.posts(t)) != 1 {
		t.Errorf("%+v, %v and %d posts after %+v", again, err, len(d.posts(t)), found)
	}
}

func TestSendTypesWhatServersAnswer(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	m := network.Message{Text: "Con problemas."}
	in, err := d.Prepare(t.Context(), d.account, m)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		status int
		body   string
		want   network.ErrorKind
	}{
		{"expired", 400, `{"error":"ExpiredToken","message":"Token has expired"}`, network.Auth},
		{"invalid token", 400, `{"error":"InvalidToken","message":"Bad token"}`, network.Auth},
		{"taken down", 401, `{"error":"AccountTakedown","message":"Account has been taken down"}`, network.Auth},
		{"invalid", 400, `{"error":"InvalidRequest","message":"Invalid app.bsky.feed.post record"}`, network.Rejected},
		{"swap", 400, `{"error":"InvalidSwap","message":"Record was at bafy"}`, network.Duplicate},
		{"server failure", 500, `{"error":"InternalServerError","message":"Internal Server Error"}`, network.Ambiguous},
		{"failure with a known name", 502, `{"error":"InvalidSwap"}`, network.Ambiguous},
		{"gateway", 504, `<html>`, network.Ambiguous},
		{"no JSON", 200, `<html>`, network.Ambiguous},
		{"unknown method", 501, `{"error":"MethodNotImplemented","message":"Method Not Implemented"}`, network.Unsupported},
		{"limit", 429, `{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}`, network.RateLimited},
	} {
		d.front.AnswerNext(puts, c.status, http.Header{"Content-Type": {"application/json"}}, c.body)
		if _, err := d.Send(t.Context(), d.account, m, in); network.KindOf(err) != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	if n := len(d.posts(t)); n != 0 {
		t.Errorf("%d posts", n)
	}
}

func TestRemoveOnlyOwnPosts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	theirs := d.servers.Person(t, "ana").Say(t, "Mi publicación")
	for _, id := range []string{theirs.URI, "", "at://" + d.person.DID + "/app.bsky.actor.profile/self", "https://bsky.app/"} {
		if err := d.Remove(t.Context(), d.account, network.Ref{ID: id}); network.KindOf(err) != network.Rejected {
			t.Errorf("removing %q: %v, want rejected", id, err)
		}
	}
}
