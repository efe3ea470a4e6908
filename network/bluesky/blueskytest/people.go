package blueskytest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"
)

// Person has an account on the network and acts by plain XRPC, apart from the connector.
type Person struct {
	Handle      string // such as ine-3f9a.test
	DID         string
	AppPassword string // what the connector logs in with
	Password    string // the account's main one
	Email       string

	servers *Servers
	token   string
}

// Post points at one version of a post.
type Post struct {
	URI string `json:"uri"`
	CID string `json:"cid"`
}

// Person opens an account. Handles are made unique, so that tests share the network.
func (s *Servers) Person(t testing.TB, name string) *Person {
	t.Helper()
	handle := name + "-" + secret()[:6] + ".test"
	p := &Person{Handle: handle, Email: handle + "@example.test", Password: "main-" + secret(), servers: s}
	var session struct{ DID, AccessJwt string }
	s.Call(t, "", "com.atproto.server.createAccount", map[string]any{"handle": handle, "email": p.Email, "password": p.Password}, &session)
	p.DID, p.token = session.DID, session.AccessJwt
	var app struct{ Password string }
	p.Do(t, "com.atproto.server.createAppPassword", map[string]any{"name": "pregonero"}, &app)
	p.AppPassword = app.Password
	return p
}

// Do calls a procedure as the person.
func (p *Person) Do(t testing.TB, method string, input, out any) {
	t.Helper()
	p.servers.Call(t, p.token, method, input, out)
}

// Put writes a record under a new key and waits until the network has it. It waits before
// too: the AppView reads each repository apart, and one that learns of a post and of its
// answer in the same moment tells nobody of the answer.
func (p *Person) Put(t testing.TB, collection string, record map[string]any) Post {
	t.Helper()
	p.servers.Settle(t)
	record["$type"] = collection
	if record["createdAt"] == nil {
		record["createdAt"] = time.Now().UTC().Format("2006-01-02T15:04:05.000Z")
	}
	var made Post
	p.Do(t, "com.atproto.repo.createRecord", map[string]any{"repo": p.DID, "collection": collection, "record": record}, &made)
	p.servers.Settle(t)
	return made
}

// Say writes a post.
func (p *Person) Say(t testing.TB, text string) Post {
	t.Helper()
	return p.Put(t, "app.bsky.feed.post", map[string]any{"text": text})
}

// Answer writes an answer to a post, in the thread of that post.
func (p *Person) Answer(t testing.TB, to string, text string) Post {
	t.Helper()
	return p.Put(t, "app.bsky.feed.post", map[string]any{"text": text, "reply": p.servers.thread(t, to)})
}

// Mention names another in a post.
func (p *Person) Mention(t testing.TB, other *Person, text string) Post {
	t.Helper()
	return p.Put(t, "app.bsky.feed.post", map[string]any{"text": "@" + other.Handle + " " + text, "facets": []any{Naming(other)}})
}

// Naming is the facet of a text that begins with @handle.
func Naming(p *Person) map[string]any {
	return map[string]any{"index": map[string]any{"byteStart": 0, "byteEnd": len(p.Handle) + 1},
		"features": []any{map[string]any{"$type": "app.bsky.richtext.facet#mention", "did": p.DID}}}
}

// Delete takes a post back.
func (p *Person) Delete(t testing.TB, uri string) {
	t.Helper()
	_, collection, rkey := parts(t, uri)
	p.Do(t, "com.atproto.repo.deleteRecord", map[string]any{"repo": p.DID, "collection": collection, "rkey": rkey}, nil)
	p.servers.Settle(t)
}

// Records are the records of one collection as the repository has them, oldest first.
func (p *Person) Records(t testing.TB, collection string) []Record {
	t.Helper()
	var page struct{ Records []Record }
	p.servers.Query(t, p.token, "com.atproto.repo.listRecords",
		url.Values{"repo": {p.DID}, "collection": {collection}, "limit": {"100"}, "reverse": {"true"}}, &page)
	return page.Records
}

// Record is a record in a repository.
type Record struct {
	URI   string
	CID   string
	Value map[string]any
}

// thread is the pair of references of an answer to a post.
func (s *Servers) thread(t testing.TB, uri string) map[string]any {
	t.Helper()
	repo, collection, rkey := parts(t, uri)
	var parent Record
	s.Query(t, "", "com.atproto.repo.getRecord", url.Values{"repo": {repo}, "collection": {collection}, "rkey": {rkey}}, &parent)
	self := map[string]any{"uri": parent.URI, "cid": parent.CID}
	if up, ok := parent.Value["reply"].(map[string]any); ok {
		return map[string]any{"root": up["root"], "parent": self}
	}
	return map[string]any{"root": self, "parent": self}
}

// Settle waits until the AppView has read all that the PDS has written.
func (s *Servers) Settle(t testing.TB) {
	t.Helper()
	s.send(t, s.control+"/settle", "", map[string]any{}, nil)
}

// Facets is what Bluesky's own library finds in a text, with handles not yet resolved, and
// how many graphemes it counts.
func (s *Servers) Facets(t testing.TB, text string) (facets []json.RawMessage, graphemes int) {
	t.Helper()
	var answer struct {
		Facets    []json.RawMessage
		Graphemes int
	}
	s.send(t, s.control+"/facets", "", map[string]any{"text": text}, &answer)
	return answer.Facets, answer.Graphemes
}

// Call calls a procedure of the PDS.
func (s *Servers) Call(t testing.TB, token, method string, input, out any) {
	t.Helper()
	s.send(t, s.URL+"/xrpc/"+method, token, input, out)
}

// Query calls a query of the PDS.
func (s *Servers) Query(t testing.TB, token, method string, q url.Values, out any) {
	t.Helper()
	s.send(t, s.URL+"/xrpc/"+method+"?"+q.Encode(), token, nil, out)
}

func (s *Servers) send(t testing.TB, address, token string, input, out any) {
	t.Helper()
	status, _, body := s.Try(t, address, token, input, true)
	if status != http.StatusOK {
		t.Fatalf("%s: %d %s", address, status, body)
	}
	if out == nil {
		return
	}
	if err := json.Unmarshal(body, out); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}

// Try sends a request, a procedure when input is not nil, and returns whatever comes back.
// unlimited lifts the rate limits.
func (s *Servers) Try(t testing.TB, address, token string, input any, unlimited bool) (int, http.Header, []byte) {
	t.Helper()
	method, content := http.MethodGet, []byte(nil)
	if input != nil {
		method = http.MethodPost
		content, _ = json.Marshal(input)
	}
	req, err := http.NewRequest(method, address, bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	if unlimited {
		req.Header.Set("X-Ratelimit-Bypass", s.bypass)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header, body
}

// parts splits at://repo/collection/rkey.
func parts(t testing.TB, uri string) (repo, collection, rkey string) {
	t.Helper()
	var p [3]string
	n := 0
	for i, s := range bytes.Split([]byte(uri), []byte("/")) {
		if i >= 2 && i < 5 {
			p[i-2] = string(s)
			n++
		}
	}
	if n != 3 {
		t.Fatal(fmt.Errorf("%q is no address of a record", uri))
	}
	return p[0], p[1], p[2]
}
