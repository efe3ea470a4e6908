package check

import (
	"errors"
	"fmt"

	"pregonero/check/grammar"
	"pregonero/check/words"
	"pregonero/regulation"
)

// grammatical points at mistakes of grammar and syntax that are sure by the words around
// them: the rules of check/grammar/rules, agreement, repeated words, and marks.
//
//clause:code 6.xxv
var grammatical = definition{
	name: regulation.CheckGrammar, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		r, err := newReader(s, regulation.CheckGrammar)
		if err != nil {
			return nil, err
		}
		return func(c *content) []Finding {
			return r.each(c, r.rules, r.agreement, r.repeated, r.marks)
		}, nil
	},
}

// errNoKinds: the dictionary is there, and says of no word what it may be.
var errNoKinds = errors.New("the dictionary was built by an older program: run `go run ./check/words/expand -from node_modules/dictionary-es-mx`")

// reader is what the checks of language read texts with.
type reader struct {
	check   string
	words   *words.Dictionary
	grammar *grammar.Grammar
	lang    string
}

func newReader(s setup, check string) (*reader, error) {
	switch {
	case s.words == nil:
		return nil, errors.New("it needs the dictionary")
	case !s.words.HasKinds():
		return nil, errNoKinds
	}
	g, err := grammar.Open()
	if err != nil {
		return nil, fmt.Errorf("opening the rules of grammar: %w", err)
	}
	return &reader{check, s.words, g, s.pack.Institution.Lang}, nil
}

// each runs the readings over every text of a content in Spanish. Of two findings at the
// same place the first is kept.
func (r *reader) each(c *content, readings ...func(*passage) []Finding) []Finding {
	if lang := c.Lang; lang != "" && !isSpanish(lang) || lang == "" && !isSpanish(r.lang) {
		return nil
	}
	var found []Finding
	for _, p := range append(c.texts[:len(c.texts):len(c.texts)], c.alts...) {
		if p.foreign(r.words) {
			continue
		}
		var here []Finding
		for _, read := range readings {
			here = append(here, read(p)...)
		}
		found = append(found, apartFrom(here)...)
	}
	return found
}

// apartFrom leaves out the findings that touch one before them in the list.
func apartFrom(found []Finding) []Finding {
	taken := map[int]bool{}
	var kept []Finding
	for _, f := range found {
		free := true
		for at := f.at; at < f.at+f.size; at++ {
			free = free && !taken[at]
		}
		if !free {
			continue
		}
		for at := f.at; at < f.at+f.size; at++ {
			taken[at] = true
		}
		kept = append(kept, f)
	}
	return kept
}

// rules points at what the rules of the reader's check find.
func (r *reader) rules(p *passage) []Finding {
	tokens := p.tokens(r.words)
	var found []Finding
	for _, m := range r.grammar.Find(r.check, p.text, tokens) {
		from, last := tokens[m.From], tokens[m.To-1]
		f := p.finding(from.At, last.At+last.Size-from.At, m.Message)
		f.Suggestions = m.Suggestions
		found = append(found, f)
	}
	return found
}

// foreign tells whether a passage is in another language: most of its words are unknown.
func (p *passage) foreign(d *words.Dictionary) bool {
	ordinary, unknown := 0, 0
	for _, w := range p.wordList() {
		if w.mixed || w.tail {
			continue
		}
		ordinary++
		if !d.Has(p.of(w)) {
			unknown++
		}
	}
	return ordinary >= foreignFrom && unknown*2 > ordinary
}
