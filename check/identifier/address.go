package identifier

import "strings"

const (
	mostStreetWords = 6
	homeReach       = 70  // bytes before an address in which it is said that somebody lives there
	venueReach      = 140 // the same, of a place open to the public
)

// findAddresses finds postal addresses as Mexicans write them: street, number, colonia,
// C.P., municipality. Those of places open to the public pass; one is sure when it is said
// that somebody lives there.
func findAddresses(w *wording) []Match {
	if w.seen&(aStreet|aPath|aColony|aInside) == 0 {
		return nil
	}
	var found []Match
	for i := 0; i < len(w.terms); i++ {
		first, last, ok := w.addressAt(i)
		if !ok {
			continue
		}
		if sure, personal := w.lived(first, last); personal {
			found = append(found, w.match(Address, first, last, sure))
		}
		i = last
	}
	return found
}

// addressAt reads an address that is known by the word i.
func (w *wording) addressAt(i int) (first, last int, ok bool) {
	switch {
	case w.is(i, aStreet|aPath):
		number, strong, ok := w.street(i)
		if !ok {
			return 0, 0, false
		}
		last, parts := w.rest(number)
		return i, last, strong || parts > 0 || !w.year(number) || w.heard(i, aHome, homeReach, false)
	case w.is(i, aColony):
		first, ok := w.beforeColony(i)
		if !ok {
			return 0, 0, false
		}
		last, _ := w.rest(i - 1)
		return first, last, true
	case w.says(i, "mz", "mza", "manzana") && w.number(i+1) && w.says(i+2, "lt", "lote", "l") && w.number(i+3):
		last, _ := w.rest(i + 3)
		return i, last, true
	}
	return 0, 0, false
}

// street reads the name after a street's word and then the number; strong says that a
// mark of number stands before it.
func (w *wording) street(i int) (number int, strong, ok bool) {
	home := w.is(i, aStreet) && w.heard(i, aHome, homeReach, false)
	names := 0
	for j := i + 1; j < len(w.terms) && names <= mostStreetWords; j++ {
		if n, ok := w.marked(j); ok && names > 0 {
			return n, true, true
		}
		if names > 0 && w.number(j) && w.joined(j-1) && w.between(j) == "-" && len(w.terms[j+1].plain) == 1 {
			return j + 1, true, true // 12-B
		}
		if names > 0 && w.number(j) && w.joined(j-1) && !w.dated(j) {
			return j, false, w.numberStands(j)
		}
		if !w.joined(j-1) || !w.streetWord(j, home, names == 0) {
			return 0, false, false
		}
		if !w.is(j, aParticle) {
			names++
		}
	}
	return 0, false, false
}

// streetWord tells whether a term may be of a street's name: a capital, a particle, the
// date or number that it is called by; any word where somebody is said to live.
func (w *wording) streetWord(j int, home, first bool) bool {
	t := w.terms[j]
	switch {
	case t.digits:
		return len(t.plain) <= 3 && (first || w.dated(j))
	case t.is&aParticle != 0, t.capital:
		return true
	case t.is&aMonth != 0:
		return w.says(j-1, "de")
	}
	return home && t.is&aVenue == 0
}

// dated tells whether digits are the day of a date that a street is called by: 20 de
// Noviembre.
func (w *wording) dated(j int) bool { return w.says(j+1, "de") && w.is(j+2, aMonth) }

// marked finds the number behind its mark at a term: # 12, No. 12, núm. 12, s/n.
func (w *wording) marked(j int) (number int, ok bool) {
	if w.number(j) && strings.HasSuffix(strings.TrimRight(w.between(j-1), " "), "#") {
		return j, true
	}
	if w.says(j, "no", "num", "numero", "nro", "n") && w.number(j+1) && strings.Trim(w.between(j), " .°º:#") == "" {
		return j + 1, true
	}
	if w.says(j, "s") && w.says(j+1, "n") && strings.Trim(w.between(j), "/") == "" && w.between(j) != "" {
		return j + 1, true
	}
	return 0, false
}

// number tells whether a term is the number of a house: up to five digits, with a letter
// at most, and no hour, decimal or percentage.
func (w *wording) number(j int) bool {
	if j < 0 || j >= len(w.terms) {
		return false
	}
	s := w.terms[j].plain
	digits := strings.TrimRight(s, "abcdefgh")
	if len(digits) == 0 || len(digits) > 5 || len(s)-len(digits) > 1 || digits[0] == '0' || !allDigits(digits) {
		return false
	}
	next := w.text[w.terms[j].end:]
	if next == "" {
		return true
	}
	return !strings.ContainsRune("%:º°$", rune(next[0])) && !(len(next) > 1 && (next[0] == '.' || next[0] == ',') && isDigit(next[1]))
}

// year tells whether a term reads as a year.
func (w *wording) year(j int) bool {
	s := w.terms[j].plain
	return len(s) == 4 && s >= "1800" && s < "2100"
}

// numberStands tells whether what follows a number lets it be of a house: the end, a
// comma, a part of an address, a capital; not the thing that it counts.
func (w *wording) numberStands(j int) bool {
	if j+1 >= len(w.terms) || !w.joined(j) || strings.HasPrefix(w.between(j), ".") {
		return true
	}
	t := w.terms[j+1]
	return t.is&(aColony|aTown|aInside) != 0 || w.says(j+1, "y", "e", "en", "entre", "esq", "esquina", "cp", "c", "casi", "x", "a", "b", "tel", "cel") ||
		t.capital && t.is&aMonth == 0
}

// beforeColony finds the street and number that stand before a colonia without the word
// street: Hidalgo 12, Col. Centro.
func (w *wording) beforeColony(i int) (first int, ok bool) {
	n := i - 1
	if n < 1 || !w.number(n) || !w.listed(n) || w.year(n) && w.joined(n) {
		return 0, false
	}
	first = n
	for j := n - 1; j >= 0 && n-j <= 4 && w.listed(j) && !strings.Contains(w.between(j), "\n"); j-- {
		if j == n-1 && w.says(j, "no", "num", "numero") {
			continue
		}
		t := w.terms[j]
		if !t.capital || t.is&(aMonth|aVenue|aParticle) != 0 || w.says(j, "en", "desde", "para", "hasta", "por", "con", "son", "a") {
			break
		}
		first = j
	}
	return first, first < n
}

// rest reads on over the parts of an address after its number: interior, colonia, C.P.,
// municipality and state; parts counts those that name a place.
func (w *wording) rest(last int) (end, parts int) {
	free := 0 // places without a word that says so may follow a colonia or a C.P.
	for last+1 < len(w.terms) && w.listed(last) {
		n, place := w.part(last+1, free)
		if n == 0 {
			break
		}
		if place {
			parts, free = parts+1, 2
		} else if free > 0 && !w.is(last+1, aInside) {
			free--
		}
		last += n
	}
	return last, parts
}

// part tells how many terms from j are one part of an address, and whether it names a place.
func (w *wording) part(j, free int) (terms int, place bool) {
	switch {
	case w.is(j, aInside) && j+1 < len(w.terms) && len(w.terms[j+1].plain) <= 4:
		return 2, false
	case w.is(j, aColony|aTown) && w.placeWords(j+1) > 0:
		return 1 + w.placeWords(j+1), true
	case w.says(j, "cp") && w.postal(j+1):
		return 2, true
	case w.says(j, "c") && w.says(j+1, "p") && w.postal(j+2):
		return 3, true
	case w.postal(j):
		return 1, true
	case free > 0 && !strings.Contains(w.between(j-1), "\n") && strings.ContainsAny(w.between(j-1), ",") && w.terms[j].capital:
		return w.placeWords(j), false
	}
	return 0, false
}

// postal tells whether a term is a postal code.
func (w *wording) postal(j int) bool {
	return j < len(w.terms) && w.terms[j].digits && len(w.terms[j].plain) == 5
}

// placeWords counts the terms from j that name a place: words with a capital, or two at
// most without.
func (w *wording) placeWords(j int) int {
	n := 0
	for n < 5 && j+n < len(w.terms) && (n == 0 || w.joined(j+n-1)) {
		t := w.terms[j+n]
		if !t.capital && t.is&aParticle == 0 && n >= 1 || t.is&(aColony|aTown) != 0 && n > 0 || t.digits && len(t.plain) > 2 {
			break
		}
		n++
	}
	for n > 0 && w.terms[j+n-1].is&aParticle != 0 {
		n--
	}
	return n
}

// lived tells whether an address is somebody's: personal is false for places open to the
// public; sure is true when it is said that a person lives there.
func (w *wording) lived(first, last int) (sure, personal bool) {
	if w.heard(first, aHome, homeReach, false) || w.says(first-1, "domicilio") && w.says(first-2, "mi", "su", "tu") ||
		w.says(first-2, "domicilio") && w.says(first-3, "mi", "su", "tu") {
		return true, true
	}
	return false, !w.heard(first, aVenue, venueReach, false)
}
