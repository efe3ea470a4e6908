package limits

import (
	"iter"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

// xScale is the cost of one character of X's room: costs are sums of weights over 100.
const xScale = 100

// xRange gives the code points from first to last one weight.
type xRange struct {
	first, last rune
	weight      int
}

// xConfig is one version of twitter-text's configuration.
type xConfig struct {
	max           int
	defaultWeight int
	emoji         bool // an emoji sequence counts as one character of the default weight
	ranges        []xRange
}

// xV3 is the configuration in force since 2018 (twitter-text, config/v3.json).
var xV3 = xConfig{
	max: 280, defaultWeight: 200, emoji: true,
	ranges: []xRange{{0x0000, 0x10FF, 100}, {0x2000, 0x200D, 100}, {0x2010, 0x201F, 100}, {0x2032, 0x2037, 100}},
}

func (c xConfig) weight(r rune) int {
	for _, g := range c.ranges {
		if r >= g.first && r <= g.last {
			return g.weight
		}
	}
	return c.defaultWeight
}

// length is the text's weighted length in X's characters.
func (c xConfig) length(text string) int {
	total := 0
	for p := range c.pieces(text) {
		total += p.cost
	}
	return total / xScale
}

func xPieces(text string) iter.Seq[piece] { return xV3.pieces(text) }

// pieces counts as X does: the text in NFC, every URL as 23, every emoji sequence as
// one wide character, every other code point by its weight. Offsets are those of the
// text as given.
func (c xConfig) pieces(text string) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		nfc, at := normalized(text)
		from := 0
		for _, u := range URLs(nfc) {
			if !c.plain(nfc, from, u.Start, at, yield) || !yield(piece{at(u.Start), at(u.End), urlCost * xScale}) {
				return
			}
			from = u.End
		}
		c.plain(nfc, from, len(nfc), at, yield)
	}
}

// plain yields the pieces of text[from:to], which has no URL; false when the reader stopped.
func (c xConfig) plain(text string, from, to int, at func(int) int, yield func(piece) bool) bool {
	state, rest := -1, text[from:to]
	for rest != "" {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if n := emojiLen(cluster); c.emoji && n > 0 {
			if !yield(piece{at(from), at(from + n), c.defaultWeight}) {
				return false
			}
			from, cluster = from+n, cluster[n:]
		}
		for _, r := range cluster {
			size := utf8.RuneLen(r)
			if size < 0 || r == utf8.RuneError {
				_, size = utf8.DecodeRuneInString(text[from:])
			}
			if !yield(piece{at(from), at(from + size), c.weight(r)}) {
				return false
			}
			from += size
		}
	}
	return true
}

// normalized returns the text in NFC and a function from its offsets to those of the text.
func normalized(text string) (string, func(int) int) {
	if norm.NFC.IsNormalString(text) {
		return text, func(i int) int { return i }
	}
	var it norm.Iter
	it.InitString(norm.NFC, text)
	var out []byte
	var origin []int
	for !it.Done() {
		start := it.Pos()
		segment := it.Next()
		for range segment {
			origin = append(origin, start)
		}
		out = append(out, segment...)
	}
	origin = append(origin, len(text))
	return string(out), func(i int) int { return origin[i] }
}
