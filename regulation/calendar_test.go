package regulation_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"pregonero/regulation"
)

func ine(t testing.TB) *regulation.Pack {
	t.Helper()
	p, err := regulation.Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestIsBusiness(t *testing.T) {
	t.Parallel()
	c := ine(t).Calendar
	for _, x := range []struct{ day, reason string }{
		{"2026-11-25", ""},
		{"2026-11-28", "sábado"},
		{"2026-11-29", "domingo"},
		{"2026-01-01", "Año Nuevo"},
		{"2026-02-02", "Aniversario de la Constitución"},
		{"2026-02-05", ""},
		{"2027-02-01", "Aniversario de la Constitución"},
		{"2026-03-16", "Natalicio de Benito Juárez"},
		{"2026-03-23", ""},
		{"2026-05-01", "Día del Trabajo"},
		{"2026-09-16", "Día de la Independencia"},
		{"2026-11-16", "Aniversario de la Revolución"},
		{"2026-11-20", ""},
		{"2026-12-25", "Navidad"},
		{"2024-10-01", "Transmisión del Poder Ejecutivo Federal"},
		{"2025-10-01", ""},
		{"2018-10-01", ""},
		{"2030-10-01", "Transmisión del Poder Ejecutivo Federal"},
		{"2026-12-21", "Segundo periodo vacacional 2026 (fechas por confirmar)"},
		{"2027-01-05", "Segundo periodo vacacional 2026 (fechas por confirmar)"},
		{"2027-01-06", ""},
	} {
		day, err := time.Parse(time.DateOnly, x.day)
		if err != nil {
			t.Fatal(err)
		}
		yes, reason := c.IsBusiness(day)
		if yes != (x.reason == "") || reason != x.reason {
			t.Errorf("%s: got %v %q, want %q", x.day, yes, reason, x.reason)
		}
	}
}

func TestEaster(t *testing.T) {
	t.Parallel()
	friday := -2
	c := regulation.Calendar{Holidays: []regulation.Holiday{{Name: "Viernes Santo", Easter: &friday}}}
	for _, d := range []regulation.Date{{Year: 2024, Month: 3, Day: 29}, {Year: 2025, Month: 4, Day: 18}, {Year: 2026, Month: 4, Day: 3}} {
		if _, off := c.DayOff(d); !off {
			t.Errorf("%s is Good Friday", d)
		}
		if _, off := c.DayOff(d.Plus(1)); off {
			t.Errorf("the day after %s is not", d)
		}
	}
}

func TestAddBusinessDays(t *testing.T) {
	t.Parallel()
	centre := zone(t, "America/Mexico_City")
	c := ine(t).Calendar
	for _, x := range []struct {
		name, start string
		n           int
		due         string
		skipped     int
	}{
		{"fifteen, weekends only", "2026-11-25 10:00", 15, "2026-12-16 23:59:59", 6},
		{"fifteen, over a Monday of the law", "2026-10-30 09:00", 15, "2026-11-23 23:59:59", 9},
		{"from a Friday", "2026-11-27 23:00", 1, "2026-11-30 23:59:59", 2},
		{"from a Saturday", "2026-11-28 12:00", 1, "2026-11-30 23:59:59", 1},
		{"over vacations and New Year", "2026-12-18 12:00", 1, "2027-01-06 23:59:59", 18},
		{"none", "2026-11-25 10:00", 0, "2026-11-25 23:59:59", 0},
		{"negative", "2026-11-25 10:00", -3, "2026-11-25 23:59:59", 0},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			start, err := time.ParseInLocation("2006-01-02 15:04", x.start, centre)
			if err != nil {
				t.Fatal(err)
			}
			due, skipped := c.AddBusinessDays(start.UTC(), x.n, centre)
			if got := due.In(centre).Format(time.DateTime); got != x.due || len(skipped) != x.skipped {
				t.Errorf("got %s, %d skipped %v; want %s, %d", got, len(skipped), skipped, x.due, x.skipped)
			}
			if left := c.BusinessDaysBetween(start, due, centre); x.n > 0 && left != x.n {
				t.Errorf("%d are left, want %d", left, x.n)
			}
		})
	}
}

func TestSkippedSaysWhy(t *testing.T) {
	t.Parallel()
	centre := zone(t, "America/Mexico_City")
	_, skipped := ine(t).Calendar.AddBusinessDays(time.Date(2026, 11, 13, 9, 0, 0, 0, centre), 1, centre)
	want := []regulation.Skipped{
		{Day: regulation.Date{Year: 2026, Month: 11, Day: 14}, Reason: "sábado", Weekend: true},
		{Day: regulation.Date{Year: 2026, Month: 11, Day: 15}, Reason: "domingo", Weekend: true},
		{Day: regulation.Date{Year: 2026, Month: 11, Day: 16}, Reason: "Aniversario de la Revolución"},
	}
	if len(skipped) != len(want) {
		t.Fatalf("got %v", skipped)
	}
	for i := range want {
		if skipped[i] != want[i] {
			t.Errorf("got %v, want %v", skipped[i], want[i])
		}
	}
}

// The day that counts is the one of the zone handed in: 23:30 in Tijuana is already the
// next day in Mexico City.
func TestBusinessDaysFollowTheZone(t *testing.T) {
	t.Parallel()
	tijuana, centre := zone(t, "America/Tijuana"), zone(t, "America/Mexico_City")
	late := time.Date(2026, 11, 25, 23, 30, 0, 0, tijuana)
	c := ine(t).Calendar
	here, _ := c.AddBusinessDays(late, 1, tijuana)
	there, _ := c.AddBusinessDays(late, 1, centre)
	if here.In(tijuana).Day() != 26 || there.In(centre).Day() != 27 {
		t.Errorf("got %s and %s", here, there)
	}
}

func TestBusinessDaysProperty(t *testing.T) {
	t.Parallel()
	c := ine(t).Calendar
	loc := zone(t, "America/Tijuana")
	rapid.Check(t, func(t *rapid.T) {
		start := time.Unix(rapid.Int64Range(1_700_000_000, 1_990_000_000).Draw(t, "start"), 0)
		n := rapid.IntRange(1, 60).Draw(t, "n")
		due, skipped := c.AddBusinessDays(start, n, loc)
		if yes, reason := c.IsBusiness(due.In(loc)); !yes {
			t.Fatalf("%s is due on a day off: %s", due, reason)
		}
		if left := c.BusinessDaysBetween(start, due, loc); left != n {
			t.Fatalf("%d business days, want %d", left, n)
		}
		from, to := regulation.DateOf(start.In(loc)), regulation.DateOf(due.In(loc))
		if from.Plus(n+len(skipped)) != to {
			t.Fatalf("%s + %d + %d skipped is not %s", from, n, len(skipped), to)
		}
		if c.BusinessDaysBetween(due, start, loc) != -n {
			t.Fatal("the way back is not as long")
		}
	})
}

//clause:test 6.xix
func TestDeadlineDue(t *testing.T) {
	t.Parallel()
	p := ine(t)
	centre := zone(t, "America/Mexico_City")
	start := time.Date(2026, 12, 31, 17, 30, 0, 0, centre)
	for _, x := range []struct {
		d    regulation.Deadline
		want string
		says string
	}{
		{regulation.Deadline{Amount: 48, Unit: regulation.ClockHours}, "2027-01-02 17:30:00", "48 horas"},
		{regulation.Deadline{Amount: 2, Unit: regulation.Months}, "2027-02-28 23:59:59", "2 meses"},
		{regulation.Deadline{Amount: 1, Unit: regulation.CalendarDays}, "2027-01-01 23:59:59", "1 día natural"},
		{regulation.Deadline{Amount: 1, Unit: regulation.BusinessDays}, "2027-01-06 23:59:59", "1 día hábil"},
		{regulation.Deadline{Amount: 8, Unit: regulation.AttendanceHours}, "2027-01-06 17:00:00", "8 horas de atención"},
	} {
		due, _ := x.d.Due(start, p.Attendance, p.Calendar)
		if got := due.In(centre).Format(time.DateTime); got != x.want {
			t.Errorf("%s: got %s, want %s", x.d.Unit, got, x.want)
		}
		if got := x.d.Sentence(); got != x.says {
			t.Errorf("got %q, want %q", got, x.says)
		}
	}
}
