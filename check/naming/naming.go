// Package naming tells whether a text speaks of something by its name, said in other words
// of the same roots and in any order: Spanish stems, without the words that say little.
package naming

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/spanish"

	"pregonero/internal/fold"
)

// Threshold is the share of a name's weight that a text must say, near together.
const Threshold = .75

const (
	leastPrefix = 5  // letters by which two stems of one root agree: nombramiento, nombrar
	room        = 3  // words of a text for each word of the name, within which it must be said
	leastRoom   = 12 //
	mostWords   = 30 // of a name; more are left out
)

// Name is a name as its stems.
type Name struct {
	stems   []string
	weights []float64
	total   float64
}

// Of reads a name. Common words, which name many things, weigh nothing beside two others,
// and half otherwise; words of grammar do not count. A name without words says nothing.
func Of(name string, common map[string]bool) Name {
	var n Name
	for _, t := range Read(name).tokens {
		if len(n.stems) == mostWords {
			break
		}
		if stem := stemOf(t.word, t.plain); !contains(n.stems, stem) {
			n.stems = append(n.stems, stem)
		}
	}
	n.weigh(common)
	return n
}

// leastOwn is how many words of its own make a name known without the common ones.
const leastOwn = 2

func (n *Name) weigh(common map[string]bool) {
	own := 0
	for _, s := range n.stems {
		if !common[s] {
			own++
		}
	}
	for _, s := range n.stems {
		w := 1.0
		if common[s] {
			w = .5
		}
		if common[s] && own >= leastOwn {
			w = 0
		}
		n.weights = append(n.weights, w)
		n.total += w
	}
}

// Common makes the set of common words that Of takes.
func Common(words []string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words {
		for _, t := range Read(w).tokens {
			out[stemOf(t.word, t.plain)] = true
		}
	}
	return out
}

func contains(stems []string, stem string) bool {
	for _, s := range stems {
		if s == stem {
			return true
		}
	}
	return false
}

// Text is a text as the words that say something.
type Text struct{ tokens []token }

type token struct {
	word    string // small letters
	plain   string // the same, without marks
	at, end int    // bytes
}

// Read splits a text into words that say something.
func Read(text string) Text {
	var out Text
	for at := 0; at < len(text); {
		n := wordLen(text[at:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		if word, plain := plainOf(text[at : at+n]); plain != "" {
			out.tokens = append(out.tokens, token{word, plain, at, at + n})
		}
		at += n
	}
	return out
}

func wordLen(text string) int {
	for i, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			return i
		}
	}
	return len(text)
}

const longestWord = 60 // bytes; what is longer is no word

// plainOf writes a word in small letters, and without marks; plain is "" for words of grammar.
func plainOf(word string) (lower, plain string) {
	if len(word) > longestWord {
		return "", ""
	}
	lower = strings.ToLower(word)
	plain = lower
	if strings.ContainsFunc(lower, func(r rune) bool { return r >= utf8.RuneSelf }) {
		plain = fold.Text(lower)
	}
	if grammar[plain] || plain == "" || len(plain) < 2 && !unicode.IsDigit(rune(plain[0])) {
		return "", ""
	}
	return lower, plain
}

// stemOf is the stem of a word, without marks.
func stemOf(word, plain string) string {
	stem := spanish.Stem(word, false)
	if word == plain {
		return stem
	}
	return fold.Text(stem)
}

// grammar are the words that say nothing of what a text is about.
var grammar = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`a al algo alguna algunas alguno algunos ante antes aquel aquella aqui asi aun aunque bajo bien cada casi como con contra cual cuales
		cuando cuya cuyo de del desde donde dos durante e el ella ellas ellos en entre era es esa esas ese eso esos esta estaba estan estas este esto estos fue fueron
		ha habia hace hacia han hasta hay hoy la las le les lo los mas me mi mientras mis mucho muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros
		para pero poco por porque pues que quien quienes se sea segun ser sera si sido siempre sin sobre solo son su sus tal tambien tan tanto te tiene tienen toda todas
		todavia todo todos tras tu tus u un una unas uno unos usted ustedes va van ya y yo`) {
		out[w] = true
	}
	return out
}()

// Says finds where a text says the name: the words of it that lie near together and weigh
// at least the threshold. start and end are bytes of the text.
func (t Text) Says(n Name) (start, end int, ok bool) {
	if n.total == 0 {
		return 0, 0, false
	}
	span := max(leastRoom, room*len(n.stems))
	last := make([]int, len(n.stems)) // where each word of the name was said last, from 1
	for i, x := range t.tokens {
		hit, own := false, ""
		for k, stem := range n.stems {
			if !sameStart(stem, x.plain) {
				continue
			}
			if own == "" {
				own = stemOf(x.word, x.plain)
			}
			if alike(stem, own) {
				last[k], hit = i+1, true
			}
		}
		if !hit {
			continue
		}
		if first, enough := n.said(last, i+1, span); enough {
			return t.tokens[first-1].at, x.end, true
		}
	}
	return 0, 0, false
}

// said weighs what was said in the last words of the text, and tells where it begins.
func (n Name) said(last []int, now, span int) (first int, enough bool) {
	weight := 0.0
	first = now
	for k, at := range last {
		if at > 0 && now-at < span && n.weights[k] > 0 {
			weight += n.weights[k]
			first = min(first, at)
		}
	}
	return first, weight >= Threshold*n.total
}

// sameStart tells, before a word is stemmed, whether it could be of a stem's root.
func sameStart(stem, plain string) bool {
	n := min(3, len(stem), len(plain))
	return stem[:n] == plain[:n]
}

// alike tells whether two stems are of one root.
func alike(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= leastPrefix && strings.HasPrefix(b, a)
}
