package identifier

import "unicode/utf8"

const rfcValues = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ"

// generic RFCs stand for the public in general and for foreigners: nobody's.
var generic = set("XAXX010101000 XEXX010101000")

// inconvenientRFC are the words that SAT does not allow the four letters to make.
var inconvenientRFC = set("BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COJA COJE COJI COJO CULO FETO GUEY JOTO KACA KACO KAGA KAGO KOGE KOJO KAKA " +
	"KULO LOCA LOCO LOKA LOKO MAME MAMO MEAR MEAS MEON MION MOCO MULA PEDA PEDO PENE PUTA PUTO QULO RATA RUIN")

// CheckRFC judges an RFC in capitals without separators: 13 characters of a person, 12
// of a company. About 1.5 % of those in use have a wrong digit.
func CheckRFC(s string) Verdict {
	n := utf8.RuneCountInString(s)
	if n != 12 && n != 13 || generic[s] {
		return No
	}
	r := []rune(s)
	if !rfcBase(r[:n-3]) || !homoclave(r[n-3:]) {
		return No
	}
	if rfcDigit(r[:n-1]) != r[n-1] {
		return BadDigit
	}
	return Good
}

// CheckShortRFC judges an RFC of a person without its homoclave: 10 characters.
func CheckShortRFC(s string) bool { return utf8.RuneCountInString(s) == 10 && rfcBase([]rune(s)) }

// rfcBase: the letters, then the date. Only a person's make words.
func rfcBase(r []rune) bool {
	letters := len(r) - 6
	for _, c := range r[:letters] {
		if !(c >= 'A' && c <= 'Z' || c == 'Ñ' || c == '&') {
			return false
		}
	}
	return isAnyDate(string(r[letters:])) && (letters == 3 || !inconvenientRFC[string(r[:letters])])
}

func homoclave(r []rune) bool {
	for _, c := range r[:2] {
		if !(c >= '1' && c <= '9' || c >= 'A' && c <= 'Z') {
			return false
		}
	}
	return r[2] >= '0' && r[2] <= '9' || r[2] == 'A'
}

// rfcDigit computes the check digit; a company's RFC is filled with a space on the left.
func rfcDigit(r []rune) rune {
	if len(r) == 11 {
		r = append([]rune{' '}, r...)
	}
	sum := 0
	for i, c := range r {
		sum += valueIn(rfcValues, c) * (13 - i)
	}
	switch d := 11 - sum%11; d {
	case 11:
		return '0'
	case 10:
		return 'A'
	default:
		return rune('0' + d)
	}
}

// findRFC takes an RFC: written without gaps, in capitals or next to the word RFC. A
// company's is no personal data of itself, and never sure.
func findRFC(r *reading, s span) (Match, bool) {
	kind, shape := RFC, "LLLLDDDDDDXXX"
	if s.to-s.from == 12 {
		kind, shape = CompanyRFC, "LLLDDDDDDXXX"
	}
	value, swapped, ok := fit(r.symbols[s.from:s.to], shape, 2)
	if !ok {
		return Match{}, false
	}
	said := r.near(r.at(s), saysRFC)
	switch CheckRFC(value) {
	case Good:
		sure := kind == RFC && (swapped == 0 || said)
		return r.match(kind, s, sure), said || s.gap == none || swapped == 0 && r.capitals(s)
	case BadDigit:
		return r.match(kind, s, false), swapped == 0 && (said || s.gap == none && kind == RFC)
	}
	return Match{}, false
}

// findShortRFC takes an RFC without its homoclave, next to the word RFC.
func findShortRFC(r *reading, s span) (Match, bool) {
	value, _, ok := fit(r.symbols[s.from:s.to], "LLLLDDDDDD", 0)
	return r.match(RFC, s, false), ok && s.gap == none && r.near(r.at(s), saysRFC) && CheckShortRFC(value)
}

func (r *reading) capitals(s span) bool {
	for _, x := range r.symbols[s.from:s.to] {
		if x.small {
			return false
		}
	}
	return true
}
