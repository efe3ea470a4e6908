package check

import (
	"fmt"

	"pregonero/limits"
	"pregonero/regulation"
)

// length points at the part of a text that a network would not take, and at titles
// that are too long for it.
//
//clause:code 5.2.c
var length = definition{
	name: regulation.CheckLength, version: 1, kinds: []Kind{Post, Answer},
	build: func(setup) (judge, error) { return tooLong, nil },
}

func tooLong(c *content) []Finding {
	var found []Finding
	for _, o := range c.outlets() {
		l := o.limits.WithAttachments(len(o.attachments))
		p := c.passageOf(o.text)
		if cut := l.CutAt(o.text); cut >= 0 && p != nil {
			f := p.finding(cut, len(o.text)-cut, overText(l, o.text))
			f.Variant = o.account
			found = append(found, f)
		}
		if f, ok := overTitle(c, o); ok {
			found = append(found, f)
		}
	}
	return found
}

func overText(l limits.Limits, text string) string {
	n := l.Count(text)
	if n <= l.Text.Max {
		return fmt.Sprintf("El texto ocupa demasiado para %s: admite %s bytes. Acórtelo a partir de aquí.", l.Label, thousands(l.Text.Bytes))
	}
	return fmt.Sprintf("Sobran %s caracteres para %s, que admite %s: acorte el texto a partir de aquí.", thousands(n-l.Text.Max), l.Label, thousands(l.Text.Max))
}

func overTitle(c *content, o outlet) (Finding, bool) {
	title := limits.Limits{Text: o.limits.Title}
	cut := title.CutAt(c.Title)
	if cut < 0 {
		return Finding{}, false
	}
	f := c.titlePassage().finding(cut, len(c.Title)-cut, fmt.Sprintf("El título tiene %s caracteres y %s admite %s: acórtelo.",
		thousands(title.Count(c.Title)), o.limits.Label, thousands(title.Text.Max)))
	f.Variant = o.account
	return f, true
}

// thousands writes a number as in Mexico: 63,206.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}
