package words

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/vellum"
	"github.com/blevesearch/vellum/levenshtein"
)

const (
	longest   = 40 // letters of a word that is searched for
	farFrom   = 5  // letters from which two edits are looked at
	mostFound = 400
)

// Suggest lists the words that a misspelled one in small letters may stand for, best
// first, n at most: what sounds the same, differs in marks alone or lacks a space; what
// is one edit away when there is none; then two.
func (d *Dictionary) Suggest(word string, n int) []string {
	if letters := utf8.RuneCountInString(word); letters < 2 || letters > longest {
		return nil
	}
	heard := d.alikeSounding(word)
	found := slices.Concat(heard, d.Accented(word), d.split(word))
	if len(found) == 0 {
		found = d.near(word, 1)
	}
	if len(found) == 0 && utf8.RuneCountInString(word) >= farFrom {
		found = d.near(word, 2)
	}
	return best(word, found, heard, n)
}

// near lists the words within so many edits.
func (d *Dictionary) near(word string, edits uint8) []string {
	dfa, err := automata[edits-1].BuildDfa(word, edits)
	if err != nil {
		return nil
	}
	var found []string
	it, err := d.fst.Search(dfa, nil, nil)
	for err == nil && len(found) < mostFound {
		key, _ := it.Current()
		found = append(found, string(key))
		err = it.Next()
	}
	if err != nil && !errors.Is(err, vellum.ErrIteratorDone) {
		return nil
	}
	return found
}

// automata recognise what is one and two edits away, swapped neighbours being one edit.
var automata = [2]*levenshtein.LevenshteinAutomatonBuilder{automaton(1), automaton(2)}

func automaton(edits uint8) *levenshtein.LevenshteinAutomatonBuilder {
	b, err := levenshtein.NewLevenshteinAutomatonBuilder(edits, true)
	if err != nil {
		panic("words: " + err.Error()) // the library refuses no distance of 1 or 2
	}
	return b
}

// glued are the short words that people write together with the next one.
var glued = []string{"a", "al", "con", "de", "del", "el", "en", "la", "las", "lo", "los", "más", "no", "o", "para",
	"por", "que", "se", "si", "sin", "sobre", "su", "tal", "tan", "un", "una", "y"}

// split lists the pairs of words that were written as one.
func (d *Dictionary) split(word string) []string {
	var found []string
	for _, first := range glued {
		rest, ok := strings.CutPrefix(word, first)
		if ok && utf8.RuneCountInString(rest) > 2 && d.Exact(rest) {
			found = append(found, first+" "+rest)
		}
	}
	return found
}

// Glued tells whether the word is two common ones without their space.
func (d *Dictionary) Glued(word string) bool { return len(d.split(word)) > 0 }

// best orders the candidates by how likely the slip is and keeps n.
func best(word string, found, heard []string, n int) []string {
	slices.Sort(found)
	found = slices.Compact(found)
	costs, slips := make(map[string]int, len(found)), make(map[string]int, len(found))
	for _, f := range found {
		slips[f] = slip(word, f)
		costs[f] = slips[f]
		if slices.Contains(heard, f) {
			costs[f] = min(costs[f], costHeard+costs[f]/costAny)
		}
	}
	slices.SortFunc(found, func(a, b string) int {
		return cmp.Or(cmp.Compare(costs[a], costs[b]), cmp.Compare(slips[a], slips[b]), cmp.Compare(a, b))
	})
	return found[:min(n, len(found))]
}
