// Package fault is the one kind of error that is told to people.
//
// A fault says in one plain Spanish sentence what happened, what to do next and,
// where a rule stands behind it, which clause. Anything that is not a fault is
// "internal": edges show a reference number and log the cause.
package fault

import (
	"errors"
	"fmt"
)

// Kind says how an edge must treat a fault; each edge maps it once (HTTP status, exit code).
type Kind string

const (
	Invalid         Kind = "invalid"         // what was sent cannot be accepted as it is
	Unauthenticated Kind = "unauthenticated" // nobody is logged in, or the proof is not good
	Forbidden       Kind = "forbidden"       // the actor has not the right
	NotFound        Kind = "not_found"       // it does not exist, or the actor may not know that it does
	Conflict        Kind = "conflict"        // somebody else acted first, or the state does not allow it
	Late            Kind = "late"            // a time has passed
	Limit           Kind = "limit"           // too many, too large or too often
	Unavailable     Kind = "unavailable"     // something outside did not answer
	Internal        Kind = "internal"        // our own fault
)

// Fault is an error for people. Format and Args are kept apart so that an edge can
// translate the sentence: the Spanish format is the key of the translation.
type Fault struct {
	Kind   Kind
	Format string
	Args   []any
	Next   string // the next step, in Spanish; may be empty
	Clause string // the clause that the refusal rests on, such as "5.1.p4"; may be empty
	Field  string // the field of the form or of the JSON body; may be empty
	Err    error  // the cause, for the log only
}

// New makes a fault with a Spanish sentence.
func New(kind Kind, format string, args ...any) *Fault {
	return &Fault{Kind: kind, Format: format, Args: args}
}

// Because attaches the cause, which is logged and never shown.
func (f *Fault) Because(err error) *Fault { c := *f; c.Err = err; return &c }

// Then says the next step.
func (f *Fault) Then(next string) *Fault { c := *f; c.Next = next; return &c }

// Under cites the clause.
func (f *Fault) Under(clause string) *Fault { c := *f; c.Clause = clause; return &c }

// On names the field at fault.
func (f *Fault) On(field string) *Fault { c := *f; c.Field = field; return &c }

// Sentence is what people read, in Spanish.
func (f *Fault) Sentence() string {
	if len(f.Args) == 0 {
		return f.Format
	}
	return fmt.Sprintf(f.Format, f.Args...)
}

func (f *Fault) Error() string {
	if f.Err != nil {
		return f.Sentence() + ": " + f.Err.Error()
	}
	return f.Sentence()
}

func (f *Fault) Unwrap() error { return f.Err }

// Of finds the fault inside err; ok is false when err is internal.
func Of(err error) (f *Fault, ok bool) {
	ok = errors.As(err, &f)
	return f, ok
}

// KindOf is the kind of err: Internal for anything that is not a fault, "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	if f, ok := Of(err); ok {
		return f.Kind
	}
	return Internal
}

// Is tells whether err is a fault of that kind.
func Is(err error, kind Kind) bool { return KindOf(err) == kind }
