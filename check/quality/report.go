package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pregonero/regulation"
)

// report is docs/quality.md: figures by check, then by set, and what was not measured.
func report(all []judged) string {
	var b strings.Builder
	b.WriteString(opening)
	b.WriteString("## By check\n\n| check | texts | spans | precision | recall | false findings per 100 texts |\n|---|---|---|---|---|---|\n")
	total := totals(all)
	for _, name := range names(total) {
		fmt.Fprintf(&b, "| `%s` | %s |\n", name, figures(*total[name]))
	}
	b.WriteString("\n## By set\n\n| set | check | texts | spans | precision | recall | false findings per 100 texts |\n|---|---|---|---|---|---|---|\n")
	for _, j := range all {
		for _, name := range names(j.scores) {
			fmt.Fprintf(&b, "| %s | `%s` | %s |\n", setName(j.set), name, figures(*j.scores[name]))
		}
	}
	b.WriteString("\n## The sets\n\n")
	for _, j := range all {
		fmt.Fprintf(&b, "- **%s** (%d texts): %s.\n", setName(j.set), len(j.set.cases), strings.TrimSuffix(j.set.source, "."))
	}
	b.WriteString(unmeasured(total))
	return b.String()
}

const opening = `# Quality of the checks

Written by ` + "`make quality`" + ` from the sets in ` + "`check/testdata/quality`" + ` (format: docs/checks.md, "To add a set"). A set marked *held out* was not looked at
while rules were written. A finding is right when it touches a span that its row asks for; a span counts as found when a check that the row allows points at it.

`

func setName(s set) string {
	if s.heldOut {
		return s.name + " (held out)"
	}
	return s.name
}

func figures(s score) string {
	return fmt.Sprintf("%d | %d | %s | %s | %s", s.texts, s.wanted, share(s.precision()), share(s.recall()), perHundred(s))
}

func share(v float64, ok bool) string {
	if !ok {
		return "–"
	}
	return strings.TrimPrefix(fmt.Sprintf("%.3f", v), "0")
}

func perHundred(s score) string {
	return fmt.Sprintf("%.1f", 100*float64(s.false_)/float64(max(1, s.texts)))
}

func totals(all []judged) map[string]*score {
	total := map[string]*score{}
	for _, j := range all {
		for name, s := range j.scores {
			if total[name] == nil {
				total[name] = &score{}
			}
			total[name].add(*s)
		}
	}
	return total
}

// names are the checks in the order of the program's list; what is not in it comes last.
func names(scores map[string]*score) []string {
	var out []string
	for name := range scores {
		out = append(out, name)
	}
	place := func(name string) int {
		i := slices.Index(regulation.AllChecks[:], name)
		if i < 0 {
			return len(regulation.AllChecks)
		}
		return i
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b)) })
	return out
}

// unmeasured names the checks that no set says anything of.
func unmeasured(total map[string]*score) string {
	var missing []string
	for _, name := range regulation.AllChecks {
		if total[name] == nil {
			missing = append(missing, "`"+name+"`")
		}
	}
	text := "\n## Not measured\n\n"
	if len(missing) > 0 {
		text += "No set says anything of: " + strings.Join(missing, ", ") + ".\n\n"
	}
	return text + "No set here was written by people outside the project; the figures say how the rules do on what their authors thought of, held out or not.\n"
}
