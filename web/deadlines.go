package web

import (
	"context"
	"net/http"
	"time"

	"pregonero/deadline"
	"pregonero/regulation"
	"pregonero/reminding"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

func (s *Site) deadlineRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /plazos", s.inside(s.deadlines))
}

// deadlines shows what the person owes and what is owed to them, with how each was counted.
func (s *Site) deadlines(w http.ResponseWriter, r *http.Request, v visit) error {
	l, err := s.Clock.Mine(r.Context(), v.actor)
	if err != nil {
		return err
	}
	inForce := s.packInForce(r.Context())
	return s.show(w, r, http.StatusOK, s.page(r, v, "plazos", lang.T(r.Context(), "Plazos")), deadlinesView(inForce, l, s.Now(), v.zone))
}

// deadlineTitle is what is owed, in words.
func deadlineTitle(ctx context.Context, d deadline.Deadline) string {
	label := lang.Dyn(ctx, d.Label)
	if d.Detail == "" {
		return label
	}
	return label + ": " + d.Detail
}

// deadlineTag shows how much is left of it, with its clause, start and count. p is the pack
// with the calendar in force.
func deadlineTag(p *regulation.Pack, d deadline.Deadline, now time.Time, zone *time.Location) ui.Deadline {
	t := ui.Deadline{ID: "plazo-" + d.ID, Due: d.Due, Now: now, Kind: ui.Hours, Started: d.From, Clause: d.Clause, Href: clauseHref(d.Clause)}
	switch d.Unit {
	case regulation.BusinessDays:
		t.Kind, t.Days = ui.BusinessDays, p.Calendar.BusinessDaysBetween(now, d.Due, zone)
	case regulation.CalendarDays, regulation.Months:
		t.Kind, t.Days = ui.NaturalDays, regulation.Calendar{}.BusinessDaysBetween(now, d.Due, zone)
	}
	return t
}

// deadlineHref is where it is met.
func deadlineHref(d deadline.Deadline) string {
	if d.Path == "" {
		return "/plazos#plazo-" + d.ID
	}
	return d.Path
}

// deadlineSkips lists the days that the count passed over for a reason of their own;
// weekends are told together.
func deadlineSkips(ctx context.Context, d deadline.Deadline) (named []string, weekends int) {
	for _, x := range d.Skipped {
		if x.Weekend {
			weekends++
			continue
		}
		named = append(named, lang.T(ctx, "%s: %s", regulation.DaySentence(x.Day.Start(time.UTC), time.UTC), x.Reason))
	}
	return named, weekends
}

func deadlineGroups(ctx context.Context, l reminding.List) []deadlineGroup {
	return []deadlineGroup{{lang.T(ctx, "Le tocan a usted"), lang.T(ctx, "No debe nada con plazo."), l.Owed},
		{lang.T(ctx, "Los deben otras personas"), lang.T(ctx, "Nadie debe nada con plazo de lo que usted sigue."), l.Other}}
}

type deadlineGroup struct {
	title, empty string
	all          []deadline.Deadline
}
