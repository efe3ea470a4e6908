package lang

import "strings"

// stretch makes a text 40 % longer and keeps its placeholders, so that a page shown
// in the pseudo-language overflows where a long translation would.
func stretch(text string) string {
	letters := 0
	for _, r := range text {
		if r != '%' {
			letters++
		}
	}
	extra := (letters*2 + 4) / 5
	var b strings.Builder
	b.WriteString(text)
	for i := range extra {
		if i%9 == 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteRune([]rune("áéíóúñülo")[i%9])
	}
	return b.String()
}
