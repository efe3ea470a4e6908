// Package ical writes calendars that other programs subscribe to (RFC 5545, RFC 7986).
package ical

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Calendar is a list of events with a name.
type Calendar struct {
	Product string        // who writes it
	Name    string        // as people see it
	Stamp   time.Time     // when it was written
	Every   time.Duration // how often readers should ask again; 0 for no word on it
	events  []Event
}

// Event is a stretch of time, or of whole days when AllDay; To is out.
type Event struct {
	UID      string
	Title    string
	Text     string
	URL      string
	From, To time.Time
	AllDay   bool
}

// Add puts an event at the end.
func (c *Calendar) Add(e Event) { c.events = append(c.events, e) }

// Bytes is the calendar as text/calendar.
func (c Calendar) Bytes() []byte {
	var w writer
	w.line("BEGIN:VCALENDAR")
	w.line("VERSION:2.0")
	w.line("PRODID:-//" + escape(c.Product) + "//ES")
	w.line("CALSCALE:GREGORIAN")
	w.line("METHOD:PUBLISH")
	w.line("NAME:" + escape(c.Name))
	w.line("X-WR-CALNAME:" + escape(c.Name))
	if c.Every > 0 {
		w.line(fmt.Sprintf("REFRESH-INTERVAL;VALUE=DURATION:PT%dM", int(c.Every.Minutes())))
	}
	for _, e := range c.events {
		w.event(e, c.Stamp)
	}
	w.line("END:VCALENDAR")
	return w.Bytes()
}

type writer struct{ bytes.Buffer }

func (w *writer) event(e Event, stamp time.Time) {
	w.line("BEGIN:VEVENT")
	w.line("UID:" + escape(e.UID))
	w.line("DTSTAMP:" + moment(stamp))
	if e.AllDay {
		w.line("DTSTART;VALUE=DATE:" + e.From.Format("20060102"))
		w.line("DTEND;VALUE=DATE:" + e.To.Format("20060102"))
		w.line("TRANSP:TRANSPARENT")
	} else {
		w.line("DTSTART:" + moment(e.From))
		w.line("DTEND:" + moment(e.To))
	}
	w.line("SUMMARY:" + escape(e.Title))
	if e.Text != "" {
		w.line("DESCRIPTION:" + escape(e.Text))
	}
	if e.URL != "" {
		w.line("URL:" + e.URL)
	}
	w.line("END:VEVENT")
}

func moment(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

var escaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

func escape(s string) string { return escaper.Replace(s) }

// line writes one content line, folded so that no line has more than 75 octets and no
// character is cut.
func (w *writer) line(s string) {
	const most = 75
	room := most
	for len(s) > room {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		w.WriteString(s[:cut] + "\r\n ")
		s, room = s[cut:], most-1
	}
	w.WriteString(s + "\r\n")
}
