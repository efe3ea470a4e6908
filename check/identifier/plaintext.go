package identifier

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// origin tells where each byte of a plain text comes from; its zero value is the text itself.
type origin struct {
	at  []int // byte of the plain text
	was []int // byte of the text, of what begins at the same index of at
	len int   // bytes of the text
}

// plainText writes Latin letters for the Greek and Cyrillic ones that look like them, and
// leaves out what cannot be seen. A text without any is given back as it is.
func plainText(text string) (string, origin) {
	if !strings.ContainsFunc(text, disguised) {
		return text, origin{}
	}
	var b strings.Builder
	o := origin{len: len(text)}
	for i, c := range text {
		latin, alike := lookalikes[c]
		switch {
		case unseen(c):
			continue
		case alike:
			c = latin
		}
		o.at, o.was = append(o.at, b.Len()), append(o.was, i)
		b.WriteRune(c)
	}
	return b.String(), o
}

func disguised(c rune) bool {
	if c < utf8.RuneSelf {
		return false
	}
	_, alike := lookalikes[c]
	return alike || unseen(c)
}

func unseen(c rune) bool { return c == '\u00AD' || c >= 0x200B && unicode.Is(unicode.Cf, c) }

// start is the byte of the text at which what begins at a byte of the plain text begins.
func (o origin) start(at int) int {
	if o.at == nil {
		return at
	}
	i := sort.SearchInts(o.at, at+1) - 1
	return o.was[max(i, 0)]
}

// end is the byte of the text before which what ends before a byte of the plain text ends.
func (o origin) end(at int) int {
	if o.at == nil {
		return at
	}
	i := sort.SearchInts(o.at, at)
	if i == len(o.at) {
		return o.len
	}
	return o.was[i]
}
