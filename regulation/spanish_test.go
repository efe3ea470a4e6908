package regulation_test

import (
	"testing"
	"time"

	"pregonero/regulation"
)

func TestDateSentence(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 25, 16, 0, 0, 0, time.UTC)
	for _, x := range []struct {
		at         time.Time
		zone, want string
	}{
		{at, "America/Mexico_City", "miércoles 25 de noviembre de 2026 a las 10:00 (hora del Centro)"},
		{at, "America/Cancun", "miércoles 25 de noviembre de 2026 a las 11:00 (hora del Sureste)"},
		{at, "America/Hermosillo", "miércoles 25 de noviembre de 2026 a las 9:00 (hora de Sonora)"},
		{at, "America/Mazatlan", "miércoles 25 de noviembre de 2026 a las 9:00 (hora del Pacífico)"},
		{at, "America/Tijuana", "miércoles 25 de noviembre de 2026 a las 8:00 (hora del Noroeste)"},
		{time.Date(2026, 7, 4, 8, 5, 0, 0, time.UTC), "America/Tijuana", "sábado 4 de julio de 2026 a la 1:05 (hora del Noroeste)"},
		{time.Date(2026, 1, 1, 5, 59, 0, 0, time.UTC), "America/Mexico_City", "miércoles 31 de diciembre de 2025 a las 23:59 (hora del Centro)"},
		{at, "America/Argentina/Buenos_Aires", "miércoles 25 de noviembre de 2026 a las 13:00 (hora de Buenos Aires)"},
		{at, "UTC", "miércoles 25 de noviembre de 2026 a las 16:00 (hora universal)"},
	} {
		if got := regulation.DateSentence(x.at, zone(t, x.zone)); got != x.want {
			t.Errorf("got %q, want %q", got, x.want)
		}
	}
}

func TestWeekdayText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"miércoles", "miercoles", "Miércoles"} {
		var w regulation.Weekday
		if err := w.UnmarshalText([]byte(text)); err != nil || time.Weekday(w) != time.Wednesday {
			t.Errorf("%q: got %v, %v", text, w, err)
		}
	}
	var w regulation.Weekday
	if err := w.UnmarshalText([]byte("wednesday")); err == nil {
		t.Error("an English day was taken")
	}
}
