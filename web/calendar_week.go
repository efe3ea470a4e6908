package web

import (
	"context"
	"time"

	"pregonero/account"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// weekOf lays the cards on seven days, with the hours in which the accounts attend.
func (s *Site) weekOf(ctx context.Context, c calendarPage, cards map[string][]ui.Post, shown []account.Account, v visit) ui.Week {
	open := s.openHoursOf(c.off, c.Place.Day, shown, v)
	w := ui.Week{Label: c.Label, FirstHour: 8, LastHour: 19}
	if c.MayDraft {
		w.MoveURL = "/calendario/mover?" + c.Place.query().Encode()
	}
	for i := range 7 {
		day := s.dayOf(ctx, c, c.Place.Day.AddDate(0, 0, i), cards, shown)
		day.Attended = open.spans(day.Date)
		w.Days = append(w.Days, day)
		for _, span := range day.Attended {
			w.FirstHour, w.LastHour = min(w.FirstHour, span.From), max(w.LastHour, span.To-1)
		}
		for _, p := range day.Posts {
			w.FirstHour, w.LastHour = min(w.FirstHour, p.Hour), max(w.LastHour, p.Hour)
		}
	}
	return w
}

// dayOf is one day with its cards and what holds on it.
func (s *Site) dayOf(ctx context.Context, c calendarPage, day time.Time, cards map[string][]ui.Post, shown []account.Account) ui.Day {
	today := midnight(c.Now, day.Location())
	d := ui.Day{Date: day.Format(time.DateOnly), Label: lang.ShortDay(ctx, day), Full: lang.Day(ctx, day),
		Today: day.Equal(today), Past: day.Before(today), Bands: bandsOf(ctx, c.off, day, shown)}
	d.Posts = cards[d.Date]
	if c.MayDraft && !d.Past {
		d.NewHref = c.Place.newHref(d.Date)
	}
	return d
}

// listOf are the days of the list on which something is due.
func (s *Site) listOf(ctx context.Context, c calendarPage, cards map[string][]ui.Post, shown []account.Account) []ui.Day {
	var days []ui.Day
	for day := c.Place.Day; day.Before(c.Place.end()); day = day.AddDate(0, 0, 1) {
		if d := s.dayOf(ctx, c, day, cards, shown); len(d.Posts) > 0 {
			days = append(days, d)
		}
	}
	return days
}
