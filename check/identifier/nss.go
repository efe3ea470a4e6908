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
func findNSS(r *reading, d digitSpan) (Match, bool) {
	v := CheckNSS(d.digits)
	if v == No || v == BadDigit && !d.plain {
		return Match{}, false
	}
	said := r.near(r.at(d.span), saysNSS)
	return r.match(NSS, d.span, v == Good), said || v == Good && slices.Equal(r.sizes(d.span), []int{2, 2, 2, 4, 1})
}
