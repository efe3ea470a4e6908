package identifier

import (
	"strings"
	"unicode"
)

//go:generate go run ./plates -from ../../../shared/data/mx-catalogs/placas_formatos.json -to plate_shapes.go

const (
	plateReach   = 60 // bytes after the word in which the plate stands
	longestPlate = 7
	mostPieces   = 7
)

// findPlates finds the plates of vehicles near the word for them. Next to a word for a
// vehicle alone it is not sure, and must be in capitals.
func findPlates(r *reading, w *wording) []Match {
	var found []Match
	for i := range w.terms {
		if !w.is(i, aPlate|aVehicle) {
			continue
		}
		m, ok := r.plateAfter(w.terms[i].end, plateReach)
		m.Sure = w.is(i, aPlate)
		if ok && (m.Sure || !strings.ContainsFunc(r.text[m.Start:m.End], unicode.IsLower)) {
			found = append(found, m)
		}
	}
	return found
}

// plateAfter reads the first plate that begins at most reach bytes after the offset.
func (r *reading) plateAfter(at, reach int) (Match, bool) {
	for i := r.tokenAt(at); i < len(r.tokens) && r.symbols[r.tokens[i].from].at <= at+reach; i++ {
		best := -1
		for j := i; j < len(r.tokens) && j-i < mostPieces; j++ {
			if j > i && r.tokens[j].gap == hard || r.tokens[j].to-r.tokens[i].from > longestPlate {
				break
			}
			if r.isPlate(i, j) {
				best = j
			}
		}
		if best >= 0 {
			return r.match(Plate, span{from: r.tokens[i].from, to: r.tokens[best].to}, true), true
		}
	}
	return Match{}, false
}

// tokenAt is the first token that begins at or after an offset.
func (r *reading) tokenAt(at int) int {
	low, high := 0, len(r.tokens)
	for low < high {
		mid := (low + high) / 2
		if r.symbols[r.tokens[mid].from].at < at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// isPlate tells whether the tokens from i to j have the shape of a plate. Little words are no
// part of one: 'placas del 2024'.
func (r *reading) isPlate(i, j int) bool {
	for _, t := range r.tokens[i : j+1] {
		if s := r.symbols[t.from]; littleWords[strings.ToLower(r.text[s.at:r.symbols[t.to-1].end])] {
			return false
		}
	}
	shape, ok := r.shape(r.tokens[i].from, r.tokens[j].to)
	return ok && plateShapes[shape]
}

// littleWords are the words of one to three letters that stand beside numbers.
var littleWords = set("al con de del el en es fin hoy la las lo los mas no por que se ser si son su sus tu un una uno ya año mil")

// shape writes L for a letter and D for a digit.
func (r *reading) shape(from, to int) (shape string, ok bool) {
	var out [longestID]byte
	for k, s := range r.symbols[from:to] {
		switch {
		case isDigit(s.is):
			out[k] = 'D'
		case isLetter(s.is):
			out[k] = 'L'
		default:
			return "", false
		}
	}
	return string(out[:to-from]), true
}
