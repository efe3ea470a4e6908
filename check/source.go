package check

import (
	"pregonero/internal/fold"
	"pregonero/regulation"
)

// source points at posts that do not say where their information comes from. It says
// nothing when the sources are not known (Facts.Declared).
//
//clause:code 6.iv
var source = definition{
	name: regulation.CheckSource, version: 1, kinds: []Kind{Post},
	build: func(setup) (judge, error) { return sourceless, nil },
}

func sourceless(c *content) []Finding {
	if !c.Declared {
		return nil
	}
	for _, s := range c.Sources {
		if fold.Visible(s.URL) || fold.Visible(s.Title) {
			return nil
		}
	}
	return []Finding{{Message: "Falta la fuente: indique el documento o la página de donde sale la información."}}
}
