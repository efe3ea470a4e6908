package bluesky

import (
	"testing"
	"time"

	"pregonero/internal/id"
	"pregonero/network"
)

func TestRecordKey(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 6, 6, 20, 0, 0, 0, time.UTC)
	later := now.Add(time.Hour)
	made := map[string]bool{}
	for range 1000 {
		m := network.Message{Key: id.New(now)}
		key := recordKey(m, now)
		if key != recordKey(m, later) {
			t.Fatalf("the key of %s changes with the clock", m.Key)
		}
		if len(key) != 13 || key < tid(now.Add(-time.Millisecond)) || key > tid(now.Add(time.Millisecond)) {
			t.Fatalf("key %q is not of the publication's moment", key)
		}
		made[key] = true
	}
	if len(made) < 998 { // of a million: one pair is a chance of 40 %, three of 1 %
		t.Errorf("%d different keys of 1000 publications", len(made))
	}
	other := network.Message{Key: "no-es-un-ulid"}
	if key := recordKey(other, now); len(key) != 13 || key != recordKey(other, later) || key[0] > 'j' {
		t.Errorf("key %q for a publication named otherwise", key)
	}
	if recordKey(network.Message{}, now) == recordKey(network.Message{}, later) {
		t.Error("messages without a key share one")
	}
}

// What the first attempt put there late is found as ours, although it says another time.
func TestSecondAttemptFindsTheFirst(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	m := network.Message{Key: id.New(time.Now()), Text: "Llega tarde, una sola vez."}
	first, err := d.Prepare(t.Context(), d.account, m)
	if err != nil {
		t.Fatal(err)
	}
	d.now = func() time.Time { return time.Now().Add(time.Minute) }
	second, err := d.Prepare(t.Context(), d.account, m)
	if err != nil {
		t.Fatal(err)
	}
	if _, v, err := d.Find(t.Context(), d.account, m, first); v != network.Absent || err != nil {
		t.Fatalf("verdict %s, %v; want absent", v, err)
	}
	receipt, err := d.Send(t.Context(), d.account, m, first)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Send(t.Context(), d.account, m, second); network.KindOf(err) != network.Duplicate {
		t.Errorf("error %v, want duplicate", err)
	}
	found, v, err := d.Find(t.Context(), d.account, m, second)
	if v != network.Found || err != nil || found.Ref.ID != receipt.Ref.ID {
		t.Errorf("found %+v, verdict %s, %v; want %s", found.Ref, v, err, receipt.Ref.ID)
	}
	if n := len(d.posts(t)); n != 1 {
		t.Errorf("%d posts, want 1", n)
	}
}
