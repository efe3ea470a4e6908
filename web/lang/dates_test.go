package lang

import (
	"context"
	"testing"
	"time"
	_ "time/tzdata" // the test must not depend on the machine's zones
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func reader(t *testing.T, code Code, zoneName string) context.Context {
	t.Helper()
	return With(t.Context(), Locale{Code: code, Zone: zone(t, zoneName)})
}

var due = time.Date(2026, 11, 25, 16, 0, 0, 0, time.UTC) // 10:00 in Mexico City

func TestFull(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		code       Code
		mine, zone string
	}{
		{"same zone", "miércoles 25 de noviembre de 2026 a las 10:00 (hora del Centro)", Spanish, "America/Mexico_City", "America/Mexico_City"},
		{"another zone shows both", "miércoles 25 de noviembre de 2026 a las 9:00 (hora de Sonora; 10:00, hora del Centro)", Spanish, "America/Mexico_City", "America/Hermosillo"},
		{"another zone with the same clock", "miércoles 25 de noviembre de 2026 a las 10:00 (hora de Ojinaga)", Spanish, "America/Mexico_City", "America/Ojinaga"},
		{"English", "Wednesday 25 November 2026 at 10:00 (Mexico Central Time)", English, "America/Mexico_City", "America/Mexico_City"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := FullIn(reader(t, c.code, c.mine), due, zone(t, c.zone))
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestFullAtOne(t *testing.T) {
	t.Parallel()
	got := Full(reader(t, Spanish, "America/Mexico_City"), time.Date(2026, 11, 25, 7, 5, 0, 0, time.UTC))
	if want := "miércoles 25 de noviembre de 2026 a la 1:05 (hora del Centro)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTijuanaChangesInSummer(t *testing.T) {
	t.Parallel()
	ctx := reader(t, Spanish, "America/Tijuana")
	winter, summer := Clock(ctx, due), Clock(ctx, due.AddDate(0, -5, 0))
	if winter != "8:00" || summer != "9:00" {
		t.Errorf("winter %s, summer %s", winter, summer)
	}
}

func TestWhen(t *testing.T) {
	t.Parallel()
	ctx := reader(t, Spanish, "America/Mexico_City")
	for want, now := range map[string]time.Time{
		"hoy a las 10:00":                               due.Add(-9 * time.Hour),
		"mañana a las 10:00":                            due.Add(-11 * time.Hour), // 23:00 the day before
		"ayer a las 10:00":                              due.Add(24 * time.Hour),
		"miércoles 25 de noviembre a las 10:00":         due.AddDate(0, 0, 9),
		"miércoles 25 de noviembre de 2026 a las 10:00": due.AddDate(0, 3, 0),
	} {
		if got := When(ctx, due, now); got != want {
			t.Errorf("from %s: got %q, want %q", now, got, want)
		}
	}
}

func TestSpans(t *testing.T) {
	t.Parallel()
	es, en := reader(t, Spanish, "UTC"), reader(t, English, "UTC")
	for want, got := range map[string]string{
		"40 s":                    Span(es, 40*time.Second),
		"59 min":                  Span(es, 59*time.Minute),
		"2 h 06 min":              Span(es, 126*time.Minute),
		"1 día 4 h":               Span(es, 28*time.Hour),
		"3 días":                  Span(es, 72*time.Hour),
		"9 días":                  Span(es, 9*24*time.Hour+5*time.Hour),
		"1 day 4 h":               Span(en, 28*time.Hour),
		"quedan 2 h 06 min":       Left(es, due, due.Add(-126*time.Minute)),
		"venció hace 3 h 00 min":  Left(es, due, due.Add(3*time.Hour)),
		"overdue by 3 h 00 min":   Left(en, due, due.Add(3*time.Hour)),
		"hace un momento":         Ago(es, due, due.Add(10*time.Second)),
		"hace 5 min":              Ago(es, due, due.Add(5*time.Minute)),
		"mié 25":                  ShortDay(es, due),
		"25 nov":                  ShortDate(es, due),
		"noviembre de 2026":       Month(es, due),
		"25 de noviembre de 2026": Date(es, due),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
