package check

import (
	"fmt"
	"time"

	"pregonero/check/claim"
	"pregonero/regulation"
)

// contradiction points at figures, dates and hours that differ from what the institution
// published before on the same subject (Facts.Earlier): in a sentence about the same, of
// the same kind, of the same things when they are counted. What speaks of days gone, or
// says that it changes what was said, contradicts nothing. Param 'alike': the share of
// words of sense that two sentences about the same have in common (0 to 1).
//
//clause:code 6.iv
var contradiction = definition{
	name: regulation.CheckContradicts, version: 1, kinds: []Kind{Post},
	build: func(s setup) (judge, error) {
		least := s.rule.Number("alike", 0.6)
		if least <= 0 || least > 1 {
			return nil, fmt.Errorf("param alike is %g, not between 0 and 1", least)
		}
		loc := s.pack.Location()
		return func(c *content) []Finding { return contradicted(c, least, loc) }, nil
	},
}

// mostEarlier are the former publications that are compared.
const mostEarlier = 30

func contradicted(c *content, least float64, loc *time.Location) (found []Finding) {
	if len(c.Earlier) == 0 {
		return nil
	}
	for _, p := range c.texts {
		now := claim.InContext(p.text[:min(len(p.text), comparable)])
		told := map[int]bool{}
		for _, e := range c.Earlier[:min(len(c.Earlier), mostEarlier)] {
			before := claim.InContext(e.Text[:min(len(e.Text), comparable)])
			if gone(before, now, e.At, c.Now) {
				continue
			}
			for i, n := range now {
				if told[i] || n.Changes || has(before, n) {
					continue
				}
				if o, ok := opposed(n, before, now, least); ok {
					told[i] = true
					found = append(found, p.finding(n.At, n.Size, fmt.Sprintf("El %s se publicó «%s» en %s, y aquí dice «%s»: aclare cuál es lo correcto.",
						regulation.DaySentence(e.At, loc), o.Text(e.Text), e.Where, n.Text(p.text))))
				}
			}
		}
	}
	return found
}

// comparable bounds what is read of a text, in bytes.
const comparable = 5_000

// gone tells whether a former text speaks only of days that have passed, none of them one
// of the new text.
func gone(before, now []claim.Stated, said, today time.Time) bool {
	dates := 0
	for _, b := range before {
		if b.Kind != claim.Date {
			continue
		}
		dates++
		if !b.On(said).Before(today.AddDate(0, 0, -1)) || has(now, b) {
			return false
		}
	}
	return dates > 0
}

// opposed finds what was stated before in the place of n.
func opposed(n claim.Stated, before, now []claim.Stated, least float64) (claim.Stated, bool) {
	if n.Kind == claim.Year || n.Kind == claim.Month {
		return claim.Stated{}, false
	}
	for _, b := range before {
		counted := n.Kind == claim.Number || n.Kind == claim.Money
		if b.Kind != n.Kind || counted && (b.Unit != n.Unit || n.Unit == "") || claim.Agree(n, b) < least || has(now, b) {
			continue
		}
		return b, true
	}
	return claim.Stated{}, false
}

// has tells whether the same is stated among all.
func has(all []claim.Stated, c claim.Stated) bool {
	for _, d := range all {
		if c.Claim.Same(d.Claim) {
			return true
		}
	}
	return false
}
