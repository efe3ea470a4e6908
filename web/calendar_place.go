package web

import (
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// Views of the calendar.
const (
	weekView  = "semana"
	monthView = "mes"
	listView  = "lista"
)

// listDays is how many days the list shows.
const listDays = 28

// calendarPlace is which part of the calendar is shown; all of it is in the address.
type calendarPlace struct {
	View    string
	Day     time.Time // the Monday of the week, or the first of the month, at midnight of the reader's zone
	Account string    // "" for all
}

// placeOf reads the address; what it does not understand is today.
func placeOf(r *http.Request, now time.Time, zone *time.Location) calendarPlace {
	q := r.URL.Query()
	p := calendarPlace{View: weekView, Account: q.Get("cuenta")}
	if v := q.Get("vista"); v == monthView || v == listView {
		p.View = v
	}
	day := midnight(now, zone)
	if monday, ok := mondayOf(q.Get("semana"), zone); ok {
		day = monday
	}
	if first, err := time.ParseInLocation("2006-01", q.Get("mes"), zone); err == nil && inReach(first.Year()) {
		day = first
	}
	return p.at(day)
}

// at is the same view on another day.
func (p calendarPlace) at(day time.Time) calendarPlace {
	if p.View == monthView {
		p.Day = time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, day.Location())
		return p
	}
	p.Day = midnight(day, day.Location()).AddDate(0, 0, -(int(day.Weekday())+6)%7)
	return p
}

// as is the same day in another view.
func (p calendarPlace) as(view string) calendarPlace {
	p.View = view
	return p.at(p.Day)
}

// end is the first moment that is not shown any more.
func (p calendarPlace) end() time.Time { return p.step(1).Day }

// step is as many weeks, months or lists later.
func (p calendarPlace) step(n int) calendarPlace {
	switch p.View {
	case monthView:
		return p.at(p.Day.AddDate(0, n, 0))
	case listView:
		return p.at(p.Day.AddDate(0, 0, n*listDays))
	}
	return p.at(p.Day.AddDate(0, 0, 7*n))
}

func (p calendarPlace) query() url.Values {
	q := url.Values{}
	if p.View != weekView {
		q.Set("vista", p.View)
	}
	if p.Account != "" {
		q.Set("cuenta", p.Account)
	}
	if p.View == monthView {
		q.Set("mes", p.Day.Format("2006-01"))
	} else {
		year, week := p.Day.ISOWeek()
		q.Set("semana", fmt.Sprintf("%d-W%02d", year, week))
	}
	return q
}

func (p calendarPlace) href() string { return "/calendario?" + p.query().Encode() }

// newHref is where a publication for a day is written.
func (p calendarPlace) newHref(day string) string {
	q := url.Values{}
	if day != "" {
		q.Set("dia", day)
	}
	if p.Account != "" {
		q.Set("cuenta", p.Account)
	}
	if len(q) == 0 {
		return "/redactar"
	}
	return "/redactar?" + q.Encode()
}

// mondayOf reads a week as ISO 8601 writes it, "2026-W48".
func mondayOf(text string, zone *time.Location) (time.Time, bool) {
	var year, week int
	if n, _ := fmt.Sscanf(text, "%4d-W%2d", &year, &week); n != 2 || !inReach(year) {
		return time.Time{}, false
	}
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, zone) // always in the first week
	monday := fourth.AddDate(0, 0, 7*(week-1)-(int(fourth.Weekday())+6)%7)
	y, w := monday.ISOWeek()
	return monday, y == year && w == week
}

func inReach(year int) bool { return year >= 2000 && year <= 2199 }

func midnight(t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, zone)
}

// unfiltered is the same place for all accounts.
func (p calendarPlace) unfiltered() calendarPlace {
	p.Account = ""
	return p
}
