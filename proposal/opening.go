package proposal

import (
	"strings"
	"time"

	"pregonero/account"
	"pregonero/internal/fault"
	"pregonero/regulation"
)

// Step of the opening of an approved account. Each leaves a proof.
type Step string

// The steps, in the order in which they can be taken.
const (
	StepMailbox      Step = "mailbox"      // asked of the IT office and given by it
	StepHandle       Step = "handle"       // the account exists on its network under the approved name
	StepCustody      Step = "custody"      // its access is kept sealed and the network takes it
	StepTraining     Step = "training"     // both administrators trained, or with a day for it
	StepHours        Step = "hours"        // its attendance hours are confirmed
	StepCommittee    Step = "committee"    // the committee was informed by a signed letter
	StepPress        Step = "press"        // of boards: the press office was notified by a signed letter
	StepVerification Step = "verification" // asked of the network, or with a day for it
)

// Opening is what was done to open an approved account.
type Opening struct {
	BegunAt time.Time `json:"begun_at"`
	Board   bool      `json:"board"` // of a board: the press office is notified by letter too

	MailboxAskedAt time.Time `json:"mailbox_asked_at,omitzero"`
	MailboxAskedBy string    `json:"mailbox_asked_by,omitempty"`
	Email          string    `json:"email,omitempty"`
	EmailGiven     Deed      `json:"email_given,omitzero"`

	Handle      string   `json:"handle,omitempty"` // as it is on the network
	URL         string   `json:"url,omitempty"`
	HandleGiven Deed     `json:"handle_given,omitzero"`
	Rename      *Rename  `json:"rename,omitempty"`  // another name that waits to be judged
	Renames     []Rename `json:"renames,omitempty"` // that were judged

	HoursGiven Deed `json:"hours_given,omitzero"`

	CommitteeLetter LetterRef `json:"committee_letter,omitzero"`
	PressLetter     LetterRef `json:"press_letter,omitzero"`

	Verification Verifying `json:"verification,omitzero"`
	LiveAt       time.Time `json:"live_at,omitzero"`
}

// Deed says who did something and when.
type Deed struct {
	By   string    `json:"by"`
	Name string    `json:"name"`
	At   time.Time `json:"at"`
}

// Is tells whether anybody did it.
func (m Deed) Is() bool { return !m.At.IsZero() }

// LetterRef is one of the letters of an opening.
type LetterRef struct {
	ID       string    `json:"id,omitempty"`
	Number   string    `json:"number,omitempty"` // once signed
	MadeAt   time.Time `json:"made_at,omitzero"`
	SignedAt time.Time `json:"signed_at,omitzero"`
}

// Rename is another name than the approved one, and what the press office said.
type Rename struct {
	Handle   string `json:"handle"`
	Why      string `json:"why"`
	Asked    Deed   `json:"asked"`
	Answered Deed   `json:"answered,omitzero"`
	Accepted bool   `json:"accepted"`
	Note     string `json:"note,omitempty"`
}

// Verifying is the verification of the account by its network.
type Verifying struct {
	None       string          `json:"none,omitempty"` // why the network verifies no account like this one
	PlannedOn  regulation.Date `json:"planned_on,omitzero"`
	AskedAt    time.Time       `json:"asked_at,omitzero"`
	Reference  string          `json:"reference,omitempty"` // the network's, of the request
	AnsweredAt time.Time       `json:"answered_at,omitzero"`
	Granted    bool            `json:"granted"`
	Note       string          `json:"note,omitempty"` // what the network answered
	RenewOn    regulation.Date `json:"renew_on,omitzero"`
	Asked      int             `json:"asked"` // how often
}

// Told tells whether it was asked for, has its day, or cannot be had.
func (v Verifying) Told() bool { return v.None != "" || !v.PlannedOn.IsZero() || !v.AskedAt.IsZero() }

// Facts are what the steps lean on besides the opening itself.
type Facts struct {
	Account   account.Account
	Kept      bool // its password is kept in the vault
	Connector bool // the program can speak to its network
}

// StepState is where a step is.
type StepState struct {
	Step    Step
	Done    bool
	Blocked Step // that comes before; "" when it can be taken
}

// Steps tells where each step is.
//
//clause:code 7.iv
//clause:code 7.vi
//clause:code 7.xi
func (p Proposal) Steps(f Facts) (out []StepState) {
	o := p.Opening
	if o == nil {
		return nil
	}
	add := func(s Step, done bool, after Step, ready bool) {
		x := StepState{Step: s, Done: done}
		if !ready && !done {
			x.Blocked = after
		}
		out = append(out, x)
	}
	add(StepMailbox, o.EmailGiven.Is(), "", true)
	add(StepHandle, o.HandleGiven.Is(), StepMailbox, o.EmailGiven.Is())
	add(StepCustody, f.inCustody(), StepHandle, o.HandleGiven.Is())
	add(StepTraining, p.Answers.LeadTraining.Told() && p.Answers.AlternateTraining.Told(), "", true)
	add(StepHours, o.HoursGiven.Is(), "", true)
	add(StepCommittee, !o.CommitteeLetter.SignedAt.IsZero(), StepHandle, o.HandleGiven.Is())
	if o.Board {
		add(StepPress, !o.PressLetter.SignedAt.IsZero(), StepHandle, o.HandleGiven.Is())
	}
	add(StepVerification, o.Verification.Told(), StepHandle, o.HandleGiven.Is())
	return out
}

// inCustody: the network takes the access that is kept; where the program does not speak
// to the network, the password is in the vault.
func (f Facts) inCustody() bool {
	if f.Connector {
		return f.Account.Credential.Present && f.Account.Credential.ProbeOK
	}
	return f.Kept
}

// Left lists the steps that are not done.
func (p Proposal) Left(f Facts) (out []Step) {
	for _, s := range p.Steps(f) {
		if !s.Done {
			out = append(out, s.Step)
		}
	}
	return out
}

// GoLive ends the opening; refused while any step is left.
//
//clause:code 7.iv
func (p *Proposal) GoLive(pack *regulation.Pack, f Facts, now time.Time) error {
	if err := p.must("activar la cuenta", Approved); err != nil {
		return err
	}
	if left := p.Left(f); len(left) > 0 {
		var names []string
		for _, s := range left {
			names = append(names, strings.ToLower(s.Label()[:1])+s.Label()[1:])
		}
		return fault.New(fault.Conflict, "La cuenta no se activa todavía. Falta: %s.", strings.Join(names, "; ")).
			Then("Termine los pasos que faltan y actívela después.").Under(pack.ClauseFor(left[0].Rule()))
	}
	p.State, p.Opening.LiveAt = Live, now
	return nil
}

// AskMailbox notes that the IT office was asked for the mailbox.
func (p *Proposal) AskMailbox(by string, now time.Time) error {
	if err := p.must("pedir el correo", Approved); err != nil {
		return err
	}
	if p.Opening.EmailGiven.Is() {
		return fault.New(fault.Conflict, "El correo de la cuenta ya se entregó: %s.", p.Opening.Email)
	}
	p.Opening.MailboxAskedAt, p.Opening.MailboxAskedBy = now, by
	return nil
}

// GiveMailbox notes the mailbox that the IT office gave; it is of the institution's own domain.
//
//clause:code 7.vi
func (p *Proposal) GiveMailbox(pack *regulation.Pack, address string, m Deed) error {
	if err := p.must("entregar el correo", Approved); err != nil {
		return err
	}
	if p.Opening.MailboxAskedAt.IsZero() {
		return fault.New(fault.Conflict, "El área todavía no pide el correo de esta cuenta.").Under(pack.ClauseFor(regulation.RuleMailbox))
	}
	if err := account.CheckMail(pack, address, "email"); err != nil {
		return err
	}
	p.Opening.Email, p.Opening.EmailGiven = address, m
	return nil
}

// SetHandle notes the account as it was made on its network. Another name than the approved
// one is refused: it has to be judged.
//
//clause:code 7.iii
func (p *Proposal) SetHandle(pack *regulation.Pack, handle, url string, m Deed) error {
	if err := p.must("registrar la cuenta", Approved); err != nil {
		return err
	}
	if !p.Opening.EmailGiven.Is() {
		return fault.New(fault.Conflict, "La cuenta se abre con su correo institucional, y todavía no se entrega.").
			Then("Espere a que Informática lo confirme.").Under(pack.ClauseFor(regulation.RuleMailbox)).On("handle")
	}
	if !strings.EqualFold(handle, p.Answers.Handle) {
		return fault.New(fault.Conflict, "Se aprobó el nombre «%s» y la cuenta se llama «%s».", p.Answers.Handle, handle).
			Then("Si la red no admitió el nombre aprobado, pida que se valore otro.").Under(pack.ClauseFor(regulation.RuleProposalAnswer)).On("handle")
	}
	p.Opening.Handle, p.Opening.URL, p.Opening.HandleGiven = handle, url, m
	return nil
}

// AskRename asks the press office for another name than the approved one.
func (p *Proposal) AskRename(r Rename) error {
	if err := p.must("pedir otro nombre", Approved); err != nil {
		return err
	}
	if p.Opening.Rename != nil {
		return fault.New(fault.Conflict, "Ya hay otro nombre en espera de respuesta: %s.", p.Opening.Rename.Handle)
	}
	if blank(r.Why) {
		return fault.New(fault.Invalid, "Diga por qué no se puede usar el nombre aprobado.").On("why")
	}
	p.Opening.Rename = &r
	return nil
}

// JudgeRename accepts or refuses the other name.
func (p *Proposal) JudgeRename(accept bool, note string, m Deed) error {
	if err := p.must("resolver el nombre", Approved); err != nil {
		return err
	}
	if p.Opening.Rename == nil {
		return fault.New(fault.Conflict, "No hay otro nombre en espera de respuesta.")
	}
	if !accept && blank(note) {
		return fault.New(fault.Invalid, "Diga por qué no se acepta el nombre.").On("note")
	}
	r := *p.Opening.Rename
	r.Answered, r.Accepted, r.Note = m, accept, strings.TrimSpace(note)
	p.Opening.Renames, p.Opening.Rename = append(p.Opening.Renames, r), nil
	if accept {
		p.Answers.Handle = r.Handle
		p.Opening.Handle, p.Opening.URL, p.Opening.HandleGiven = "", "", Deed{}
	}
	return nil
}

// Rule is why the step is taken.
func (s Step) Rule() regulation.Rule {
	switch s {
	case StepMailbox, StepHandle:
		return regulation.RuleMailbox
	case StepCustody:
		return regulation.RuleCustody
	case StepTraining:
		return regulation.RuleTwoAdministrators
	case StepHours:
		return regulation.RuleAttendance
	case StepPress:
		return regulation.RuleBoardOpening
	case StepVerification:
		return regulation.RuleVerification
	}
	return regulation.RuleOpening
}

// Label names the step in Spanish, as verb and object.
func (s Step) Label() string {
	switch s {
	case StepMailbox:
		return "Obtener el correo institucional de la cuenta"
	case StepHandle:
		return "Crear la cuenta en la red con el nombre aprobado"
	case StepCustody:
		return "Guardar y probar el acceso"
	case StepTraining:
		return "Capacitar a las dos personas administradoras"
	case StepHours:
		return "Confirmar el horario de atención"
	case StepCommittee:
		return "Informar al Comité por oficio"
	case StepPress:
		return "Avisar por oficio a comunicación social"
	case StepVerification:
		return "Pedir la verificación a la red"
	}
	return string(s)
}
