// Package closure is the closing of an account, step by step, each with who, when and its
// proof: decided, archived, erased, cancelled, its secrets destroyed, closed. Pure.
package closure

import (
	"slices"
	"strings"
	"time"

	"pregonero/internal/fault"
)

// Step of a closing.
type Step string

const (
	Decide  Step = "decide"
	Archive Step = "archive" // everything is kept in one package
	Erase   Step = "erase"   // what was published is removed from the network
	Cancel  Step = "cancel"  // a person says that the account no longer exists on the network
	Destroy Step = "destroy" // its secrets are gone
	Finish  Step = "finish"  // it is closed here and the letter is issued
)

// Steps lists them in their order.
func Steps() []Step { return []Step{Decide, Archive, Erase, Cancel, Destroy, Finish} }

// Label names the step in Spanish.
func (s Step) Label() string {
	switch s {
	case Decide:
		return "Decidir la baja"
	case Archive:
		return "Archivar los contenidos"
	case Erase:
		return "Borrar los contenidos en la red"
	case Cancel:
		return "Cancelar la cuenta en la red"
	case Destroy:
		return "Destruir los accesos"
	case Finish:
		return "Dar de baja e informar por oficio"
	}
	return string(s)
}

// Taken is who ended a step, and when.
type Taken struct {
	By   string    `json:"by"`
	Name string    `json:"name"`
	At   time.Time `json:"at"`
	Note string    `json:"note,omitempty"`
}

// Bundle is the archive: where it is kept and what is in it.
type Bundle struct {
	Hash  string `json:"hash"` // hex SHA-256
	Bytes int64  `json:"bytes"`
	Files int    `json:"files"`
	Posts int    `json:"posts"`
	Items int    `json:"items"` // comments
}

// Failure is a publication that could not be erased on the network.
type Failure struct {
	PubID  string `json:"publication_id"`
	Text   string `json:"text"`
	URL    string `json:"url,omitempty"`
	Reason string `json:"reason"`
}

// Closure is the closing of one account; it has the account's identifier.
type Closure struct {
	AccountID string         `json:"account_id"`
	AreaID    string         `json:"area_id"`
	Reason    string         `json:"reason"`
	Done      map[Step]Taken `json:"done,omitempty"`
	Running   Step           `json:"running,omitempty"` // a step at work in the background
	Problem   string         `json:"problem,omitempty"` // Spanish: why the work waits

	Nothing   bool              `json:"nothing,omitempty"` // there were neither contents nor accesses: closed at once
	Archive   Bundle            `json:"archive,omitzero"`
	Erased    int               `json:"erased"`
	ByHand    int               `json:"by_hand"`
	Failures  []Failure         `json:"failures,omitempty"`
	Tries     map[string]int    `json:"tries,omitempty"` // of what failed for a moment, by publication
	Cancelled time.Time         `json:"cancelled,omitzero"`
	Secrets   map[string]string `json:"secrets,omitempty"` // name → hex SHA-256 of what was sealed
	LetterID  string            `json:"letter_id,omitempty"`
	Signed    string            `json:"signed,omitempty"` // the letter's number, once it is signed
	Version   int               `json:"-"`
}

// Begin decides the closing.
func Begin(accountID, areaID, reason string, by Taken) (Closure, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return Closure{}, fault.New(fault.Invalid, "Escriba por qué se da de baja la cuenta: va en el oficio.").On("reason")
	}
	return Closure{AccountID: accountID, AreaID: areaID, Reason: reason, Done: map[Step]Taken{Decide: by}}, nil
}

// AtOnce closes an account that has neither contents nor accesses, and that a person says is
// cancelled on its network. The step that informs stays to be taken.
//
//clause:code 7.viii
func AtOnce(accountID, areaID, reason string, c Cancellation, by Taken) (Closure, error) {
	x, err := Begin(accountID, areaID, reason, by)
	if err != nil {
		return x, err
	}
	if err := c.Check(by.At); err != nil {
		return x, err
	}
	x.Nothing, x.Cancelled = true, c.On
	for _, s := range []Step{Archive, Erase, Destroy} {
		x.End(s, Taken{By: by.By, Name: by.Name, At: by.At})
	}
	x.End(Cancel, Taken{By: by.By, Name: by.Name, At: by.At, Note: strings.TrimSpace(c.Note)})
	return x, nil
}

// Cancellation is a person's word that the account no longer exists on its network, or that
// it never did.
type Cancellation struct {
	On   time.Time
	Note string // how they know
}

// Check says what is missing in it.
func (c Cancellation) Check(now time.Time) error {
	switch {
	case c.On.IsZero() || c.On.After(now):
		return fault.New(fault.Invalid, "Escriba el día en que se canceló en la red; no puede ser un día que aún no llega.").On("on")
	case strings.TrimSpace(c.Note) == "":
		return fault.New(fault.Invalid, "Escriba cómo lo comprobó, por ejemplo el folio que dio la red.").On("note")
	}
	return nil
}

// Next is the step that is owed; "" when all are done.
func (c Closure) Next() Step {
	for _, s := range Steps() {
		if _, ok := c.Done[s]; !ok {
			return s
		}
	}
	return ""
}

// Over tells whether the account is closed.
func (c Closure) Over() bool { return c.Next() == "" }

// Ready refuses a step out of its order, or one that is at work.
//
//clause:code 7.ix
func (c Closure) Ready(s Step) error {
	next := c.Next()
	switch {
	case next == "":
		return fault.New(fault.Conflict, "La cuenta ya está dada de baja.")
	case s != next:
		return fault.New(fault.Conflict, "Antes falta otro paso: %s.", strings.ToLower(next.Label())).Then("Siga los pasos en su orden.")
	case c.Running != "":
		return fault.New(fault.Conflict, "Este paso ya está en marcha.").Then("Espere a que termine.")
	}
	return nil
}

// Start sets a step to work in the background.
func (c *Closure) Start(s Step) error {
	if err := c.Ready(s); err != nil {
		return err
	}
	c.Running, c.Problem = s, ""
	return nil
}

// End ends the step.
func (c *Closure) End(s Step, by Taken) {
	c.Done[s], c.Running, c.Problem = by, "", ""
}

// Failed tells whether the publication could not be erased.
func (c Closure) Failed(pubID string) bool {
	return slices.ContainsFunc(c.Failures, func(f Failure) bool { return f.PubID == pubID })
}

// Fail lists a publication that could not be erased.
func (c *Closure) Fail(f Failure) {
	if !c.Failed(f.PubID) {
		c.Failures = append(c.Failures, f)
	}
	delete(c.Tries, f.PubID)
}

// Settle takes a publication from those that could not be erased.
func (c *Closure) Settle(pubID string) bool {
	n := len(c.Failures)
	c.Failures = slices.DeleteFunc(c.Failures, func(f Failure) bool { return f.PubID == pubID })
	return len(c.Failures) < n
}

// maxTries is how often what failed for a moment is tried.
const maxTries = 3

// Again counts a try that failed for a moment, and tells whether there is another.
func (c *Closure) Again(pubID string) bool {
	if c.Tries == nil {
		c.Tries = map[string]int{}
	}
	c.Tries[pubID]++
	return c.Tries[pubID] < maxTries
}
