package proposal

import (
	"strings"
	"unicode/utf8"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/limits"
	"pregonero/regulation"
)

// Question is one page of a proposal.
type Question string

// The questions.
const (
	Need       Question = "need"       // why the press office's own accounts do not serve
	Network    Question = "network"    //
	Name       Question = "name"       // the wished handle and the name that is shown
	Purposes   Question = "purposes"   // of the eleven, each with its reason
	Activities Question = "activities" // of the area, and its programmes
	Audience   Question = "audience"   //
	Operation  Question = "operation"  // rhythm and attendance hours
	People     Question = "people"     // lead and alternate, and their training
)

// Questions lists them in the order they are asked.
func Questions() []Question {
	return []Question{Need, Network, Name, Purposes, Activities, Audience, Operation, People}
}

// Rule is why the question is asked.
func (q Question) Rule() regulation.Rule {
	switch q {
	case Need:
		return regulation.RuleNeed
	case Network:
		return regulation.RuleExclusive
	case Name:
		return regulation.RuleMailbox
	case Purposes:
		return regulation.RulePurpose
	case Operation:
		return regulation.RuleAttendance
	case People:
		return regulation.RuleTwoAdministrators
	}
	return regulation.RuleProposal
}

// Label names the question in Spanish, as a heading.
func (q Question) Label() string {
	switch q {
	case Need:
		return "Por qué hace falta una cuenta propia"
	case Network:
		return "Red social"
	case Name:
		return "Nombre de la cuenta"
	case Purposes:
		return "Fines"
	case Activities:
		return "Actividades y programas"
	case Audience:
		return "Público"
	case Operation:
		return "Operación y horario"
	case People:
		return "Personas administradoras"
	}
	return string(q)
}

// Answers are what the area says of the account.
type Answers struct {
	Need       string           `json:"need,omitempty"`
	Network    string           `json:"network,omitempty"`
	BaseURL    string           `json:"base_url,omitempty"` // where the network has many servers
	Handle     string           `json:"handle,omitempty"`   // wished
	Name       string           `json:"name,omitempty"`
	Purposes   []Served         `json:"purposes,omitempty"`
	Activities string           `json:"activities,omitempty"`
	Programmes string           `json:"programmes,omitempty"`
	Audience   string           `json:"audience,omitempty"`
	Rhythm     string           `json:"rhythm,omitempty"`
	Hours      regulation.Hours `json:"hours,omitzero"`

	LeadID            string   `json:"lead_id,omitempty"`
	AlternateID       string   `json:"alternate_id,omitempty"`
	LeadTraining      Training `json:"lead_training,omitzero"`
	AlternateTraining Training `json:"alternate_training,omitzero"`
}

// Served is one purpose of the regulation that the account will serve, and how.
type Served struct {
	ID  string `json:"id"`
	Why string `json:"why"`
}

// Training of an administrator: done, or to be done on a day that is committed to.
type Training struct {
	Done bool            `json:"done"`
	On   regulation.Date `json:"on,omitzero"` // committed to, when not done
}

// Told tells whether the training was done or has its day.
func (t Training) Told() bool { return t.Done || !t.On.IsZero() }

// Around is what answers are judged against.
type Around struct {
	AreaID   string
	Accounts []account.Account // of the whole registry
	Taken    []Proposal        // others that are under way
	Self     string            // the account's own identifier, once there is one

	Lead, Alternate institution.Person
	Family          func(member, of string) bool

	Networks   []string        // that can be proposed
	AllowHosts []string        // servers of the inner network that may be called; as in account.CheckServer
	Today      regulation.Date // for the area
}

// Lengths of texts, in characters.
const (
	MinReason = 40
	MaxText   = 4000
	MaxName   = 80
)

// Check says what is wrong with the answer to one question; nil when it can be sent so.
//
//clause:code 7.ii
func (a Answers) Check(p *regulation.Pack, q Question, w Around) error {
	clause := p.ClauseFor(q.Rule())
	switch q {
	case Need:
		return reason("need", "por qué no bastan las cuentas que ya existen", a.Need, clause)
	case Network:
		return a.checkNetwork(p, w)
	case Name:
		return a.CheckName(p, w)
	case Purposes:
		return a.checkPurposes(p)
	case Activities:
		if err := reason("activities", "qué actividades difundirá", a.Activities, clause); err != nil {
			return err
		}
		return text("programmes", "los programas", a.Programmes, clause)
	case Audience:
		return text("audience", "a quién se dirige", a.Audience, clause)
	case Operation:
		return a.checkOperation(clause)
	case People:
		return a.checkPeople(p, w)
	}
	return fault.New(fault.NotFound, "Esa pregunta no existe.")
}

// Missing lists the questions that have no good answer yet.
func (a Answers) Missing(p *regulation.Pack, w Around) (out []Question) {
	for _, q := range Questions() {
		if a.Check(p, q, w) != nil {
			out = append(out, q)
		}
	}
	return out
}

// Begun tells whether anything was answered to the question.
func (a Answers) Begun(q Question) bool {
	switch q {
	case Need:
		return a.Need != ""
	case Network:
		return a.Network != ""
	case Name:
		return a.Handle != "" || a.Name != ""
	case Purposes:
		return len(a.Purposes) > 0
	case Activities:
		return a.Activities != "" || a.Programmes != ""
	case Audience:
		return a.Audience != ""
	case Operation:
		return a.Rhythm != "" || len(a.Hours.Weekly) > 0
	}
	return a.LeadID != "" || a.AlternateID != ""
}

// reason is a text that must say something: a word is no reason.
func reason(field, name, s, clause string) error {
	if err := text(field, name, s, clause); err != nil {
		return err
	}
	if utf8.RuneCountInString(strings.TrimSpace(s)) < MinReason {
		return fault.New(fault.Invalid, "Explique %s: con tan pocas palabras no se puede valorar (mínimo %d caracteres).", name, MinReason).Under(clause).On(field)
	}
	return nil
}

func text(field, name, s, clause string) error {
	if blank(s) {
		return fault.New(fault.Invalid, "Escriba %s.", name).Under(clause).On(field)
	}
	if n := utf8.RuneCountInString(s); n > MaxText {
		return fault.New(fault.Invalid, "Acorte el texto: tiene %d caracteres y caben %d.", n, MaxText).Under(clause).On(field)
	}
	return nil
}

// checkNetwork refuses a network that is none and one where the regulation allows a single
// account.
//
//clause:code 7.x
func (a Answers) checkNetwork(p *regulation.Pack, w Around) error {
	known := false
	for _, n := range w.Networks {
		known = known || n == a.Network
	}
	if !known {
		return fault.New(fault.Invalid, "Elija una red social de la lista.").On("network")
	}
	for _, f := range p.Accounts {
		if f.Network == a.Network && f.Exclusive && f.AreaID != w.AreaID {
			return fault.New(fault.Invalid, "En %s la institución tiene una sola cuenta, %s: no se puede abrir otra.", limits.Of(a.Network).Label, f.Handle).
				Then("Pida al área que la lleva que difunda su material.").Under(f.Clause).On("network")
		}
	}
	return nil
}

// checkPurposes wants at least one of the pack's purposes, each with its reason.
//
//clause:code 3.p1
func (a Answers) checkPurposes(p *regulation.Pack) error {
	clause := p.ClauseFor(regulation.RulePurpose)
	if len(a.Purposes) == 0 {
		return fault.New(fault.Invalid, "Elija al menos un fin y diga cómo lo cumplirá la cuenta.").Under(clause).On("purposes")
	}
	seen := map[string]bool{}
	for _, x := range a.Purposes {
		known, ok := p.Purpose(x.ID)
		if !ok || seen[x.ID] {
			return fault.New(fault.Invalid, "El fin «%s» no es de la lista o está repetido.", x.ID).Under(clause).On("purposes")
		}
		seen[x.ID] = true
		if blank(x.Why) {
			return fault.New(fault.Invalid, "Diga cómo cumplirá la cuenta el fin «%s».", known.Name).Under(x.ID).On("why-" + x.ID)
		}
		if utf8.RuneCountInString(x.Why) > MaxText {
			return fault.New(fault.Invalid, "Acorte lo que dice del fin «%s».", known.Name).Under(x.ID).On("why-" + x.ID)
		}
	}
	return nil
}

func (a Answers) checkOperation(clause string) error {
	if err := text("rhythm", "con qué frecuencia publicará", a.Rhythm, clause); err != nil {
		return err
	}
	if len(a.Hours.Weekly) == 0 {
		return fault.New(fault.Invalid, "Diga en qué horario se contestará en la cuenta.").Under(clause).On("dia-1")
	}
	if len(a.Hours.Periods) > 0 {
		return fault.New(fault.Invalid, "Las vacaciones se anuncian cuando la cuenta ya existe.").Under(clause).On("hours")
	}
	if err := a.Hours.Check(); err != nil {
		return fault.New(fault.Invalid, "El horario no se puede usar: %s", err.Error()).Under(clause).On("hours")
	}
	return nil
}

// checkPeople wants two people of the area with their ranks, trained or with a day for it.
func (a Answers) checkPeople(p *regulation.Pack, w Around) error {
	if err := account.CheckAdministrators(p, w.AreaID, w.Lead, w.Alternate, w.Family); err != nil {
		return err
	}
	return a.CheckTraining(p, w)
}

// CheckTraining wants both administrators trained, or with a day for it.
func (a Answers) CheckTraining(p *regulation.Pack, w Around) error {
	clause := p.ClauseFor(regulation.RuleTwoAdministrators)
	if err := a.LeadTraining.check(clause, "lead_training_on", w.Lead.Name, w.Today); err != nil {
		return err
	}
	return a.AlternateTraining.check(clause, "alternate_training_on", w.Alternate.Name, w.Today)
}

func (t Training) check(clause, field, name string, today regulation.Date) error {
	if t.Done {
		return nil
	}
	if t.On.IsZero() {
		return fault.New(fault.Invalid, "Diga si %s ya tomó la capacitación o qué día la tomará.", name).Under(clause).On(field)
	}
	if t.On.Before(today) || today.Plus(366).Before(t.On) {
		return fault.New(fault.Invalid, "La capacitación de %s debe tener una fecha de hoy en adelante y dentro de un año.", name).Under(clause).On(field)
	}
	return nil
}
