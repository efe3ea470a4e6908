package identifier

// findCIC takes the CIC of a voting card (9 digits, or 10 with its digit), right after
// its name, for nothing else tells it.
func findCIC(r *reading, s span) (Match, bool) {
	if !r.within(r.symbols[s.from].at, saysCIC, closeReach) {
		return Match{}, false
	}
	_, plain, ok := r.number(s)
	return r.match(CIC, s, true), ok && plain
}

// findOCR takes the OCR of a voting card (12 or 13 digits), right after its name.
func findOCR(r *reading, s span) (Match, bool) {
	if !r.within(r.symbols[s.from].at, saysOCR, closeReach) {
		return Match{}, false
	}
	_, plain, ok := r.number(s)
	return r.match(OCR, s, true), ok && plain
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
func findIDMEXDigits(r *reading, s span) (Match, bool) {
	if !r.within(r.symbols[s.from].at, saysIDMEX, closeReach) {
		return Match{}, false
	}
	_, plain, ok := r.number(s)
	return r.match(IDMEX, s, true), ok && plain
}
