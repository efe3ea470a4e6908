package bluesky

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"pregonero/network"
	"pregonero/network/bluesky/blueskytest"
)

// flood writes n answers to a post in one go, all dated at.
func flood(t *testing.T, p *blueskytest.Person, to network.Ref, n int, at time.Time) {
	t.Helper()
	writes := make([]any, n)
	strong := map[string]any{"uri": to.ID, "cid": to.Extra["cid"]}
	for i := range writes {
		writes[i] = map[string]any{"$type": "com.atproto.repo.applyWrites#create", "collection": postCollection, "rkey": tid(at),
			"value": map[string]any{"$type": postCollection, "text": fmt.Sprint("Respuesta ", i), "createdAt": datetime(at),
				"reply": map[string]any{"root": strong, "parent": strong}}}
	}
	p.Do(t, "com.atproto.repo.applyWrites", map[string]any{"repo": p.DID, "writes": writes}, nil)
}

// The network's own cursor passes over what shares a millisecond with the end of a page.
// The test sees it do so, and sees that Listen loses nothing.
func TestListenLosesNothingAtPageEnd(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	post := d.publish(t, network.Message{Text: "Opinen."})
	ana := d.servers.Person(t, "ana")
	now := time.Now().Truncate(time.Millisecond)
	flood(t, ana, post.Ref, 60, now.Add(-2*time.Second))
	flood(t, ana, post.Ref, 70, now.Add(-time.Second))
	d.servers.Settle(t)
	if n := d.naive(t); n != 100 {
		t.Errorf("by the network's own cursor there are %d, want the loss of 30 that widen mends", n)
	}
	items, from := d.listen(t, "")
	once(t, items, 130)
	again, _ := d.listen(t, from)
	once(t, again, 0)
}

// naive counts what is listed by following the network's cursor.
func (d *desk) naive(t *testing.T) int {
	t.Helper()
	seen, from := map[string]bool{}, ""
	for {
		var page struct {
			Cursor        string
			Notifications []notification
		}
		q := url.Values{"limit": {"100"}, "reasons": reasons}
		if from != "" {
			q.Set("cursor", from)
		}
		if err := d.do(t.Context(), query(d.account, "app.bsky.notification.listNotifications", q), &page); err != nil {
			t.Fatal(err)
		}
		for _, n := range page.Notifications {
			seen[n.URI] = true
		}
		if from = page.Cursor; from == "" {
			return len(seen)
		}
	}
}

func once(t *testing.T, items []network.Item, want int) {
	t.Helper()
	seen := map[string]bool{}
	for i, item := range items {
		if seen[item.Ref.ID] {
			t.Errorf("%s came twice", item.Ref.ID)
		}
		seen[item.Ref.ID] = true
		if i > 0 && item.At.Before(items[i-1].At) {
			t.Errorf("item %d is older than the one before", i)
		}
	}
	if len(items) != want {
		t.Errorf("%d items, want %d", len(items), want)
	}
}

func TestListenAfterLongSilence(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.maxPages = 1
	post := d.publish(t, network.Message{Text: "Opinen."})
	ana := d.servers.Person(t, "ana")
	start := time.Now().Add(-time.Minute)
	for i := range 5 {
		flood(t, ana, post.Ref, 46, start.Add(time.Duration(i)*time.Second))
	}
	d.servers.Settle(t)
	first, err := d.Listen(t.Context(), d.account, "")
	if err != nil || !first.More {
		t.Fatalf("more is %v, %v; want more pages than one call reads", first.More, err)
	}
	meanwhile := ana.Answer(t, post.Ref.ID, "Mientras tanto")
	rest, from := d.listen(t, first.Cursor)
	seen := map[string]bool{}
	for _, i := range append(first.Items, rest...) {
		if seen[i.Ref.ID] {
			t.Errorf("%s came twice", i.Ref.ID)
		}
		seen[i.Ref.ID] = true
	}
	last, _ := d.listen(t, from)
	for _, i := range last {
		seen[i.Ref.ID] = true
	}
	if len(seen) != 231 || !seen[meanwhile.URI] {
		t.Errorf("%d items, and what was written meanwhile: %v; want 231", len(seen), seen[meanwhile.URI])
	}
}

func TestListenBringsTheBackdated(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	post := d.publish(t, network.Message{Text: "Opinen."})
	ana := d.servers.Person(t, "ana")
	ana.Answer(t, post.Ref.ID, "A tiempo")
	items, from := d.listen(t, "")
	once(t, items, 1)
	flood(t, ana, post.Ref, 1, time.Now().Add(-overlap/2))
	late, from := d.listen(t, from)
	once(t, late, 1)
	none, _ := d.listen(t, from)
	once(t, none, 0)
}

func TestListenTellsWhatItIs(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	post := d.publish(t, network.Message{Text: "Opinen."})
	ana := d.servers.Person(t, "ana")
	ana.Do(t, "com.atproto.repo.putRecord", map[string]any{"repo": ana.DID, "collection": "app.bsky.actor.profile", "rkey": "self",
		"record": map[string]any{"$type": "app.bsky.actor.profile", "displayName": "Ana Ñ. 🗳️"}}, nil)
	theirs := ana.Say(t, "Un hilo mío")
	strong := func(uri, cid string) map[string]any { return map[string]any{"uri": uri, "cid": cid} }
	ours := strong(post.Ref.ID, post.Ref.Extra["cid"])
	hers := strong(theirs.URI, theirs.CID)
	naming := []any{blueskytest.Naming(d.person)}
	words := "@" + d.person.Handle + " ¿y esto?"
	want := map[string]string{
		ana.Put(t, postCollection, map[string]any{"text": words, "facets": naming, "reply": map[string]any{"root": ours, "parent": ours}}).URI:     "comment",
		ana.Put(t, postCollection, map[string]any{"text": words, "facets": naming, "reply": map[string]any{"root": hers, "parent": hers}}).URI:     "mention",
		ana.Put(t, postCollection, map[string]any{"text": "Miren", "embed": map[string]any{"$type": "app.bsky.embed.record", "record": ours}}).URI: "mention",
		ana.Put(t, postCollection, map[string]any{"text": "Sin más", "reply": map[string]any{"root": ours, "parent": ours}}).URI:                   "comment",
	}
	ana.Put(t, "app.bsky.feed.like", map[string]any{"subject": ours})
	items, _ := d.listen(t, "")
	once(t, items, len(want))
	for _, i := range items {
		if i.Kind != want[i.Ref.ID] {
			t.Errorf("%q is %q, want %q", i.Text, i.Kind, want[i.Ref.ID])
		}
		a := network.Author{ID: ana.DID, Handle: ana.Handle, Name: "Ana Ñ. 🗳️", URL: "https://bsky.app/profile/" + ana.Handle}
		if i.Author != a || i.Ref.Extra["cid"] == "" {
			t.Errorf("%+v, want author %+v and a cid", i, a)
		}
	}
}

func TestListenBringsImages(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	post := d.publish(t, network.Message{Text: "Enseñen."})
	other := newDesk(t) // a person with the same connector
	m := picture("Fila larga frente a la casilla")
	m.ReplyTo = &post.Ref
	other.publish(t, m)
	items, _ := d.listen(t, "")
	once(t, items, 1)
	if got := items[0].Media; len(got) != 1 || got[0].Kind != network.Image || got[0].Alt != "Fila larga frente a la casilla" || got[0].URL == "" {
		t.Errorf("attachments %+v", got)
	}
}

// A record may hold anything under a type that nobody knows. It must not stop the reading.
func TestListenSurvivesOddRecords(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	post := d.publish(t, network.Message{Text: "Opinen."})
	ana := d.servers.Person(t, "ana")
	ours := map[string]any{"uri": post.Ref.ID, "cid": post.Ref.Extra["cid"]}
	odd := ana.Put(t, postCollection, map[string]any{"text": "Raro", "langs": []any{"es"}, "tags": []any{"x"}, "reply": map[string]any{"root": ours, "parent": ours},
		"embed": map[string]any{"$type": "mx.ejemplo.cosa", "images": 7, "alt": []any{1}, "media": map[string]any{}},
		"facets": []any{map[string]any{"index": map[string]any{"byteStart": 0, "byteEnd": 4},
			"features": []any{map[string]any{"$type": "mx.ejemplo.cosa", "uri": map[string]any{"a": 1}, "did": 5, "tag": []any{}}}}}})
	ana.Answer(t, post.Ref.ID, "Normal")
	items, _ := d.listen(t, "")
	once(t, items, 2)
	if items[0].Ref.ID != odd.URI || items[0].Text != "Raro" || items[0].Kind != "comment" {
		t.Errorf("%+v", items[0])
	}
	if _, err := d.Prepare(t.Context(), d.account, network.Message{Text: "Respuesta.", ReplyTo: &items[0].Ref}); err != nil {
		t.Errorf("answering it: %v", err)
	}
}

func TestListenRefusesNonsense(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if _, err := d.Listen(t.Context(), d.account, "{"); network.KindOf(err) != network.Rejected {
		t.Errorf("%v, want rejected", err)
	}
}
