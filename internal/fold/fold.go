// Package fold compares what people search with what is written, whatever the case and the
// accents of either. It is the one rule for every search, whichever the database.
package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// mostWords are the words of a search that count.
const mostWords = 20

// Text is what is compared: small letters without accents, one space between words, nothing
// that is not seen. Letters that only look different (ﬁ, 𝐚) are the plain ones.
func Text(s string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Mn, unicode.Cc, unicode.Cf):
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
	return strings.Join(strings.Fields(plain), " ")
}

// Words are the parts of a search, folded; each must be found.
func Words(query string) []string {
	all := strings.Fields(Text(query))
	return all[:min(len(all), mostWords)]
}

// Matches tells whether every word of the query stands in one of the texts.
func Matches(query string, texts ...string) bool {
	in := Text(strings.Join(texts, "\n"))
	for _, w := range Words(query) {
		if !strings.Contains(in, w) {
			return false
		}
	}
	return true
}
