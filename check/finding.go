package check

import (
	"slices"
	"strings"

	"pregonero/regulation"
)

// Fields of the content that a finding may be in.
const (
	fieldText  = "" // the text itself
	fieldTitle = "title"
	fieldAlt   = "alt"
)

// Finding is one thing that a check points at. Start and End count Unicode code points
// of the text it is in; both are 0 when it is about the content as a whole.
type Finding struct {
	ID          string              `json:"id"` // what it is dismissed by: see key
	Check       string              `json:"check"`
	Clause      string              `json:"clause"`
	Severity    regulation.Severity `json:"severity"`
	Start       int                 `json:"start"`
	End         int                 `json:"end"`
	Text        string              `json:"text"`
	Message     string              `json:"message"`     // one Spanish sentence with the reason
	Suggestions []string            `json:"suggestions"` // what Text can be replaced with, best first
	Field       string              `json:"field,omitempty"`
	Variant     string              `json:"variant,omitempty"`    // the account it is about; empty: all
	Attachment  int                 `json:"attachment,omitempty"` // the attachment it is about, from 1; 0: none
	Version     int                 `json:"version"`              // of the check
	Dismissed   *Objection          `json:"dismissed,omitempty"`  // a person said that it does not hold

	at   int      // byte offset of the start
	size int      // bytes
	in   *passage // nil: the content as a whole
}

// Masked is the finding as others may see it: personal data are covered, all but the
// last two characters.
func (f Finding) Masked() Finding {
	if f.Check != regulation.CheckPersonalData {
		return f
	}
	f.Text = mask(f.Text)
	f.Suggestions = nil
	return f
}

// Masked is the dictamen as those may see it who did not write the text.
func (d Dictamen) Masked() Dictamen {
	d.Findings = slices.Clone(d.Findings)
	for i, f := range d.Findings {
		d.Findings[i] = f.Masked()
	}
	return d
}

// Cover covers, in the text that a finding is in, all the personal data that the dictamen
// points at: what stands around one finding may be another.
func (d Dictamen) Cover(in Finding, text string) string {
	r := []rune(text)
	for _, f := range d.Findings {
		same := f.Check == regulation.CheckPersonalData && f.Field == in.Field && f.Variant == in.Variant && f.Attachment == in.Attachment
		if same && f.Start < f.End && f.End <= len(r) {
			copy(r[f.Start:f.End], []rune(mask(string(r[f.Start:f.End]))))
		}
	}
	return string(r)
}

func mask(text string) string {
	const shown = 2
	r := []rune(text)
	if len(r) <= 2*shown {
		return strings.Repeat("•", len(r))
	}
	return strings.Repeat("•", len(r)-shown) + string(r[len(r)-shown:])
}

// Dictamen is what the checks say of a content.
type Dictamen struct {
	Findings []Finding          `json:"findings"`
	Measures map[string]float64 `json:"measures"`
	Pack     string             `json:"pack"`              // id and version of the pack, such as ine@2026.1
	Version  string             `json:"version"`           // of the list of checks
	Pending  int                `json:"pending,omitempty"` // pages and files that nobody had looked at yet
}

// Blocks tells whether something must be corrected before going on.
func (d Dictamen) Blocks() bool { return d.has(regulation.SeverityBlock) }

// Warns tells whether a person must say why it goes on.
func (d Dictamen) Warns() bool { return d.has(regulation.SeverityWarn) }

func (d Dictamen) has(s regulation.Severity) bool {
	for _, f := range d.Findings {
		if f.Severity == s && f.Dismissed == nil {
			return true
		}
	}
	return false
}
