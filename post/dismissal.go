package post

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/internal/fault"
)

// Dismissal is a person's word that something the checks point at does not hold for this
// text. It stays while the words are the same, and goes with the dictamen to those who
// endorse and approve.
type Dismissal struct {
	Key    string    `json:"key"` // of the finding
	Check  string    `json:"check"`
	Reason string    `json:"reason"`
	By     string    `json:"by"`
	Name   string    `json:"name"`
	At     time.Time `json:"at"`
}

// Length of a reason, in characters; and how many findings of one post may be dismissed.
const (
	minReason     = 10
	maxReason     = 300
	mostDismissed = 100
)

// Dismiss keeps the word. Once the post waits for an answer, what it says of itself does
// not change under the eyes of those who read it.
func (p *Post) Dismiss(d Dismissal) error {
	if p.State != Draft {
		return p.conflict("ya se envió: regrésela a borrador para decir que un señalamiento no aplica")
	}
	d.Reason = strings.TrimSpace(d.Reason)
	if n := utf8.RuneCountInString(d.Reason); n < minReason || n > maxReason {
		return fault.New(fault.Invalid, "Diga por qué no aplica, entre %d y %d caracteres.", minReason, maxReason).On("reason")
	}
	p.Dismissed = slices.DeleteFunc(slices.Clone(p.Dismissed), func(x Dismissal) bool { return x.Key == d.Key })
	if len(p.Dismissed) >= mostDismissed {
		return fault.New(fault.Limit, "Ya se descartaron %d señalamientos de esta publicación.", mostDismissed).Then("Corrija los demás.")
	}
	p.Dismissed = append(p.Dismissed, d)
	return nil
}

// Restore takes the word back, and gives it.
func (p *Post) Restore(key string) (Dismissal, error) {
	if p.State != Draft {
		return Dismissal{}, p.conflict("ya se envió: regrésela a borrador para cambiar sus señalamientos")
	}
	i := slices.IndexFunc(p.Dismissed, func(x Dismissal) bool { return x.Key == key })
	if i < 0 {
		return Dismissal{}, fault.New(fault.NotFound, "Ese señalamiento no estaba descartado.")
	}
	word := p.Dismissed[i]
	p.Dismissed = slices.Delete(slices.Clone(p.Dismissed), i, i+1)
	return word, nil
}
