package regulation

import (
	"errors"
	"fmt"
	"time"
)

// Period changes the attendance of some days on end, such as vacations. On those of its days
// that are attended by the week, the account attends in these blocks, holiday or not; without
// blocks nobody answers. The public is told of it before it begins.
type Period struct {
	From      Date      `yaml:"from" json:"from"`
	To        Date      `yaml:"to" json:"to"` // in it
	Blocks    []Block   `yaml:"blocks" json:"blocks,omitempty"`
	Reason    string    `yaml:"reason" json:"reason"`            // Spanish, the public reads it
	Announced time.Time `yaml:"-" json:"announced_at,omitzero"`  // when the public was told
	Short     bool      `yaml:"-" json:"short_notice,omitempty"` // with less notice than the pack asks for
	By        string    `yaml:"-" json:"announced_by,omitempty"` // who told it
}

// maxPeriod bounds a period, in days.
const maxPeriod = 120

// Covers tells whether the day is one of the period's.
func (p Period) Covers(d Date) bool { return !d.Before(p.From) && !p.To.Before(d) }

// Overlaps tells whether the two share a day.
func (p Period) Overlaps(o Period) bool { return !p.To.Before(o.From) && !o.To.Before(p.From) }

// Check says in Spanish what is wrong with the period.
func (p Period) Check() error {
	switch {
	case p.From.IsZero() || p.To.IsZero():
		return errors.New("falta el primer día o el último")
	case p.To.Before(p.From) || p.From.Plus(maxPeriod).Before(p.To):
		return fmt.Errorf("el último día va después del primero y a no más de %d días", maxPeriod)
	}
	return ordered(p.Blocks)
}

// Sentence says it in Spanish: "Del lunes 21 de diciembre de 2026 al martes 5 de enero de
// 2027: sin atención (Vacaciones)".
func (p Period) Sentence() string {
	text := DatesSentence(p.From, p.To) + ": "
	if len(p.Blocks) == 0 {
		text += "sin atención"
	} else {
		text += "atención " + blocksSentence(p.Blocks)
	}
	if p.Reason != "" {
		text += " (" + p.Reason + ")"
	}
	return text
}

// DatesSentence says some days on end in Spanish: "El lunes 21 de diciembre de 2026", "Del … al …".
func DatesSentence(from, to Date) string {
	first := DaySentence(from.Start(time.UTC), time.UTC)
	if from == to {
		return "El " + first
	}
	return "Del " + first + " al " + DaySentence(to.Start(time.UTC), time.UTC)
}

// checkPeriods says what is wrong with the periods of the hours.
func (h Hours) checkPeriods() error {
	for i, p := range h.Periods {
		if err := p.Check(); err != nil {
			return fmt.Errorf("%s: %w", p.From, err)
		}
		for _, o := range h.Periods[:i] {
			if p.Overlaps(o) {
				return fmt.Errorf("el periodo que empieza el %s se encima con otro", p.From)
			}
		}
	}
	return nil
}

// Stretch is some days on end that nobody attends, for one reason.
type Stretch struct {
	From, To Date
	Reason   string // Spanish
}

// Sentence says it in Spanish: "Del … al …: Navidad".
func (s Stretch) Sentence() string { return DatesSentence(s.From, s.To) + ": " + s.Reason }

// DaysOff lists what is not attended in the n days from first on, vacations, days off and
// exceptions; not the days of the week that are never attended.
func (h Hours) DaysOff(first Date, n int, c Calendar) []Stretch {
	var out []Stretch
	for i := range n {
		d := first.Plus(i)
		blocks, why := h.On(d, c)
		if len(blocks) > 0 || why == "" {
			continue
		}
		if k := len(out); k > 0 && out[k-1].Reason == why && out[k-1].To.Plus(1) == d {
			out[k-1].To = d
			continue
		}
		out = append(out, Stretch{d, d, why})
	}
	return out
}
