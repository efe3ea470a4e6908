// Package letter is an official letter: written from the pack's template, numbered without
// gaps by area and year, printed, signed by the head of the area or kept as a signed scan,
// and delivered. Pure: no clock, no disk.
package letter

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/paper"
	"pregonero/regulation"
)

// State of a letter.
type State string

const (
	Issued    State = "issued"    // numbered and printed: waits for the signature
	Signed    State = "signed"    // and delivered to those it is addressed to
	Cancelled State = "cancelled" // keeps its number, with the reason
)

// How a letter was signed.
const (
	PAdES    = "pades"    // inside the PDF
	Detached = "detached" // in a file of its own (PKCS#7)
	Scan     = "scan"     // on paper, and scanned
)

// Known is by what an electronic signature is known to be the signer's.
type Known string

const (
	KnownByFingerprint Known = "fingerprint" // of a certificate registered for them
	KnownByName        Known = "name"        // that the certificate bears
)

// Letter is one letter.
type Letter struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`    // the pack's
	Subject   string `json:"subject"` // what it is about, such as proposal:01J…
	AccountID string `json:"account_id,omitempty"`
	AreaID    string `json:"area_id"`
	Number    string `json:"number"`
	Year      int    `json:"year"` // that it was counted in
	Clause    string `json:"clause"`

	Values map[string]string `json:"values,omitempty"` // of the template's blanks
	Root   string            `json:"root,omitempty"`   // the first of the letters that this one stands for; see KnownAs

	Document paper.Document `json:"document"`
	Hash     string         `json:"hash"` // hex SHA-256 of the PDF
	To       []string       `json:"to"`   // roles

	SignerID string    `json:"signer_id"` // the head when it was issued
	IssuedAt time.Time `json:"issued_at"`
	IssuedBy string    `json:"issued_by"`

	State        State            `json:"state"`
	How          string           `json:"how,omitempty"`
	SignedHash   string           `json:"signed_hash,omitempty"` // of the signed file, kept by it
	SignedType   string           `json:"signed_type,omitempty"`
	Signature    *paper.Signature `json:"signature,omitempty"`
	Known        Known            `json:"known,omitempty"` // by what the signature is the signer's
	SignedAt     time.Time        `json:"signed_at,omitzero"`
	SignedBy     string           `json:"signed_by,omitempty"` // who brought the signature
	SignedByName string           `json:"signed_by_name,omitempty"`
	CancelledWhy string           `json:"cancelled_why,omitempty"`
	Dropped      bool             `json:"dropped,omitempty"`     // cancelled because its matter goes on without it
	ReplacedBy   string           `json:"replaced_by,omitempty"` // the letter that was made again in its place

	Version int `json:"-"`
}

// Order is what a letter is written from.
type Order struct {
	Kind, Subject, AccountID string
	Area                     institution.Area
	Head                     institution.Person
	HeadTitle                string
	Root                     string   // of the letter that this one replaces
	To                       []string // lines of the addressees
	Values                   map[string]string
}

// Write makes a letter from the pack's template. A blank without a value is a fault.
func Write(p *regulation.Pack, o Order, id string, number int, now time.Time) (Letter, error) {
	t, ok := p.Letters.Kinds[o.Kind]
	if !ok {
		return Letter{}, fault.New(fault.Invalid, "Las reglas no tienen el oficio «%s».", o.Kind)
	}
	if o.Head.ID == "" {
		return Letter{}, fault.New(fault.Conflict, "El área no tiene una persona titular que firme el oficio.").
			Then("Pida a comunicación social que registre a la persona titular.").Under(t.Clause)
	}
	values := map[string]string{"area": o.Area.Name}
	for k, v := range o.Values {
		values[k] = v
	}
	at := dayOf(p, o.Area, now)
	l := Letter{ID: id, Kind: o.Kind, Subject: o.Subject, AccountID: o.AccountID, AreaID: o.Area.ID, Clause: t.Clause, To: t.To, Values: o.Values, Root: o.Root, SignerID: o.Head.ID, IssuedAt: now, State: Issued}
	l.Year = at.Year()
	l.Number, _ = regulation.Fill(p.Letters.Number, map[string]string{"area": strings.ToUpper(shortOf(o.Area)), "number": fmt.Sprintf("%04d", number), "year": fmt.Sprint(at.Year())})
	d := paper.Document{Institution: p.Institution.Name, Area: o.Area.Name, Number: l.Number, Place: placeOf(p, o.Area), Day: fmt.Sprintf("%d de %s de %d", at.Day(), regulation.MonthName(at.Month()), at.Year()),
		To: o.To, Signer: o.Head.Name, SignerTitle: o.HeadTitle, Copies: t.Copies, At: now.Truncate(time.Second),
		Foot: "Fundamento: criterio " + t.Clause + " de " + p.Source + "."}
	var missing []string
	fill := func(text string) string {
		filled, m := regulation.Fill(text, values)
		missing = append(missing, m...)
		return filled
	}
	d.Subject = fill(t.Subject)
	for _, text := range t.Paragraphs {
		d.Paragraphs = append(d.Paragraphs, fill(text))
	}
	for _, f := range t.Facts {
		name, value, _ := strings.Cut(f, ": ")
		if v := values[value]; v != "" {
			d.Facts = append(d.Facts, [2]string{name, v})
		}
	}
	if len(missing) > 0 {
		return Letter{}, fault.New(fault.Invalid, "Al oficio le falta: %s.", strings.Join(missing, ", ")).Under(t.Clause)
	}
	l.Document = d
	return l, nil
}

// dayOf is now where the area is.
func dayOf(p *regulation.Pack, a institution.Area, now time.Time) time.Time {
	loc, err := time.LoadLocation(zoneOf(p, a))
	if err != nil {
		loc = time.UTC
	}
	return now.In(loc)
}

func zoneOf(p *regulation.Pack, a institution.Area) string {
	if a.Zone != "" {
		return a.Zone
	}
	return p.Institution.Zone
}

func placeOf(p *regulation.Pack, a institution.Area) string {
	if a.Seat != "" {
		return a.Seat
	}
	return p.Institution.Country
}

func shortOf(a institution.Area) string {
	if a.ID != "" {
		return a.ID
	}
	return a.Short
}

// Series is where the letter's number is counted: by the area and the year that it prints,
// which on the last night of a year is not the same everywhere.
func Series(p *regulation.Pack, a institution.Area, now time.Time) string {
	return fmt.Sprintf("oficio/%s/%d", a.ID, dayOf(p, a, now).Year())
}

// Sign notes the signature, once.
func (l *Letter) Sign(how, hash, kind string, s *paper.Signature, by institution.Actor, now time.Time) error {
	if l.State != Issued {
		return fault.New(fault.Conflict, "El oficio %s ya no espera firma: está %s.", l.Number, l.State.Label()).Then("Vuelva a abrir la página para ver cómo quedó.")
	}
	l.State, l.How, l.SignedHash, l.SignedType, l.Signature = Signed, how, hash, kind, s
	l.SignedAt, l.SignedBy, l.SignedByName = now, by.PersonID, by.Name
	return nil
}

// Cancel keeps the number with the reason; a signed letter is not cancelled.
func (l *Letter) Cancel(why string) error {
	if l.State != Issued {
		return fault.New(fault.Conflict, "El oficio %s está %s: no se puede cancelar.", l.Number, l.State.Label())
	}
	if strings.TrimSpace(why) == "" {
		return fault.New(fault.Invalid, "Escriba por qué se cancela el oficio.").On("reason")
	}
	l.State, l.CancelledWhy = Cancelled, strings.TrimSpace(why)
	return nil
}

// KnownAs is the identifier by which the process that asked for the letter knows it: that of
// the first, when it was cancelled and made again.
func (l Letter) KnownAs() string { return cmp.Or(l.Root, l.ID) }

// Unsigned tells whether a signature is still owed: it waits for it, or was cancelled and
// neither made again nor dropped.
func (l Letter) Unsigned() bool {
	return l.State == Issued || l.MayAgain()
}

// MayAgain tells whether a letter like this one can be made in its place.
func (l Letter) MayAgain() bool { return l.State == Cancelled && !l.Dropped && l.ReplacedBy == "" }

// Drop ends a letter whose matter goes on without it.
func (l *Letter) Drop(why string) {
	if l.State == Issued {
		l.State, l.CancelledWhy = Cancelled, why
	}
	l.Dropped = true
}

// PersonLine is how a letter names somebody: name, rank and address.
func PersonLine(p *regulation.Pack, x institution.Person) string {
	rank, _ := p.Rank(x.RankID)
	return x.Name + ", " + rank.Name + ", " + x.Email
}

// Label names the state in Spanish.
func (s State) Label() string {
	switch s {
	case Issued:
		return "por firmar"
	case Signed:
		return "firmado"
	case Cancelled:
		return "cancelado"
	}
	return string(s)
}
