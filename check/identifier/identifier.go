// Package identifier finds what identifies or reaches a person in a text: CURP, RFC,
// clave de elector, CLABE, card, NSS, CIC, OCR, IDMEX, passport, plate, phone, e-mail,
// postal address, date of birth, the data and account of a minor, and names beside these
// or with a title.
//
// A text is read once into its letters and digits, whatever their width, alphabet or
// separators, figures in words included (see read), and once into its words (see words);
// each recogniser looks at one of them. A recogniser of structure
// with a check digit is sure; where structure alone could be something else, a word of
// context nearby decides, or the match is not sure. Everything is linear in the text.
package identifier

import (
	"cmp"
	"slices"
)

// Kind is what was found.
type Kind string

const (
	CURP       Kind = "curp"
	RFC        Kind = "rfc"
	CompanyRFC Kind = "rfc_company"
	Elector    Kind = "elector"
	CLABE      Kind = "clabe"
	Card       Kind = "card"
	NSS        Kind = "nss"
	CIC        Kind = "cic"
	OCR        Kind = "ocr"
	IDMEX      Kind = "idmex"
	Phone      Kind = "phone"
	Email      Kind = "email"

	Passport     Kind = "passport"
	Plate        Kind = "plate"
	Address      Kind = "address"
	BirthDate    Kind = "birth_date"
	Name         Kind = "name"
	Minor        Kind = "minor"
	MinorAccount Kind = "minor_account"
)

var names = map[Kind][2]string{
	CURP:       {"La CURP", "una CURP"},
	RFC:        {"El RFC", "un RFC"},
	CompanyRFC: {"El RFC", "un RFC de empresa"},
	Elector:    {"La clave de elector", "una clave de elector"},
	CLABE:      {"La CLABE", "una CLABE"},
	Card:       {"El número de tarjeta", "un número de tarjeta"},
	NSS:        {"El número de seguridad social", "un número de seguridad social"},
	CIC:        {"El CIC de una credencial", "el CIC de una credencial"},
	OCR:        {"El OCR de una credencial", "el OCR de una credencial"},
	IDMEX:      {"El IDMEX de una credencial", "el IDMEX de una credencial"},
	Phone:      {"El teléfono", "un teléfono"},
	Email:      {"El correo electrónico", "un correo electrónico"},

	Passport:     {"El número de pasaporte", "un número de pasaporte"},
	Plate:        {"La placa de un vehículo", "la placa de un vehículo"},
	Address:      {"El domicilio de una persona", "el domicilio de una persona"},
	BirthDate:    {"La fecha de nacimiento", "una fecha de nacimiento"},
	Name:         {"El nombre de una persona junto a sus datos", "el nombre de una persona que no habla por un cargo"},
	Minor:        {"La identidad de una persona menor de edad", "la identidad de una persona menor de edad"},
	MinorAccount: {"La cuenta de una persona menor de edad", "la cuenta de una persona menor de edad"},
}

// Spanish names the kind with its definite article, to begin a sentence.
func (k Kind) Spanish() string { return names[k][0] }

// Article names the kind with its indefinite article.
func (k Kind) Article() string { return names[k][1] }

// Verdict is what the structure and check digit of one value say.
type Verdict int

const (
	No       Verdict = iota // not the structure
	BadDigit                // the structure, with a wrong check digit
	Good                    // the structure and the check digit
)

// Match is one identifier in a text: text[Start:End], byte offsets.
type Match struct {
	Kind       Kind
	Start, End int
	Sure       bool
}

// shaped judge a span by its letters and digits, numeric by its digits alone; both go
// by the number of symbols, in order of preference.
var (
	shaped = [longestID + 1][]func(*reading, span) (Match, bool){
		10: {findShortRFC},
		12: {findRFC},
		13: {findRFC},
		15: {findIDMEX},
		18: {findCURP, findElector},
	}
	numeric = [longestID + 1][]func(*reading, digitSpan) (Match, bool){
		9:  {findCIC},
		10: {findIDMEXDigits, findCIC},
		11: {findNSS},
		12: {findOCR},
		13: {findCard, findOCR},
		14: {findCard},
		15: {findCard},
		16: {findCard},
		17: {findCard},
		18: {findCLABE, findCard},
		19: {findCard},
	}
)

// Find lists the identifiers of a text in order, without overlaps, leaving out what is public.
func Find(text string, public Public) []Match {
	all := findEmails(text)
	w := words(text)
	if r := read(text, dictated(w)); r.digits >= leastDigits {
		r.listen()
		all = append(r.spansFound(), all...)
		all = append(all, gluedCURP(r)...)
		all = append(all, findPhones(r)...)
		all = append(all, r.named(w)...)
	}
	all = append(all, findAddresses(w)...)
	all = append(all, findBirths(w)...)
	all = append(all, findMinors(w)...)
	all = slices.DeleteFunc(apart(all), func(m Match) bool { return public.covers(m, text[m.Start:m.End]) })
	if names := findNames(w, all); len(names) > 0 {
		all = apart(append(all, names...))
	}
	return all
}

// named are the numbers that only a word makes what they are.
func (r *reading) named(w *wording) []Match {
	var found []Match
	if w.seen&(aPlate|aVehicle) != 0 {
		found = findPlates(r, w)
	}
	if w.seen&aPassport != 0 {
		found = append(found, findPassports(r, w)...)
	}
	return found
}

func (r *reading) spansFound() []Match {
	var found []Match
	r.walk(func(s span) {
		if m, ok := r.recognise(s); ok {
			found = append(found, m)
		}
	})
	return found
}

func (r *reading) recognise(s span) (Match, bool) {
	size := s.to - s.from
	for _, f := range shaped[size] {
		if m, ok := f(r, s); ok {
			return m, true
		}
	}
	if numeric[size] == nil {
		return Match{}, false
	}
	d, ok := r.number(s)
	if !ok {
		return Match{}, false
	}
	for _, f := range numeric[size] {
		if m, ok := f(r, d); ok {
			return m, true
		}
	}
	return Match{}, false
}

// leastDigits: no identifier of letters and digits has fewer, a few being written with
// letters; a plate has three.
const leastDigits = 3

// apart keeps, where matches overlap, the sure one, then the longer, then the one that was found first.
func apart(all []Match) []Match {
	slices.SortStableFunc(all, func(a, b Match) int { return cmp.Compare(a.Start, b.Start) })
	kept := all[:0:0]
	for _, m := range all {
		last := len(kept) - 1
		if last < 0 || m.Start >= kept[last].End {
			kept = append(kept, m)
		} else if m.beats(kept[last]) {
			kept[last] = m
		}
	}
	return kept
}

func (m Match) beats(other Match) bool {
	if m.Sure != other.Sure {
		return m.Sure
	}
	return m.End-m.Start > other.End-other.Start
}
