package bluesky

import (
	"fmt"
	"testing"
	"time"
)

func TestAdvance(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 6, 6, 20, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) int64 { return now.Add(-d).UnixMilli() }
	many := make([]seen, maxSeen+50)
	for i := range many {
		many[i] = seen{URI: fmt.Sprint("u", i), At: ago(time.Duration(i) * time.Second)}
	}
	for _, c := range []struct {
		name      string
		from      cursor
		brought   []seen
		wantFloor int64
		wantSeen  int
	}{
		{"nothing ever", cursor{}, nil, 0, 0},
		{"nothing new", cursor{Floor: 7, Seen: []seen{{URI: "a", At: ago(time.Minute)}}}, nil, ago(overlap + time.Minute), 1},
		{"the first", cursor{}, []seen{{URI: "a", At: ago(0)}}, ago(overlap), 1},
		{"old ones fall out", cursor{Seen: []seen{{URI: "old", At: ago(overlap + time.Hour)}}}, []seen{{URI: "new", At: ago(0)}}, ago(overlap), 1},
		{"the network's clock is ahead", cursor{}, []seen{{URI: "a", At: ago(-time.Hour * 1000)}}, ago(overlap), 1},
		{"too many", cursor{}, many, ago(maxSeen * time.Second), maxSeen},
		{"the floor never sinks", cursor{Floor: ago(time.Second)}, []seen{{URI: "a", At: ago(time.Minute)}}, ago(time.Second), 0},
	} {
		next := c.from.advance(c.brought, now)
		if next.Floor != c.wantFloor || len(next.Seen) != c.wantSeen {
			t.Errorf("%s: floor %d and %d seen, want %d and %d", c.name, next.Floor, len(next.Seen), c.wantFloor, c.wantSeen)
		}
		for _, s := range append(c.from.Seen, c.brought...) {
			if !next.has(s.URI, s.At) {
				t.Errorf("%s: %s would be brought again", c.name, s.URI)
			}
		}
	}
}

func TestWiden(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ from, next, want string }{
		{"", "2027-06-06T20:00:00.000Z", "2027-06-06T20:00:00.001Z"},
		{"2027-06-06T20:00:00.001Z", "2027-06-06T20:00:00.000Z", "2027-06-06T20:00:00.000Z"},
		{"", "1694028501407::bafy", "1694028501407::bafy"},
		{"", "", ""},
	} {
		if got := widen(c.from, c.next); got != c.want {
			t.Errorf("after %q, %q: %q, want %q", c.from, c.next, got, c.want)
		}
	}
}

func TestTID(t *testing.T) {
	t.Parallel()
	if got := encodeTID(0); got != "2222222222222" {
		t.Errorf("the zero key is %q", got)
	}
	now := time.Date(2027, 6, 6, 20, 0, 0, 0, time.UTC)
	made := map[string]bool{}
	for range 300 {
		key := tid(now)
		if len(key) != 13 || key >= tid(now.Add(time.Millisecond)) {
			t.Fatalf("key %q does not sort by time", key)
		}
		made[key] = true
	}
	if len(made) < 299 { // two equal ones of 300 in a million are a chance of 4 %, three of 0.1 %
		t.Errorf("%d different keys of 300", len(made))
	}
}
