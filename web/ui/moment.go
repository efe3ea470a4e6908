package ui

import (
	"fmt"
	"net/url"

	"github.com/a-h/templ"
)

// Moment is a choice of day and hour: chips for the near days, a date for any other,
// a list of quarters of an hour, and the sentence in which the server says it back.
// It is sent as three fields: NAME_day ("2026-11-25" or "other"), NAME_date, NAME_time.
type Moment struct {
	ID           string
	Name         string
	Legend       string
	Help         string
	Error        string
	Days         []Option // near days: value "2026-11-25", label "hoy", "mañana", "viernes 27"
	Date         string   // "2026-11-25"
	Time         string   // "10:00"
	FromHour     int      // first hour offered
	ToHour       int      // last hour offered; 0 means 23
	Sentence     string   // "Saldrá el miércoles 25 de noviembre de 2026 a las 10:00 (hora del Centro)"
	SentenceMore string   // second line, such as a warning about attendance hours
	SentenceURL  string   // where the three fields are posted for a new sentence; "" for none
}

// ParseMoment reads what a Moment of that name sent: date "2006-01-02", time "15:04".
// Either is "" when it was not chosen.
func ParseMoment(form url.Values, name string) (date, time string) {
	date = form.Get(name + "_day")
	if date == "other" || date == "" {
		date = form.Get(name + "_date")
	}
	return date, form.Get(name + "_time")
}

func (m Moment) choice() Choice {
	return Choice{ID: m.ID, Legend: m.Legend, Help: m.Help, Error: m.Error}
}

// otherDay tells whether the date is none of the chips.
func (m Moment) otherDay() bool {
	for _, d := range m.Days {
		if d.Value == m.Date {
			return false
		}
	}
	return m.Date != "" || len(m.Days) == 0
}

func (m Moment) dayID(i int) string {
	if i == 0 {
		return m.ID
	}
	return fmt.Sprintf("%s-day-%d", m.ID, i+1)
}

func (m Moment) dateID() string {
	if len(m.Days) == 0 {
		return m.ID
	}
	return m.ID + "-date"
}

// times are the quarters of an hour offered, and the chosen one if it is another.
func (m Moment) times() []Option {
	last := m.ToHour
	if last == 0 {
		last = 23
	}
	var options []Option
	found := m.Time == ""
	for hour := m.FromHour; hour <= last; hour++ {
		for minute := 0; minute < 60; minute += 15 {
			value := fmt.Sprintf("%02d:%02d", hour, minute)
			found = found || value == m.Time
			options = append(options, Option{Value: value, Label: fmt.Sprintf("%d:%02d", hour, minute), Selected: value == m.Time})
		}
	}
	if !found {
		options = append([]Option{{Value: m.Time, Label: m.Time, Selected: true}}, options...)
	}
	return options
}

func (m Moment) sentenceAttributes() templ.Attributes {
	if m.SentenceURL == "" {
		return nil
	}
	return templ.Attributes{
		"hx-post":    m.SentenceURL,
		"hx-trigger": "change delay:150ms",
		"hx-target":  "#" + m.ID + "-sentence",
		"hx-swap":    "outerMorph",
		"hx-include": "closest form",
	}
}
