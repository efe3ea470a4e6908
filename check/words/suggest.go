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
	farFrom   = 6  // letters from which two edits are looked at
	mostFound = 400
)

// Suggest lists the words that a misspelled one in small letters may stand for, best
// first, n at most: what sounds the same, differs in marks alone, lacks a space or is one
// edit away; when there is none and far is asked for, two edits, which takes longer.
func (d *Dictionary) Suggest(word string, n int, far bool) []string {
	if letters := utf8.RuneCountInString(word); letters < 2 || letters > longest {
		return nil
	}
	heard := d.alikeSounding(word)
	found := slices.Concat(heard, d.Accented(word), d.split(word), d.oneEdit(word))
	if len(found) == 0 && far {
		found = d.twoEdits(word)
	}
	return best(word, found, heard, n)
}

// twoEdits lists the words two letters away, swapped neighbours being one edit.
func (d *Dictionary) twoEdits(word string) []string {
	if utf8.RuneCountInString(word) < farFrom {
		return nil
	}
	dfa, err := twoAway.BuildDfa(word, 2)
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

// twoAway makes the automata that recognise what is two edits away.
var twoAway = func() *levenshtein.LevenshteinAutomatonBuilder {
	b, err := levenshtein.NewLevenshteinAutomatonBuilder(2, true)
	if err != nil {
		panic("words: " + err.Error()) // the library refuses no distance of 2
	}
	return b
}()

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
	ranked := make([]candidate, len(found))
	for i, f := range found {
		c := candidate{word: f, slip: slip(word, f)}
		c.cost = c.slip
		if slices.Contains(heard, f) {
			c.cost = min(c.cost, costHeard+c.cost/costAny)
		}
		ranked[i] = c
	}
	slices.SortFunc(ranked, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.slip, b.slip), cmp.Compare(a.word, b.word))
	})
	out := make([]string, min(n, len(ranked)))
	for i := range out {
		out[i] = ranked[i].word
	}
	return out
}

// candidate is a word that may be meant: how far it is in letters, and what that costs.
type candidate struct {
	word       string
	slip, cost int
}
