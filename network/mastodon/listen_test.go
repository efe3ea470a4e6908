package mastodon

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pregonero/network"
	"pregonero/network/mastodon/mastodontest"
	"pregonero/network/networktest"
	"pregonero/network/outbound"
)

// hear listens from the beginning until the item with that id.
func (p *place) hear(t *testing.T, id string) network.Item {
	t.Helper()
	cursor := ""
	for range 100 {
		b, err := p.Listen(t.Context(), p.account, cursor)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range b.Items {
			if i.Ref.ID == id {
				return i
			}
		}
		cursor = b.Cursor
	}
	t.Fatalf("%s never came", id)
	return network.Item{}
}

// drain listens on from a cursor until nothing is left, some turns more, and gives what came.
func (p *place) drain(t *testing.T, cursor string, turns int) ([]network.Item, string) {
	t.Helper()
	var items []network.Item
	for ; turns > 0; turns-- {
		b, err := p.Listen(t.Context(), p.account, cursor)
		if err != nil {
			t.Fatal(err)
		}
		items, cursor = append(items, b.Items...), b.Cursor
		if b.More {
			turns++
		}
	}
	return items, cursor
}

func TestOtherNotificationsOnlyMoveTheCursor(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	ref := p.publish(t, network.Message{Text: "Hola"}).Ref
	p.Like(t, ref.ID, "ana")
	at := cursor{}
	news := []notification{{ID: "9", Type: "favourite", Status: &status{ID: "1"}}, {ID: "8", Type: "follow"}}
	if items := mentions(&at, p.Me, news); len(items) != 0 || at.Notification != "9" {
		t.Errorf("%v %+v", items, at)
	}
	if items, _ := p.drain(t, "", 2); len(items) != 0 {
		t.Errorf("a favourite came as %+v", items)
	}
}

func TestEachThingComesOnce(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	post := p.publish(t, network.Message{Text: "Hola"}).Ref.ID
	a := p.Comment(t, post, "ana", "uno", "public")
	p.Silent(t, a, "luz", "sin mencionar a nadie")
	p.Comment(t, "", "leo", "suelta", "public")
	items, at := p.drain(t, "", 15)
	seen := map[string]int{}
	for _, i := range items {
		seen[i.Ref.ID]++
	}
	if len(items) != 3 || len(seen) != 3 {
		t.Errorf("came %v", seen)
	}
	if more, _ := p.drain(t, at, 15); len(more) != 0 {
		t.Errorf("came again: %+v", more)
	}
}

func TestSilentCommentHasItsRoot(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	post := p.publish(t, network.Message{Text: "Hola"}).Ref.ID
	a := p.Comment(t, post, "ana", "uno", "public")
	i := p.hear(t, p.Silent(t, a, "luz", "dos"))
	if i.Kind != "comment" || i.Root == nil || i.Root.ID != post || i.ReplyTo.ID != a {
		t.Errorf("%+v", i)
	}
}

func TestChangesOfASingleMention(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	a, b := p.Comment(t, "", "ana", "Ola", "public"), p.Comment(t, "", "luz", "Uy", "public")
	_, at := p.drain(t, "", 3)
	p.Rewrite(t, a, "@Instituto Hola")
	p.TakeBack(t, b)
	items, at := p.drain(t, at, 3)
	if len(items) != 2 || !items[0].Edited || items[0].Text != "@Instituto Hola" || !items[1].Deleted || items[1].Ref.ID != b || items[1].At.IsZero() {
		t.Errorf("%+v", items)
	}
	if more, _ := p.drain(t, at, 5); len(more) != 0 {
		t.Errorf("came again: %+v", more)
	}
}

// The cursor is bounded, and what left it does not come again.
func TestWatchIsBounded(t *testing.T) {
	t.Parallel()
	c := cursor{}
	at := time.Date(2026, 6, 7, 0, 0, 0, 0, time.UTC)
	for i := range maxWatched + 100 {
		s := status{ID: fmt.Sprintf("%018d", i), CreatedAt: at.Add(time.Duration(i) * time.Second)}
		if !c.news(s, "000000000000000001", false) {
			t.Fatalf("%s is no news", s.ID)
		}
	}
	if len(c.Watched) != maxWatched || len(c.String()) > 64<<10 {
		t.Errorf("%d watched, %d bytes", len(c.Watched), len(c.String()))
	}
	if c.news(status{ID: fmt.Sprintf("%018d", 5), CreatedAt: at.Add(5 * time.Second)}, "1", false) {
		t.Error("what left the watch came again")
	}
	if !c.news(status{ID: "late", CreatedAt: at}, "", true) {
		t.Error("an old status that the server just told of did not come")
	}
}

func TestBadCursor(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	if _, err := p.Listen(t.Context(), p.account, "{"); network.KindOf(err) != network.Rejected {
		t.Error(err)
	}
}

func TestAccountWithoutRemoteIDAsksForIt(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	p.account.RemoteID = ""
	m := network.Message{Text: "Hola"}
	in := p.prepare(t, m)
	if _, v := p.verdict(t, m, in); v != network.Absent {
		t.Error(v)
	}
	if _, err := p.Listen(t.Context(), p.account, ""); err != nil {
		t.Error(err)
	}
}

// Servers that leave fields out, as Pleroma does, are understood.
func TestPoorAnswers(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	front := networktest.NewFront(t, p.URL)
	client, err := outbound.New(outbound.Options{Allow: []string{front.URL}})
	if err != nil {
		t.Fatal(err)
	}
	c := New(client, Options{})
	a := p.account
	a.BaseURL = front.URL
	front.AnswerNext(networktest.Path("/api/v1/notifications"), 200, nil, `[{"id":"5","type":"mention","status":{"id":"6","content":"hola<br/>ahí","account":{"id":"7","acct":"ana"}}},{"id":"4","type":"pleroma:chat_mention"}]`)
	b, err := c.Listen(t.Context(), a, "")
	if err != nil || len(b.Items) != 1 || b.Items[0].Text != "hola\nahí" || b.Items[0].Author.Handle != "ana" {
		t.Errorf("%+v %v", b, err)
	}
	front.AnswerNext(networktest.Path("/api/v2/instance"), 404, nil, `{"error":"Not implemented"}`)
	front.AnswerNext(networktest.Path("/api/v1/instance"), 200, nil, `{"uri":"https://pleroma.example","max_toot_chars":5000}`)
	id, err := c.Identify(t.Context(), a)
	if err != nil || id.TextLimit != 5000 || id.MediaLimit != 0 || !strings.HasSuffix(id.Handle, "@pleroma.example") {
		t.Errorf("%+v %v", id, err)
	}
	front.AnswerNext(networktest.Path("/api/v1/statuses"), 200, nil, `<html>portal</html>`)
	if _, err := c.Send(t.Context(), a, network.Message{Text: "x"}, p.prepare(t, network.Message{Text: "x"})); network.KindOf(err) != network.Ambiguous {
		t.Errorf("an answer that is no status: %v", err)
	}
}
