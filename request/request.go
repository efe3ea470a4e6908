// Package request is what one person asks of an office or tells a superior, and what came
// of it: a case that the regulation does not foresee, a message that an area asks the press
// office to publish, a subject raised to a superior, a question to the help desk. All four
// are a numbered conversation with a clock and one answer. Pure: no clock, no disk.
package request

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/internal/fault"
	"pregonero/internal/fold"
)

// Kind of request.
type Kind string

const (
	Unforeseen Kind = "unforeseen" // for the committee; its answers are precedents
	Publish    Kind = "publish"    // for the press office, to publish on its accounts
	Raise      Kind = "raise"      // for a superior, who says they have read
	Help       Kind = "help"       // for the press office's standing help
)

// Kinds lists every kind, in the order people are shown them.
func Kinds() []Kind { return []Kind{Publish, Raise, Help, Unforeseen} }

// State of a request.
type State string

const (
	Open      State = "open"
	Answered  State = "answered"
	Withdrawn State = "withdrawn" // by who asked
)

// Decision is how it was answered.
type Decision string

const (
	Accepted     Decision = "accepted"     // it will be published, or was
	Declined     Decision = "declined"     // with the reason
	Resolved     Decision = "resolved"     // an unforeseen case, a question
	Acknowledged Decision = "acknowledged" // read by the superior
)

// decisions are what each kind can end in.
var decisions = map[Kind][]Decision{
	Unforeseen: {Resolved}, Publish: {Accepted, Declined}, Raise: {Acknowledged}, Help: {Resolved},
}

// Decisions lists how a request of that kind can be answered.
func (k Kind) Decisions() []Decision { return decisions[k] }

// Request is one of them.
type Request struct {
	ID    string `json:"id"`
	Kind  Kind   `json:"kind"`
	Folio string `json:"folio"`
	Title string `json:"title"`
	Body  string `json:"body"`
	State State  `json:"state"`

	AskedBy   string    `json:"asked_by"` // "" when it came by mail from an address of nobody here
	AskedName string    `json:"asked_name"`
	AskedMail string    `json:"asked_mail,omitempty"`
	AskedAt   time.Time `json:"asked_at"`
	AreaID    string    `json:"area_id"`              // who asks
	ToArea    string    `json:"to_area,omitempty"`    // whose head is told, when raised
	AccountID string    `json:"account_id,omitempty"` // about which account
	Link      string    `json:"link,omitempty"`       // a page of ours: the conversation or publication it is about
	WantedOn  time.Time `json:"wanted_on,omitzero"`   // when it should be published

	Messages []Message `json:"messages,omitempty"`
	Answer   *Answer   `json:"answer,omitempty"`
	Version  int       `json:"-"`
}

// Message is one turn of the conversation, before or after the answer.
type Message struct {
	By   string    `json:"by"`
	Name string    `json:"name"`
	Text string    `json:"text"`
	At   time.Time `json:"at"`
	Mail bool      `json:"mail"` // it came by mail
}

// Answer ends the clock.
type Answer struct {
	Decision Decision  `json:"decision"`
	Text     string    `json:"text"`
	By       string    `json:"by"`
	Name     string    `json:"name"`
	At       time.Time `json:"at"`
	Cites    []string  `json:"cites,omitempty"` // folios of earlier resolutions
	Link     string    `json:"link,omitempty"`  // what was published
}

// Limits of what is written, in characters.
const (
	MaxTitle = 200
	MaxBody  = 10_000
)

// Check says what is missing before it can be sent.
func (r Request) Check(now time.Time) error {
	if err := bounded("title", "el asunto", r.Title, MaxTitle); err != nil {
		return err
	}
	if err := bounded("body", "el texto", r.Body, MaxBody); err != nil {
		return err
	}
	if !r.WantedOn.IsZero() && !r.WantedOn.After(now) {
		return fault.New(fault.Invalid, "La fecha en que se quiere difundir ya pasó.").Then("Elija una fecha futura o déjela en blanco.").On("wanted_on")
	}
	return nil
}

func bounded(field, name, text string, most int) error {
	if strings.TrimSpace(text) == "" {
		return fault.New(fault.Invalid, "Escriba %s.", name).On(field)
	}
	if n := utf8.RuneCountInString(text); n > most {
		return fault.New(fault.Invalid, "Acorte %s: tiene %d caracteres y caben %d.", name, n, most).On(field)
	}
	return nil
}

// Say adds a turn. An answered request may go on being talked about; a withdrawn one not.
func (r *Request) Say(m Message) error {
	if r.State == Withdrawn {
		return fault.New(fault.Conflict, "Esta solicitud se retiró y ya no recibe mensajes.").Then("Haga una solicitud nueva.")
	}
	if err := bounded("text", "el mensaje", m.Text, MaxBody); err != nil {
		return err
	}
	m.Text = strings.TrimSpace(m.Text)
	r.Messages = append(r.Messages, m)
	return nil
}

// Resolve answers it, once.
func (r *Request) Resolve(a Answer) error {
	if r.State != Open {
		return fault.New(fault.Conflict, "Esta solicitud ya no espera respuesta: %s.", r.State.Label()).Then("Vuelva a abrir la página para ver cómo quedó.")
	}
	if !slices.Contains(decisions[r.Kind], a.Decision) {
		return fault.New(fault.Invalid, "Elija cómo se resuelve.").On("decision")
	}
	if a.Decision != Acknowledged {
		if err := bounded("text", "la respuesta", a.Text, MaxBody); err != nil {
			return err
		}
	}
	a.Text = strings.TrimSpace(a.Text)
	r.State, r.Answer = Answered, &a
	return nil
}

// Withdraw takes it back; only before it is answered.
func (r *Request) Withdraw() error {
	if r.State != Open {
		return fault.New(fault.Conflict, "Ya no se puede retirar: %s.", r.State.Label())
	}
	r.State = Withdrawn
	return nil
}

// Precedent tells whether it is a resolution that later acts can cite.
func (r Request) Precedent() bool { return r.Kind == Unforeseen && r.State == Answered }

// Label names the state in Spanish.
func (s State) Label() string {
	switch s {
	case Open:
		return "en espera"
	case Answered:
		return "contestada"
	case Withdrawn:
		return "retirada"
	}
	return string(s)
}

// Label names the kind in Spanish.
func (k Kind) Label() string {
	switch k {
	case Unforeseen:
		return "Caso no previsto"
	case Publish:
		return "Solicitud de difusión"
	case Raise:
		return "Asunto informado"
	case Help:
		return "Pregunta de ayuda"
	}
	return string(k)
}

// Label names the decision in Spanish.
func (d Decision) Label() string {
	switch d {
	case Accepted:
		return "Aceptada"
	case Declined:
		return "No aceptada"
	case Resolved:
		return "Resuelta"
	case Acknowledged:
		return "Enterado"
	}
	return string(d)
}

// Matches tells whether every word of text stands in the folio, the subject, the text or
// the answer, whatever its case and accents.
func (r Request) Matches(text string) bool {
	answer := ""
	if r.Answer != nil {
		answer = r.Answer.Text
	}
	return fold.Matches(text, r.Folio, r.Title, r.Body, answer)
}
