package regulation

import (
	"fmt"
	"time"
)

// Due is the moment when the deadline ends for something that starts at start, with the
// days a count of business days passed over. Days and months are of h's zone and end with
// their day; hours run on the clock, attendance hours by h. The zero time means that h is
// never open.
func (d Deadline) Due(start time.Time, h Hours, c Calendar) (due time.Time, skipped []Skipped) {
	loc := h.Location()
	switch d.Unit {
	case BusinessDays:
		return c.AddBusinessDays(start, d.Amount, loc)
	case CalendarDays:
		return endOf(DateOf(start.In(loc)).Plus(d.Amount), loc), nil
	case Months:
		return endOf(addMonths(DateOf(start.In(loc)), d.Amount), loc), nil
	case AttendanceHours:
		return h.Add(start, time.Duration(d.Amount)*time.Hour, c), nil //clause:code 6.xix
	}
	return start.Add(time.Duration(d.Amount) * time.Hour), nil
}

// Sentence says the amount in Spanish: "15 días hábiles".
func (d Deadline) Sentence() string {
	name, ok := unitNames[d.Unit]
	if !ok {
		return ""
	}
	if d.Amount == 1 {
		return "1 " + name[0]
	}
	return fmt.Sprintf("%d %s", d.Amount, name[1])
}

var unitNames = map[Unit][2]string{
	BusinessDays:    {"día hábil", "días hábiles"},
	CalendarDays:    {"día natural", "días naturales"},
	ClockHours:      {"hora", "horas"},
	AttendanceHours: {"hora de atención", "horas de atención"},
	Months:          {"mes", "meses"},
}

func endOf(d Date, loc *time.Location) time.Time {
	return d.Plus(1).Start(loc).Add(-time.Second)
}

// addMonths keeps the day of the month, or the month's last day where it has not so many.
func addMonths(d Date, n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}
