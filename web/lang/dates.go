package lang

import (
	"context"
	"fmt"
	"time"
)

// calendarWords are the words of one language that dates are made of.
type calendarWords struct {
	days, months               []string
	today, tomorrow, yesterday string
	date, dayDate, dayDateYear func(day, date, month string, year int) string
	at                         func(hour int, clock string) string
	shortDay, shortMonth       int // letters kept in the short forms
	justNow, left, ago, since  string
}

var spanish = calendarWords{
	days:   []string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
	months: []string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	today:  "hoy", tomorrow: "mañana", yesterday: "ayer",
	date: func(_, date, month string, year int) string { return fmt.Sprintf("%s de %s de %d", date, month, year) },
	dayDate: func(day, date, month string, _ int) string {
		return fmt.Sprintf("%s %s de %s", day, date, month)
	},
	dayDateYear: func(day, date, month string, year int) string {
		return fmt.Sprintf("%s %s de %s de %d", day, date, month, year)
	},
	at: func(hour int, clock string) string {
		if hour == 1 {
			return "a la " + clock
		}
		return "a las " + clock
	},
	shortDay: 3, shortMonth: 3,
	justNow: "hace un momento", left: "quedan %s", ago: "hace %s", since: "venció hace %s",
}

var englishDates = calendarWords{
	days:   []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	months: []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	today:  "today", tomorrow: "tomorrow", yesterday: "yesterday",
	date:    func(_, date, month string, year int) string { return fmt.Sprintf("%s %s %d", date, month, year) },
	dayDate: func(day, date, month string, _ int) string { return fmt.Sprintf("%s %s %s", day, date, month) },
	dayDateYear: func(day, date, month string, year int) string {
		return fmt.Sprintf("%s %s %s %d", day, date, month, year)
	},
	at:       func(_ int, clock string) string { return "at " + clock },
	shortDay: 3, shortMonth: 3,
	justNow: "a moment ago", left: "%s left", ago: "%s ago", since: "overdue by %s",
}

func words(ctx context.Context) *calendarWords {
	if Of(ctx).Code == English {
		return &englishDates
	}
	return &spanish
}

func (w *calendarWords) parts(t time.Time) (day, date, month string, year int) {
	return w.days[t.Weekday()], fmt.Sprint(t.Day()), w.months[t.Month()-1], t.Year()
}

// Clock is the hour of t in the reader's zone: "9:05", "18:00".
func Clock(ctx context.Context, t time.Time) string { return clockOf(t.In(Of(ctx).Zone)) }

func clockOf(t time.Time) string { return fmt.Sprintf("%d:%02d", t.Hour(), t.Minute()) }

// Date is a date without its weekday: "25 de noviembre de 2026".
func Date(ctx context.Context, t time.Time) string {
	w := words(ctx)
	return w.date(w.parts(t.In(Of(ctx).Zone)))
}

// Day is a date with its weekday and year: "miércoles 25 de noviembre de 2026".
func Day(ctx context.Context, t time.Time) string {
	w := words(ctx)
	return w.dayDateYear(w.parts(t.In(Of(ctx).Zone)))
}

// ShortDay fits the head of a calendar's column: "mié 25".
func ShortDay(ctx context.Context, t time.Time) string {
	w := words(ctx)
	day, date, _, _ := w.parts(t.In(Of(ctx).Zone))
	return string([]rune(day)[:w.shortDay]) + " " + date
}

// ShortDate fits a chip or an axis: "25 nov".
func ShortDate(ctx context.Context, t time.Time) string {
	w := words(ctx)
	_, date, month, _ := w.parts(t.In(Of(ctx).Zone))
	return date + " " + month[:w.shortMonth]
}

// Month names a month with its year: "noviembre de 2026".
func Month(ctx context.Context, t time.Time) string {
	w := words(ctx)
	_, _, month, year := w.parts(t.In(Of(ctx).Zone))
	if w == &englishDates {
		return fmt.Sprintf("%s %d", month, year)
	}
	return fmt.Sprintf("%s de %d", month, year)
}

// DayFrom names a day as seen from now: "hoy", "mañana", "ayer", else weekday and
// date, with the year when it is another one.
func DayFrom(ctx context.Context, t, now time.Time) string {
	w, zone := words(ctx), Of(ctx).Zone
	t, now = t.In(zone), now.In(zone)
	switch daysBetween(now, t) {
	case 0:
		return w.today
	case 1:
		return w.tomorrow
	case -1:
		return w.yesterday
	}
	if t.Year() == now.Year() {
		return w.dayDate(w.parts(t))
	}
	return w.dayDateYear(w.parts(t))
}

// daysBetween counts midnights from a to b, both already in one zone.
func daysBetween(a, b time.Time) int {
	midnight := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	return int(midnight(b).Sub(midnight(a)) / (24 * time.Hour))
}

// When is a moment as seen from now: "hoy a las 10:00",
// "miércoles 25 de noviembre a las 10:00".
func When(ctx context.Context, t, now time.Time) string {
	local := t.In(Of(ctx).Zone)
	return DayFrom(ctx, t, now) + " " + words(ctx).at(local.Hour(), clockOf(local))
}

// Full is a moment said whole, for what may not be misread:
// "miércoles 25 de noviembre de 2026 a las 10:00 (hora del Centro)".
func Full(ctx context.Context, t time.Time) string {
	zone := Of(ctx).Zone
	return FullIn(ctx, t, zone)
}

// FullIn is Full in another zone than the reader's; when their clocks differ at that
// moment, it shows both hours.
func FullIn(ctx context.Context, t time.Time, zone *time.Location) string {
	w := words(ctx)
	local := t.In(zone)
	text := w.dayDateYear(w.parts(local)) + " " + w.at(local.Hour(), clockOf(local))
	mine := t.In(Of(ctx).Zone)
	if sameClock(local, mine) {
		return fmt.Sprintf("%s (%s)", text, Zone(ctx, zone))
	}
	return fmt.Sprintf("%s (%s; %s, %s)", text, Zone(ctx, zone), clockOf(mine), Zone(ctx, Of(ctx).Zone))
}

func sameClock(a, b time.Time) bool {
	_, offsetA := a.Zone()
	_, offsetB := b.Zone()
	return offsetA == offsetB
}

// Span is a length of time in its two largest units: "2 h 06 min", "3 días 4 h", "40 s".
func Span(ctx context.Context, d time.Duration) string {
	if d < 0 {
		d = -d
	}
	d = d.Round(time.Second)
	days, hours, minutes := int(d/(24*time.Hour)), int(d/time.Hour)%24, int(d/time.Minute)%60
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d/time.Second))
	case d < time.Hour:
		return fmt.Sprintf("%d min", minutes)
	case days == 0:
		return fmt.Sprintf("%d h %02d min", hours, minutes)
	case hours == 0 || days > 6:
		return N(ctx, days, "%d día", "%d días")
	}
	return N(ctx, days, "%d día", "%d días") + fmt.Sprintf(" %d h", hours)
}

// Left tells how far away a limit is: "quedan 2 h 06 min", "venció hace 3 h 00 min".
func Left(ctx context.Context, due, now time.Time) string {
	if due.Before(now) {
		return fmt.Sprintf(words(ctx).since, Span(ctx, now.Sub(due)))
	}
	return fmt.Sprintf(words(ctx).left, Span(ctx, due.Sub(now)))
}

// Ago tells how long ago something happened: "hace 5 min", "hace un momento".
func Ago(ctx context.Context, t, now time.Time) string {
	if now.Sub(t) < time.Minute {
		return words(ctx).justNow
	}
	return fmt.Sprintf(words(ctx).ago, Span(ctx, now.Sub(t)))
}
