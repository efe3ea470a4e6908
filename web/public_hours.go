package web

import (
	"context"
	"net/http"
	"time"

	"pregonero/account"
	"pregonero/internal/fault"
	"pregonero/limits"
	"pregonero/regulation"
	"pregonero/web/ical"
)

// inForce is the calendar in force. When it cannot be read, that of the pack stands in its
// place: what leans on it are words on a page, and no deadline.
func (s *Site) inForce(ctx context.Context) regulation.Calendar {
	c, err := s.Office.Calendar(ctx)
	if err != nil {
		s.Log.ErrorContext(ctx, "read the calendar in force", "err", err)
		return s.Pack.Calendar
	}
	return c
}

// packInForce is the pack with the calendar in force, for what counts days by a pack.
func (s *Site) packInForce(ctx context.Context) *regulation.Pack {
	p := *s.Pack
	p.Calendar = s.inForce(ctx)
	return &p
}

// attendanceDays is how far ahead the calendar of attendance tells.
const attendanceDays = 120

// attendanceCalendar announces when an account answers, vacations and days off included,
// as a calendar that any program can subscribe to.
//
//clause:code 5.1.p5
func (s *Site) attendanceCalendar(w http.ResponseWriter, r *http.Request, _ visit) error {
	p, err := s.Office.PublicAccount(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if p.Account.State == account.Closed {
		return fault.New(fault.NotFound, "La cuenta se dio de baja y ya no tiene horario.")
	}
	s.cacheable(w, "public, max-age=3600")
	w.Header().Set("Content-Disposition", `inline; filename="horario.ics"`)
	return plain(w, "text/calendar; charset=utf-8", s.attendance(p.Account, s.inForce(r.Context())).Bytes())
}

func (s *Site) attendance(a account.Account, off regulation.Calendar) ical.Calendar {
	now := s.Now()
	c := ical.Calendar{Product: "Pregonero", Name: "Atención de " + a.At() + " en " + limits.Of(a.Network).Label, Stamp: now, Every: 12 * time.Hour}
	first := regulation.DateOf(now.In(a.Hours.Location()))
	for i := range attendanceDays {
		day := first.Plus(i)
		blocks, reason := a.Hours.On(day, off)
		for _, b := range blocks {
			c.Add(ical.Event{UID: a.ID + "-" + day.String() + "-" + b.String()[:5] + "@pregonero", Title: "Abierta: " + a.At(), URL: s.BaseURL + "/verificar/" + a.ID,
				From: minuteOf(day, b.From, a.Hours.Location()), To: minuteOf(day, b.To, a.Hours.Location())})
		}
		if len(blocks) == 0 && reason != "" {
			c.Add(ical.Event{UID: a.ID + "-" + day.String() + "@pregonero", Title: "Sin atención: " + reason, URL: s.BaseURL + "/verificar/" + a.ID,
				From: day.Start(time.UTC), To: day.Plus(1).Start(time.UTC), AllDay: true})
		}
	}
	return c
}

func minuteOf(d regulation.Date, minute int, loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, minute, 0, 0, loc)
}
