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

func findElector(r *reading, s span) (Match, bool) {
	value, swapped, ok := fit(r.symbols[s.from:s.to], electorShape, 3)
	if !ok || len(value) != len(electorShape) {
		return Match{}, false
	}
	said := r.near(r.at(s), saysElector)
	if CheckElector(value) == Good {
		return r.match(Elector, s, swapped == 0 || said), true
	}
	return r.match(Elector, s, true), said && swapped == 0 && lettersOnly(value[:6]) && electorRest(value)
}
