package check

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"pregonero/check/words"
	"pregonero/internal/fold"
	"pregonero/regulation"
)

// plainLanguage points at what makes a text hard: sentences of more words than
// 'max_sentence', chains of passive verbs, words of offices that have a plain one (the pack's
// plain_words), acronyms that nothing explains (all but those 'known') and double negations.
// It never blocks. Readability is a measure (see reading), from 'min_words' on.
//
//clause:code 6.xxiv
var plainLanguage = definition{
	name: regulation.CheckPlainWords, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		if s.rule.Severity == regulation.SeverityBlock {
			return nil, errors.New("plain language never blocks")
		}
		pl := &plainReader{jargon: jargonOf(s.pack.PlainWords, s.words), acronyms: acronymsOf(s), longest: int(s.rule.Number("max_sentence", 35)), lang: s.pack.Institution.Lang}
		return pl.judge, nil
	},
}

type plainReader struct {
	jargon   *jargon
	acronyms *acronyms
	longest  int
	lang     string
}

func (pl *plainReader) judge(c *content) []Finding {
	if !c.spanish(pl.lang) {
		return nil
	}
	var found []Finding
	for _, p := range c.texts {
		found = append(found, pl.jargon.find(p)...)
		found = append(found, pl.acronyms.find(p)...)
		found = append(found, doubleNegations(p)...)
		for _, s := range p.sentences() {
			found = append(found, pl.long(p, s)...)
			found = append(found, passives(p, s)...)
		}
	}
	return found
}

// spanish tells whether a content is to be in Spanish: its own language, or else the pack's.
func (c *content) spanish(packs string) bool {
	if c.Lang != "" {
		return isSpanish(c.Lang)
	}
	return isSpanish(packs)
}

// long points at a sentence of too many words.
func (pl *plainReader) long(p *passage, s sentence) []Finding {
	n := 0
	for _, w := range p.wordList()[s.from:s.to] {
		if isWord(p.of(w)) {
			n++
		}
	}
	if n <= pl.longest {
		return nil
	}
	return []Finding{p.finding(s.at, s.size, fmt.Sprintf("La oración tiene %d palabras y cuesta seguirla: divídala en dos o más, con una idea en cada una.", n))}
}

// isWord: letters, not a figure, a code or an address.
func isWord(text string) bool {
	return !strings.ContainsFunc(text, unicode.IsDigit) && !strings.ContainsAny(text, "@.") && strings.ContainsFunc(text, unicode.IsLetter)
}

// acronyms are the capitals that people may not understand.
type acronyms struct {
	long  map[string]string // what each stands for, "" when it is not known
	known map[string]bool   // what everybody understands
	words *words.Dictionary
}

func acronymsOf(s setup) *acronyms {
	a := &acronyms{long: map[string]string{}, known: map[string]bool{}, words: s.words}
	for _, x := range s.pack.Acronyms {
		a.long[x.Short] = x.Long
	}
	for _, short := range s.rule.Strings("known") {
		a.known[short] = true
	}
	for _, p := range s.pack.Politics.Parties {
		a.known[p.Short] = true
	}
	return a
}

// find points at the first time that each acronym stands unexplained.
func (a *acronyms) find(p *passage) []Finding {
	var found []Finding
	var seen map[string]bool
	folded := ""
	for i, w := range p.wordList() {
		short := p.of(w)
		if !a.unknown(p, i, short) || seen[short] {
			continue
		}
		if seen == nil {
			seen, folded = map[string]bool{}, fold.Text(p.text)
		}
		seen[short] = true
		long := a.long[short]
		if inBrackets(p.text, w) || long != "" && strings.Contains(folded, fold.Text(long)) {
			continue
		}
		found = append(found, unexplained(p, w, short, long))
	}
	return found
}

func unexplained(p *passage, w word, short, long string) Finding {
	if long == "" {
		return p.finding(w.at, w.size, fmt.Sprintf("No todas las personas saben qué es «%s»: escriba su nombre completo la primera vez.", short))
	}
	f := p.finding(w.at, w.size, fmt.Sprintf("No todas las personas saben qué es «%s»: la primera vez escriba «%s (%s)».", short, long, short))
	f.Suggestions = []string{long + " (" + short + ")"}
	return f
}

// unknown tells whether a word is an acronym that the pack explains and not all know, or one
// of three to six capitals that nobody explains and that is no word, number or part of a code.
func (a *acronyms) unknown(p *passage, i int, short string) bool {
	if len(short) < 2 || a.known[short] {
		return false
	}
	if _, ok := a.long[short]; ok {
		return !p.coded(p.words[i])
	}
	if n := len(short); n < 3 || n > 6 || !capitalsOnly(short) || isRoman(short) || p.coded(p.words[i]) {
		return false
	}
	small := strings.ToLower(short)
	if a.words != nil && (a.words.Has(small) || a.words.IsName(small) || len(a.words.Accented(small)) > 0) {
		return false
	}
	return !p.shouted(i)
}

func capitalsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}

// coded tells whether a word is tied to digits, bars or hyphens: SUP-JDC-123/2026.
func (p *passage) coded(w word) bool {
	before, _ := utf8.DecodeLastRuneInString(p.text[:w.at])
	after, _ := utf8.DecodeRuneInString(p.text[w.at+w.size:])
	return strings.ContainsRune("/-_", before) && w.at > 0 || strings.ContainsRune("/-_", after) && w.at+w.size < len(p.text)
}

// shouted tells whether the word beside the i-th is in capitals too: a headline, not a name.
func (p *passage) shouted(i int) bool {
	for _, k := range [...]int{i - 1, i + 1} {
		if k >= 0 && k < len(p.words) {
			if w := p.of(p.words[k]); utf8.RuneCountInString(w) > 2 && inCapitals(w) && p.together(min(i, k)) {
				return true
			}
		}
	}
	return false
}

// inBrackets tells whether the word stands alone in brackets, after what it is short for.
func inBrackets(text string, w word) bool {
	return strings.HasSuffix(text[:w.at], "(") && strings.HasPrefix(text[w.at+w.size:], ")")
}
