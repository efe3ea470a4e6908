package identifier

import "strings"

const electorShape = "LLLLLLDDDDDDDDLDDD"

// CheckElector judges a clave de elector in capitals: six consonants, date of birth,
// state of birth, sex, three digits. Its check digit is not public: Good means structure.
func CheckElector(s string) Verdict {
	if len(s) != len(electorShape) || !consonants(s[:6]) || !electorRest(s) {
		return No
	}
	return Good
}

func electorRest(s string) bool {
	state := number(s[12:14])
	return isAnyDate(s[6:12]) && state >= 1 && state <= 32 && strings.IndexByte("HMX", s[14]) >= 0 && allDigits(s[15:])
}

func findElector(r *reading) []Match {
	var found []Match
	r.spans(len(electorShape), anyToken, func(s span) {
		value, swapped, ok := fit(r.symbols[s.from:s.to], electorShape)
		if !ok || swapped > 3 || len(value) != len(electorShape) {
			return
		}
		said := r.near(r.symbols[s.from].at, "clave", "elector", "credencial")
		switch {
		case CheckElector(value) == Good:
			found = append(found, r.match(Elector, s, swapped == 0 || said))
		case said && swapped == 0 && lettersOnly(value[:6]) && electorRest(value):
			found = append(found, r.match(Elector, s, true))
		}
	})
	return found
}
