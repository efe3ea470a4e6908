package check

import (
	"fmt"

	"pregonero/regulation"
)

// purpose points at posts that serve none of the institution's purposes. It says
// nothing when the purposes are not known (Facts.Declared).
var purpose = definition{
	name: regulation.CheckPurpose, version: 1, kinds: []Kind{Post},
	build: func(s setup) (judge, error) {
		return func(c *content) []Finding { return aimless(c, s.pack) }, nil
	},
}

func aimless(c *content, pack *regulation.Pack) []Finding {
	if !c.Declared {
		return nil
	}
	if len(c.Purposes) == 0 {
		return []Finding{{Message: "Falta el fin: elija al menos uno de los fines institucionales a los que sirve la publicación."}}
	}
	var found []Finding
	for _, id := range c.Purposes {
		if _, ok := pack.Purpose(id); !ok {
			found = append(found, Finding{Message: fmt.Sprintf("El fin %q no está entre los de la institución: elija otro.", id)})
		}
	}
	return found
}
