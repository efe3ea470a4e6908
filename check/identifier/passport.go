package identifier

const passportReach = 44 // bytes after the word in which the number stands

// passportShapes are the numbers of Mexican passports: a letter and eight digits since
// 2011; before that two letters or none.
var passportShapes = set("LDDDDDDDD LLDDDDDDD DDDDDDDD DDDDDDDDD DDDDDDDDDDD")

// findPassports finds the number of a passport after its word.
func findPassports(r *reading, w *wording) []Match {
	var found []Match
	for i := range w.terms {
		if !w.is(i, aPassport) {
			continue
		}
		if m, ok := r.passportAfter(w.terms[i].end); ok {
			found = append(found, m)
		}
	}
	return found
}

// passportAfter reads the first number of a passport after the offset. Digits with gaps
// are dates.
func (r *reading) passportAfter(at int) (Match, bool) {
	for i := r.tokenAt(at); i < len(r.tokens) && r.symbols[r.tokens[i].from].at <= at+passportReach; i++ {
		for j := i; j < len(r.tokens) && r.tokens[j].to-r.tokens[i].from <= 11; j++ {
			if j > i && r.tokens[j].gap == hard {
				break
			}
			shape, ok := r.shape(r.tokens[i].from, r.tokens[j].to)
			if ok && passportShapes[shape] && (i == j || shape[0] == 'L' && !r.symbols[r.tokens[i].from].small) {
				return r.match(Passport, span{from: r.tokens[i].from, to: r.tokens[j].to}, true), true
			}
		}
	}
	return Match{}, false
}
