package identifier

import "strings"

const birthTerms = 9 // words after 'nació' in which the date begins

// findBirths finds dates of birth: after 'fecha de nacimiento' or 'nací', and after 'nació'
// when a person is named or called a child nearby. History is no personal data: years
// before 1930 pass.
func findBirths(w *wording) []Match {
	if w.seen&aBirth == 0 {
		return nil
	}
	var found []Match
	for i := 0; i < len(w.terms); i++ {
		if !w.is(i, aBirth) {
			continue
		}
		sure, ok := w.born(i)
		if !ok {
			continue
		}
		for j := i + 1; j <= i+birthTerms && j < len(w.terms); j++ {
			if w.says(j, "instituto", "ine", "ife", "programa", "partido") {
				break
			}
			if end, ok := w.date(j, sure); ok {
				found = append(found, w.match(BirthDate, j, end, sure))
				i = end
				break
			}
		}
	}
	return found
}

// born tells whether the word i speaks of a person's birth.
func (w *wording) born(i int) (sure, ok bool) {
	switch w.terms[i].plain {
	case "nacimiento":
		return true, w.says(i-2, "fecha", "fec", "dia", "f") || w.says(i-1, "fecha", "fec", "f") || strings.HasPrefix(w.between(i), ":")
	case "nac":
		return true, w.says(i-1, "f", "fec", "fecha") || w.says(i-2, "f", "fec", "fecha")
	case "naci", "dob":
		return true, true
	}
	return false, w.personNear(i)
}

// personNear tells whether a person is named, or called a child, in the sentence around a term.
func (w *wording) personNear(i int) bool {
	if w.heard(i, aMinor, 60, true) {
		return true
	}
	for j := max(0, i-8); j < min(len(w.terms), i+4); j++ {
		if n, ok := w.fullName(j); ok && j+n <= len(w.terms) && !w.historic(j) {
			return true
		}
	}
	return false
}

// date reads a date from a term: 12 de marzo de 1985, 12/03/1985, marzo 12, 1985; last is
// its last term. A sure one may have a year of two digits.
func (w *wording) date(j int, sure bool) (last int, ok bool) {
	if w.is(j, aMonth) && w.day(j+1) && w.birthYear(j+2, false) {
		return j + 2, true
	}
	if !w.day(j) {
		return 0, false
	}
	k := j + 1
	if w.says(k, "de") {
		k++
	}
	if !w.is(k, aMonth) && !(k == j+1 && w.monthNumber(k) && w.dashed(j)) {
		return 0, false
	}
	k++
	if w.says(k, "de", "del") {
		k++
	}
	return k, w.birthYear(k, sure)
}

// dashed tells whether a separator of dates stands after a term.
func (w *wording) dashed(j int) bool {
	switch strings.TrimSpace(w.between(j)) {
	case "/", "-", ".", "":
		return true
	}
	return false
}

func (w *wording) day(j int) bool { return w.figure(j, 1, 31, 2) }

func (w *wording) monthNumber(j int) bool { return w.figure(j, 1, 12, 2) }

// birthYear tells whether a term is the year of birth of somebody who may live.
func (w *wording) birthYear(j int, short bool) bool {
	return w.figure(j, 1930, 2035, 4) || short && j < len(w.terms) && len(w.terms[j].plain) == 2 && w.terms[j].digits
}

// figure tells whether a term is a number between two, of so many digits at most.
func (w *wording) figure(j, least, most, digits int) bool {
	if j < 0 || j >= len(w.terms) || !w.terms[j].digits || len(w.terms[j].plain) > digits {
		return false
	}
	n := number(w.terms[j].plain)
	return n >= least && n <= most
}
