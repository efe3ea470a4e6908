package check

import (
	"fmt"
	"strings"

	"pregonero/check/alike"
	"pregonero/internal/fold"
	"pregonero/regulation"
)

// headline points at the line that repeats the title of a bulletin or communiqué that the
// text links: its headline must be written anew. Param 'pages': what is in the address or
// the title of such pages; 'similarity': the share of the title's shingles of five letters
// in the line from which on it is a repeat (0 to 1).
//
//clause:code 6.x
var headline = definition{
	name: regulation.CheckHeadline, version: 1, kinds: []Kind{Post},
	build: func(s setup) (judge, error) {
		least := s.rule.Number("similarity", 0.8)
		if least <= 0 || least > 1 {
			return nil, fmt.Errorf("param similarity is %g, not between 0 and 1", least)
		}
		var signs []string
		for _, w := range s.rule.Strings("pages") {
			signs = append(signs, fold.Text(w))
		}
		return func(c *content) []Finding { return copied(c, signs, least) }, nil
	},
}

func copied(c *content, signs []string, least float64) []Finding {
	var found []Finding
	for _, page := range c.Pages {
		if page.State != PageSeen || page.Status >= 400 || !bulletin(page, signs) {
			continue
		}
		title := alike.Of(ownTitle(page.Title))
		if len(title.Shingles) < alike.Least {
			continue
		}
		for _, p := range c.texts {
			if !p.has(page.URL) {
				continue
			}
			if f, ok := repeatedLine(p, title, least); ok {
				found = append(found, f)
			}
		}
	}
	return found
}

// bulletin tells whether the page is one by its address or title.
func bulletin(page Page, signs []string) bool {
	called := fold.Text(page.URL + " " + page.Final + " " + page.Title)
	for _, s := range signs {
		if strings.Contains(called, s) {
			return true
		}
	}
	return false
}

// ownTitle is the title without the name of the site, which comes last after a bar or a
// dash with spaces.
func ownTitle(title string) string {
	for _, mark := range []string{" | ", " – ", " — ", " - ", " :: ", " « "} {
		if at := strings.LastIndex(title, mark); at > len(title)/3 {
			return title[:at]
		}
	}
	return title
}

// has tells whether the passage has the link.
func (p *passage) has(link string) bool {
	for _, u := range p.links() {
		if sameLink(p.text[u.Start:u.End], link) {
			return true
		}
	}
	return false
}

// repeatedLine finds the line that has most of the title.
func repeatedLine(p *passage, title alike.Shape, least float64) (Finding, bool) {
	at, size, best := 0, 0, 0.0
	for start := 0; start < min(len(p.text), comparable); {
		line, _, _ := strings.Cut(p.text[start:], "\n")
		if share := title.Within(alike.Of(line)); share > best {
			at, size, best = start, len(line), share
		}
		start += len(line) + 1
	}
	if best < least {
		return Finding{}, false
	}
	return p.finding(at, size, "El texto repite el titular de la página que enlaza: escríbalo de nuevo para esta red."), true
}
