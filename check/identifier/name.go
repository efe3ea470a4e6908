package identifier

import "sort"

const (
	mostNames   = 6
	besideReach = 90 // bytes between a name and the datum that it stands beside
)

// findNames finds the names of persons beside other personal data, and those with the
// title of a private person, which are not sure. Who is named for an office or belongs to
// history passes.
func findNames(w *wording, others []Match) []Match {
	if w.seen&aGiven == 0 && w.seen&aTitle == 0 {
		return nil
	}
	var found []Match
	for i := 0; i < len(w.terms); i++ {
		beside, near := besideOf(others, w.terms[i].at)
		n, ok := w.nameAt(i, near)
		if !ok || w.historic(i) || w.inOffice(i, i+n-1) || w.ofPlace(i) {
			continue
		}
		if !near {
			beside, near = besideOf(others, w.terms[i+n-1].end)
		}
		if near || w.titled(i) {
			found = append(found, w.match(Name, i, i+n-1, near && beside.Sure))
		}
		i += n - 1
	}
	return found
}

// besideOf finds, among data in order, the one nearest to an offset, if one is near.
func besideOf(others []Match, at int) (nearest Match, near bool) {
	best := besideReach + 1
	first := sort.Search(len(others), func(i int) bool { return others[i].End >= at-besideReach })
	for _, m := range others[first:] {
		away := max(m.Start-at, at-m.End, 0)
		if away > besideReach {
			break
		}
		if m.Kind != CompanyRFC && (away < best || away == best && m.Sure) {
			best, nearest = away, m
		}
	}
	return nearest, best <= besideReach
}

// nameAt tells how many terms from i are a name: a given name and a surname of the lists;
// after a title, words with capitals of which one is in the lists.
func (w *wording) nameAt(i int, beside bool) (terms int, ok bool) {
	if n, ok := w.fullName(i); ok {
		return n, true
	}
	if w.titled(i) && w.terms[i].capital {
		n, known := w.capitals(i)
		return n, n >= 2 && known
	}
	if beside && w.is(i, aGiven) && w.is(i+1, aGiven|aSurname) && w.is(i+2, aSurname) && w.joined(i) && w.joined(i+1) {
		return 3, true // in small letters
	}
	return 0, false
}

// fullName tells how many terms from i are a full name with capitals: given names, then
// surnames, particles between.
func (w *wording) fullName(i int) (terms int, ok bool) {
	if !w.is(i, aGiven) || !w.terms[i].capital {
		return 0, false
	}
	surname := false
	n := 1
	for n < mostNames && i+n < len(w.terms) && w.joined(i+n-1) {
		t := w.terms[i+n]
		if t.is&aParticle != 0 && i+n+1 < len(w.terms) {
			n++
			continue
		}
		if !t.capital || t.is&(aGiven|aSurname) == 0 {
			break
		}
		surname = surname || t.is&aSurname != 0
		n++
	}
	for n > 1 && w.is(i+n-1, aParticle) {
		n--
	}
	return n, surname && n >= 2
}

// capitals counts the words with a capital from i, particles between; known tells whether
// the lists have one.
func (w *wording) capitals(i int) (n int, known bool) {
	for n < mostNames && i+n < len(w.terms) && (n == 0 || w.joined(i+n-1)) {
		t := w.terms[i+n]
		if !t.capital && t.is&aParticle == 0 || t.digits {
			break
		}
		known = known || t.is&(aGiven|aSurname) != 0
		n++
	}
	for n > 0 && !w.terms[i+n-1].capital {
		n--
	}
	return n, known
}

// titled tells whether the title of a private person stands right before a term.
func (w *wording) titled(i int) bool {
	return w.is(i-1, aTitle) && w.joined(i-1) || w.says(i-1, "c") && w.between(i-1) == ". " && !w.is(i-2, aStreet|aColony)
}

// historic tells whether the name that begins at a term is of a person of history.
func (w *wording) historic(i int) bool {
	if i+1 >= len(w.terms) {
		return false
	}
	next := i + 1
	if len(w.terms[next].plain) == 1 && next+1 < len(w.terms) {
		next++ // Francisco I. Madero
	}
	first := w.terms[i].plain
	return historic[first+" "+w.terms[next].plain] || i+2 < len(w.terms) && historic[first+" "+w.terms[i+1].plain+" "+w.terms[i+2].plain]
}

// inOffice tells whether the terms from first to last are named for an office: the word
// stands before them, or after a comma.
func (w *wording) inOffice(first, last int) bool {
	for j := first - 1; j >= max(0, first-7) && !w.ends(j); j-- {
		if w.is(j, anOffice) {
			return true
		}
	}
	for j := last + 1; j < min(len(w.terms), last+5) && !w.ends(j-1); j++ {
		if w.is(j, anOffice) {
			return true
		}
	}
	return false
}

// ofPlace tells whether a street, colonia, town or venue is called by the name.
func (w *wording) ofPlace(i int) bool {
	for j := i - 1; j >= max(0, i-3); j-- {
		if w.is(j, aStreet|aPath|aColony|aTown|aVenue) {
			return true
		}
		if !w.is(j, aParticle) {
			return false
		}
	}
	return false
}
