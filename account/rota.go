package account

import (
	"slices"
	"time"

	"pregonero/internal/fault"
	"pregonero/regulation"
)

// Turn is who attends an account, or watches over it when it is not attended, on some days:
// those between two dates, or always; on those days of the week, or on all.
type Turn struct {
	ID       string               `json:"id"`
	PersonID string               `json:"person_id"`
	Name     string               `json:"name"`
	From     regulation.Date      `json:"from,omitzero"` // zero: always
	To       regulation.Date      `json:"to,omitzero"`   // in it
	Days     []regulation.Weekday `json:"days,omitempty"`
}

// Covers tells whether the day is of the turn.
func (t Turn) Covers(d regulation.Date) bool {
	if !t.From.IsZero() && (d.Before(t.From) || t.To.Before(d)) {
		return false
	}
	return len(t.Days) == 0 || slices.Contains(t.Days, regulation.Weekday(d.Weekday()))
}

// Check says what is wrong with a turn that is set on today's date.
func (t Turn) Check(today regulation.Date) error {
	switch {
	case t.PersonID == "":
		return fault.New(fault.Invalid, "Elija quién atiende.").On("person_id")
	case t.From.IsZero() != t.To.IsZero():
		return fault.New(fault.Invalid, "Diga el primer día y el último, o ninguno de los dos.").On("from")
	case t.To.Before(t.From) || t.From.Plus(366).Before(t.To):
		return fault.New(fault.Invalid, "El último día va después del primero y a no más de un año.").On("to")
	case !t.To.IsZero() && t.To.Before(today):
		return fault.New(fault.Invalid, "Esos días ya pasaron.").On("to")
	case slices.ContainsFunc(t.Days, func(d regulation.Weekday) bool { return d < 0 || time.Weekday(d) > time.Saturday }):
		return fault.New(fault.Invalid, "Ese día de la semana no existe.").On("days")
	}
	return nil
}

// Rota is who attends an account, day by day.
type Rota []Turn

// maxTurns bounds a rota; those that ended leave it.
const maxTurns = 60

// On is whose turn a day is: a turn with dates goes before one without, and of two the later
// set. ok is false when it is nobody's.
func (r Rota) On(d regulation.Date) (turn Turn, ok bool) {
	for _, dated := range []bool{true, false} {
		for _, t := range slices.Backward(r) {
			if t.From.IsZero() != dated && t.Covers(d) {
				return t, true
			}
		}
	}
	return Turn{}, false
}

// Add adds a turn and takes out those that ended before today.
func (r *Rota) Add(t Turn, today regulation.Date) error {
	if err := t.Check(today); err != nil {
		return err
	}
	kept := slices.DeleteFunc(slices.Clone(*r), func(x Turn) bool { return !x.To.IsZero() && x.To.Before(today) })
	if len(kept) >= maxTurns {
		return fault.New(fault.Limit, "Caben %d turnos: quite los que ya no sirven.", maxTurns).On("person_id")
	}
	*r = append(kept, t)
	return nil
}

// Drop takes a turn out.
func (r *Rota) Drop(id string) (t Turn, err error) {
	i := slices.IndexFunc(*r, func(x Turn) bool { return x.ID == id })
	if i < 0 {
		return t, fault.New(fault.NotFound, "Ese turno ya no está en la rota.")
	}
	t = (*r)[i]
	*r = slices.Delete(slices.Clone(*r), i, i+1)
	return t, nil
}

// Unwatched is the first day of the stretch on which it is the turn of nobody that may,
// which who tells; ok is false when every day is somebody's.
func (r Rota) Unwatched(s regulation.Stretch, may func(personID string) bool) (day regulation.Date, ok bool) {
	for d := s.From; !s.To.Before(d); d = d.Plus(1) {
		if t, found := r.On(d); !found || !may(t.PersonID) {
			return d, true
		}
	}
	return day, false
}
