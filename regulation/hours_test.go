package regulation_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pregonero/regulation"
)

// office attends Monday to Friday with a pause, Saturday in the morning, in that zone.
func office(zone string) regulation.Hours {
	day := []regulation.Block{{From: 9 * 60, To: 14 * 60}, {From: 16 * 60, To: 18 * 60}}
	return regulation.Hours{Zone: zone, HolidaysClosed: true, Weekly: map[time.Weekday][]regulation.Block{
		time.Monday: day, time.Tuesday: day, time.Wednesday: day, time.Thursday: day, time.Friday: day,
		time.Saturday: {{From: 10 * 60, To: 13 * 60}},
	}}
}

func moment(t testing.TB, loc *time.Location, text string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("2006-01-02 15:04", text, loc)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

//clause:test 5.1.p5
func TestOpenAndNextOpen(t *testing.T) {
	t.Parallel()
	centre := zone(t, "America/Mexico_City")
	c := ine(t).Calendar
	h := office("America/Mexico_City")
	h.Exceptions = []regulation.Exception{
		{Date: regulation.Date{Year: 2026, Month: 11, Day: 26}, Reason: "Mudanza"},
		{Date: regulation.Date{Year: 2026, Month: 11, Day: 16}, Blocks: []regulation.Block{{From: 11 * 60, To: 12 * 60}}, Reason: "Guardia"},
	}
	for _, x := range []struct {
		at   string
		open bool
		next string
	}{
		{"2026-11-25 08:59", false, "2026-11-25 09:00"},
		{"2026-11-25 09:00", true, "2026-11-25 09:00"},
		{"2026-11-25 14:00", false, "2026-11-25 16:00"},
		{"2026-11-25 18:00", false, "2026-11-27 09:00"}, // the 26th is an exception
		{"2026-11-28 12:59", true, "2026-11-28 12:59"},
		{"2026-11-28 13:00", false, "2026-11-30 09:00"},
		{"2026-11-16 10:00", false, "2026-11-16 11:00"}, // a holiday, open by exception
		{"2026-11-16 11:30", true, "2026-11-16 11:30"},
		{"2026-12-25 10:00", false, "2027-01-06 09:00"}, // vacations
	} {
		at := moment(t, centre, x.at)
		if got := h.Open(at, c); got != x.open {
			t.Errorf("%s: open %v", x.at, got)
		}
		if got := h.NextOpen(at, c).In(centre).Format("2006-01-02 15:04"); got != x.next {
			t.Errorf("%s: next %s, want %s", x.at, got, x.next)
		}
	}
}

func TestHolidaysOpenWhenTheAccountAttends(t *testing.T) {
	t.Parallel()
	h := office("America/Mexico_City")
	h.HolidaysClosed = false
	if !h.Open(moment(t, h.Location(), "2026-11-16 10:00"), ine(t).Calendar) {
		t.Error("a holiday is open when the hours say so")
	}
}

func TestAddAndBetween(t *testing.T) {
	t.Parallel()
	centre := zone(t, "America/Mexico_City")
	c := ine(t).Calendar
	h := office("America/Mexico_City")
	for _, x := range []struct {
		from string
		d    time.Duration
		to   string
	}{
		{"2026-11-25 10:00", 2 * time.Hour, "2026-11-25 12:00"},
		{"2026-11-25 13:00", 2 * time.Hour, "2026-11-25 17:00"},
		{"2026-11-25 12:00", 8 * time.Hour, "2026-11-26 13:00"},
		{"2026-11-27 17:00", 3 * time.Hour, "2026-11-28 12:00"},
		{"2026-11-27 17:00", time.Hour, "2026-11-27 18:00"},
		{"2026-11-28 20:00", time.Hour, "2026-11-30 10:00"},
		{"2026-11-14 12:00", 2 * time.Hour, "2026-11-17 10:00"},
		{"2026-12-18 17:00", 2 * time.Hour, "2026-12-19 11:00"},
		{"2026-12-19 13:00", time.Hour, "2027-01-06 10:00"},
	} {
		from := moment(t, centre, x.from)
		to := h.Add(from, x.d, c)
		if got := to.In(centre).Format("2006-01-02 15:04"); got != x.to {
			t.Errorf("%s + %s: got %s, want %s", x.from, x.d, got, x.to)
		}
		if got := h.Between(from, to, c); got != x.d {
			t.Errorf("%s to %s: %s, want %s", x.from, x.to, got, x.d)
		}
	}
	if from := moment(t, centre, "2026-11-25 03:00"); !h.Add(from, 0, c).Equal(from) || h.Between(from, from.Add(-time.Hour), c) != 0 {
		t.Error("nothing added and nothing between should change nothing")
	}
}

// In Tijuana 2026-03-08 has no 2:00 and 2026-11-01 has 1:00 twice.
func TestHoursAcrossTheChangeOfClocks(t *testing.T) {
	t.Parallel()
	h := regulation.Hours{Zone: "America/Tijuana", Weekly: map[time.Weekday][]regulation.Block{time.Sunday: {{From: 0, To: 24 * 60}}}}
	for _, x := range []struct {
		sunday string
		long   time.Duration
	}{{"2026-03-08", 23 * time.Hour}, {"2026-11-01", 25 * time.Hour}, {"2026-11-08", 24 * time.Hour}} {
		from := moment(t, h.Location(), x.sunday+" 00:00")
		if got := h.Between(from, from.Add(72*time.Hour), regulation.Calendar{}); got != x.long {
			t.Errorf("%s has %s, want %s", x.sunday, got, x.long)
		}
	}
	summer := moment(t, h.Location(), "2026-10-30 17:00").UTC()
	monday := office("America/Tijuana").Add(summer, 4*time.Hour+time.Minute, regulation.Calendar{}).UTC()
	if got := monday.Format("2006-01-02 15:04"); got != "2026-11-02 17:01" { // 9:01 at −8
		t.Errorf("got %s", got)
	}
}

func TestNeverOpen(t *testing.T) {
	t.Parallel()
	h, now := regulation.Hours{Zone: "UTC"}, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if h.Open(now, regulation.Calendar{}) || !h.NextOpen(now, regulation.Calendar{}).IsZero() || !h.Add(now, time.Hour, regulation.Calendar{}).IsZero() {
		t.Error("hours without blocks never open")
	}
}

func drawHours(t *rapid.T) regulation.Hours {
	zones := []string{"America/Tijuana", "America/Mexico_City", "America/Hermosillo", "America/Cancun", "America/Ciudad_Juarez", "Europe/Madrid", "UTC"}
	h := regulation.Hours{Zone: rapid.SampledFrom(zones).Draw(t, "zone"), HolidaysClosed: rapid.Bool().Draw(t, "holidays"),
		Weekly: map[time.Weekday][]regulation.Block{}}
	for range rapid.IntRange(1, 7).Draw(t, "days") {
		day := time.Weekday(rapid.IntRange(0, 6).Draw(t, "day"))
		from := rapid.IntRange(0, 23*60).Draw(t, "from")
		to := rapid.IntRange(from+1, 24*60).Draw(t, "to")
		h.Weekly[day] = []regulation.Block{{From: from, To: to}}
		if to+2 < 24*60 && rapid.Bool().Draw(t, "pause") {
			h.Weekly[day] = append(h.Weekly[day], regulation.Block{From: to + 1, To: 24 * 60})
		}
	}
	return h
}

func TestHoursProperty(t *testing.T) {
	t.Parallel()
	c := ine(t).Calendar
	rapid.Check(t, func(t *rapid.T) {
		h := drawHours(t)
		if err := h.Check(); err != nil {
			t.Fatal(err)
		}
		from := time.Unix(rapid.Int64Range(1_767_000_000, 1_830_000_000).Draw(t, "from"), 0)
		d := time.Duration(rapid.Int64Range(1, int64(60*time.Hour)).Draw(t, "d"))
		to := h.Add(from, d, c)
		if to.IsZero() {
			return // so little open time does not hold it within the horizon
		}
		if got := h.Between(from, to, c); got != d {
			t.Fatalf("between %s and %s: %s, want %s", from, to, got, d)
		}
		if next := h.NextOpen(from, c); !h.Open(next, c) || next.Before(from) {
			t.Fatalf("next %s after %s is not open", next, from)
		}
		if !h.Open(to.Add(-time.Nanosecond), c) {
			t.Fatalf("the last moment before %s is not open", to)
		}
	})
}

func TestSentence(t *testing.T) {
	t.Parallel()
	nine, all := []regulation.Block{{From: 540, To: 1080}}, []regulation.Block{{From: 0, To: 1440}}
	type week = map[time.Weekday][]regulation.Block
	for _, x := range []struct {
		name string
		h    regulation.Hours
		want string
	}{
		{"pack", ine(t).Attendance, "Lunes a viernes de 9:00 a 18:00 (hora del Centro)"},
		{"pause and Saturday", office("America/Tijuana"), "Lunes a viernes de 9:00 a 14:00 y de 16:00 a 18:00; sábado de 10:00 a 13:00 (hora del Noroeste)"},
		{"two days", regulation.Hours{Zone: "America/Cancun", Weekly: week{1: nine, 2: nine}}, "Lunes y martes de 9:00 a 18:00 (hora del Sureste)"},
		{"apart", regulation.Hours{Zone: "America/Hermosillo", Weekly: week{1: nine, 3: nine}}, "Lunes de 9:00 a 18:00; miércoles de 9:00 a 18:00 (hora de Sonora)"},
		{"always", regulation.Hours{Zone: "America/Mazatlan", Weekly: week{0: all, 1: all, 2: all, 3: all, 4: all, 5: all, 6: all}}, "Todos los días las 24 horas (hora del Pacífico)"},
		{"never", regulation.Hours{Zone: "UTC"}, "Sin horario de atención"},
	} {
		if got := x.h.Sentence(); got != x.want {
			t.Errorf("%s: got %q, want %q", x.name, got, x.want)
		}
	}
}

func TestHoursJSON(t *testing.T) {
	t.Parallel()
	h := office("America/Tijuana")
	h.Exceptions = []regulation.Exception{{Date: regulation.Date{Year: 2026, Month: 12, Day: 24}, Reason: "Nochebuena"}}
	text, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"miércoles":["09:00-14:00","16:00-18:00"]`, `"date":"2026-12-24"`, `"zone":"America/Tijuana"`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	var back regulation.Hours
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if back.Sentence() != h.Sentence() || len(back.Exceptions) != 1 {
		t.Errorf("got %+v", back)
	}
}

func TestBlockText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"9:00-18:00", "09:00", "09:00-09:00", "18:00-09:00", "09:60-10:00", "09:00-24:01", "09:00-18:00x", "-9:00-18:00", "", "09:00–18:00", " 9:00-18:00"} {
		var b regulation.Block
		if err := b.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q was taken as %v", text, b)
		}
	}
	var b regulation.Block
	if err := b.UnmarshalText([]byte("00:00-24:00")); err != nil || b != (regulation.Block{From: 0, To: 1440}) {
		t.Errorf("got %v, %v", b, err)
	}
}

func TestHoursCheck(t *testing.T) {
	t.Parallel()
	type week = map[time.Weekday][]regulation.Block
	day := regulation.Date{Year: 2026, Month: 12, Day: 24}
	for _, x := range []struct {
		h    regulation.Hours
		want string
	}{
		{regulation.Hours{Zone: "America/Atlantis"}, "la zona horaria"},
		{regulation.Hours{}, "la zona horaria"},
		{regulation.Hours{Zone: "UTC", Weekly: week{1: {{From: 60, To: 120}, {From: 100, To: 200}}}}, "lunes: el bloque 01:40-03:20 se encima"},
		{regulation.Hours{Zone: "UTC", Weekly: week{1: {{From: 60, To: 1500}}}}, "lunes: el bloque"},
		{regulation.Hours{Zone: "UTC", Exceptions: []regulation.Exception{{Date: day}, {Date: day}}}, "2026-12-24: la fecha está dos veces"},
	} {
		if err := x.h.Check(); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("got %v, want %q", err, x.want)
		}
	}
}

func BenchmarkHoursAdd(b *testing.B) {
	h, c := ine(b).Attendance, ine(b).Calendar
	from := time.Date(2026, 11, 27, 20, 0, 0, 0, time.UTC)
	for b.Loop() {
		if h.Add(from, 8*time.Hour, c).IsZero() {
			b.Fatal("never open")
		}
	}
}

func BenchmarkAddBusinessDays(b *testing.B) {
	c, loc := ine(b).Calendar, zone(b, "America/Mexico_City")
	from := time.Date(2026, 11, 27, 20, 0, 0, 0, time.UTC)
	for b.Loop() {
		c.AddBusinessDays(from, 15, loc)
	}
}
