package check

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"

	"pregonero/regulation"
)

// sameText points at one text going out on several networks, each of which has its own
// form. Texts are the same when they differ in spaces, signs, case, links or hashtags
// only, or when their shingles of five characters are alike by the param 'similarity'
// (Jaccard, 0 to 1).
//
//clause:code 6.xxiii
var sameText = definition{
	name: regulation.CheckSameText, version: 1, kinds: []Kind{Post},
	build: func(s setup) (judge, error) {
		least := s.rule.Number("similarity", 0.9)
		if least <= 0 || least > 1 {
			return nil, fmt.Errorf("param similarity is %g, not between 0 and 1", least)
		}
		return func(c *content) []Finding { return repeated(c, least) }, nil
	},
}

const (
	shingle    = 5     // characters
	comparable = 5_000 // characters of each text that are compared
)

func repeated(c *content, least float64) []Finding {
	if len(c.Variants) < 2 {
		return nil
	}
	networks := []string{}
	shapes := []shape{}
	for _, o := range c.outlets() {
		s := shapeOf(o.text)
		if s.letters == "" {
			continue
		}
		at := slices.IndexFunc(shapes, func(t shape) bool { return t.like(s, least) })
		if at < 0 {
			shapes, networks = append(shapes, s), append(networks, o.limits.Label)
			continue
		}
		if !slices.Contains(strings.Split(networks[at], "\n"), o.limits.Label) {
			networks[at] += "\n" + o.limits.Label
		}
	}
	var found []Finding
	for _, n := range networks {
		if labels := strings.Split(n, "\n"); len(labels) > 1 {
			found = append(found, Finding{Message: fmt.Sprintf("El mismo texto sale en %s: dé a cada red una forma propia.", enumerate(labels))})
		}
	}
	return found
}

// enumerate writes a list in Spanish: "X, Facebook y YouTube".
func enumerate(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	and := " y "
	if first := strings.ToLower(names[last]); strings.HasPrefix(first, "i") {
		and = " e "
	}
	return strings.Join(names[:last], ", ") + and + names[last]
}

// shape is what is compared of a text: its letters and digits in lower case, and the
// sorted hashes of their shingles.
type shape struct {
	letters  string
	shingles []uint64
}

func shapeOf(text string) shape {
	var letters []rune
	p := passage{text: text}
	for _, w := range p.wordList() {
		for _, r := range p.of(w) {
			letters = append(letters, unicode.ToLower(r))
		}
		if len(letters) >= comparable {
			break
		}
	}
	s := shape{letters: string(letters)}
	for i := 0; i+shingle <= len(letters); i++ {
		h := fnv.New64a()
		h.Write([]byte(string(letters[i : i+shingle])))
		s.shingles = append(s.shingles, h.Sum64())
	}
	slices.Sort(s.shingles)
	s.shingles = slices.Compact(s.shingles)
	return s
}

func (s shape) like(t shape, least float64) bool {
	if s.letters == t.letters {
		return true
	}
	if len(s.shingles) == 0 || len(t.shingles) == 0 {
		return false
	}
	shared := 0
	for i, j := 0, 0; i < len(s.shingles) && j < len(t.shingles); {
		switch a, b := s.shingles[i], t.shingles[j]; {
		case a == b:
			shared++
			i++
			j++
		case a < b:
			i++
		default:
			j++
		}
	}
	return float64(shared) >= least*float64(len(s.shingles)+len(t.shingles)-shared)
}
