package account

import (
	"slices"
	"time"

	"pregonero/internal/fault"
)

// Part is one of the secrets kept for an account.
type Part string

// The parts. Pending is the new password while its renewal is under way, beside the old one.
const (
	PartPassword Part = "password"
	PartPending  Part = "pending"
	PartSeed     Part = "seed"  // of the second factor: only its digits are ever shown
	PartCodes    Part = "codes" // for recovery; each opens once
	PartEmail    Part = "email" // for recovery
	PartPhone    Part = "phone" // for recovery
)

// Parts lists the parts that a person can hand over, in the order of the pages.
func Parts() []Part { return []Part{PartPassword, PartSeed, PartCodes, PartEmail, PartPhone} }

// Label names the part in Spanish.
func (p Part) Label() string {
	switch p {
	case PartPassword:
		return "Contraseña"
	case PartPending:
		return "Contraseña nueva"
	case PartSeed:
		return "Segundo factor"
	case PartCodes:
		return "Códigos de recuperación"
	case PartEmail:
		return "Correo de recuperación"
	case PartPhone:
		return "Teléfono de recuperación"
	}
	return string(p)
}

// Custody is what is known of the secrets of an account, never one of them.
type Custody struct {
	AccountID string        `json:"account_id"`
	AreaID    string        `json:"area_id"`
	Kept      map[Part]Kept `json:"kept,omitempty"`
	CodesLeft int           `json:"codes_left"`
	CodesUsed []Kept        `json:"codes_used,omitempty"`

	Current Mark   `json:"current"` // of the password in use
	Next    Mark   `json:"next"`    // of the pending one
	Former  []Mark `json:"former,omitempty"`

	RenewedAt time.Time `json:"renewed_at,omitzero"` // the password
	Due       time.Time `json:"due,omitzero"`        // when it is to be renewed, by the pack's deadline
	Rotation  *Rotation `json:"rotation,omitempty"`
	Forced    *Forced   `json:"forced,omitempty"`

	Views []View `json:"views,omitempty"` // the last ones, newest first
	Watch Watch  `json:"watch"`

	DestroyedAt time.Time `json:"destroyed_at,omitzero"`
	Version     int       `json:"-"`
}

// Kept says since when a secret is kept and who handed it over.
type Kept struct {
	At   time.Time `json:"at"`
	By   string    `json:"by"`
	Name string    `json:"name"`
}

// Mark recognises a password without keeping it: keyed hashes of the whole and of what
// remains when case and the figures at its end are taken away.
type Mark struct {
	Whole string `json:"whole,omitempty"`
	Core  string `json:"core,omitempty"`
}

// Like tells whether both are of the same password, or of one with another figure at its end.
func (m Mark) Like(o Mark) bool {
	return m.Whole != "" && m.Whole == o.Whole || m.Core != "" && m.Core == o.Core
}

// Used tells whether the password was in use on the account, is, or is about to be.
func (c Custody) Used(m Mark) bool {
	return m.Like(c.Current) || m.Like(c.Next) || slices.ContainsFunc(c.Former, m.Like)
}

// Has tells whether the part is kept.
func (c Custody) Has(p Part) bool { _, ok := c.Kept[p]; return ok }

// Keep notes that a part is kept.
func (c *Custody) Keep(p Part, k Kept) {
	kept := map[Part]Kept{p: k}
	for q, old := range c.Kept {
		if q != p {
			kept[q] = old
		}
	}
	c.Kept, c.DestroyedAt = kept, time.Time{}
}

// Drop notes that a part is kept no more.
func (c *Custody) Drop(p Part) {
	kept := map[Part]Kept{}
	for q, old := range c.Kept {
		if q != p {
			kept[q] = old
		}
	}
	c.Kept = kept
}

// Step is how far the renewal of a password has come.
type Step string

const (
	StepGenerated   Step = "generated"   // the new one is kept beside the old; a person changes it on the network
	StepReauthorise Step = "reauthorise" // changed there, and the network dropped Pregonero's access
)

// Rotation is a renewal under way. It survives a crash at any step: both passwords are
// kept until the network has shown which is good, or a person says so.
type Rotation struct {
	By        string    `json:"by"`
	Name      string    `json:"name"`
	BeganAt   time.Time `json:"began_at"`
	HoldUntil time.Time `json:"hold_until"` // until then what comes due waits
	ChangedAt time.Time `json:"changed_at,omitzero"`
	Step      Step      `json:"step"`
	Problem   string    `json:"problem,omitempty"` // Spanish, what the network said
	Told      bool      `json:"told,omitempty"`    // that it was left half way
}

// Forced says that a renewal was ordered, such as by an incident.
type Forced struct {
	Why      string    `json:"why"`
	Incident string    `json:"incident,omitempty"`
	At       time.Time `json:"at"`
}

// View is one time that somebody saw a secret.
type View struct {
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Name   string    `json:"name"`
	Part   Part      `json:"part"`
	Reason string    `json:"reason"`
}

// viewsKept bounds what a page shows; the ledger has them all.
const viewsKept = 20

// Viewed notes that somebody saw a part.
func (c *Custody) Viewed(v View) {
	c.Views = append([]View{v}, c.Views...)
	if len(c.Views) > viewsKept {
		c.Views = c.Views[:viewsKept]
	}
}

// Begin starts a renewal with the mark of the new password.
//
//clause:code 6.xxxiv
func (c *Custody) Begin(k Kept, next Mark, holdUntil time.Time) error {
	if c.Rotation != nil {
		return fault.New(fault.Conflict, "%s ya empezó a renovar esta contraseña.", c.Rotation.Name).
			Then("Siga desde el paso en que quedó, o decida cuál contraseña es la buena.")
	}
	c.Rotation = &Rotation{By: k.By, Name: k.Name, BeganAt: k.At, HoldUntil: holdUntil, Step: StepGenerated}
	c.Next = next
	c.Keep(PartPending, k)
	return nil
}

// Finish makes the pending password the current one; of the old one a mark remains.
func (c *Custody) Finish(k Kept) error {
	if c.Rotation == nil {
		return noRotation()
	}
	if c.Current.Whole != "" {
		c.Former = append(slices.Clone(c.Former), c.Current)
	}
	c.Current, c.Next, c.RenewedAt, c.Rotation, c.Forced = c.Next, Mark{}, k.At, nil, nil
	c.Drop(PartPending)
	c.Keep(PartPassword, k)
	return nil
}

// Abandon ends the renewal because the network still has the old password. The new one
// counts as used: somebody may have written it down.
func (c *Custody) Abandon() error {
	if c.Rotation == nil {
		return noRotation()
	}
	c.Former = append(slices.Clone(c.Former), c.Next)
	c.Next, c.Rotation = Mark{}, nil
	c.Drop(PartPending)
	return nil
}

func noRotation() error {
	return fault.New(fault.Conflict, "No hay ninguna renovación empezada.").Then("Empiece una desde la bóveda de la cuenta.")
}

// Handed notes a password that was in use already when it was handed over.
func (c *Custody) Handed(k Kept, m Mark) error {
	if c.Rotation != nil {
		return fault.New(fault.Conflict, "Hay una renovación empezada.").Then("Termínela o decida cuál contraseña es la buena.")
	}
	if c.Current.Whole != "" {
		c.Former = append(slices.Clone(c.Former), c.Current)
	}
	c.Current, c.RenewedAt, c.Forced = m, k.At, nil
	c.Keep(PartPassword, k)
	return nil
}

// Left tells whether a renewal was left half way: its time is over and it has not ended.
func (c Custody) Left(now time.Time) bool {
	return c.Rotation != nil && now.After(c.Rotation.HoldUntil)
}

// Overdue tells whether the password should have been renewed by now.
func (c Custody) Overdue(now time.Time) bool {
	return c.Forced != nil || !c.Due.IsZero() && now.After(c.Due)
}

// Held tells whether what comes due on the account waits because its password is being renewed.
func (a Account) Held(now time.Time) bool { return now.Before(a.HeldUntil) }
