package check

import "strings"

// phrases are words, and sequences of words, that are looked for as wholes.
type phrases struct {
	first map[string][]phrase // by their first word, longest first
}

type phrase struct {
	words []string
	id    int // which, as the caller numbers them
}

// newPhrases makes them of lists of small letters; the number of a phrase is its place.
func newPhrases(list ...string) *phrases {
	ps := &phrases{first: map[string][]phrase{}}
	for i, text := range list {
		ps.add(text, i)
	}
	return ps
}

func (ps *phrases) add(text string, id int) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return
	}
	all := ps.first[words[0]]
	at := 0
	for at < len(all) && len(all[at].words) >= len(words) {
		at++
	}
	all = append(all, phrase{})
	copy(all[at+1:], all[at:])
	all[at] = phrase{words, id}
	ps.first[words[0]] = all
}

// at is the longest phrase that begins at the i-th word of a passage, on one line and without
// signs inside; n is its number of words, 0 when there is none.
func (ps *phrases) at(p *passage, i int) (id, n int) {
	small := p.smallWords()
	for _, x := range ps.first[small[i]] {
		if x.follows(p, i) {
			return x.id, len(x.words)
		}
	}
	return 0, 0
}

func (x phrase) follows(p *passage, i int) bool {
	if i+len(x.words) > len(p.small) {
		return false
	}
	for k := 1; k < len(x.words); k++ {
		if p.small[i+k] != x.words[k] || !p.together(i+k-1) {
			return false
		}
	}
	return true
}

// together tells whether nothing but spaces stands between the i-th word and the next.
func (p *passage) together(i int) bool {
	between := p.text[p.words[i].at+p.words[i].size : p.words[i+1].at]
	return strings.Trim(between, " \u00a0") == ""
}

// stretch points at n words from the i-th.
func (p *passage) stretch(i, n int, message string) Finding {
	first, last := p.words[i], p.words[i+n-1]
	return p.finding(first.at, last.at+last.size-first.at, message)
}

// opens tells whether the i-th word begins a clause: nothing, a sign or the line's beginning
// is before it, or no more than 'y' or 'pero' after one.
func (p *passage) opens(i int) bool {
	for k := i; k >= 0 && k >= i-mostOpeners; k-- {
		if k == 0 || !p.together(k-1) {
			return true
		}
		if !openers[p.smallWords()[k-1]] {
			return false
		}
	}
	return false
}

// openers may stand before the first word of a clause; mostOpeners of them at most.
var openers = setOf("y e pero entonces mejor hoy por favor ya")

const mostOpeners = 3

// says tells whether a passage has one of the phrases.
func (p *passage) says(looked *phrases) bool {
	for i := range p.wordList() {
		if _, n := looked.at(p, i); n > 0 {
			return true
		}
	}
	return false
}
