package claim

// Set is what a text, or several, state.
type Set struct {
	kinds [Phone + 1][]Claim
	years map[int]bool
}

// Of gathers what texts state.
func Of(texts ...string) *Set {
	s := &Set{years: map[int]bool{}}
	for _, text := range texts {
		all := tokens(text)
		s.add(find(all))
		s.addLoose(all)
	}
	return s
}

func (s *Set) add(claims []Claim) {
	for _, c := range claims {
		s.kinds[c.Kind] = append(s.kinds[c.Kind], c)
		if c.Year > 0 {
			s.years[c.Year] = true
		}
	}
}

// addLoose takes every figure of the text as one that it holds, also those inside the
// names of documents and beside bars: who looks for it there finds it.
func (s *Set) addLoose(all []token) {
	for _, t := range all {
		if (t.kind == figure || t.kind == code) && t.text != "" && isDigit(rune(t.text[0])) {
			if v, digits := parse(t.text); v == v { //nolint:gocritic // not NaN
				s.kinds[Number] = append(s.kinds[Number], Claim{Kind: Number, Value: v, Digits: digits})
			}
		}
	}
}

// Has tells whether the set states the same.
func (s *Set) Has(c Claim) bool {
	if c.Kind == Year && s.years[int(c.Value)] {
		return true
	}
	for _, kind := range alike[c.Kind] {
		for _, d := range s.kinds[kind] {
			if c.Same(d) {
				return true
			}
		}
	}
	return false
}

// Empty tells whether the set states nothing.
func (s *Set) Empty() bool {
	for _, claims := range s.kinds {
		if len(claims) > 0 {
			return false
		}
	}
	return true
}

// alike are the kinds that may state the same as each kind.
var alike = [Phone + 1][]Kind{
	Number: {Number, Money, Year}, Percent: {Percent}, Money: {Money, Number}, Date: {Date}, Month: {Month, Date},
	Year: {Year, Number}, Hour: {Hour}, Phone: {Phone},
}
