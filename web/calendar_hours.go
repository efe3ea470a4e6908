package web

import (
	"context"
	"fmt"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// openHours are the hours of each day, by date, in which some account attends.
type openHours map[string]map[int]bool

// openHoursOf marks the attendance hours of the accounts, each in its own zone, on the
// clock of the reader.
//
//clause:code 5.1.p5
func (s *Site) openHoursOf(c regulation.Calendar, monday time.Time, accounts []account.Account, v visit) openHours {
	open, seen := openHours{}, map[string]bool{}
	for _, a := range accounts {
		key := fmt.Sprint(a.Hours)
		if seen[key] {
			continue
		}
		seen[key] = true
		loc := s.hoursZone(a, v)
		first := regulation.DateOf(monday.In(loc)).Plus(-1)
		for i := range 9 {
			day := first.Plus(i)
			blocks, _ := a.Hours.On(day, c)
			for _, b := range blocks {
				open.mark(day, b, loc, v.zone)
			}
		}
	}
	return open
}

func (o openHours) mark(day regulation.Date, b regulation.Block, loc, zone *time.Location) {
	at := func(minute int) time.Time { return time.Date(day.Year, day.Month, day.Day, 0, minute, 0, 0, loc) }
	for t := at(b.From); t.Before(at(b.To)); t = t.Add(15 * time.Minute) {
		mine := t.In(zone)
		date := mine.Format(time.DateOnly)
		if o[date] == nil {
			o[date] = map[int]bool{}
		}
		o[date][mine.Hour()] = true
	}
}

// spans joins the hours of a date.
func (o openHours) spans(date string) []ui.HourSpan {
	var spans []ui.HourSpan
	for h := range 24 {
		switch {
		case !o[date][h]:
		case len(spans) > 0 && spans[len(spans)-1].To == h:
			spans[len(spans)-1].To = h + 1
		default:
			spans = append(spans, ui.HourSpan{From: h, To: h + 1})
		}
	}
	return spans
}

// bandsOf are what holds all day: a holiday, or the reason for which an account is closed.
func bandsOf(ctx context.Context, c regulation.Calendar, day time.Time, accounts []account.Account) []ui.Band {
	var bands []ui.Band
	date := regulation.DateOf(day)
	holiday, off := c.DayOff(date)
	if off {
		bands = append(bands, ui.Band{Text: lang.T(ctx, "Día inhábil: %s", holiday), State: ui.Info})
	}
	for _, a := range accounts {
		blocks, reason := a.Hours.On(date, c)
		if len(blocks) > 0 || reason == "" || reason == holiday {
			continue
		}
		band := ui.Band{Text: lang.T(ctx, "%s no atiende: %s", a.At(), reason), State: ui.Warn}
		if !slices.Contains(bands, band) {
			bands = append(bands, band)
		}
	}
	return bands
}

// otherClocks says the hour of t where the accounts are, when their clocks differ from
// the reader's: "9:00, hora del Noroeste".
func (s *Site) otherClocks(ctx context.Context, t time.Time, accounts []account.Account, v visit) []string {
	_, mine := t.In(v.zone).Zone()
	var out []string
	for _, a := range accounts {
		loc := s.hoursZone(a, v)
		_, theirs := t.In(loc).Zone()
		if theirs == mine {
			continue
		}
		there := lang.With(ctx, lang.Locale{Code: lang.Of(ctx).Code, Zone: loc})
		text := lang.T(ctx, "%s, %s", lang.Clock(there, t), lang.Zone(ctx, loc))
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}
