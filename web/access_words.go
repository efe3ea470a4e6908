package web

import (
	"unicode"
	"unicode/utf8"
)

// sentenceCase writes a text with its first letter large.
func sentenceCase(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
