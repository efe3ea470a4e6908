package check

import (
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"pregonero/regulation"
)

// Objection is a person's word that a finding does not hold, and why.
type Objection struct {
	Reason string    `json:"reason"`
	Name   string    `json:"name"`
	At     time.Time `json:"at"`
}

// Dismissable tells whether a person may say that the finding does not hold: what blocks
// is mended, never waved away.
func (f Finding) Dismissable() bool { return f.Severity != regulation.SeverityBlock }

// key tells a finding from the others of its content. It holds while the words that the
// finding is about are the same, wherever they move to and on whatever account; of a
// finding without words, while it says the same.
func (f Finding) key() string {
	h := fnv.New64a()
	about := strings.ToLower(f.Text)
	if about == "" {
		about = f.Message + "\x00" + f.Variant
	}
	fmt.Fprintf(h, "%s\x00%s\x00%s", f.Check, f.Field, about)
	return fmt.Sprintf("%016x", h.Sum64())
}

// Dismiss marks the findings that a person said do not hold, by their ids.
func (d *Dictamen) Dismiss(by map[string]Objection) {
	if len(by) == 0 {
		return
	}
	for i := range d.Findings {
		f := &d.Findings[i]
		if x, ok := by[f.ID]; ok && f.Dismissable() {
			f.Dismissed = &x
		}
	}
}

// Find gives the finding with that id; ok is false when it is not pointed at any more.
func (d Dictamen) Find(id string) (Finding, bool) {
	for _, f := range d.Findings {
		if f.ID == id {
			return f, true
		}
	}
	return Finding{}, false
}
