package incident

import (
	"strings"
	"time"

	"pregonero/internal/fault"
)

// Misuse is a report of improper use of an institutional account, with its evidence frozen
// for the authority that sanctions. Personal accounts are no subject of it.
type Misuse struct {
	ID         string    `json:"id"`
	Folio      string    `json:"folio"`
	AccountID  string    `json:"account_id"`
	AreaID     string    `json:"area_id"`
	Text       string    `json:"text"`
	ReportedBy string    `json:"reported_by"`
	Reporter   string    `json:"reporter"`
	At         time.Time `json:"at"`
	From       time.Time `json:"from"` // the days that it is about
	Until      time.Time `json:"until"`
	State      State     `json:"state"`

	Evidence Evidence   `json:"evidence"`
	Hash     string     `json:"hash"` // hex SHA-256 of the evidence as it is handed over
	Handed   *HandedOut `json:"handed,omitempty"`
	Version  int        `json:"-"`
}

// Evidence is what stood when the report was made.
type Evidence struct {
	Account    string   `json:"account"`
	Ledger     Ledger   `json:"ledger"`
	Access     []Access `json:"access"`     // who could act on the account in those days
	Published  []Piece  `json:"published"`  // what was due to go out in those days
	Checkpoint string   `json:"checkpoint"` // the signed note that covers the ledger
}

// Ledger says which entries are evidence; they are exported with their proofs.
type Ledger struct {
	Size    int64    `json:"size"` // of the tree at that moment
	Entries []string `json:"entries"`
}

// Access is a role that somebody held over the account.
type Access struct {
	PersonID string    `json:"person_id"`
	Name     string    `json:"name"`
	Role     string    `json:"role"`
	From     time.Time `json:"from"`
	Until    time.Time `json:"until,omitzero"`
}

// Piece is something that was published.
type Piece struct {
	ID     string    `json:"id"`
	At     time.Time `json:"at"`
	Author string    `json:"author,omitempty"`
	Text   string    `json:"text"`
	URL    string    `json:"url,omitempty"`
	Stage  string    `json:"stage"`
}

// HandedOut is the delivery to the authority.
type HandedOut struct {
	To   string    `json:"to"`
	Note string    `json:"note"`
	By   string    `json:"by"`
	Name string    `json:"name"`
	At   time.Time `json:"at"`
}

// Check says what is missing in the report.
func (m Misuse) Check(now time.Time) error {
	switch {
	case m.AccountID == "":
		return fault.New(fault.Invalid, "Elija una cuenta institucional.").Then("Las cuentas personales quedan fuera.").On("account_id")
	case strings.TrimSpace(m.Text) == "":
		return fault.New(fault.Invalid, "Escriba qué uso indebido observó.").On("text")
	case m.From.IsZero() || m.Until.Before(m.From) || m.From.After(now):
		return fault.New(fault.Invalid, "Diga entre qué días pasó.").On("from")
	}
	return bounded("text", m.Text)
}

// Hand closes it: the evidence went to the authority.
func (m *Misuse) Hand(h HandedOut) error {
	if m.State == Closed {
		return fault.New(fault.Conflict, "Este expediente ya se entregó.")
	}
	if strings.TrimSpace(h.To) == "" {
		return fault.New(fault.Invalid, "Escriba a qué autoridad se entregó.").On("to")
	}
	m.State, m.Handed = Closed, &h
	return bounded("note", h.Note)
}
