package check

import (
	"pregonero/check/naming"
	"pregonero/regulation"
)

// deliberation points at texts that speak of a matter under deliberation, by its name, by
// the other names that were declared or in other words of the same roots; and at contents
// whose subject or sources do. The param 'common' has words that name many things.
//
//clause:code 6.v
var deliberation = definition{
	name: regulation.CheckDeliberation, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		common := naming.Common(s.rule.Strings("common"))
		return func(c *content) []Finding { return deliberated(c, common) }, nil
	},
}

func deliberated(c *content, common map[string]bool) []Finding {
	if len(c.Matters) == 0 {
		return nil
	}
	passages := c.everything()
	read := make([]naming.Text, len(passages))
	for i, p := range passages {
		read[i] = naming.Read(p.text)
	}
	var found []Finding
	for _, m := range c.Matters {
		names := namesOf(m, common)
		said := false
		for i, p := range passages {
			if start, end, ok := says(read[i], names); ok {
				found, said = append(found, p.finding(start, end-start, p.in("Esto habla de «"+m.Name+"», que sigue en deliberación"+by(m)+": espere a la decisión oficial."))), true
			}
		}
		if !said && tiedTo(c.About, names) {
			found = append(found, Finding{Message: "El asunto o la fuente de esta publicación es «" + m.Name + "», que sigue en deliberación" + by(m) + ": espere a la decisión oficial."})
		}
	}
	return found
}

func by(m Matter) string {
	if m.Area == "" {
		return ""
	}
	return " en " + m.Area
}

func namesOf(m Matter, common map[string]bool) []naming.Name {
	names := []naming.Name{naming.Of(m.Name, common)}
	for _, w := range m.Words {
		names = append(names, naming.Of(w, common))
	}
	return names
}

func says(t naming.Text, names []naming.Name) (start, end int, ok bool) {
	for _, n := range names {
		if start, end, ok = t.Says(n); ok {
			return start, end, true
		}
	}
	return 0, 0, false
}

func tiedTo(about []string, names []naming.Name) bool {
	for _, text := range about {
		if _, _, ok := says(naming.Read(text), names); ok {
			return true
		}
	}
	return false
}
