// Package inbox is what people write to the institution, kept as written, and what the
// institution does with it. Nothing here can touch the person who wrote: no state, field
// or move blocks, mutes or expels anybody.
//
//clause:code 6.xvi
package inbox

import (
	"strings"
	"time"

	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
)

// State of an item.
type State string

const (
	Open      State = "open"
	Answering State = "answering" // an answer is on its way
	Answered  State = "answered"
	Closed    State = "closed" // with a reason, without an answer
)

// Label names the state in Spanish.
func (s State) Label() string {
	switch s {
	case Open:
		return "Por atender"
	case Answering:
		return "Respuesta en envío"
	case Answered:
		return "Contestado"
	case Closed:
		return "Cerrado"
	}
	return string(s)
}

// Author is who wrote, as the network showed it at that moment.
type Author struct {
	ID     string `json:"id"`
	Handle string `json:"handle"`
	Name   string `json:"name"`
	URL    string `json:"url,omitempty"`
}

// Picture is something attached by the person: its address on the network.
type Picture struct {
	Kind string `json:"kind"`
	URL  string `json:"url"`
	Alt  string `json:"alt,omitempty"`
}

// Item is one comment, mention or message.
type Item struct {
	ID        string    `json:"id"`
	AccountID string    `json:"account_id"`
	AreaID    string    `json:"area_id"`
	Network   string    `json:"network"`
	Kind      string    `json:"kind"`
	Remote    post.Ref  `json:"remote"`
	ReplyTo   *post.Ref `json:"reply_to,omitempty"`
	Root      *post.Ref `json:"root,omitempty"`
	ThreadID  string    `json:"thread_id"` // the first item of the conversation
	PubID     string    `json:"publication_id,omitempty"`
	Author    Author    `json:"author"`
	Text      string    `json:"text"`
	Pictures  []Picture `json:"pictures,omitempty"`
	At        time.Time `json:"at"`       // when the person wrote
	Received  time.Time `json:"received"` // when we had it
	EditedAt  time.Time `json:"edited_at,omitzero"`
	DeletedAt time.Time `json:"deleted_at,omitzero"` // by its author
	Private   bool      `json:"private,omitempty"`

	State    State     `json:"state"`
	Assignee string    `json:"assignee,omitempty"`
	LockBy   string    `json:"lock_by,omitempty"`
	LockName string    `json:"lock_name,omitempty"`
	LockTill time.Time `json:"lock_till,omitzero"`
	DueAt    time.Time `json:"due_at"` // first answer, in attendance hours
	DueRule  string    `json:"due_rule"`

	AnswerID   string    `json:"answer_id,omitempty"` // the publication that answers it
	AnsweredAt time.Time `json:"answered_at,omitzero"`
	AnsweredBy string    `json:"answered_by,omitempty"`
	Reason     string    `json:"reason,omitempty"` // of closing without an answer
	ClosedBy   string    `json:"closed_by,omitempty"`
	Version    int       `json:"-"`
}

// LockFor is how long somebody who opens the answer box keeps others from answering.
func LockFor(p *regulation.Pack) time.Duration {
	return time.Duration(p.Threshold(regulation.ThresholdAnswerLock) * float64(time.Minute))
}

// Lock gives one person the answer box until then. A lock in force is not taken over in silence.
func (i *Item) Lock(person, name string, now, till time.Time) error {
	if i.State != Open {
		return fault.New(fault.Conflict, "Este comentario ya está en «%s».", i.State.Label()).Then("Vuelva a cargar la bandeja.")
	}
	if i.LockBy != "" && i.LockBy != person && now.Before(i.LockTill) {
		return fault.New(fault.Conflict, "%s está contestando este comentario.", i.LockName).
			Then("Espere a que termine o pídale que lo suelte.")
	}
	i.LockBy, i.LockName, i.LockTill = person, name, till
	return nil
}

// Unlock lets go of the answer box; somebody else's lock stays.
func (i *Item) Unlock(person string) {
	if i.LockBy == person {
		i.LockBy, i.LockName, i.LockTill = "", "", time.Time{}
	}
}

// Answer ties the item to the publication that answers it. Only one can.
//
//clause:code 5.2.e
func (i *Item) Answer(person, name, publicationID string, now time.Time) error {
	if err := i.Lock(person, name, now, now); err != nil {
		return err
	}
	if !i.DeletedAt.IsZero() {
		return fault.New(fault.Conflict, "La persona borró su comentario: ya no se puede contestar en la red.").Then("Ciérrelo con ese motivo.")
	}
	i.State, i.AnswerID, i.AnsweredBy = Answering, publicationID, person
	i.Unlock(person)
	return nil
}

// Settle records what became of the answer: public, or not, and then it is open again.
func (i *Item) Settle(publicationID string, public bool, now time.Time) {
	if i.AnswerID != publicationID || i.State != Answering && i.State != Answered {
		return
	}
	if public {
		i.State, i.AnsweredAt = Answered, now
		return
	}
	i.State, i.AnswerID, i.AnsweredBy = Open, "", ""
}

// Close ends it without an answer, with a reason that stays.
func (i *Item) Close(person, reason string) error {
	if i.State != Open {
		return fault.New(fault.Conflict, "Este comentario ya está en «%s».", i.State.Label())
	}
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "Escriba por qué se cierra sin contestar.").On("reason")
	}
	i.State, i.Reason, i.ClosedBy = Closed, strings.TrimSpace(reason), person
	return nil
}

// Reopen puts a closed item back in the list.
func (i *Item) Reopen() error {
	if i.State != Closed {
		return fault.New(fault.Conflict, "Este comentario está en «%s».", i.State.Label())
	}
	i.State, i.Reason, i.ClosedBy = Open, "", ""
	return nil
}

// Clock sets when the first answer is owed: so many hours of attendance after it came, by
// the hours and vacations of the account and the days off of the calendar in force.
//
//clause:code 6.xix
//clause:code 5.1.p5
func (i *Item) Clock(p *regulation.Pack, h regulation.Hours, c regulation.Calendar) {
	d := p.Deadlines["first_answer"]
	i.DueAt = h.Add(i.At, time.Duration(d.Amount)*time.Hour, c)
	i.DueRule = d.Clause
}

// Late tells whether the first answer is owed and its time has passed.
func (i Item) Late(now time.Time) bool {
	return (i.State == Open || i.State == Answering) && !i.DueAt.IsZero() && now.After(i.DueAt)
}

// Held tells whether somebody has the answer box.
func (i Item) Held(now time.Time) bool { return i.LockBy != "" && now.Before(i.LockTill) }
