// Package networktest is the one conformance suite of all connectors.
//
// A connector's own test hands in a Harness: how to get a fresh account on a server, how
// to look at that server without the connector, and how to make trouble. Run then proves
// what the contract of package network promises. What a connector does not offer is
// listed by name in Lacks; an interface that is neither offered nor listed fails.
package networktest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pregonero/network"
)

// Harness is what a connector's test hands in.
type Harness struct {
	// Dir is the folder of the connector's source, which is scanned for routes against people. "" is ".".
	Dir string
	// New makes an account with nothing published on a server, for one subtest.
	New func(t *testing.T) World
	// Lacks names the optional interfaces that the network cannot offer, such as "Editor".
	Lacks []string
	// Keyed says that the network lets the client name a post (Message.Key), so that two
	// attempts with one key make one post.
	Keyed bool
	// Patience is how long a real server may take to show what was done. 0: at once.
	Patience time.Duration
}

// World is one account on one server, seen from outside the connector.
type World struct {
	Connector network.Connector
	Account   network.Account

	// Posts is everything that the account has public on the server, oldest first, answers included.
	Posts func(t *testing.T) []Post
	// Comment writes as a visitor, on a post or comment; on a zero Ref it mentions the account.
	Comment func(t *testing.T, on network.Ref, author, text string) network.Ref
	// Rewrite and TakeBack are the visitor's second thoughts; nil where the network has none.
	Rewrite  func(t *testing.T, comment network.Ref, text string)
	TakeBack func(t *testing.T, comment network.Ref)
	// CutAnswer lets the next creating request reach the server and loses its answer.
	CutAnswer func(t *testing.T)
	// Limit makes the server refuse the next request for going too fast, and says until when.
	Limit func(t *testing.T) time.Time
	// TooLong is a number of characters that the server refuses.
	TooLong int
	// WrongSecret replaces the account's credentials by ones that the server refuses; nil: every value is changed.
	WrongSecret func(network.Secret) network.Secret
	// Page is how many comments surely do not fit in one batch; 0 skips nothing, it is 45.
	Page int
}

// Post is what the server holds.
type Post struct {
	ID      string
	Text    string
	ReplyTo string   // id of what it answers, "" for a post
	Alts    []string // alternative text of each attachment, in order
	Hidden  bool
}

// Run proves the contract. Each promise is a subtest with a world of its own.
func Run(t *testing.T, h Harness) {
	t.Helper()
	for _, promise := range []struct {
		name  string
		needs string // the interface without which the promise does not apply
		test  func(*testing.T, *world)
	}{
		{"names itself", "", namesItself},
		{"says what it lacks", "", func(t *testing.T, w *world) { saysWhatItLacks(t, w, h.Lacks) }},
		{"has no verb against people", "", func(t *testing.T, w *world) { respects(t, w.Connector, h.Dir) }},
		{"publishes once", "Publisher", publishesOnce},
		{"prepares without publishing", "Publisher", preparesWithoutPublishing},
		{"makes one post of one key", "Publisher", func(t *testing.T, w *world) { makesOneOfOneKey(t, w, h.Keyed) }},
		{"finds what was sent when the answer is lost", "Finder", findsWhatWasSent},
		{"finds a lost answer to a comment", "Finder", findsLostAnswer},
		{"finds a lost post with media", "Finder", findsLostMedia},
		{"says absent before anything is sent", "Finder", saysAbsent},
		{"does not take an earlier twin for its own", "Finder", ignoresEarlierTwin},
		{"does not take the same words to another person for its own", "Finder", ignoresOtherAnswer},
		{"sends media with alternative text", "Publisher", sendsMedia},
		{"edits", "Editor", edits},
		{"edits alternative text", "Editor", editsAlternativeText},
		{"says gone when what it edits is gone", "Editor", editsNothingGone},
		{"removes, and removes again", "Remover", removes},
		{"brings every comment, threaded", "Listener", bringsComments},
		{"brings comments page by page and the same again", "Listener", bringsPages},
		{"brings what changed", "Listener", bringsChanges},
		{"answers the comment", "Listener", answers},
		{"hides a reply", "Hider", hides},
		{"measures", "Measurer", measures},
		{"identifies", "Identifier", identifies},
		{"tells a wrong credential", "Publisher", tellsWrongCredential},
		{"tells a limit and when it ends", "Publisher", tellsLimit},
		{"tells why the network refused", "Publisher", tellsRefusal},
		{"obeys its context", "Publisher", obeysContext},
	} {
		t.Run(promise.name, func(t *testing.T) {
			t.Parallel()
			if slices.Contains(h.Lacks, promise.needs) {
				t.Logf("does not apply: the network offers no %s", promise.needs)
				return
			}
			promise.test(t, newWorld(t, h))
		})
	}
}

// world is a World with every error watched for secrets.
type world struct {
	World
	patience time.Duration
}

func newWorld(t *testing.T, h Harness) *world {
	t.Helper()
	w := h.New(t)
	if w.Page == 0 {
		w.Page = 45
	}
	return &world{World: w, patience: h.Patience}
}

func as[I any](t *testing.T, w *world) I {
	t.Helper()
	i, ok := w.Connector.(I)
	if !ok {
		t.Fatalf("%s offers no %T and does not list it in Lacks", w.Connector.Name(), *new(I))
	}
	return i
}

func (w *world) publisher(t *testing.T) network.Publisher { return as[network.Publisher](t, w) }

func (w *world) prepare(t *testing.T, m network.Message) network.Intent {
	t.Helper()
	in, err := w.publisher(t).Prepare(t.Context(), w.Account, m)
	w.must(t, err)
	w.noSecret(t, string(in))
	return in
}

// publish prepares and sends.
func (w *world) publish(t *testing.T, m network.Message) network.Receipt {
	t.Helper()
	in := w.prepare(t, m)
	r, err := w.publisher(t).Send(t.Context(), w.Account, m, in)
	w.must(t, err)
	if r.Ref.ID == "" {
		t.Fatal("the receipt points at nothing")
	}
	return r
}

func (w *world) must(t *testing.T, err error) {
	t.Helper()
	w.watch(t, err)
	if err != nil {
		t.Fatal(err)
	}
}

// fails demands a typed error with a sentence and a next step.
func (w *world) fails(t *testing.T, err error, kinds ...network.ErrorKind) *network.Error {
	t.Helper()
	w.watch(t, err)
	var e *network.Error
	if !errors.As(err, &e) {
		t.Fatalf("error is %v (%T), want *network.Error of kind %v", err, err, kinds)
	}
	if !slices.Contains(kinds, e.Kind) {
		t.Fatalf("kind is %s (%v), want %v", e.Kind, e, kinds)
	}
	if !sentence(e.Sentence) || !sentence(e.Next) {
		t.Fatalf("%q / %q: want a whole sentence and a next step", e.Sentence, e.Next)
	}
	return e
}

// sentence tells whether s looks like one for people: several words, ended.
func sentence(s string) bool {
	return strings.Contains(s, " ") && strings.ContainsAny(s[len(s)-1:], ".!?")
}

// watch fails when an error, in any of its layers and ways of printing, shows a secret.
func (w *world) watch(t *testing.T, err error) {
	t.Helper()
	for e := err; e != nil; e = errors.Unwrap(e) {
		w.noSecret(t, fmt.Sprintf("%v %+v %#v %q", e, e, e, e))
	}
}

func (w *world) noSecret(t *testing.T, s string) {
	t.Helper()
	for name, value := range w.Account.Secret.Expose() {
		if len(value) >= 8 && strings.Contains(s, value) {
			t.Fatalf("the secret %q is shown", name)
		}
	}
}

// one demands that the server holds exactly one more post than before, and returns it.
func (w *world) one(t *testing.T, before int) Post {
	t.Helper()
	var posts []Post
	w.eventually(t, "one more post", func() bool { posts = w.Posts(t); return len(posts) != before })
	if len(posts) != before+1 {
		t.Fatalf("the server holds %d posts, want %d", len(posts), before+1)
	}
	return posts[len(posts)-1]
}

// eventually asks again until patience ends; local servers get one chance.
func (w *world) eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), w.patience)
	defer cancel()
	for !ok() {
		if ctx.Err() != nil || w.patience == 0 {
			t.Fatalf("not seen on the server: %s", what)
		}
		pause(ctx)
	}
}

func pause(ctx context.Context) {
	tick := time.NewTimer(200 * time.Millisecond)
	defer tick.Stop()
	select {
	case <-ctx.Done():
	case <-tick.C:
	}
}

func namesItself(t *testing.T, w *world) {
	name := w.Connector.Name()
	if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		t.Errorf("name %q is not lower case ASCII", name)
	}
	if w.Connector.Label() == "" {
		t.Error("no label for people")
	}
}

// offers maps every optional interface to whether c implements it.
func offers(c network.Connector) map[string]bool {
	_, publisher := c.(network.Publisher)
	_, finder := c.(network.Finder)
	_, editor := c.(network.Editor)
	_, remover := c.(network.Remover)
	_, listener := c.(network.Listener)
	_, hider := c.(network.Hider)
	_, measurer := c.(network.Measurer)
	_, identifier := c.(network.Identifier)
	_, refresher := c.(network.Refresher)
	_, authorizer := c.(network.Authorizer)
	_, password := c.(network.PasswordAuthorizer)
	return map[string]bool{"Publisher": publisher, "Finder": finder, "Editor": editor, "Remover": remover, "Listener": listener, "Hider": hider,
		"Measurer": measurer, "Identifier": identifier, "Refresher": refresher, "Authorizer": authorizer, "PasswordAuthorizer": password}
}

func saysWhatItLacks(t *testing.T, w *world, lacks []string) {
	have := offers(w.Connector)
	for name, offered := range have {
		if offered == slices.Contains(lacks, name) {
			t.Errorf("%s: offered is %v, listed as lacking is %v", name, offered, !offered)
		}
	}
	for _, name := range lacks {
		if _, known := have[name]; !known {
			t.Errorf("Lacks names %q, which is no interface of the contract", name)
		}
	}
}
