package identifier

import "strings"

// findCredential finds the CIC (9 digits) and OCR (12 or 13) of a voting card, which
// have no check digit: only right after their names.
func findCredential(r *reading) []Match {
	var found []Match
	for _, size := range []int{9, 10, 12, 13} {
		r.spans(size, digitToken, func(s span) {
			before := r.before(r.symbols[s.from].at, 24)
			switch {
			case size <= 10 && (hasWord(before, "cic ") || strings.Contains(before, "codigo de identificacion")):
				found = append(found, r.match(CIC, s, true))
			case size >= 12 && hasWord(before, "ocr "):
				found = append(found, r.match(OCR, s, true))
			}
		})
	}
	return found
}

// findIDMEX finds the line of the back of a voting card: IDMEX, the CIC and its digit.
func findIDMEX(r *reading) []Match {
	var found []Match
	r.spans(15, anyToken, func(s span) {
		if m, ok := r.idmex(s); ok {
			found = append(found, m)
		}
	})
	r.spans(10, digitToken, func(s span) {
		if hasWord(r.before(r.symbols[s.from].at, 16), "idmex") {
			found = append(found, r.match(IDMEX, s, true))
		}
	})
	return found
}

func (r *reading) idmex(s span) (Match, bool) {
	value := r.value(s)
	digits, ok := strings.CutPrefix(value, "IDMEX")
	return r.match(IDMEX, s, true), ok && allDigits(digits)
}
