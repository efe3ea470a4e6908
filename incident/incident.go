// Package incident is an account operated without right, from the report to the closing
// report: who was told and who has said so, what was done and when. Drills are the same,
// and stop nothing. Pure: no clock, no disk.
package incident

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
)

// Kind is what happens.
type Kind string

const (
	TakenOver Kind = "taken_over" // somebody else is in, or the area cannot get in
	Foreign   Kind = "foreign"    // something was published or answered that nobody of the area did
	Leaked    Kind = "leaked"     // a password or a device with access was lost or shown
	Blocking  Kind = "blocking"   // somebody was blocked on the network
	Other     Kind = "other"
)

// Kinds lists every kind, in the order people are shown them.
func Kinds() []Kind { return []Kind{TakenOver, Foreign, Leaked, Blocking, Other} }

// Label names the kind in Spanish, as who reports would say it.
func (k Kind) Label() string {
	switch k {
	case TakenOver:
		return "Alguien más entró a la cuenta, o no podemos entrar"
	case Foreign:
		return "Se publicó o contestó algo que nadie del área hizo"
	case Leaked:
		return "Se perdió o se vio una contraseña o un equipo con acceso"
	case Blocking:
		return "Se bloqueó a una persona en la red"
	}
	return "Otra cosa"
}

// State of an incident.
type State string

const (
	Open   State = "open"
	Closed State = "closed"
)

// Offices that are told at once, each of which says that it has read.
func Offices() []institution.Role {
	return []institution.Role{institution.Head, institution.Press, institution.IT}
}

// Incident is one of them.
type Incident struct {
	ID        string `json:"id"`
	Folio     string `json:"folio"`
	AccountID string `json:"account_id"`
	AreaID    string `json:"area_id"`
	Kind      Kind   `json:"kind"`
	Text      string `json:"text,omitempty"`
	Drill     bool   `json:"drill"`
	State     State  `json:"state"`

	ReportedBy string    `json:"reported_by"`
	Reporter   string    `json:"reporter"`
	At         time.Time `json:"at"`
	Since      time.Time `json:"since"` // from when on it may have been going on

	Acks   []Ack   `json:"acks"`
	Steps  []Done  `json:"steps"`
	Notes  []Note  `json:"notes,omitempty"`
	Report *Report `json:"report,omitempty"`

	Version int `json:"-"`
}

// Ack is an office that has said it has read the notice.
type Ack struct {
	Office institution.Role `json:"office"`
	By     string           `json:"by"`
	Name   string           `json:"name"`
	At     time.Time        `json:"at"`
}

// Done is a step that was taken.
type Done struct {
	Step string    `json:"step"` // id of the pack's
	By   string    `json:"by"`
	Name string    `json:"name"`
	At   time.Time `json:"at"`
	Note string    `json:"note,omitempty"`
}

// Note is something written down on the way.
type Note struct {
	By   string    `json:"by"`
	Name string    `json:"name"`
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// Report closes an incident.
type Report struct {
	Cause    string    `json:"cause"`
	Measures string    `json:"measures"`
	By       string    `json:"by"`
	Name     string    `json:"name"`
	At       time.Time `json:"at"`
}

// MaxText bounds what is written, in characters.
const MaxText = 5000

// Check says what is missing in a report of an incident.
func (i Incident) Check(now time.Time) error {
	switch {
	case i.AccountID == "":
		return fault.New(fault.Invalid, "Elija la cuenta.").On("account_id")
	case !slices.Contains(Kinds(), i.Kind):
		return fault.New(fault.Invalid, "Elija qué pasa.").On("kind")
	case i.Since.After(now):
		return fault.New(fault.Invalid, "La hora en que empezó no ha llegado.").On("since")
	}
	return bounded("text", i.Text)
}

func bounded(field, text string) error {
	if n := utf8.RuneCountInString(text); n > MaxText {
		return fault.New(fault.Invalid, "Acorte el texto: tiene %d caracteres y caben %d.", n, MaxText).On(field)
	}
	return nil
}

// Acked tells whether the office has said so.
func (i Incident) Acked(office institution.Role) bool {
	return slices.ContainsFunc(i.Acks, func(a Ack) bool { return a.Office == office })
}

// Acknowledge notes that an office has read; the second time changes nothing.
func (i *Incident) Acknowledge(a Ack) (first bool) {
	if i.Acked(a.Office) {
		return false
	}
	i.Acks = append(i.Acks, a)
	return true
}

// IsDone tells whether a step was taken.
func (i Incident) IsDone(step string) bool {
	return slices.ContainsFunc(i.Steps, func(d Done) bool { return d.Step == step })
}

// Take notes a step.
func (i *Incident) Take(p *regulation.Pack, d Done) error {
	if i.State == Closed {
		return closed()
	}
	if !slices.ContainsFunc(p.IncidentSteps, func(s regulation.IncidentStep) bool { return s.ID == d.Step }) {
		return fault.New(fault.NotFound, "Ese paso no existe.")
	}
	if i.IsDone(d.Step) {
		return fault.New(fault.Conflict, "Ese paso ya estaba hecho.").Then("Vuelva a abrir la página para ver quién lo hizo.")
	}
	if err := bounded("note", d.Note); err != nil {
		return err
	}
	i.Steps = append(i.Steps, d)
	return nil
}

// Say adds a note.
func (i *Incident) Say(n Note) error {
	if i.State == Closed {
		return closed()
	}
	if n.Text = strings.TrimSpace(n.Text); n.Text == "" {
		return fault.New(fault.Invalid, "Escriba la nota.").On("text")
	}
	if err := bounded("text", n.Text); err != nil {
		return err
	}
	i.Notes = append(i.Notes, n)
	return nil
}

// Missing lists what has to be done before it can be closed: steps of the pack that are
// not optional.
func (i Incident) Missing(p *regulation.Pack) (out []regulation.IncidentStep) {
	for _, s := range p.IncidentSteps {
		if !s.Optional && !i.IsDone(s.ID) {
			out = append(out, s)
		}
	}
	return out
}

// Close ends it with a report. A real one closes when every step is taken.
func (i *Incident) Close(p *regulation.Pack, r Report) error {
	if i.State == Closed {
		return closed()
	}
	if missing := i.Missing(p); len(missing) > 0 && !i.Drill {
		return fault.New(fault.Conflict, "Falta un paso: %s.", missing[0].Title).Then("Hágalo y márquelo; después cierre el incidente.")
	}
	for field, text := range map[string]string{"cause": r.Cause, "measures": r.Measures} {
		if strings.TrimSpace(text) == "" {
			return fault.New(fault.Invalid, "Escriba qué pasó y qué se hará para que no se repita.").On(field)
		}
		if err := bounded(field, text); err != nil {
			return err
		}
	}
	i.State, i.Report = Closed, &r
	return nil
}

func closed() error {
	return fault.New(fault.Conflict, "El incidente ya está cerrado.").Then("Si vuelve a pasar, repórtelo de nuevo.")
}
