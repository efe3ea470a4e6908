package check

import (
	"fmt"

	"pregonero/regulation"
)

// rhythm advises when an account already has as many publications on the day as its rhythm
// gives it: too many tire people. Silence is watched by the process of the same name.
//
//clause:code 6.xxii
var rhythm = definition{
	name: regulation.CheckRhythm, version: 1, kinds: []Kind{Post},
	build: func(setup) (judge, error) {
		return func(c *content) []Finding {
			var found []Finding
			for _, r := range c.Rhythm {
				if r.Most > 0 && r.Today >= r.Most {
					found = append(found, Finding{Variant: r.Account, Message: fmt.Sprintf("%s ya tiene %d publicaciones ese día y su ritmo es de %d como máximo: elija otro día o espere.", r.Name, r.Today, r.Most)})
				}
			}
			return found
		}, nil
	},
}
