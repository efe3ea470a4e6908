package regulation

import (
	"encoding/json"
	"fmt"
	"iter"
	"time"
)

// Hours are the attendance hours of an account: when people are answered.
//
//clause:code 5.1.p5
type Hours struct {
	Zone           string      `yaml:"zone" json:"zone"`     // IANA name
	Weekly         Week        `yaml:"weekly" json:"weekly"` // the blocks of each day of the week
	Exceptions     []Exception `yaml:"exceptions" json:"exceptions,omitempty"`
	Periods        []Period    `yaml:"periods" json:"periods,omitempty"`
	HolidaysClosed bool        `yaml:"holidays_closed" json:"holidays_closed"` // closed on the calendar's days off
}

// Week holds the blocks of each day of the week. Its text form has Spanish days:
// {"lunes": ["09:00-14:00", "16:00-18:00"]}.
type Week map[time.Weekday][]Block

// Exception changes one date: closed when it has no blocks, else open in them, holiday or not.
type Exception struct {
	Date   Date    `yaml:"date" json:"date"`
	Blocks []Block `yaml:"blocks" json:"blocks,omitempty"`
	Reason string  `yaml:"reason" json:"reason"` // Spanish
}

// Block is a stretch of a day, in minutes of the wall clock since midnight; From is in, To is out.
// Its text form is "09:00-18:00"; "24:00" is the end of the day.
type Block struct{ From, To int }

func (b Block) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", b.From/60, b.From%60, b.To/60, b.To%60)
}

// MarshalText gives "09:00-18:00".
func (b Block) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText takes "09:00-18:00" and nothing else.
func (b *Block) UnmarshalText(text []byte) error {
	var h1, m1, h2, m2 int
	_, err := fmt.Sscanf(string(text), "%2d:%2d-%2d:%2d", &h1, &m1, &h2, &m2)
	read := Block{h1*60 + m1, h2*60 + m2}
	if err != nil || m1 > 59 || m2 > 59 || read.String() != string(text) || read.From < 0 || read.From >= read.To || read.To > 24*60 {
		return fmt.Errorf("el horario %q no tiene la forma 09:00-18:00", text)
	}
	*b = read
	return nil
}

// MarshalJSON writes the days in Spanish.
func (w Week) MarshalJSON() ([]byte, error) {
	named := make(map[Weekday][]Block, len(w))
	for d, blocks := range w {
		named[Weekday(d)] = blocks
	}
	return json.Marshal(named)
}

// UnmarshalJSON reads the days in Spanish.
func (w *Week) UnmarshalJSON(data []byte) error {
	return w.read(func(v any) error { return json.Unmarshal(data, v) })
}

// UnmarshalYAML reads the days in Spanish.
func (w *Week) UnmarshalYAML(decode func(any) error) error { return w.read(decode) }

func (w *Week) read(decode func(any) error) error {
	var named map[string][]Block
	if err := decode(&named); err != nil {
		return err
	}
	week := make(Week, len(named))
	for name, blocks := range named {
		var d Weekday
		if err := d.UnmarshalText([]byte(name)); err != nil {
			return err
		}
		if _, twice := week[time.Weekday(d)]; twice {
			return fmt.Errorf("el día %q está dos veces", name)
		}
		week[time.Weekday(d)] = blocks
	}
	*w = week
	return nil
}

// Check says what is wrong with the hours: an unknown zone, blocks that are out of order
// or overlap, a date twice. The sentence is Spanish.
func (h Hours) Check() error {
	if _, err := time.LoadLocation(h.Zone); err != nil || h.Zone == "" {
		return fmt.Errorf("la zona horaria %q no existe", h.Zone)
	}
	for d, blocks := range h.Weekly {
		if err := ordered(blocks); err != nil {
			return fmt.Errorf("%s: %w", DayName(d), err)
		}
	}
	seen := map[Date]bool{}
	for _, x := range h.Exceptions {
		if seen[x.Date] {
			return fmt.Errorf("%s: la fecha está dos veces", x.Date)
		}
		seen[x.Date] = true
		if err := ordered(x.Blocks); err != nil {
			return fmt.Errorf("%s: %w", x.Date, err)
		}
	}
	return h.checkPeriods()
}

func ordered(blocks []Block) error {
	last := 0
	for _, b := range blocks {
		if b.From < last || b.To <= b.From || b.To > 24*60 {
			return fmt.Errorf("el bloque %s se encima con otro o está fuera de orden", b)
		}
		last = b.To
	}
	return nil
}

// Location of the hours; UTC when the zone is unknown, which Check refuses.
func (h Hours) Location() *time.Location {
	loc, err := time.LoadLocation(h.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// On gives the blocks of a date and, when it is closed for a reason, the reason in Spanish.
func (h Hours) On(d Date, c Calendar) (blocks []Block, reason string) {
	for _, x := range h.Exceptions {
		if x.Date == d {
			return x.Blocks, x.Reason
		}
	}
	for _, p := range h.Periods {
		if !p.Covers(d) {
			continue
		}
		if len(p.Blocks) > 0 && len(h.Weekly[d.Weekday()]) == 0 {
			return nil, ""
		}
		return p.Blocks, p.Reason
	}
	if name, off := c.DayOff(d); off && h.HolidaysClosed {
		return nil, name
	}
	return h.Weekly[d.Weekday()], ""
}

// horizon bounds the search for open time, in days; hours that open on no day of three
// years are taken as never open.
const horizon = 3 * 366

type span struct{ from, to time.Time }

// spans gives the open stretches that end after t, in order.
func (h Hours) spans(t time.Time, c Calendar) iter.Seq[span] {
	loc := h.Location()
	first := DateOf(t.In(loc)).Plus(-1)
	return func(yield func(span) bool) {
		for i := range horizon {
			d := first.Plus(i)
			blocks, _ := h.On(d, c)
			for _, b := range blocks {
				s := span{d.at(b.From, loc), d.at(b.To, loc)}
				if s.to.After(t) && s.from.Before(s.to) && !yield(s) {
					return
				}
			}
		}
	}
}

// at is the moment when the wall clock of loc shows that minute of the day.
func (d Date) at(minute int, loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, minute, 0, 0, loc)
}

// Open tells whether the account attends at t.
func (h Hours) Open(t time.Time, c Calendar) bool {
	for s := range h.spans(t, c) {
		return !t.Before(s.from)
	}
	return false
}

// NextOpen is t itself when it is open, else the next moment that is; the zero time when
// the hours never open.
func (h Hours) NextOpen(t time.Time, c Calendar) time.Time {
	for s := range h.spans(t, c) {
		if s.from.After(t) {
			return s.from
		}
		return t
	}
	return time.Time{}
}

// Add is the moment when d of open time has passed since t; the zero time when the hours
// do not hold so much within three years. With d <= 0 it is t.
func (h Hours) Add(t time.Time, d time.Duration, c Calendar) time.Time {
	if d <= 0 {
		return t
	}
	for s := range h.spans(t, c) {
		from := later(s.from, t)
		if open := s.to.Sub(from); open < d {
			d -= open
			continue
		}
		return from.Add(d)
	}
	return time.Time{}
}

// Between is how much open time lies between a and b; 0 when b is not after a.
func (h Hours) Between(a, b time.Time, c Calendar) time.Duration {
	var sum time.Duration
	for s := range h.spans(a, c) {
		if !s.from.Before(b) {
			break
		}
		from, to := later(s.from, a), s.to
		if b.Before(to) {
			to = b
		}
		sum += to.Sub(from)
	}
	return sum
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
