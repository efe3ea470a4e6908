// Package account is the file of an institutional account: who answers for it, who
// administers it, when it attends, and in which state it is. Pure: no clock, no disk.
package account

import (
	"slices"
	"strings"
	"time"

	"pregonero/internal/fault"
	"pregonero/regulation"
)

// State of an account.
type State string

const (
	Authorised State = "authorised" // its proposal was approved; being opened, step by step
	Registered State = "registered" // in the registry, not yet publishing
	Active     State = "active"
	Suspended  State = "suspended"
	Closed     State = "closed"
)

// Action moves an account from one state to another.
type Action string

const (
	Activate Action = "activate"
	Open     Action = "open" // an authorised account, once every step of its opening is done
	Suspend  Action = "suspend"
	Close    Action = "close"
)

// moves is the whole state machine: what is not in it is refused.
var moves = map[Action]map[State]State{
	Activate: {Registered: Active, Suspended: Active},
	Open:     {Authorised: Active},
	Suspend:  {Active: Suspended},
	Close:    {Authorised: Closed, Registered: Closed, Suspended: Closed},
}

// Account is one account on one network.
type Account struct {
	ID       string `json:"id"`
	Network  string `json:"network"`            // the connector's name
	BaseURL  string `json:"base_url,omitempty"` // the server, where the network has many
	Handle   string `json:"handle"`             // without @
	Name     string `json:"name"`
	URL      string `json:"url,omitempty"`
	RemoteID string `json:"remote_id,omitempty"`
	AreaID   string `json:"area_id"`
	Purpose  string `json:"purpose,omitempty"`  // why it exists, for the public page
	Email    string `json:"email,omitempty"`    // the institutional address that it was opened with
	Proposal string `json:"proposal,omitempty"` // the identifier of the proposal it was born of; "" for one that was there before

	LeadID      string `json:"lead_id"`
	AlternateID string `json:"alternate_id"`

	Substitution *Substitution `json:"substitution,omitempty"` // of an administrator who left; nil when there are two

	Hours regulation.Hours `json:"hours"`

	Rhythm regulation.Rhythm `json:"rhythm,omitzero"` // its own; empty: the pack's for its network
	Rota   Rota              `json:"rota,omitempty"`

	State      State     `json:"state"`
	Stopped    bool      `json:"stopped"` // the stop switch: nothing goes out
	StopReason string    `json:"stop_reason,omitempty"`
	StoppedBy  string    `json:"stopped_by,omitempty"`
	StoppedAt  time.Time `json:"stopped_at,omitzero"`

	HeldUntil time.Time `json:"held_until,omitzero"` // its password is being renewed: what comes due waits

	Credential Credential `json:"credential"`
	TextLimit  int        `json:"text_limit,omitempty"`  // the server's own, 0 when it says none
	MediaLimit int        `json:"media_limit,omitempty"` // idem

	RegisteredAt time.Time `json:"registered_at"`
	ClosedAt     time.Time `json:"closed_at,omitzero"`
	Version      int       `json:"-"`
}

// Credential is what is known about the sealed secret; never the secret.
type Credential struct {
	Present   bool      `json:"present"`
	ExpiresAt time.Time `json:"expires_at,omitzero"`
	ProbedAt  time.Time `json:"probed_at,omitzero"`
	ProbeOK   bool      `json:"probe_ok"`
	Problem   string    `json:"problem,omitempty"` // Spanish, when the last probe failed
	RenewedAt time.Time `json:"renewed_at,omitzero"`
}

// Apply moves the account by the action.
func (a *Account) Apply(act Action, now time.Time) error {
	to, ok := moves[act][a.State]
	if !ok {
		return fault.New(fault.Conflict, "La cuenta está %s y desde ahí no se puede hacer eso.", a.State.Label()).
			Then("Revise en el expediente en qué estado está la cuenta.")
	}
	a.State = to
	if to == Closed {
		a.ClosedAt = now
	}
	return nil
}

// Label names the state in Spanish.
func (s State) Label() string {
	switch s {
	case Authorised:
		return "aprobada y por abrir"
	case Registered:
		return "registrada"
	case Active:
		return "vigente"
	case Suspended:
		return "en pausa"
	case Closed:
		return "dada de baja"
	}
	return string(s)
}

// MayPublish tells whether something may go out now, with the reason when not.
//
//clause:code 1.p1
func (a Account) MayPublish() error {
	switch {
	case a.State != Active:
		return fault.New(fault.Conflict, "La cuenta %s está %s: no se publica desde ella.", a.At(), a.State.Label()).
			Then("Active la cuenta en su expediente.")
	case a.Stopped:
		return fault.New(fault.Conflict, "La publicación de %s está detenida: %s", a.At(), a.StopReason).
			Then("Reanude la publicación cuando se haya resuelto el motivo y programe de nuevo la hora.")
	case a.Missing() && !a.goesOnWithOne():
		return fault.New(fault.Conflict, "A la cuenta %s le falta una persona administradora.", a.At()).
			Then("Designe a la persona que falta.")
	}
	return nil
}

// At is the handle as people write it.
func (a Account) At() string {
	if strings.ContainsAny(a.Handle, " ") {
		return a.Handle
	}
	return "@" + strings.TrimPrefix(a.Handle, "@")
}

// CleanHandle trims what people paste around a handle.
func CleanHandle(s string) string {
	return strings.TrimPrefix(strings.TrimSpace(s), "@")
}

// Stop turns the stop switch on; stopping again changes nothing but the reason.
func (a *Account) Stop(by, reason string, now time.Time) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "Escriba por qué se detiene la publicación.").On("reason")
	}
	a.Stopped, a.StopReason, a.StoppedBy, a.StoppedAt = true, strings.TrimSpace(reason), by, now
	return nil
}

// Resume turns the stop switch off.
func (a *Account) Resume() {
	a.Stopped, a.StopReason, a.StoppedBy, a.StoppedAt = false, "", "", time.Time{}
}

// Administers tells whether the person is one of the two administrators.
func (a Account) Administers(personID string) bool {
	return personID != "" && (personID == a.LeadID || personID == a.AlternateID)
}

// IDs lists the identifiers of the accounts.
func IDs(accounts []Account) []string {
	out := make([]string, len(accounts))
	for i, a := range accounts {
		out[i] = a.ID
	}
	slices.Sort(out)
	return out
}
