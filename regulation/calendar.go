package regulation

import (
	"fmt"
	"time"

	"github.com/rickar/cal/v2"
)

// Calendar says which days are business days. The zero Calendar has no day off at all.
type Calendar struct {
	Weekend  []Weekday `yaml:"weekend"`  // days of the week without work
	Holidays []Holiday `yaml:"holidays"` // days of the law, every year
	Closures []Closure `yaml:"closures"` // the institution's own days and vacations, by date
}

// Holiday is a day off that comes back by a rule: a fixed day (Month, Day), the nth
// weekday of a month (Month, Weekday, Nth; -1 is the last), or days from Easter Sunday
// (Easter; Good Friday is -2).
type Holiday struct {
	Name    string   `yaml:"name"`
	Month   int      `yaml:"month"`
	Day     int      `yaml:"day"`
	Weekday *Weekday `yaml:"weekday"`
	Nth     int      `yaml:"nth"`
	Easter  *int     `yaml:"easter"`
	From    int      `yaml:"from"`  // first year; 0: always
	Until   int      `yaml:"until"` // last year; 0: for ever
	Every   int      `yaml:"every"` // years between, counted from From; 0: every year
}

// Closure is one or more days without work, both ends in.
type Closure struct {
	Name string `yaml:"name"`
	From Date   `yaml:"from"`
	To   Date   `yaml:"to"` // the same day when left out
}

// Skipped is a day that a count of business days passed over.
type Skipped struct {
	Day     Date
	Reason  string // Spanish
	Weekend bool
}

// IsBusiness tells whether the day that day falls on, in its own location, is worked;
// otherwise reason says in Spanish why not.
func (c Calendar) IsBusiness(day time.Time) (yes bool, reason string) {
	d := DateOf(day)
	if name, off := c.DayOff(d); off {
		return false, name
	}
	if c.isWeekend(d) {
		return false, DayName(d.Weekday())
	}
	return true, ""
}

// DayOff tells whether d is a holiday or a closure, whatever its day of the week, and its name.
func (c Calendar) DayOff(d Date) (name string, off bool) {
	for _, h := range c.Holidays {
		if h.falls(d) {
			return h.Name, true
		}
	}
	for _, x := range c.Closures {
		if x.covers(d) {
			return x.Name, true
		}
	}
	return "", false
}

// AddBusinessDays counts n business days from the day after start, in loc, and gives the
// last second of the nth, with the days passed over. With n < 1 it is the end of start's
// own day. It fails only on a calendar without business days.
func (c Calendar) AddBusinessDays(start time.Time, n int, loc *time.Location) (due time.Time, skipped []Skipped) {
	d := DateOf(start.In(loc))
	for left, tries := n, 0; left > 0 && tries < maxDays(n); tries++ {
		d = d.Plus(1)
		yes, reason := c.IsBusiness(d.Start(time.UTC))
		if yes {
			left--
			continue
		}
		_, off := c.DayOff(d)
		skipped = append(skipped, Skipped{Day: d, Reason: reason, Weekend: !off})
	}
	return endOf(d, loc), skipped
}

// BusinessDaysBetween counts the business days after a's day up to b's day, in loc;
// negative when b's day comes first. It is what is left of a deadline.
func (c Calendar) BusinessDaysBetween(a, b time.Time, loc *time.Location) int {
	from, to, sign := DateOf(a.In(loc)), DateOf(b.In(loc)), 1
	if to.Before(from) {
		from, to, sign = to, from, -1
	}
	n := 0
	for d := from.Plus(1); !to.Before(d); d = d.Plus(1) {
		if yes, _ := c.IsBusiness(d.Start(time.UTC)); yes {
			n++
		}
	}
	return sign * n
}

// maxDays bounds a count: no calendar that Load accepts is off for ten years on end.
func maxDays(n int) int { return 7*n + 3660 }

func (c Calendar) isWeekend(d Date) bool {
	for _, w := range c.Weekend {
		if time.Weekday(w) == d.Weekday() {
			return true
		}
	}
	return false
}

func (h Holiday) falls(d Date) bool {
	if h.Easter == nil && d.Month != time.Month(h.Month) || !h.held(d.Year) {
		return false
	}
	return h.in(d.Year) == d
}

// held tells whether the holiday is held that year at all.
func (h Holiday) held(year int) bool {
	if year < h.From || h.Until != 0 && year > h.Until {
		return false
	}
	return h.Every < 2 || (year-h.From)%h.Every == 0
}

// in is the day the rule gives for a year.
func (h Holiday) in(year int) Date {
	rule := &cal.Holiday{Month: time.Month(h.Month), Day: h.Day}
	switch {
	case h.Easter != nil:
		rule.Offset = *h.Easter
		return DateOf(cal.CalcEasterOffset(rule, year))
	case h.Weekday != nil:
		rule.Weekday, rule.Offset = time.Weekday(*h.Weekday), h.Nth
		return DateOf(cal.CalcWeekdayOffset(rule, year))
	}
	return DateOf(cal.CalcDayOfMonth(rule, year))
}

func (x Closure) covers(d Date) bool {
	to := x.To
	if to.IsZero() {
		to = x.From
	}
	return !d.Before(x.From) && !to.Before(d)
}

// problem says in Spanish what is wrong with the holiday, "" when nothing is.
func (h Holiday) problem() string {
	switch {
	case h.Name == "":
		return "falta el nombre del día"
	case h.Every > 1 && h.From == 0:
		return "every pide from: desde qué año se cuenta"
	case h.Easter != nil:
		if h.Month != 0 || h.Day != 0 || h.Weekday != nil {
			return "easter no se combina con month, day o weekday"
		}
		return ""
	case h.Month < 1 || h.Month > 12:
		return fmt.Sprintf("el mes %d no existe", h.Month)
	case h.Weekday != nil:
		if h.Day != 0 || h.Nth == 0 || h.Nth < -4 || h.Nth > 4 {
			return "un día de la semana pide nth entre 1 y 4 (o -1 a -4) y no lleva day"
		}
		return ""
	case h.Day < 1 || h.Day > time.Date(2024, time.Month(h.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day():
		return fmt.Sprintf("el día %d no existe en el mes %d", h.Day, h.Month)
	}
	return ""
}
