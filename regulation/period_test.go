package regulation_test

import (
	"testing"
	"time"

	"pregonero/regulation"
)

func day(y int, m time.Month, d int) regulation.Date {
	return regulation.Date{Year: y, Month: m, Day: d}
}

// A period goes before the week and the calendar; an exception goes before the period.
//
//clause:test 5.1.p5
func TestPeriods(t *testing.T) {
	t.Parallel()
	c, h := ine(t).Calendar, ine(t).Attendance
	h.Exceptions = []regulation.Exception{{Date: day(2026, 12, 23), Reason: "Inventario"}}
	h.Periods = []regulation.Period{
		{From: day(2026, 12, 21), To: day(2026, 12, 27), Reason: "Vacaciones", Blocks: []regulation.Block{{From: 600, To: 720}}},
		{From: day(2026, 12, 28), To: day(2027, 1, 5), Reason: "Vacaciones"},
	}
	if err := h.Check(); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		on           regulation.Date
		open, reason string
	}{
		{day(2026, 12, 18), "09:00-18:00", ""}, {day(2026, 12, 21), "10:00-12:00", "Vacaciones"}, {day(2026, 12, 23), "", "Inventario"},
		{day(2026, 12, 25), "10:00-12:00", "Vacaciones"}, {day(2026, 12, 26), "", ""}, {day(2026, 12, 28), "", "Vacaciones"},
		{day(2027, 1, 5), "", "Vacaciones"}, {day(2027, 1, 6), "09:00-18:00", ""},
	} {
		blocks, reason := h.On(x.on, c)
		open := ""
		if len(blocks) > 0 {
			open = blocks[0].String()
		}
		if open != x.open || reason != x.reason {
			t.Errorf("%s: %q %q", x.on, open, reason)
		}
	}
	zone := h.Location()
	// 8 hours of attendance from Friday the 18th at 17:00: 1 that day, 2 on Monday and on Tuesday,
	// none on Wednesday, 2 on Thursday, and the last on Friday the 25th at 11.
	if got, want := h.Add(time.Date(2026, 12, 18, 17, 0, 0, 0, zone), 8*time.Hour, c), time.Date(2026, 12, 25, 11, 0, 0, 0, zone); !got.Equal(want) {
		t.Errorf("the clock ends %s, want %s", got.In(zone), want)
	}
	off := h.DaysOff(day(2026, 12, 20), 20, c)
	if len(off) != 2 || off[1].From != day(2026, 12, 28) || off[1].To != day(2027, 1, 5) {
		t.Errorf("off: %+v", off)
	}
	if got, want := h.Periods[0].Sentence(), "Del lunes 21 de diciembre de 2026 al domingo 27 de diciembre de 2026: atención de 10:00 a 12:00 (Vacaciones)"; got != want {
		t.Errorf("%q", got)
	}
}

func TestPeriodCheck(t *testing.T) {
	t.Parallel()
	one := regulation.Period{From: day(2026, 12, 21), To: day(2026, 12, 31), Reason: "Vacaciones"}
	for name, x := range map[string]struct {
		all []regulation.Period
		ok  bool
	}{
		"one":       {[]regulation.Period{one}, true},
		"backwards": {[]regulation.Period{{From: one.To, To: one.From}}, false},
		"no end":    {[]regulation.Period{{From: one.From}}, false},
		"too long":  {[]regulation.Period{{From: one.From, To: one.From.Plus(121)}}, false},
		"overlap":   {[]regulation.Period{one, {From: one.To, To: one.To}}, false},
		"beside":    {[]regulation.Period{one, {From: one.To.Plus(1), To: one.To.Plus(1)}}, true},
		"blocks":    {[]regulation.Period{{From: one.From, To: one.To, Blocks: []regulation.Block{{From: 600, To: 500}}}}, false},
	} {
		h := ine(t).Attendance
		h.Periods = x.all
		if err := h.Check(); (err == nil) != x.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
