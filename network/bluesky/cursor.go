package bluesky

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"pregonero/network"
)

const (
	// overlap is how far back each reading looks again. The network orders notifications
	// by a time that the author's own clock can set back, so a late one may appear below
	// what was already read.
	overlap = 6 * time.Hour
	// maxSeen bounds the cursor; a busy account gets a shorter overlap.
	maxSeen = 300
)

// cursor is where listening stands: everything up to and including Floor has been brought
// or is out of reach, and of what is newer, Seen has been brought. A reading that could not
// go down to the floor in one call says in Resume where to go on, and keeps what the next
// cursor will be.
type cursor struct {
	Floor  int64    `json:"floor"` // milliseconds since 1970
	Seen   []seen   `json:"seen,omitempty"`
	Resume string   `json:"resume,omitempty"` // the network's own cursor
	Edge   []string `json:"edge,omitempty"`
	Then   *cursor  `json:"then,omitempty"` // once Resume has come down to the floor
}

// seen is an item that was brought: which, when, and whether it went out of sight since.
type seen struct {
	URI    string `json:"u"`
	At     int64  `json:"t"` // milliseconds since 1970
	Unseen bool   `json:"x,omitempty"`
}

func readCursor(s string) (cursor, error) {
	var c cursor
	if s == "" {
		return c, nil
	}
	if err := json.Unmarshal([]byte(s), &c); err != nil {
		return c, &network.Error{Kind: network.Rejected, Sentence: "El punto de lectura guardado de Bluesky no se puede leer.",
			Next: "Pida a quien opera el sistema que reinicie la lectura de la cuenta.", Err: fmt.Errorf("read cursor: %w", err)}
	}
	return c, nil
}

func (c cursor) String() string { return string(must(c)) }

// has tells whether an item was brought before.
func (c cursor) has(uri string, at int64) bool {
	return at <= c.Floor || slices.ContainsFunc(c.Seen, func(s seen) bool { return s.URI == uri })
}

// advance is the cursor after all of c.Seen and brought: the floor rises to an overlap
// below the newest, or below now where the network's time is ahead of ours.
func (c cursor) advance(brought []seen, now time.Time) cursor {
	all := append(slices.Clone(c.Seen), brought...)
	slices.SortStableFunc(all, func(a, b seen) int { return int(b.At - a.At) }) // newest first
	next := cursor{Floor: c.Floor}
	if len(all) == 0 {
		return next
	}
	next.Floor = max(next.Floor, min(all[0].At, now.UnixMilli())-overlap.Milliseconds())
	if len(all) > maxSeen {
		next.Floor = max(next.Floor, all[maxSeen].At)
	}
	for _, s := range all {
		if s.At > next.Floor {
			next.Seen = append(next.Seen, s)
		}
	}
	return next
}
