package bluesky

import (
	"reflect"
	"testing"

	"pregonero/network"
)

//clause:test 6.xvi
func TestHideKeepsTheRest(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	post := d.publish(t, network.Message{Text: "Con respeto."})
	ana := d.servers.Person(t, "ana")
	ugly, fine := ana.Answer(t, post.Ref.ID, "Algo que dos personas decidieron ocultar"), ana.Answer(t, post.Ref.ID, "Gracias")
	u, _ := parseURI(post.Ref.ID)
	d.person.Do(t, "com.atproto.repo.putRecord", map[string]any{"repo": u.repo, "collection": threadgateCollection, "rkey": u.rkey,
		"record": map[string]any{"$type": threadgateCollection, "post": post.Ref.ID, "createdAt": "2026-01-01T00:00:00.000Z",
			"allow": []any{map[string]any{"$type": threadgateCollection + "#followerRule"}}, "hiddenReplies": []any{"at://did:plc:x/" + postCollection + "/y"}}}, nil)

	for _, c := range []struct {
		hidden bool
		want   []any
	}{
		{true, []any{"at://did:plc:x/" + postCollection + "/y", ugly.URI}},
		{true, []any{"at://did:plc:x/" + postCollection + "/y", ugly.URI}},
		{false, []any{"at://did:plc:x/" + postCollection + "/y"}},
		{true, []any{"at://did:plc:x/" + postCollection + "/y", ugly.URI}},
	} {
		if err := d.Hide(t.Context(), d.account, network.Ref{ID: ugly.URI}, c.hidden); err != nil {
			t.Fatal(err)
		}
		gates := d.person.Records(t, threadgateCollection)
		if len(gates) != 1 || !reflect.DeepEqual(gates[0].Value["hiddenReplies"], c.want) {
			t.Fatalf("hidden %v: gates %+v, want %v", c.hidden, gates, c.want)
		}
		if allow, _ := gates[0].Value["allow"].([]any); len(allow) != 1 || gates[0].Value["createdAt"] != "2026-01-01T00:00:00.000Z" {
			t.Errorf("the rest of the gate is %+v", gates[0].Value)
		}
	}
	items, _ := d.listen(t, "")
	if len(items) != 1 || items[0].Ref.ID != fine.URI {
		t.Errorf("the network lists %+v, want only what is not hidden", items)
	}
	for _, collection := range []string{"app.bsky.graph.block", "app.bsky.graph.listblock"} {
		if n := len(d.person.Records(t, collection)); n != 0 {
			t.Errorf("%d records of %s", n, collection)
		}
	}
}

func TestHideOnlyInOwnThreads(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ana := d.servers.Person(t, "ana")
	thread := ana.Say(t, "Mi hilo")
	answer := ana.Answer(t, thread.URI, "Mi respuesta")
	for _, id := range []string{thread.URI, answer.URI} {
		if err := d.Hide(t.Context(), d.account, network.Ref{ID: id}, true); network.KindOf(err) != network.Unsupported {
			t.Errorf("%v, want unsupported", err)
		}
	}
	ana.Delete(t, answer.URI)
	if err := d.Hide(t.Context(), d.account, network.Ref{ID: answer.URI}, true); network.KindOf(err) != network.Gone {
		t.Errorf("%v, want gone", err)
	}
}
