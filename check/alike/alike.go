// Package alike tells how alike two texts are, and finds those like a given one among a
// million. Likeness is the share (Jaccard) of the runs of five letters and digits that two
// texts have in common, whatever their case, accents, signs, links, mentions and hashtags.
//
// A Sketch is 256 bits that agree in a share of (1+likeness)/2 (b-bit minwise hashing, Li
// and König, WWW 2010). An Index holds sketches in memory and looks at every one: what it
// returns are candidates, which whoever asks compares exactly. It is pure.
package alike

import (
	"slices"
	"strings"
	"unicode"

	"pregonero/internal/fold"
)

const (
	run  = 5     // letters of a shingle
	most = 5_000 // letters of a text that count
)

// Shape is what is compared of a text.
type Shape struct {
	Letters  string
	Shingles []uint64 // sorted, each once
}

// Of reads a text.
func Of(text string) Shape {
	letters := make([]rune, 0, len(text))
	for field := range strings.FieldsSeq(text) {
		if passedOver(field) {
			continue
		}
		for _, r := range fold.Text(field) {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				letters = append(letters, r)
			}
		}
		if len(letters) >= most {
			break
		}
	}
	return Shape{string(letters), shingles(letters)}
}

// passedOver tells links, mentions and hashtags from words.
func passedOver(field string) bool {
	field = strings.TrimLeft(field, "(«\"'¡¿[")
	return strings.HasPrefix(field, "http://") || strings.HasPrefix(field, "https://") || strings.HasPrefix(field, "www.") ||
		strings.HasPrefix(field, "@") || strings.HasPrefix(field, "#")
}

func shingles(letters []rune) []uint64 {
	if len(letters) < run {
		return nil
	}
	out := make([]uint64, 0, len(letters))
	for i := 0; i+run <= len(letters); i++ {
		var h uint64 = 0xcbf29ce484222325
		for _, r := range letters[i : i+run] {
			h = mix(h ^ uint64(r))
		}
		out = append(out, h)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// mix spreads every bit over the whole word (splitmix64, Steele and others, OOPSLA 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Jaccard is the share of shingles that two texts have in common, 0 to 1.
func (s Shape) Jaccard(t Shape) float64 {
	if s.Letters == t.Letters && s.Letters != "" {
		return 1
	}
	shared := s.shared(t)
	if shared == 0 {
		return 0
	}
	return float64(shared) / float64(len(s.Shingles)+len(t.Shingles)-shared)
}

// Within is the share of the shingles of s that t has too, 0 to 1.
func (s Shape) Within(t Shape) float64 {
	if len(s.Shingles) == 0 {
		return 0
	}
	return float64(s.shared(t)) / float64(len(s.Shingles))
}

func (s Shape) shared(t Shape) int {
	n := 0
	for i, j := 0, 0; i < len(s.Shingles) && j < len(t.Shingles); {
		switch a, b := s.Shingles[i], t.Shingles[j]; {
		case a == b:
			n++
			i++
			j++
		case a < b:
			i++
		default:
			j++
		}
	}
	return n
}
