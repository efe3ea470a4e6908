package opening

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/store"
)

// Year is the institution's calendar as its page shows it.
type Year struct {
	Holidays []regulation.Holiday // of the law: they are not changed here
	Closures []regulation.Closure // the institution's own, in order
	Own      bool                 // they were set in the program and stand in the place of the pack's
	Moved    []Moved              // deadlines under way that the present calendar would count otherwise
}

// Moved is a deadline under way that keeps its date, and the one that the calendar now in
// force would give.
type Moved struct {
	Deadline deadline.Deadline
	Would    time.Time
}

// MaxClosures bounds the institution's own days without work.
const MaxClosures = 200

// Calendar shows the days without work, with what they move.
func (v *Opener) Calendar(ctx context.Context, a institution.Actor) (y Year, err error) {
	if err := v.Gate.Permit(ctx, v.Now(), a, institution.CalendarManage, institution.On{Subject: "calendar"}); err != nil {
		return y, err
	}
	return y, v.Store.Read(ctx, func(t *store.Tx) error {
		c, err := t.Calendar(ctx, v.Pack)
		if err != nil {
			return err
		}
		_, y.Own, err = t.Closures(ctx)
		if err != nil {
			return err
		}
		y.Holidays, y.Closures = c.Holidays, inOrder(c.Closures)
		y.Moved, err = v.moved(ctx, t, c)
		return err
	})
}

func inOrder(all []regulation.Closure) []regulation.Closure {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b regulation.Closure) int { return strings.Compare(a.From.String(), b.From.String()) })
	return all
}

// moved lists the deadlines of business days under way that would end on another day if
// they began now: those keep the date that was told.
func (v *Opener) moved(ctx context.Context, t *store.Tx, c regulation.Calendar) (out []Moved, err error) {
	owed, err := t.Deadlines(ctx, store.DeadlineFilter{Limit: 2000})
	if err != nil {
		return nil, err
	}
	areas, err := t.Areas(ctx)
	if err != nil {
		return nil, err
	}
	for _, d := range owed {
		rule, ok := v.Pack.Deadline(d.Kind)
		if !ok || rule.Unit != regulation.BusinessDays {
			continue
		}
		hours := v.Pack.Attendance
		hours.Zone = v.zone(zoneOf(areas, d.AreaID)).String()
		if due, _ := rule.Due(d.From, hours, c); regulation.DateOf(due) != regulation.DateOf(d.Due.In(due.Location())) {
			out = append(out, Moved{Deadline: d, Would: due})
		}
	}
	return out, nil
}

// AddClosure adds a period without work. Deadlines under way keep their dates.
//
//clause:code 7.iii
func (v *Opener) AddClosure(ctx context.Context, a institution.Actor, x regulation.Closure) error {
	return v.setClosures(ctx, a, "calendar.add", x, func(all []regulation.Closure) ([]regulation.Closure, error) {
		if x.Name = strings.TrimSpace(x.Name); x.Name == "" || utf8.RuneCountInString(x.Name) > 120 {
			return nil, fault.New(fault.Invalid, "Escriba qué periodo es (máximo 120 caracteres).").On("name")
		}
		if x.From.IsZero() {
			return nil, fault.New(fault.Invalid, "Diga desde qué día.").On("from")
		}
		if x.To.IsZero() {
			x.To = x.From
		}
		if x.To.Before(x.From) || x.From.Plus(120).Before(x.To) {
			return nil, fault.New(fault.Invalid, "El último día va después del primero y a no más de 120 días.").On("to")
		}
		if slices.ContainsFunc(all, func(o regulation.Closure) bool { return o.From == x.From && o.To == x.To }) {
			return nil, fault.New(fault.Conflict, "Ese periodo ya está en el calendario.").On("from")
		}
		if len(all) >= MaxClosures {
			return nil, fault.New(fault.Limit, "Caben %d periodos: quite los de años pasados.", MaxClosures).On("from")
		}
		return append(all, x), nil
	})
}

// RemoveClosure takes out a period without work, by its days.
func (v *Opener) RemoveClosure(ctx context.Context, a institution.Actor, from, to regulation.Date) error {
	return v.setClosures(ctx, a, "calendar.remove", regulation.Closure{From: from, To: to}, func(all []regulation.Closure) ([]regulation.Closure, error) {
		kept := slices.DeleteFunc(slices.Clone(all), func(o regulation.Closure) bool { return o.From == from && (o.To == to || o.To.IsZero() && to == from) })
		if len(kept) == len(all) {
			return nil, fault.New(fault.NotFound, "Ese periodo ya no está en el calendario.")
		}
		return kept, nil
	})
}

func (v *Opener) setClosures(ctx context.Context, a institution.Actor, act string, x regulation.Closure, change func([]regulation.Closure) ([]regulation.Closure, error)) error {
	now := v.Now()
	if err := v.Gate.Permit(ctx, now, a, institution.CalendarManage, institution.On{Subject: "calendar"}); err != nil {
		return err
	}
	return v.Store.Change(ctx, func(t *store.Tx) error {
		c, err := t.Calendar(ctx, v.Pack)
		if err != nil {
			return err
		}
		all, err := change(c.Closures)
		if err != nil {
			return err
		}
		if err := t.SetClosures(ctx, inOrder(all)); err != nil {
			return err
		}
		e := store.Entry(now, a, act)
		e.Subject, e.Clause = "calendar", v.Pack.ClauseFor(regulation.RuleProposalAnswer)
		e.Details = map[string]any{"name": x.Name, "from": x.From.String(), "to": x.To.String()}
		return t.Record(ctx, e)
	})
}
