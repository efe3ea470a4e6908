package letter

import (
	"strings"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/paper"
)

// States of a registered certificate.
const (
	InForce  = "in_force"
	TakenOut = "taken_out" // it is not taken any more, and is not registered again
)

// Whether its authority took a certificate back, as paper says it.
const (
	NotRevoked = paper.NotRevoked
	OldList    = paper.OldList
)

// Certificate is a certificate that somebody signs letters with, as it was registered. It
// is known by its fingerprint, so that two people of one name are told apart.
type Certificate struct {
	paper.Certificate

	PersonID   string `json:"person_id"`
	PersonName string `json:"person_name"`
	State      string `json:"state"`

	At     time.Time `json:"at"`
	By     string    `json:"by"` // who registered it: the person, or an operator of people
	ByName string    `json:"by_name"`
	Used   time.Time `json:"used,omitzero"` // the last signature with it that was taken

	OutAt     time.Time `json:"out_at,omitzero"`
	OutBy     string    `json:"out_by,omitempty"`
	OutByName string    `json:"out_by_name,omitempty"`
	OutWhy    string    `json:"out_why,omitempty"`

	Version int `json:"-"`
}

// Register says that a person signs with the certificate. Somebody else's name is taken
// only from whoever manages people, who answers for it: authorities write names their way.
func Register(c paper.Certificate, of institution.Person, by institution.Actor, now time.Time) (Certificate, error) {
	if by.PersonID == of.ID && !paper.SamePerson(c.Name, of.Name) {
		return Certificate{}, fault.New(fault.Invalid, "El certificado es de «%s» y usted es %s.", c.Name, of.Name).
			Then("Suba su propio certificado. Si la autoridad escribe su nombre de otro modo, pida a Informática que lo registre.").On("certificate")
	}
	return Certificate{Certificate: c, PersonID: of.ID, PersonName: of.Name, State: InForce, At: now, By: by.PersonID, ByName: by.Name}, nil
}

// TakeOut ends it from now on, once; what it signed stays signed.
func (c *Certificate) TakeOut(why string, by institution.Actor, now time.Time) error {
	if c.State != InForce {
		return fault.New(fault.Conflict, "Ese certificado ya se dio de baja.").Then("Vuelva a abrir la página para ver cómo quedó.")
	}
	if why = strings.TrimSpace(why); why == "" {
		return fault.New(fault.Invalid, "Escriba por qué se da de baja el certificado.").On("reason")
	}
	c.State, c.OutAt, c.OutBy, c.OutByName, c.OutWhy = TakenOut, now, by.PersonID, by.Name, why
	return nil
}

// Takes says whether a signature with this certificate is the letter's signer's.
func (c Certificate) Takes(l Letter) error {
	switch {
	case c.PersonID != l.SignerID:
		return fault.New(fault.Invalid, "El certificado está registrado a nombre de %s y el oficio lo firma %s.", c.PersonName, l.Document.Signer).
			Then("Debe firmarlo la persona titular del área con su propio certificado.").Under(l.Clause).On("signed")
	case c.State != InForce:
		return fault.New(fault.Invalid, "El certificado se dio de baja el %s: %s", c.OutAt.Format("02/01/2006"), c.OutWhy).
			Then("Registre en «Mis certificados» el que usa ahora y firme con él.").Under(l.Clause).On("signed")
	}
	return nil
}
