package identifier

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// reach is how many bytes before a number a word of context is looked for.
const reach = 48

// near tells whether one of the words stands shortly before the offset, in the same
// line or the one before. Words are in small letters without marks.
func (r *reading) near(at int, words ...string) bool {
	before := r.before(at, reach)
	for _, w := range words {
		if hasWord(before, w) {
			return true
		}
	}
	return false
}

// before is the text before an offset, in small letters, without marks.
func (r *reading) before(at, reach int) string {
	from := max(0, at-reach)
	for from < at && !utf8.RuneStart(r.text[from]) {
		from++
	}
	return plain(r.text[from:at])
}

// plain writes a text in small letters without marks.
func plain(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= 0x300 && c <= 0x36F {
			return -1
		}
		return c
	}, norm.NFKD.String(strings.ToLower(text)))
}

// hasWord tells whether the word begins somewhere in text at the beginning of a word;
// a word that ends in a space must end there too.
func hasWord(text, word string) bool {
	text += " "
	for from := 0; ; {
		i := strings.Index(text[from:], strings.TrimSuffix(word, " "))
		if i < 0 {
			return false
		}
		i += from
		end := i + len(strings.TrimSuffix(word, " "))
		begins := i == 0 || !isWordByte(text[i-1])
		ends := !strings.HasSuffix(word, " ") || !isWordByte(text[end])
		if begins && ends {
			return true
		}
		from = i + 1
	}
}

func isWordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= utf8.RuneSelf
}
