package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pregonero/internal/fold"
	"pregonero/regulation"
)

// reserved points at marks of classification (the param 'marks', written in capitals or
// alone in a line), at the legends of classified documents ('legends') and at the terms
// that areas keep reserved. Legends and terms have the severities of the params 'legend'
// and 'term'.
//
//clause:code 6.iii
var reserved = definition{
	name: regulation.CheckReserved, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		legend, err := severity(s.rule, "legend", regulation.SeverityWarn)
		if err != nil {
			return nil, err
		}
		term, err := severity(s.rule, "term", regulation.SeverityWarn)
		if err != nil {
			return nil, err
		}
		r := classified{phrasesOf(s.rule.Strings("marks")), phrasesOf(s.rule.Strings("legends")), legend, term, packTerms(s.pack)}
		return r.judge, nil
	},
}

// classified is what the check looks for.
type classified struct {
	marks, legends phraseSet
	legend, term   regulation.Severity
	terms          []AreaTerms // of the pack, for when no others are known
}

func packTerms(p *regulation.Pack) (out []AreaTerms) {
	for _, t := range p.ReservedTerms {
		name := t.Area
		if a, ok := p.Area(t.Area); ok {
			name = a.Name
		}
		out = append(out, AreaTerms{name, t.Words})
	}
	return out
}

func (r classified) judge(c *content) []Finding {
	terms := c.Terms
	if terms == nil {
		terms = r.terms
	}
	sets := make([]phraseSet, len(terms))
	for i, t := range terms {
		sets[i] = phrasesOf(t.Words)
	}
	var found []Finding
	for _, p := range c.everything() {
		words := p.plainWords()
		found = append(found, r.marked(p, words)...)
		for i, set := range sets {
			for _, s := range set.in(words) {
				f := p.finding(s.at, s.end-s.at, p.in("«"+p.text[s.at:s.end]+"» es un término reservado"+ofArea(terms[i].Area)+": confirme que la información es pública."))
				f.Severity = r.term
				found = append(found, f)
			}
		}
	}
	return found
}

func ofArea(name string) string {
	if name == "" {
		return ""
	}
	return " de " + name
}

// marked points at marks and legends; a legend within a mark's words is told once.
func (r classified) marked(p *passage, words []plainWord) []Finding {
	var found []Finding
	for _, s := range r.legends.in(words) {
		f := p.finding(s.at, s.end-s.at, p.in("«"+p.text[s.at:s.end]+"» es una leyenda de información clasificada: no publique ese documento ni lo que dice."))
		f.Severity = r.legend
		found = append(found, f)
	}
	shouted := mostlyCapitals(p.text)
	for _, s := range r.marks.in(words) {
		if !p.stamped(s, shouted) || slices.ContainsFunc(found, func(f Finding) bool { return s.at < f.at+f.size && f.at < s.end }) {
			continue
		}
		found = append(found, p.finding(s.at, s.end-s.at, p.in("«"+p.text[s.at:s.end]+"» marca información que no se publica: quítela, y confirme que lo demás es público.")))
	}
	return found
}

// stamped tells whether words are written as a stamp: in capitals within a text that is
// not (shouted), or alone in their line or between brackets.
func (p *passage) stamped(s plainSpan, shouted bool) bool {
	before := strings.TrimRight(p.text[:s.at], " \t*_-–—·")
	after := strings.TrimLeft(p.text[s.end:], " \t*_-–—·.:")
	opens := before == "" || strings.HasSuffix(before, "\n") || strings.HasSuffix(before, "[") || strings.HasSuffix(before, "(")
	closes := after == "" || strings.HasPrefix(after, "\n") || strings.HasPrefix(after, "\r") || after[0] == ']' || after[0] == ')'
	if opens && closes {
		return true
	}
	return !shouted && mostlyCapitals(p.text[s.at:s.end])
}

// mostlyCapitals tells whether most letters of a text are capitals.
func mostlyCapitals(text string) bool {
	upper, letters := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	return letters > 0 && upper*10 >= letters*8
}

// plainWord is a word without marks, in small letters.
type plainWord struct {
	at, end int
	plain   string
}

// plainSpan is a run of bytes.
type plainSpan struct{ at, end int }

// plainWords are all the words of the passage, links and tags included.
func (p *passage) plainWords() []plainWord {
	var out []plainWord
	start := -1
	for i := 0; i <= len(p.text); {
		r, size := utf8.DecodeRuneInString(p.text[i:])
		inside := i < len(p.text) && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
		if inside && start < 0 {
			start = i
		}
		if !inside && start >= 0 {
			out = append(out, plainWord{start, i, plainLower(p.text[start:i])})
			start = -1
		}
		i += max(size, 1)
	}
	return out
}

// plainLower is a word in small letters without marks.
func plainLower(word string) string {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			return fold.Text(word)
		}
	}
	return strings.ToLower(word)
}

// phraseSet is phrases by their first word.
type phraseSet map[string][][]string

func phrasesOf(list []string) phraseSet {
	set := phraseSet{}
	for _, phrase := range list {
		if words := strings.Fields(fold.Text(phrase)); len(words) > 0 {
			set[words[0]] = append(set[words[0]], words)
		}
	}
	return set
}

// in finds the phrases among words, the longest at each place.
func (s phraseSet) in(words []plainWord) []plainSpan {
	if len(s) == 0 {
		return nil
	}
	var out []plainSpan
	for i := 0; i < len(words); i++ {
		longest := 0
		for _, phrase := range s[words[i].plain] {
			if len(phrase) > longest && begins(words[i:], phrase) {
				longest = len(phrase)
			}
		}
		if longest > 0 {
			out = append(out, plainSpan{words[i].at, words[i+longest-1].end})
			i += longest - 1
		}
	}
	return out
}

func begins(words []plainWord, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i, w := range phrase {
		if words[i].plain != w {
			return false
		}
	}
	return true
}
