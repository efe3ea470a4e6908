package identifier

// findCIC takes the CIC of a voting card (9 digits, or 10 with its digit), right after
// its name, for nothing else tells it.
func findCIC(r *reading, d digitSpan) (Match, bool) {
	return r.match(CIC, d.span, true), d.plain && r.within(r.at(d.span), saysCIC, closeReach)
}

// findOCR takes the OCR of a voting card (12 or 13 digits), right after its name.
func findOCR(r *reading, d digitSpan) (Match, bool) {
	return r.match(OCR, d.span, true), d.plain && r.within(r.at(d.span), saysOCR, closeReach)
}

// findIDMEX takes the line of the back of a voting card: IDMEX, the CIC and its digit.
func findIDMEX(r *reading, s span) (Match, bool) {
	for i, want := range []byte("IDMEX") {
		if r.symbols[s.from+i].is != want {
			return Match{}, false
		}
	}
	for _, x := range r.symbols[s.from+5 : s.to] {
		if !isDigit(x.is) {
			return Match{}, false
		}
	}
	return r.match(IDMEX, s, true), true
}

// findIDMEXDigits takes the ten digits alone, right after the word.
func findIDMEXDigits(r *reading, d digitSpan) (Match, bool) {
	return r.match(IDMEX, d.span, true), d.plain && r.within(r.at(d.span), saysIDMEX, closeReach)
}
