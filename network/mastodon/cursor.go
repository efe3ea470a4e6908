package mastodon

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"pregonero/network"
)

// cursor is where listening stands. Notifications bring what mentions us, once; what
// people edit or take back, and what they say to each other under our posts, has no
// notification, so the cursor remembers what was brought lately and Listen looks again.
type cursor struct {
	Notification string    `json:"n,omitempty"` // the newest one seen
	Watched      []watched `json:"w,omitempty"` // what was brought, in the order it was
	// Since is the time of the newest entry that had to leave Watched. What is older and
	// not in Watched was brought before, or is too old to be looked at again.
	Since time.Time `json:"s,omitzero"`
	Turn  int       `json:"t,omitempty"` // which threads are looked at next
}

// watched is one thing that a person wrote.
type watched struct {
	ID     string    `json:"i"`
	At     time.Time `json:"a"`
	Edited string    `json:"e,omitempty"` // edited_at as it was when brought
	Root   string    `json:"r,omitempty"` // our post on whose thread it stands, once known
}

const (
	maxWatched = 400 // about 30 KB of cursor
	perTurn    = 4   // threads, and single mentions, looked at in one call
)

func readCursor(s string) (cursor, error) {
	var c cursor
	if s == "" {
		return c, nil
	}
	if err := json.Unmarshal([]byte(s), &c); err != nil {
		return c, &network.Error{Kind: network.Rejected, Sentence: "El punto de lectura de la bandeja no se entiende.",
			Next: "Avise a quien opera el sistema: la cuenta debe leerse otra vez desde el principio.", Err: errors.Join(errors.New("mastodon: bad cursor"), err)}
	}
	return c, nil
}

func (c *cursor) String() string {
	text, err := json.Marshal(c)
	if err != nil { // a cursor holds nothing that cannot be marshalled
		panic(fmt.Errorf("mastodon: marshal cursor: %w", err))
	}
	return string(text)
}

// find returns the entry of a status, nil when it is not watched.
func (c *cursor) find(id string) *watched {
	i := slices.IndexFunc(c.Watched, func(w watched) bool { return w.ID == id })
	if i < 0 {
		return nil
	}
	return &c.Watched[i]
}

// news tells whether a status has to be brought, and remembers that it was. Asked says
// that the server itself pushed it (a notification), so its age does not matter.
func (c *cursor) news(s status, root string, asked bool) bool {
	if w := c.find(s.ID); w != nil {
		changed := w.Edited != s.EditedAt
		w.Edited = s.EditedAt
		if w.Root == "" {
			w.Root = root
		}
		return changed
	}
	if !asked && !s.CreatedAt.After(c.Since) {
		return false
	}
	c.Watched = append(c.Watched, watched{ID: s.ID, At: s.CreatedAt, Edited: s.EditedAt, Root: root})
	if len(c.Watched) > maxWatched {
		if oldest := c.Watched[0].At; oldest.After(c.Since) {
			c.Since = oldest
		}
		c.Watched = slices.Delete(c.Watched, 0, 1)
	}
	return true
}

func (c *cursor) forget(id string) {
	c.Watched = slices.DeleteFunc(c.Watched, func(w watched) bool { return w.ID == id })
}
