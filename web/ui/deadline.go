package ui

import (
	"context"
	"strings"
	"time"

	"pregonero/web/lang"
)

// DayKind is how a deadline counts its days.
type DayKind string

const (
	BusinessDays DayKind = "business" // hábiles
	NaturalDays  DayKind = "natural"  // naturales
	Hours        DayKind = "hours"    // a clock, not days
)

// Deadline is a limit set by a rule: when, how much is left, and why.
type Deadline struct {
	ID      string // required when Started, Pauses or Clause are given
	Due     time.Time
	Now     time.Time
	Kind    DayKind
	Days    int       // days left of that Kind, as the institution's calendar counts them
	Started time.Time // zero for unknown
	Pauses  string    // what stops the clock; "" for nothing
	Clause  string
	Href    string // of the clause
	Ticks   bool   // the browser counts down
}

// state is calm above three days, warns from there or within 24 hours, and alarms
// within four hours or when the limit is past.
func (d Deadline) state() State {
	left := d.Due.Sub(d.Now)
	switch {
	case left <= 4*time.Hour:
		return Fix
	case left <= 24*time.Hour, d.Kind != Hours && d.Days <= 3:
		return Warn
	}
	return Info
}

func (d Deadline) word(ctx context.Context) string {
	switch {
	case d.Due.Before(d.Now):
		return lang.T(ctx, "Vencido")
	case d.state() == Info:
		return lang.T(ctx, "En plazo")
	}
	return lang.T(ctx, "Por vencer")
}

// left says how much time remains, with the kind of days.
func (d Deadline) left(ctx context.Context) string {
	if d.Kind == Hours || d.Due.Sub(d.Now) <= 24*time.Hour {
		return lang.Left(ctx, d.Due, d.Now)
	}
	if d.Kind == BusinessDays {
		return lang.N(ctx, d.Days, "queda %d día hábil", "quedan %d días hábiles")
	}
	return lang.N(ctx, d.Days, "queda %d día natural", "quedan %d días naturales")
}

func (d Deadline) explained() bool {
	return d.ID != "" && (!d.Started.IsZero() || d.Pauses != "" || d.Clause != "")
}

func (d Deadline) when(ctx context.Context) string { return lang.When(ctx, d.Due, d.Now) }

// firstUpper starts a sentence with a capital letter.
func firstUpper(text string) string {
	if text == "" {
		return ""
	}
	runes := []rune(text)
	return strings.ToUpper(string(runes[0])) + string(runes[1:])
}
