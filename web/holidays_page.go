package web

import (
	"context"
	"net/http"
	"time"

	"pregonero/internal/fault"
	"pregonero/opening"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

func (s *Site) holidayRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /dias-inhabiles", s.inside(s.holidays))
	m.HandleFunc("POST /dias-inhabiles", s.inside(s.holidayAdd))
	m.HandleFunc("POST /dias-inhabiles/quitar", s.inside(s.holidayRemove))
}

// holidayList is the institution's calendar, with what was typed.
type holidayList struct {
	opening.Year
	pack   *regulation.Pack
	today  regulation.Date
	zone   *time.Location
	form   map[string]string
	errors []ui.FieldError
}

// holidays shows the days without work: the law's and the institution's own.
func (s *Site) holidays(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showHolidays(w, r, v, http.StatusOK, holidayList{})
}

func (s *Site) showHolidays(w http.ResponseWriter, r *http.Request, v visit, status int, l holidayList) (err error) {
	if l.Year, err = s.Opener.Calendar(r.Context(), v.actor); err != nil {
		return err
	}
	l.pack, l.today, l.zone = s.Pack, regulation.DateOf(s.Now().In(v.zone)), v.zone
	p := s.page(r, v, "dias-inhabiles", lang.T(r.Context(), "Días inhábiles"))
	p.Errors = l.errors
	return s.show(w, r, status, p, holidaysView(l))
}

// holidayAdd adds a period of the institution's own.
func (s *Site) holidayAdd(w http.ResponseWriter, r *http.Request, v visit) error {
	form := typedForm(r)
	x, err := readClosure(form)
	if err == nil {
		err = s.Opener.AddClosure(r.Context(), v.actor, x)
	}
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		return s.showHolidays(w, r, v, statuses[f.Kind], holidayList{form: form, errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/dias-inhabiles", lang.T(r.Context(), "Periodo agregado. Cuenta para los plazos que empiecen desde ahora."))
}

// holidayRemove takes a period out.
func (s *Site) holidayRemove(w http.ResponseWriter, r *http.Request, v visit) error {
	x, err := readClosure(typedForm(r))
	if err == nil {
		err = s.Opener.RemoveClosure(r.Context(), v.actor, x.From, x.To)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/dias-inhabiles", lang.T(r.Context(), "Periodo quitado."))
}

func readClosure(form map[string]string) (x regulation.Closure, err error) {
	x.Name = form["name"]
	if x.From, err = readDay(form["from"], "from"); err != nil {
		return x, err
	}
	x.To, err = readDay(form["to"], "to")
	return x, err
}

// lawDays are the law's days of this year and the next, in order, each with its name.
func (l holidayList) lawDays() (out []string) {
	c := regulation.Calendar{Holidays: l.Holidays}
	for d := (regulation.Date{Year: l.today.Year, Month: time.January, Day: 1}); d.Year < l.today.Year+2; d = d.Plus(1) {
		if name, off := c.DayOff(d); off {
			out = append(out, dayText(d)+": "+name)
		}
	}
	return out
}

// span says the days of a period.
func span(ctx context.Context, x regulation.Closure) string {
	if x.To.IsZero() || x.To == x.From {
		return dayText(x.From)
	}
	return lang.T(ctx, "del %s al %s", dayText(x.From), dayText(x.To))
}

func (l holidayList) movedRows(ctx context.Context) (rows []ui.Row) {
	for _, m := range l.Moved {
		title := ui.Cell{Text: deadlineTitle(ctx, m.Deadline), Href: deadlineHref(m.Deadline)}
		rows = append(rows, ui.Row{Cells: []ui.Cell{title, ui.Text(lang.Full(ctx, m.Deadline.Due)), ui.Text(lang.Full(ctx, m.Would))}})
	}
	return rows
}
