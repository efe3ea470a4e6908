package account

import (
	"slices"
	"time"
)

// Fact is one setting of the account as its network lets it be read.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Watch compares what the network says with what somebody accepted last. What the network
// does not let be read is asked of a person again and again.
type Watch struct {
	Accepted   []Fact    `json:"accepted,omitempty"`
	AcceptedAt time.Time `json:"accepted_at,omitzero"`
	AcceptedBy string    `json:"accepted_by,omitempty"`
	Seen       []Fact    `json:"seen,omitempty"`
	SeenAt     time.Time `json:"seen_at,omitzero"`
	ChangedAt  time.Time `json:"changed_at,omitzero"` // zero: nothing to look at
	Unread     []string  `json:"unread,omitempty"`    // names that the network does not say
	Checks     []Check   `json:"checks,omitempty"`    // by people, newest first
	AskedAt    time.Time `json:"asked_at,omitzero"`   // people were asked to look
}

// Change is a setting that is not as it was accepted.
type Change struct{ Name, Was, Is string }

// Check is what a person looked at on the network.
type Check struct {
	At   time.Time `json:"at"`
	By   string    `json:"by"`
	Name string    `json:"name"`
	Fine []string  `json:"fine"`          // names found as they should be
	Not  []string  `json:"not,omitempty"` // found otherwise
	Note string    `json:"note,omitempty"`
}

// See takes what the network says now. The first time it is accepted as it is; fresh is
// true when it differs from what was accepted in a way that nobody was told yet.
func (w *Watch) See(facts []Fact, unread []string, now time.Time) (fresh bool) {
	before := w.Seen
	w.Seen, w.SeenAt, w.Unread = facts, now, unread
	if len(w.Accepted) == 0 {
		w.Accepted, w.AcceptedAt = facts, now
		return false
	}
	if len(w.Changes()) == 0 {
		w.ChangedAt = time.Time{}
		return false
	}
	if !w.ChangedAt.IsZero() && slices.Equal(before, facts) {
		return false
	}
	w.ChangedAt = now
	return true
}

// Changes lists what differs from what was accepted.
func (w Watch) Changes() []Change {
	var out []Change
	for _, f := range w.Seen {
		if was, known := value(w.Accepted, f.Name); known && was != f.Value {
			out = append(out, Change{f.Name, was, f.Value})
		}
	}
	return out
}

func value(facts []Fact, name string) (string, bool) {
	for _, f := range facts {
		if f.Name == name {
			return f.Value, true
		}
	}
	return "", false
}

// Accept takes what was seen last as it should be.
func (w *Watch) Accept(by string, now time.Time) {
	w.Accepted, w.AcceptedAt, w.AcceptedBy, w.ChangedAt = w.Seen, now, by, time.Time{}
}

const checksKept = 12

// Look notes what a person looked at.
func (w *Watch) Look(c Check) {
	w.Checks = append([]Check{c}, w.Checks...)
	if len(w.Checks) > checksKept {
		w.Checks = w.Checks[:checksKept]
	}
}

// LookBy is when a person must look again; the zero time when nobody ever did.
func (w Watch) LookBy(days float64) time.Time {
	if len(w.Checks) == 0 {
		return time.Time{}
	}
	return w.Checks[0].At.Add(time.Duration(days*24) * time.Hour)
}

// Ask tells whether people are to be asked now to look, and notes that they were: when the
// last look, or the first reading of an account that nobody looked at, is so many days old,
// and again after as many days.
func (w *Watch) Ask(since time.Time, days float64, now time.Time) bool {
	term := time.Duration(days*24) * time.Hour
	last := since
	if len(w.Checks) > 0 {
		last = w.Checks[0].At
	}
	if w.AskedAt.After(last) {
		last = w.AskedAt
	}
	if now.Before(last.Add(term)) {
		return false
	}
	w.AskedAt = now
	return true
}

// FactLabel names a setting in Spanish.
func FactLabel(name string) string {
	if s, ok := factLabels[name]; ok {
		return s
	}
	return name
}

var factLabels = map[string]string{
	"name": "Nombre que se muestra", "handle": "Nombre de la cuenta", "bio": "Descripción", "created": "Fecha de creación",
	"verified": "Verificación", "second_factor": "Segundo factor", "email_confirmed": "Correo confirmado", "contact": "Correo y teléfono de contacto",
	"apps": "Aplicaciones conectadas", "links": "Enlaces del perfil", "picture": "Imagen del perfil", "locked": "Cuenta privada", "active": "Cuenta activa",
	"birth": "Fecha de nacimiento", "sessions": "Sesiones abiertas",
}
