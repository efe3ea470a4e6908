// Package coverage is how a session of a collegiate body is told on the accounts: two or
// three chosen topics and a number of publications, and not the whole of it. Pure.
package coverage

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/internal/fault"
)

// States of a coverage.
const (
	Open      = "open"
	Cancelled = "cancelled"
)

// Bounds of what may be declared. Longest is how long a session may be covered: whoever looks
// for those that go on at a moment looks no further back.
const (
	Longest   = 36 * time.Hour
	maxName   = 120
	maxTopic  = 120
	maxSigns  = 10
	maxQuota  = 50
	fewLetter = 4
)

// Coverage is one session that is told.
type Coverage struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"` // such as "Sesión ordinaria del Consejo General"
	AreaID     string    `json:"area_id"`
	AccountIDs []string  `json:"account_ids"`
	Topics     []string  `json:"topics"`
	Signs      []string  `json:"signs"` // words or hashtags by which a text is known to be about it
	Quota      int       `json:"quota"` // publications of each account
	From       time.Time `json:"from"`
	Until      time.Time `json:"until"`
	State      string    `json:"state"`
	By         string    `json:"by"`
	ByName     string    `json:"by_name"`
	DeclaredAt time.Time `json:"declared_at"`
	Version    int       `json:"-"`
}

// Bounds are the institution's own figures.
type Bounds struct {
	Topics int // at most
	Quota  int // at most
}

// Check says what is missing or too much.
func (c Coverage) Check(b Bounds, clause string) error {
	wrong := func(field, sentence, next string, args ...any) error {
		return fault.New(fault.Invalid, sentence, args...).Then(next).Under(clause).On(field)
	}
	switch n := utf8.RuneCountInString(c.Name); {
	case n < fewLetter || n > maxName:
		return wrong("name", "Escriba el nombre de la sesión (entre %d y %d caracteres).", "Por ejemplo: Sesión ordinaria del Consejo.", fewLetter, maxName)
	case len(c.AccountIDs) == 0:
		return wrong("accounts", "Elija al menos una cuenta.", "Solo esas cuentas quedan sujetas a los temas.")
	case len(c.Topics) == 0 || len(c.Topics) > b.Topics:
		return wrong("topics", "Elija entre 1 y %d temas; hay %d.", "De una sesión se cuentan sus temas relevantes, no la sesión completa.", b.Topics, len(c.Topics))
	case slices.ContainsFunc(c.Topics, func(t string) bool { n := utf8.RuneCountInString(t); return n < fewLetter || n > maxTopic }):
		return wrong("topics", "Cada tema lleva entre %d y %d caracteres.", "Escriba un tema por línea, con las palabras que llevarán las publicaciones.", fewLetter, maxTopic)
	case len(c.Signs) > maxSigns:
		return wrong("signs", "Son demasiadas palabras: bastan %d.", "Deje las que solo se usan para hablar de la sesión.", maxSigns)
	case c.Quota < 1 || c.Quota > min(b.Quota, maxQuota):
		return wrong("quota", "El número de publicaciones va de 1 a %d.", "Es el máximo por cuenta mientras dura la sesión.", min(b.Quota, maxQuota))
	case c.From.IsZero() || !c.Until.After(c.From):
		return wrong("until", "La sesión termina después de empezar.", "Revise la fecha y las horas.")
	case c.Until.Sub(c.From) > Longest:
		return wrong("until", "Una sesión dura cuando mucho %d horas.", "Si sigue otro día, declare otra.", int(Longest/time.Hour))
	}
	return nil
}

// During tells whether the account covers the session at that moment.
func (c Coverage) During(accountID string, at time.Time) bool {
	return c.State == Open && slices.Contains(c.AccountIDs, accountID) && !at.Before(c.From) && at.Before(c.Until)
}

// Cancel takes the coverage back: its accounts are free again.
func (c *Coverage) Cancel() error {
	if c.State != Open {
		return fault.New(fault.Conflict, "Esa cobertura ya estaba cancelada.")
	}
	c.State = Cancelled
	return nil
}

// Lines splits what people write one a line.
func Lines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}
