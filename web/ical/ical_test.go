package ical

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// read is a strict reader of what RFC 5545 asks of content lines and of components.
func read(t *testing.T, text string) []map[string]string {
	t.Helper()
	if !strings.HasSuffix(text, "END:VCALENDAR\r\n") || !strings.HasPrefix(text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") {
		t.Fatalf("it does not begin or end as a calendar: %q", text)
	}
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) || line == "" {
			t.Errorf("a line of %d octets, or broken: %q", len(line), line)
		}
	}
	var events []map[string]string
	var open []string
	for _, line := range strings.Split(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			t.Fatalf("no content line: %q", line)
		}
		switch name {
		case "BEGIN":
			if open = append(open, value); value == "VEVENT" {
				events = append(events, map[string]string{})
			}
		case "END":
			if open[len(open)-1] != value {
				t.Fatalf("%s ends inside %v", value, open)
			}
			open = open[:len(open)-1]
		default:
			if len(events) > 0 && len(open) == 2 {
				if _, twice := events[len(events)-1][name]; twice {
					t.Errorf("%s twice in one event", name)
				}
				events[len(events)-1][name] = value
			}
		}
	}
	return events
}

func TestCalendar(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 9, 1, 16, 0, 0, 0, time.UTC)
	c := Calendar{Product: "Prueba", Name: strings.Repeat("Año, ñandú; ", 12), Stamp: now, Every: time.Hour}
	c.Add(Event{UID: "1@prueba", Title: "Uno, dos; tres\\cuatro\ncinco", Text: strings.Repeat("ó", 100), URL: "https://example.org/a?b=c", From: now, To: now.Add(time.Hour)})
	c.Add(Event{UID: "2@prueba", Title: "Todo el día", From: now.Truncate(24 * time.Hour), To: now.Truncate(24*time.Hour).AddDate(0, 0, 1), AllDay: true})
	events := read(t, string(c.Bytes()))
	if len(events) != 2 {
		t.Fatalf("%d events", len(events))
	}
	for _, e := range events {
		if e["UID"] == "" || e["DTSTAMP"] != "20260901T160000Z" {
			t.Errorf("an event without identity or stamp: %v", e)
		}
	}
	if e := events[0]; e["SUMMARY"] != `Uno\, dos\; tres\\cuatro\ncinco` || e["DTSTART"] != "20260901T160000Z" || e["DTEND"] != "20260901T170000Z" || e["DESCRIPTION"] != strings.Repeat("ó", 100) {
		t.Errorf("%v", e)
	}
	if e := events[1]; e["DTSTART;VALUE=DATE"] != "20260901" || e["DTEND;VALUE=DATE"] != "20260902" {
		t.Errorf("%v", e)
	}
}
