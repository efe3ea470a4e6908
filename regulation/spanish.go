package regulation

import (
	"fmt"
	"strings"
	"time"
)

var dayNames = [...]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"}

var monthNames = [...]string{"enero", "febrero", "marzo", "abril", "mayo", "junio",
	"julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}

// Weekday is a day of the week that reads and writes itself in Spanish: "lunes".
type Weekday time.Weekday

// MarshalText gives the Spanish name.
func (w Weekday) MarshalText() ([]byte, error) { return []byte(DayName(time.Weekday(w))), nil }

// UnmarshalText takes the Spanish name, with or without accent.
func (w *Weekday) UnmarshalText(text []byte) error {
	name := withoutAccents(strings.ToLower(string(text)))
	for i, d := range dayNames {
		if withoutAccents(d) == name {
			*w = Weekday(i)
			return nil
		}
	}
	return fmt.Errorf("%q no es un día de la semana", text)
}

// DayName is the Spanish name of a day of the week.
func DayName(d time.Weekday) string { return dayNames[d%7] }

// MonthName is the Spanish name of a month.
func MonthName(m time.Month) string { return monthNames[(m+11)%12] }

// DaySentence writes the day of t in loc: "miércoles 25 de noviembre de 2026".
func DaySentence(t time.Time, loc *time.Location) string {
	t = t.In(loc)
	return fmt.Sprintf("%s %d de %s de %d", DayName(t.Weekday()), t.Day(), MonthName(t.Month()), t.Year())
}

// ClockSentence writes the hour of t in loc: "a las 10:00", "a la 1:30".
func ClockSentence(t time.Time, loc *time.Location) string {
	t = t.In(loc)
	article := "a las"
	if t.Hour() == 1 {
		article = "a la"
	}
	return fmt.Sprintf("%s %d:%02d", article, t.Hour(), t.Minute())
}

// DateSentence writes a moment so that nobody doubts it:
// "miércoles 25 de noviembre de 2026 a las 10:00 (hora del Centro)".
func DateSentence(t time.Time, loc *time.Location) string {
	return fmt.Sprintf("%s %s (%s)", DaySentence(t, loc), ClockSentence(t, loc), ZoneName(loc))
}

// zoneNames are what people in Mexico call their hours. A zone of another country is
// named by its city.
var zoneNames = map[string]string{
	"America/Mexico_City":    "hora del Centro",
	"America/Merida":         "hora del Centro",
	"America/Monterrey":      "hora del Centro",
	"America/Chihuahua":      "hora del Centro",
	"America/Bahia_Banderas": "hora del Centro",
	"America/Cancun":         "hora del Sureste",
	"America/Mazatlan":       "hora del Pacífico",
	"America/Hermosillo":     "hora de Sonora",
	"America/Tijuana":        "hora del Noroeste",
	"America/Ciudad_Juarez":  "hora de Ciudad Juárez",
	"America/Ojinaga":        "hora de Ojinaga",
	"America/Matamoros":      "hora de la frontera noreste",
	"UTC":                    "hora universal",
	"Local":                  "hora de este equipo",
}

// ZoneName is the Spanish name of a zone: "hora del Centro".
func ZoneName(loc *time.Location) string {
	if name, ok := zoneNames[loc.String()]; ok {
		return name
	}
	_, city, found := strings.Cut(loc.String(), "/")
	if !found {
		return "hora de " + loc.String()
	}
	if i := strings.LastIndexByte(city, '/'); i >= 0 {
		city = city[i+1:]
	}
	return "hora de " + strings.ReplaceAll(city, "_", " ")
}

var accents = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u")

func withoutAccents(s string) string { return accents.Replace(s) }

func sameFold(a, b string) bool { return strings.EqualFold(a, b) }

// capital writes the first letter in upper case.
func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// join lists words as Spanish does: "a, b y c".
func join(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " y " + words[last]
}
