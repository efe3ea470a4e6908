package trace

import (
	"fmt"
	"strings"

	"pregonero/regulation"
)

// Document writes docs/CLAUSES.md.
func (r Report) Document(p *regulation.Pack) string {
	var b strings.Builder
	fmt.Fprintf(&b, `# Clauses, code and tests

Made by `+"`make clauses`"+` from the pack `+"`regulation/%s.yaml`"+` (version %s) and the marks in the code: do not edit it.
The regulation: *%s*. Summaries are ours. A mark proves a link, not a good test.

%s

| clause | summary | kept by | code | tests | state |
|---|---|---|---|---|---|
`, p.ID, p.Version, p.Source, r.count())
	for _, l := range r.Links {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s |\n", l.Clause.ID, cell(l.Clause.Summary),
			strings.Join(l.Clause.KeptBy, ", "), fileList(l.Code), fileList(l.Test), l.state())
	}
	return b.String()
}

func (r Report) count() string {
	var built, planned, people, missing int
	for _, l := range r.Links {
		switch l.state() {
		case "planned":
			planned++
		case "people":
			people++
		case "built":
			built++
		default:
			missing++
		}
	}
	return fmt.Sprintf("%d clauses: %d built and marked, %d with a mark missing, %d planned, %d kept by people alone.",
		len(r.Links), built, missing, planned, people)
}

func (l Link) state() string {
	switch {
	case l.Clause.Planned:
		return "planned"
	case !l.Owed():
		return "people"
	case l.lacks() != "":
		return "no mark of " + l.lacks()
	}
	return "built"
}

func fileList(files []string) string {
	linked := make([]string, len(files))
	for i, f := range files {
		linked[i] = fmt.Sprintf("[%s](../%s)", f, f)
	}
	return strings.Join(linked, "<br>")
}

func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
