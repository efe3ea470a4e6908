package check

import (
	"regexp"
	"strings"

	"pregonero/regulation"
)

// blank points at what a template leaves to be filled in: words in square brackets.
// Marks of an editor ('[sic]', '[…]', '[1]') are no blanks, nor are links' own brackets.
//
//clause:code 6.xxv
var blank = definition{
	name: regulation.CheckBlank, version: 1, kinds: []Kind{Post, Answer},
	build: func(setup) (judge, error) { return unfilled, nil },
}

// bracketed is a run of words in brackets that begins with a letter, on one line.
var bracketed = regexp.MustCompile(`\[\s*\p{L}[^\[\]\n]{0,80}\]`)

func unfilled(c *content) []Finding {
	var found []Finding
	for _, p := range append(c.texts[:len(c.texts):len(c.texts)], c.alts...) {
		for _, at := range bracketed.FindAllStringIndex(p.text, -1) {
			words := p.text[at[0]:at[1]]
			if !strings.EqualFold(words, "[sic]") && !p.inLink(at[0]) {
				found = append(found, p.finding(at[0], at[1]-at[0], "Queda un espacio por llenar: «"+words+"»."))
			}
		}
	}
	return found
}

// inLink tells whether the offset is inside a link.
func (p *passage) inLink(at int) bool {
	for _, u := range p.links() {
		if u.Start <= at && at < u.End {
			return true
		}
	}
	return false
}
