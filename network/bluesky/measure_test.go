package bluesky

import (
	"testing"

	"pregonero/network"
)

func TestMeasure(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	post, other := d.publish(t, network.Message{Text: "Cuente."}), d.publish(t, network.Message{Text: "Se retira."})
	ana := d.servers.Person(t, "ana")
	subject := map[string]any{"uri": post.Ref.ID, "cid": post.Ref.Extra["cid"]}
	ana.Put(t, "app.bsky.feed.like", map[string]any{"subject": subject})
	ana.Put(t, "app.bsky.feed.repost", map[string]any{"subject": subject})
	ana.Put(t, postCollection, map[string]any{"text": "Miren", "embed": map[string]any{"$type": "app.bsky.embed.record", "record": subject}})
	ana.Answer(t, post.Ref.ID, "Bien")
	if err := d.Remove(t.Context(), d.account, other.Ref); err != nil {
		t.Fatal(err)
	}
	d.servers.Settle(t)
	f, err := d.Measure(t.Context(), d.account, []network.Ref{other.Ref, post.Ref})
	if err != nil || len(f) != 1 {
		t.Fatalf("%+v, %v; want the figures of what is still there", f, err)
	}
	if f[0].Ref.ID != post.Ref.ID || f[0].Views != -1 || f[0].Likes != 1 || f[0].Shares != 2 || f[0].Comments != 1 || f[0].Saves != 0 {
		t.Errorf("%+v", f[0])
	}
	if _, err := d.Measure(t.Context(), d.account, []network.Ref{{ID: "at://did:plc:x/" + postCollection + "/y"}}); network.KindOf(err) != network.Rejected {
		t.Errorf("another's post: %v", err)
	}
}

func TestIdentify(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.person.Do(t, "com.atproto.repo.putRecord", map[string]any{"repo": d.person.DID, "collection": "app.bsky.actor.profile", "rkey": "self",
		"record": map[string]any{"$type": "app.bsky.actor.profile", "displayName": "INE México"}}, nil)
	d.servers.Settle(t)
	id, err := d.Identify(t.Context(), d.account)
	want := network.Identity{RemoteID: d.person.DID, Handle: d.person.Handle, Name: "INE México", URL: "https://bsky.app/profile/" + d.person.Handle,
		TextLimit: 300, MediaLimit: 4, ExpiresAt: id.ExpiresAt}
	if err != nil || id != want || id.ExpiresAt.IsZero() {
		t.Errorf("%+v, %v\nwant %+v", id, err, want)
	}
}
