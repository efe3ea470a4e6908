package ledger

import (
	"bytes"
	"encoding/hex"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The form of version 1, byte for byte. A log that exists depends on it: it never changes.
const goldenEntry = `{"account":"cuenta-1","act":"post.submit","actor":"01JPERSONA000000000000000A","actor_name":"Ana Núñez",` +
	`"actor_role":"titular","area":"jle-jalisco","at":"2026-03-01T15:04:06.123456Z","clause":"6.xvi",` +
	`"details":{"estado":"en revisión","redes":["bluesky","mastodon"],"versión":1},"from":"192.0.2.7",` +
	`"id":"01JTEST0000000000000000001","outcome":"done","subject":"post:1","v":1,"via":"web"}`

func TestEntryGolden(t *testing.T) {
	t.Parallel()
	got, err := testEntry(1).Canonical()
	if err != nil || string(got) != goldenEntry {
		t.Errorf("got  %s (%v)\nwant %s", got, err, goldenEntry)
	}
}

func TestCommitGolden(t *testing.T) {
	t.Parallel()
	const wantCommitment = "5cadad68d4538b17948bc35118ee452b12d92d539160b1e02fbbb9720047e6ec"
	const wantLeaf = "b427168b4ef8ada400a23fc08d1e8c0d1ce9b548888187d3e2a2211a6d4931ed"
	var salt [32]byte
	for i := range salt {
		salt[i] = byte(i)
	}
	commitment := Commit(salt, []byte(goldenEntry))
	leaf := LeafHash(commitment)
	if got := hex.EncodeToString(commitment[:]); got != wantCommitment {
		t.Errorf("commitment %s, want %s", got, wantCommitment)
	}
	if got := hex.EncodeToString(leaf[:]); got != wantLeaf {
		t.Errorf("leaf %s, want %s", got, wantLeaf)
	}
}

func TestEntryTimes(t *testing.T) {
	t.Parallel()
	mexico := time.FixedZone("CST", -6*3600)
	tests := []struct {
		name string
		at   time.Time
		want string
	}{
		{"to UTC", time.Date(2026, 12, 31, 23, 0, 0, 0, mexico), "2027-01-01T05:00:00.000000Z"},
		{"nanoseconds are cut", time.Date(2026, 1, 2, 3, 4, 5, 999999999, time.UTC), "2026-01-02T03:04:05.999999Z"},
		{"zeros stay", time.Date(2026, 1, 2, 3, 4, 5, 100000000, time.UTC), "2026-01-02T03:04:05.100000Z"},
	}
	for _, tt := range tests {
		e := testEntry(0)
		e.At = tt.at
		canonical, err := e.Canonical()
		if err != nil || !bytes.Contains(canonical, []byte(`"at":"`+tt.want+`"`)) {
			t.Errorf("%s: %s (%v), want %s", tt.name, canonical, err, tt.want)
		}
	}
}

func TestEntryRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		edit func(*Entry)
	}{
		{"no id", func(e *Entry) { e.ID = "" }},
		{"no time", func(e *Entry) { e.At = time.Time{} }},
		{"a year of five digits", func(e *Entry) { e.At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }},
		{"no actor", func(e *Entry) { e.Actor = "" }},
		{"no act", func(e *Entry) { e.Act = "" }},
		{"another outcome", func(e *Entry) { e.Outcome = "hecho" }},
		{"a number too large", func(e *Entry) { e.Details = map[string]any{"n": int64(math.MaxInt64)} }},
		{"not a number", func(e *Entry) { e.Details = map[string]any{"n": math.NaN()} }},
		{"a detail that is no JSON", func(e *Entry) { e.Details = map[string]any{"f": func() {}} }},
		{"too long", func(e *Entry) { e.Details = map[string]any{"s": strings.Repeat("a", MaxEntry)} }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := testEntry(0)
			tt.edit(&e)
			if got, err := e.Canonical(); err == nil {
				t.Errorf("accepted as %s", got)
			}
		})
	}
}

// What an attacker sends must not keep the attempt out of the ledger.
func TestEntryTakesHostileText(t *testing.T) {
	t.Parallel()
	e := testEntry(0)
	e.From, e.Details = "\xff\x00\u2028<script>", map[string]any{"usuario": "a\xc3"}
	canonical, err := e.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	back, err := ParseEntry(canonical)
	if err != nil || back.From != "\ufffd\x00\u2028<script>" || back.Details["usuario"] != "a\ufffd" {
		t.Errorf("got %+v (%v)", back, err)
	}
}

func TestParseEntryRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, old, new string }{
		{"another version", `"v":1`, `"v":2`},
		{"a member more", `"v":1`, `"v":1,"x":1`},
		{"a time without decimals", `06.123456Z`, `06Z`},
		{"a time with an offset", `06.123456Z`, `06.123456+00:00`},
		{"a time that is none", `2026-03-01`, `2026-02-30`},
		{"an outcome that is none", `"done"`, `"ok"`},
		{"a space", `,"v"`, `, "v"`},
		{"members in another order", `"outcome":"done","subject":"post:1"`, `"subject":"post:1","outcome":"done"`},
		{"a text where a number goes", `"v":1`, `"v":"1"`},
		{"no id", `"01JTEST0000000000000000001"`, `""`},
		{"another case", `"act"`, `"Act"`},
		{"details in another order", `"estado":"en revisión","redes":["bluesky","mastodon"]`, `"redes":["bluesky","mastodon"],"estado":"en revisión"`},
		{"details with a space", `["bluesky","mastodon"]`, `["bluesky", "mastodon"]`},
		{"details that are no object", `{"estado":"en revisión","redes":["bluesky","mastodon"],"versión":1}`, `[]`},
		{"details that are null", `{"estado":"en revisión","redes":["bluesky","mastodon"],"versión":1}`, `null`},
		{"a name twice in the details", `"versión":1`, `"versión":1,"versión":1`},
		{"an escape that is not needed", `"web"`, `"w\u0065b"`},
		{"a member that is null", `"6.xvi"`, `null`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			in := strings.Replace(goldenEntry, tt.old, tt.new, 1)
			if in == goldenEntry {
				t.Fatal("nothing was changed")
			}
			if e, err := ParseEntry([]byte(in)); err == nil {
				t.Errorf("accepted as %+v", e)
			}
		})
	}
}

func TestEntryComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String()
		e := Entry{
			ID: "x" + text.Draw(t, "id"), At: time.UnixMicro(rapid.Int64Range(0, 1<<52).Draw(t, "at")).UTC(),
			Actor: "x" + text.Draw(t, "actor"), ActorName: text.Draw(t, "name"), Act: "x" + text.Draw(t, "act"),
			Via: text.Draw(t, "via"), From: text.Draw(t, "from"), Subject: text.Draw(t, "subject"),
			Outcome: rapid.SampledFrom([]string{Done, Refused}).Draw(t, "outcome"),
			Details: map[string]any{text.Draw(t, "key"): text.Draw(t, "value"), "n": float64(rapid.Int32().Draw(t, "n"))},
		}
		once, err := e.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		general, err := canonicalJSON(once)
		if err != nil || !bytes.Equal(once, general) {
			t.Fatalf("%s is not what RFC 8785 gives: %s (%v)", once, general, err)
		}
		back, err := ParseEntry(once)
		if err != nil {
			t.Fatal(err)
		}
		twice, err := back.Canonical()
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("%s became %s (%v)", once, twice, err)
		}
	})
}
