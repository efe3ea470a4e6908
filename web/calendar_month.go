package web

import (
	"context"
	"strings"
	"time"

	"pregonero/publishing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// monthOf counts what is due on each day of a month.
func (s *Site) monthOf(ctx context.Context, due publishing.Week, c calendarPage, v visit) ui.Month {
	place, now := c.Place, c.Now
	counts, problems := map[string]int{}, map[string]bool{}
	for _, p := range due.Posts {
		date := p.Content.DueAt.In(v.zone).Format(time.DateOnly)
		counts[date]++
		problems[date] = problems[date] || dueTag(ctx, p, due.Publications[p.ID], now).State == ui.Fix
	}
	m := ui.Month{Label: firstUpper(lang.Month(ctx, place.Day))}
	monday := place.as(weekView).Day
	for day := monday; day.Before(place.end()); day = day.AddDate(0, 0, 7) {
		m.Weeks = append(m.Weeks, nil)
		for i := range 7 {
			one := day.AddDate(0, 0, i)
			square := s.squareOf(ctx, one, c)
			if date := one.Format(time.DateOnly); square.Number > 0 {
				square.Count, square.Problem = counts[date], problems[date]
			}
			m.Weeks[len(m.Weeks)-1] = append(m.Weeks[len(m.Weeks)-1], square)
		}
	}
	for i := range 7 {
		m.Weekdays = append(m.Weekdays, strings.Fields(lang.ShortDay(ctx, monday.AddDate(0, 0, i)))[0])
	}
	return m
}

// squareOf is one day of the month, empty outside of it; it leads to its week.
func (s *Site) squareOf(ctx context.Context, day time.Time, c calendarPage) ui.MonthDay {
	place, now := c.Place, c.Now
	if day.Month() != place.Day.Month() {
		return ui.MonthDay{}
	}
	week := place
	week.View = weekView
	square := ui.MonthDay{Number: day.Day(), Href: week.at(day).href(), Full: lang.Day(ctx, day), Today: day.Equal(midnight(now, day.Location()))}
	for _, b := range bandsOf(ctx, c.off, day, nil) {
		square.Band = b.Text
	}
	return square
}
