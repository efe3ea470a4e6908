package check

import (
	"strings"
	"testing"
	"time"
)

// outside is what a composer usually knows: a source of some pages, a few links that were
// looked at, and what was published on the subject.
func outside(text string) Facts {
	now := time.Date(2027, 1, 10, 0, 0, 0, 0, time.UTC)
	f := Facts{Kind: Post, Text: text, Network: "x", Now: now, Declared: true, Sources: []Source{{Title: "Acuerdo"}}, Purposes: []string{"3.iv"},
		Documents: []SourceText{{Title: "Acuerdo", Text: strings.Repeat(post280+"\n", 70)}},
		Pages:     []Page{{URL: "https://ine.mx", State: PageSeen, Status: 200, Final: "https://ine.mx", Text: strings.Repeat(post280, 30), Article: true}}}
	for range 20 {
		f.Earlier = append(f.Earlier, Earlier{Text: post280 + " El plazo vence el 3 de mayo.", At: now, Where: "X", Alike: .4})
	}
	return f
}

// BenchmarkDictamenOutside280 judges 280 characters with a source of 20,000, a page and 20
// former publications.
func BenchmarkDictamenOutside280(b *testing.B) {
	c := checker(b)
	f := outside(post280)
	for b.Loop() {
		c.Run(f)
	}
}

// BenchmarkOutsideMegabyte judges 1 MB of the worst kinds of text for the checks of what
// was gathered outside.
func BenchmarkOutsideMegabyte(b *testing.B) {
	for name, piece := range map[string]string{"figures": "1 ", "dates": "1 y 2 de mayo ", "names": "Xochitl Zzz ", "links": "https://ine.mx ", "lines": "Aviso\n", "hours": "las 9 ", "words": "treinta y "} {
		b.Run(name, func(b *testing.B) {
			c := checker(b)
			f := outside(strings.Repeat(piece, 1<<20/len(piece)))
			for b.Loop() {
				c.Run(f)
			}
		})
	}
}
