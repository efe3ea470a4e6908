package fold

import (
	"strings"
	"unicode"
)

// Visible tells whether a text shows anything: letters, digits, signs. Spaces of every
// kind, marks that join or order, and letters that are drawn blank show nothing.
func Visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		switch r {
		case '\u2800', '\u3164', '\u115f', '\u1160', '\uffa0', '\u00ad': // braille blank, Hangul fillers, soft hyphen
			return false
		}
		return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Zs, r) && !unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Mn, r)
	})
}
