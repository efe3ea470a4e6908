package check

import (
	"fmt"
	"slices"
	"strings"

	"pregonero/check/alike"
	"pregonero/regulation"
)

// sameText points at one text going out on several networks, each of which has its own
// form. Texts are the same when they differ in spaces, signs, case, links or hashtags
// only, or when their shingles of five characters are alike by the param 'similarity'
// (Jaccard, 0 to 1).
//
//clause:code 6.xxiii
var sameText = definition{
	name: regulation.CheckSameText, version: 1, kinds: []Kind{Post},
	build: func(s setup) (judge, error) {
		least := s.rule.Number("similarity", 0.9)
		if least <= 0 || least > 1 {
			return nil, fmt.Errorf("param similarity is %g, not between 0 and 1", least)
		}
		return func(c *content) []Finding { return repeated(c, least) }, nil
	},
}

func repeated(c *content, least float64) []Finding {
	if len(c.Variants) < 2 {
		return nil
	}
	networks := []string{}
	shapes := []alike.Shape{}
	for _, o := range c.outlets() {
		s := alike.Of(o.text)
		if s.Letters == "" {
			continue
		}
		at := slices.IndexFunc(shapes, func(t alike.Shape) bool { return t.Jaccard(s) >= least })
		if at < 0 {
			shapes, networks = append(shapes, s), append(networks, o.limits.Label)
			continue
		}
		if !slices.Contains(strings.Split(networks[at], "\n"), o.limits.Label) {
			networks[at] += "\n" + o.limits.Label
		}
	}
	var found []Finding
	for _, n := range networks {
		if labels := strings.Split(n, "\n"); len(labels) > 1 {
			found = append(found, Finding{Message: fmt.Sprintf("El mismo texto sale en %s: dé a cada red una forma propia.", enumerate(labels))})
		}
	}
	return found
}

// enumerate writes a list in Spanish: "X, Facebook y YouTube".
func enumerate(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	and := " y "
	if first := strings.ToLower(names[last]); strings.HasPrefix(first, "i") {
		and = " e "
	}
	return strings.Join(names[:last], ", ") + and + names[last]
}
