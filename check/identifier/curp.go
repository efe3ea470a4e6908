package identifier

import "strings"

const curpShape = "LLLLDDDDDDLLLLLLXD"

// states of birth in a CURP (RENAPO); NE is born abroad.
var curpStates = set("AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL VZ YN ZS NE")

// inconvenient are the words that the first four letters may not make (RENAPO,
// Instructivo normativo, anexo 2): the second letter becomes X.
var inconvenient = set("BACA BAKA BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COGI COJA COJE COJI COJO COLA CULO FALO FETO GETA GUEI GUEY " +
	"JETA JOTO KACA KACO KAGA KAGO KAKA KAKO KOGE KOGI KOJA KOJE KOJI KOJO KOLA KULO LILO LOCA LOCO LOKA LOKO MAME MAMO MEAR MEAS " +
	"MEON MIAR MION MOCO MOKO MULA MULO NACA NACO PEDA PEDO PENE PIPI PITO POPO PUTA PUTO QULO RATA ROBA ROBE ROBO RUIN SENO TETA " +
	"VACA VAGA VAGO VAKA VUEI VUEY WUEI WUEY")

const curpValues = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"

// CheckCURP judges a CURP in capitals without separators.
func CheckCURP(s string) Verdict {
	if len(s) != len(curpShape) || !curpStructure(s) {
		return No
	}
	sum := 0
	for i := range len(s) - 1 {
		sum += valueIn(curpValues, rune(s[i])) * (18 - i)
	}
	if byte('0'+(10-sum%10)%10) != s[17] {
		return BadDigit
	}
	return Good
}

// curpStructure: four letters, date, sex, state, three consonants, differentiator (a
// digit for those born before 2000, a letter after), digit.
func curpStructure(s string) bool {
	century := 1900
	if isLetter(s[16]) {
		century = 2000
	}
	return lettersOnly(s[:4]) && strings.IndexByte("AEIOUX", s[1]) >= 0 && !inconvenient[s[:4]] &&
		isDate(s[4:10], century) && strings.IndexByte("HMX", s[10]) >= 0 && curpStates[s[11:13]] &&
		consonants(s[13:16]) && (isDigit(s[16]) || isLetter(s[16])) && isDigit(s[17])
}

// findCURP takes a CURP made of whole tokens; one with a wrong digit is not sure.
func findCURP(r *reading, s span) (Match, bool) {
	value, swapped, ok := fit(r.symbols[s.from:s.to], curpShape, 4)
	if !ok {
		return Match{}, false
	}
	v := CheckCURP(value)
	return r.match(CURP, s, v == Good), v == Good || v == BadDigit && swapped == 0
}

// gluedCURP finds sure CURPs that letters or digits are written right before or after.
func gluedCURP(r *reading) []Match {
	var found []Match
	for _, t := range r.tokens {
		for i := t.from; t.size() > len(curpShape) && i+len(curpShape) <= t.to; i++ {
			s := span{i, i + len(curpShape), none}
			value, _, ok := fit(r.symbols[s.from:s.to], curpShape, 0)
			if ok && CheckCURP(value) == Good {
				found = append(found, r.match(CURP, s, true))
			}
		}
	}
	return found
}

func lettersOnly(s string) bool {
	for i := range len(s) {
		if !isLetter(s[i]) {
			return false
		}
	}
	return true
}

func consonants(s string) bool { return lettersOnly(s) && !strings.ContainsAny(s, "AEIOU") }

// valueIn is the place of a character in an alphabet whose Ñ is one place.
func valueIn(alphabet string, r rune) int {
	n := 0
	for _, a := range alphabet {
		if a == r {
			return n
		}
		n++
	}
	return -1
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
