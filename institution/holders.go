package institution

import (
	"slices"
	"strings"
	"time"
)

// PersonPrefix names one person where roles are named.
const PersonPrefix = "person:"

// Holders are the active people whom roles name: lead and alternate of the accounts, head
// and endorser of the area, the offices anywhere; "person:ID" is that one person. In the
// order of who, each once.
func Holders(now time.Time, people []Person, grants []Grant, on On, who ...string) []Person {
	byID := make(map[string]Person, len(people))
	for _, p := range people {
		byID[p.ID] = p
	}
	var out []Person
	add := func(id string) {
		p, ok := byID[id]
		if ok && p.Active && !slices.ContainsFunc(out, func(o Person) bool { return o.ID == id }) {
			out = append(out, p)
		}
	}
	for _, w := range who {
		if id, one := strings.CutPrefix(w, PersonPrefix); one {
			add(id)
			continue
		}
		for _, g := range grants {
			if g.Role == Role(w) && g.Holds(now) && g.concerns(on) {
				add(g.PersonID)
			}
		}
	}
	return out
}

// concerns tells whether the grant is over what on names; an office's is over everything.
func (g Grant) concerns(on On) bool {
	switch g.Role {
	case Lead, Alternate:
		return slices.Contains(on.AccountIDs, g.AccountID)
	case Head, Endorser:
		return g.AreaID == on.AreaID
	}
	return true
}
