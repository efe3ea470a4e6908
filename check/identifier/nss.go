package identifier

import "slices"

// CheckNSS judges a social security number of 11 digits: Luhn.
func CheckNSS(s string) Verdict {
	if len(s) != 11 || !allDigits(s) || number(s[:2]) == 0 {
		return No
	}
	if !luhn(s) {
		return BadDigit
	}
	return Good
}

// findNSS asks for a word of context or the grouping of the card, for one bare number
// in ten passes.
func findNSS(r *reading, s span) (Match, bool) {
	number, plain, ok := r.number(s)
	if !ok {
		return Match{}, false
	}
	v := CheckNSS(number)
	if v == No || v == BadDigit && !plain {
		return Match{}, false
	}
	said := r.near(r.symbols[s.from].at, saysNSS)
	return r.match(NSS, s, v == Good), said || v == Good && slices.Equal(r.sizes(s), []int{2, 2, 2, 4, 1})
}
