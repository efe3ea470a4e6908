// Package check judges a text by the institution's criteria: the dictamen.
//
// A check is a pure function of Facts: no clock, no disk, no network, and time that
// grows with the length of the text and no faster. The pack says which clause stands
// behind each check, how severe its findings are, and its thresholds; code says how to
// look. To add a check, write a file named for it and add it to the list in list.go:
// see docs/checks.md.
package check

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"pregonero/check/words"
	"pregonero/regulation"
)

// Version names the list of checks and their rules; it changes when a verdict could.
const Version = "2026.2"

// judge looks at one content and returns what it points at.
type judge func(*content) []Finding

// definition declares a check: what it is called, what it applies to and how it is made.
type definition struct {
	name    string
	version int
	kinds   []Kind
	build   func(setup) (judge, error)
}

// setup is what a check is made from, once, when the program starts.
type setup struct {
	pack  *regulation.Pack
	rule  regulation.CheckRule
	words *words.Dictionary
}

// built is a check ready to run.
type built struct {
	definition
	rule  regulation.CheckRule
	judge judge
}

// Checker runs the checks of one pack. It is safe for concurrent use.
type Checker struct {
	pack   *regulation.Pack
	checks []built
}

// New makes the checks that the pack does not turn off. An error says which check
// cannot work with what the pack says or for want of the dictionary.
func New(pack *regulation.Pack, dictionary *words.Dictionary) (*Checker, error) {
	c := &Checker{pack: pack}
	for _, d := range all {
		rule := pack.Check(d.name)
		if rule.Severity == regulation.SeverityOff {
			continue
		}
		j, err := d.build(setup{pack, rule, dictionary})
		if err != nil {
			return nil, fmt.Errorf("making the check %s: %w", d.name, err)
		}
		c.checks = append(c.checks, built{d, rule, j})
	}
	return c, nil
}

// content is the facts with what every check would otherwise work out again.
type content struct {
	*Facts
	texts []*passage // every distinct text, title included
	alts  []*passage

	pictures []*passage // what pictures show
}

func contentOf(facts Facts) *content {
	return &content{Facts: &facts, texts: facts.passages(), alts: facts.descriptions(), pictures: facts.pictures()}
}

// Run gives the dictamen: findings by check in the order of the list, then by place.
//
//clause:code 5.2.b
func (c *Checker) Run(facts Facts) Dictamen {
	content := contentOf(facts)
	d := Dictamen{Findings: []Finding{}, Pack: c.pack.ID + "@" + c.pack.Version, Version: Version}
	for _, b := range c.checks {
		if !slices.Contains(b.kinds, facts.kind()) {
			continue
		}
		d.Findings = append(d.Findings, b.findings(content)...)
	}
	d.Findings = withoutRepeats(d.Findings)
	d.Measures = measures(content)
	return d
}

// Points runs one check alone; nothing when the pack turns it off.
func (c *Checker) Points(name string, facts Facts) []Finding {
	content := contentOf(facts)
	for _, b := range c.checks {
		if b.name == name && slices.Contains(b.kinds, facts.kind()) {
			return b.findings(content)
		}
	}
	return nil
}

// findings runs one check and completes what it found.
func (b built) findings(c *content) []Finding {
	found := b.judge(c)
	for i := range found {
		f := &found[i]
		f.Check, f.Clause, f.Version = b.name, b.rule.Clause, b.version
		if f.Severity == "" {
			f.Severity = b.rule.Severity
		}
		if f.Suggestions == nil {
			f.Suggestions = []string{}
		}
	}
	found = place(found)
	for i := range found {
		found[i].ID = found[i].key()
	}
	return found
}

// place sorts the findings of one check by passage and place, and turns byte offsets
// into code points, reading each passage once.
func place(found []Finding) []Finding {
	order := map[*passage]int{}
	for _, f := range found {
		if _, ok := order[f.in]; !ok {
			order[f.in] = len(order)
		}
	}
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(order[a.in], order[b.in]), cmp.Compare(a.at, b.at))
	})
	var in *passage
	bytes, points := 0, 0
	for i := range found {
		f := &found[i]
		if f.in == nil {
			continue
		}
		if f.in != in {
			in, bytes, points = f.in, 0, 0
		}
		points += utf8.RuneCountInString(in.text[bytes:f.at])
		bytes = f.at
		f.Text = in.text[f.at : f.at+f.size]
		f.Start, f.End = points, points+utf8.RuneCountInString(f.Text)
		f.Field, f.Attachment = in.field, in.attachment
		f.Variant = cmp.Or(f.Variant, in.variant)
		f.in = nil
	}
	return found
}
