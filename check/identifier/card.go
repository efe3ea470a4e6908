package identifier

import "slices"

// CheckCard judges a card number of 13 to 19 digits: issuer range, its length, Luhn.
func CheckCard(s string) Verdict {
	if len(s) < 13 || len(s) > 19 || !allDigits(s) || !issued(s) {
		return No
	}
	if !luhn(s) {
		return BadDigit
	}
	return Good
}

// issuers are the ranges of leading digits (ISO/IEC 7812, as the schemes publish them)
// and the lengths of their numbers.
var issuers = []struct {
	first, last, digits int
	lengths             []int
}{
	{4, 4, 1, []int{13, 16, 19}},                   // Visa
	{51, 55, 2, []int{16}},                         // Mastercard
	{2221, 2720, 4, []int{16}},                     // Mastercard
	{34, 34, 2, []int{15}},                         // American Express
	{37, 37, 2, []int{15}},                         // American Express
	{300, 305, 3, []int{14, 16}},                   // Diners Club
	{36, 36, 2, []int{14, 16, 19}},                 // Diners Club
	{38, 39, 2, []int{14, 16}},                     // Diners Club
	{6011, 6011, 4, []int{16, 19}},                 // Discover
	{644, 659, 3, []int{16, 19}},                   // Discover
	{3528, 3589, 4, []int{16, 19}},                 // JCB
	{62, 62, 2, []int{16, 17, 18, 19}},             // UnionPay
	{50, 50, 2, []int{13, 14, 15, 16, 17, 18, 19}}, // Maestro, Carnet
	{56, 58, 2, []int{13, 14, 15, 16, 17, 18, 19}}, // Maestro
	{60, 69, 2, []int{16, 17, 18, 19}},             // Maestro
	{2869, 2869, 4, []int{16}},                     // Carnet
	{1, 1, 1, []int{15}},                           // UATP
}

// lengthsOf tells for the first four digits which lengths a card may have, as a bit for each.
var lengthsOf = func() (out [10_000]uint32) {
	for _, i := range issuers {
		width := 1
		for range 4 - i.digits {
			width *= 10
		}
		for prefix := i.first * width; prefix < (i.last+1)*width; prefix++ {
			for _, n := range i.lengths {
				out[prefix] |= 1 << n
			}
		}
	}
	return out
}()

func issued(s string) bool { return lengthsOf[number(s[:4])]&(1<<len(s)) != 0 }

// findCard takes a card number grouped as people group them; with a wrong digit only
// next to a word that says so.
func findCard(r *reading, d digitSpan) (Match, bool) {
	v := CheckCard(d.digits)
	if v == No || v == BadDigit && !d.plain || !cardGroups(r.sizes(d.span)) {
		return Match{}, false
	}
	at := r.at(d.span)
	return r.match(Card, d.span, v == Good), r.near(at, saysCard) || v == Good && !r.near(at, saysFile)
}

// cardGroups tells whether people group a card so: together, in two halves, by four,
// as American Express does, or digit by digit.
func cardGroups(sizes []int) bool {
	if len(sizes) == 1 || len(sizes) == 2 && slices.Min(sizes) >= 4 || slices.Equal(sizes, []int{4, 6, 5}) || slices.Equal(sizes, []int{4, 6, 4}) || slices.Max(sizes) == 1 {
		return true
	}
	for _, n := range sizes[:len(sizes)-1] {
		if n != 4 {
			return false
		}
	}
	return sizes[len(sizes)-1] <= 4
}
