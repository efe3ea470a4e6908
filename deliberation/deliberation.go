// Package deliberation is a matter that the institution still deliberates within: who
// declared it, by which names people know it, and the official decision that lifts it.
// Until then nothing that speaks of it is published. Pure: no clock, no disk.
package deliberation

import (
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/internal/fault"
	"pregonero/internal/fold"
)

// State of a matter.
type State string

const (
	Open   State = "open"
	Lifted State = "lifted" // by an official decision
)

// Matter is one thing under deliberation.
type Matter struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	AreaID     string    `json:"area_id"`
	Words      []string  `json:"words"` // other names that people give it
	State      State     `json:"state"`
	DeclaredBy string    `json:"declared_by"`
	Declarer   string    `json:"declarer"` // their name
	At         time.Time `json:"at"`
	Decision   *Decision `json:"decision,omitempty"`
	Version    int       `json:"-"`
}

// Decision is the official act that ends the deliberation.
type Decision struct {
	Reference string    `json:"reference"` // the number of the act or letter
	Link      string    `json:"link,omitempty"`
	By        string    `json:"by"`
	Name      string    `json:"name"`
	At        time.Time `json:"at"`
}

// Bounds of what is written, in characters, and of the list.
const (
	MaxName      = 200
	LeastName    = 5
	MaxWord      = 120
	MaxWords     = 20
	MaxReference = 200
	leastInWord  = 4
)

// Tidy takes out spaces and empty words.
func (m *Matter) Tidy() {
	m.Name = strings.Join(strings.Fields(m.Name), " ")
	kept := []string{}
	for _, w := range m.Words {
		if w = strings.Join(strings.Fields(w), " "); w != "" {
			kept = append(kept, w)
		}
	}
	m.Words = kept
}

// Check says what is missing before it can be declared.
func (m Matter) Check() error {
	if n := letters(m.Name); n < LeastName || n > MaxName {
		return fault.New(fault.Invalid, "Escriba el nombre del asunto, de %d a %d caracteres.", LeastName, MaxName).On("name")
	}
	if m.AreaID == "" {
		return fault.New(fault.Invalid, "Diga qué área lo delibera.").On("area_id")
	}
	if len(m.Words) > MaxWords {
		return fault.New(fault.Limit, "Caben %d nombres más.", MaxWords).On("words")
	}
	for _, w := range m.Words {
		if n := letters(w); n < leastInWord || n > MaxWord {
			return fault.New(fault.Invalid, "Cada nombre lleva de %d a %d caracteres: «%s» no.", leastInWord, MaxWord, w).
				Then("Una palabra muy corta detendría publicaciones que nada tienen que ver.").On("words")
		}
	}
	return nil
}

// Lift ends the deliberation by a decision, which says by which act.
func (m *Matter) Lift(d Decision) error {
	if m.State != Open {
		return fault.New(fault.Conflict, "Ese asunto ya no está en deliberación.")
	}
	d.Reference, d.Link = strings.TrimSpace(d.Reference), strings.TrimSpace(d.Link)
	if n := letters(d.Reference); n < leastInWord || n > MaxReference {
		return fault.New(fault.Invalid, "Escriba el acuerdo, acta u oficio con que se tomó la decisión.").On("reference")
	}
	if d.Link != "" && !strings.HasPrefix(d.Link, "https://") && !strings.HasPrefix(d.Link, "http://") {
		return fault.New(fault.Invalid, "La dirección de la decisión empieza con https://.").On("link")
	}
	m.State, m.Decision = Lifted, &d
	return nil
}

// letters counts what can be seen.
func letters(s string) int {
	if !fold.Visible(s) {
		return 0
	}
	return utf8.RuneCountInString(s)
}
