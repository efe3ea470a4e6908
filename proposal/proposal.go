// Package proposal is how an account is born: what an area answers when it proposes one,
// what the press office says of each answer, and the steps by which an approved account is
// opened. Pure: no clock, no disk. Nothing here moves by time passing: a proposal is
// approved by a person or not at all.
package proposal

import (
	"slices"
	"strings"
	"time"

	"pregonero/internal/fault"
)

// State of a proposal.
type State string

const (
	Draft     State = "draft"
	Sent      State = "sent"      // has its number; its letter waits for the signature
	Presented State = "presented" // signed: the press office's time runs
	Returned  State = "returned"  // answered with observations; the area may mend and send it again
	Approved  State = "approved"  // being opened
	Rejected  State = "rejected"
	Withdrawn State = "withdrawn" // by the area
	Live      State = "live"      // the account is open
)

// States lists every state, in the order of a proposal's life.
func States() []State {
	return []State{Draft, Sent, Presented, Returned, Approved, Rejected, Withdrawn, Live}
}

// Proposal is one proposal of an account, with its opening once it is approved.
type Proposal struct {
	ID     string `json:"id"`
	Folio  string `json:"folio,omitempty"` // from the first time it is sent
	State  State  `json:"state"`
	AreaID string `json:"area_id"`

	By        string    `json:"by"` // who began it
	ByName    string    `json:"by_name"`
	CreatedAt time.Time `json:"created_at"`

	Answers Answers `json:"answers"`

	SentAt      time.Time `json:"sent_at,omitzero"`
	SentBy      string    `json:"sent_by,omitempty"`
	SentName    string    `json:"sent_name,omitempty"`
	LetterID    string    `json:"letter_id,omitempty"`
	LetterNo    string    `json:"letter_no,omitempty"` // the letter's own number, once signed
	PresentedAt time.Time `json:"presented_at,omitzero"`
	Rounds      int       `json:"rounds"`               // how often it was presented
	LateAt      time.Time `json:"late_at,omitzero"`     // when the term to answer passed without an answer
	Kit         []KitFile `json:"kit,omitempty"`        // the graphic identity, by its files
	Verdict     *Verdict  `json:"verdict,omitempty"`    // the last
	Earlier     []Verdict `json:"earlier,omitempty"`    // of earlier rounds, oldest first
	Opening     *Opening  `json:"opening,omitempty"`    // once approved
	AccountID   string    `json:"account_id,omitempty"` // idem
	Version     int       `json:"-"`
}

// KitFile is a document that is kept by its hash.
type KitFile struct {
	Name  string `json:"name"`
	Type  string `json:"type"` // MIME
	Hash  string `json:"hash"` // hex SHA-256
	Bytes int64  `json:"bytes"`
}

// Editable tells whether the area may change the answers.
func (p Proposal) Editable() bool { return p.State == Draft || p.State == Returned }

// Waits tells whether the press office owes an answer.
func (p Proposal) Waits() bool { return p.State == Presented }

// Title is what people call it.
func (p Proposal) Title() string {
	if p.Answers.Name != "" {
		return p.Answers.Name
	}
	if p.Answers.Handle != "" {
		return "@" + p.Answers.Handle
	}
	return "Cuenta sin nombre todavía"
}

func (p Proposal) must(doing string, states ...State) error {
	if slices.Contains(states, p.State) {
		return nil
	}
	return fault.New(fault.Conflict, "La propuesta está %s y así no se puede %s.", p.State.Label(), doing).
		Then("Vuelva a abrir la propuesta para ver en qué va.")
}

// Answer replaces the answers while the area may.
func (p *Proposal) Answer(a Answers) error {
	if err := p.must("cambiar", Draft, Returned); err != nil {
		return err
	}
	p.Answers = a
	return nil
}

// Send gives it to the head of the area for the signature.
func (p *Proposal) Send(by, name string, now time.Time) error {
	if err := p.must("enviar", Draft, Returned); err != nil {
		return err
	}
	if p.Verdict != nil {
		p.Earlier, p.Verdict = append(p.Earlier, *p.Verdict), nil
	}
	p.State, p.SentBy, p.SentName, p.SentAt = Sent, by, name, now
	p.LetterID, p.LetterNo, p.PresentedAt, p.LateAt = "", "", time.Time{}, time.Time{}
	return nil
}

// Present notes that its letter was signed: from now on the press office owes an answer.
func (p *Proposal) Present(letterNo string, now time.Time) error {
	if err := p.must("presentar", Sent); err != nil {
		return err
	}
	p.State, p.LetterNo, p.PresentedAt = Presented, letterNo, now
	p.Rounds++
	return nil
}

// TakeBack returns one that waits for its signature to the area, to be mended.
func (p *Proposal) TakeBack() error {
	if err := p.must("recuperar", Sent); err != nil {
		return err
	}
	p.State = Draft
	return nil
}

// Withdraw ends it because the area no longer wants it.
func (p *Proposal) Withdraw() error {
	if err := p.must("retirar", Draft, Sent, Presented, Returned); err != nil {
		return err
	}
	p.State = Withdrawn
	return nil
}

// Late notes that the term passed without an answer. It approves and rejects nothing.
//
//clause:code 7.iii
func (p *Proposal) Late(now time.Time) bool {
	if p.State != Presented || !p.LateAt.IsZero() {
		return false
	}
	p.LateAt = now
	return true
}

// Label names the state in Spanish.
func (s State) Label() string {
	switch s {
	case Draft:
		return "en preparación"
	case Sent:
		return "en espera de firma"
	case Presented:
		return "en espera de respuesta"
	case Returned:
		return "devuelta con observaciones"
	case Approved:
		return "aprobada y en apertura"
	case Rejected:
		return "rechazada"
	case Withdrawn:
		return "retirada"
	case Live:
		return "abierta"
	}
	return string(s)
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
