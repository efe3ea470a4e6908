package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// criteriaSection is the clauses of one section of the regulation.
type criteriaSection struct {
	ID      string
	Clauses []regulation.Clause
}

// criteria shows the regulation clause by clause, each in our own words, with who keeps it
// and what is still to be built.
func (s *Site) criteria(w http.ResponseWriter, r *http.Request, _ visit) error {
	return s.showPublic(w, r, lang.T(r.Context(), "Criterios"), criteriaPage(s.Pack, sections(s.Pack.Clauses)))
}

func sections(clauses []regulation.Clause) []criteriaSection {
	var out []criteriaSection
	for _, c := range clauses {
		id, _, _ := strings.Cut(c.ID, ".")
		if len(out) == 0 || out[len(out)-1].ID != id {
			out = append(out, criteriaSection{ID: id})
		}
		last := &out[len(out)-1]
		last.Clauses = append(last.Clauses, c)
	}
	return out
}

// keptByText says who keeps a clause.
func keptByText(ctx context.Context, by string) string {
	switch by {
	case regulation.KeptByCheck:
		return lang.T(ctx, "Lo revisa el programa")
	case regulation.KeptByProcess:
		return lang.T(ctx, "Lo asegura el proceso")
	}
	return lang.T(ctx, "Lo cuidan las personas")
}

func clauseTags(ctx context.Context, c regulation.Clause) []ui.Tag {
	var out []ui.Tag
	if c.Planned {
		out = append(out, ui.Tag{Text: lang.T(ctx, "Por construir"), State: ui.Warn, Icon: ui.IconClock})
	}
	for _, by := range c.KeptBy {
		icon := map[string]ui.Icon{regulation.KeptByCheck: ui.IconShield, regulation.KeptByProcess: ui.IconLock, regulation.KeptByPeople: ui.IconPerson}[by]
		out = append(out, ui.Tag{Text: keptByText(ctx, by), Icon: icon})
	}
	return out
}

// deadlinesUnder are the times that a clause sets, in order.
func deadlinesUnder(p *regulation.Pack, clause string) []regulation.Deadline {
	var out []regulation.Deadline
	for _, d := range p.Deadlines {
		if d.Clause == clause {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b regulation.Deadline) int { return strings.Compare(a.ID, b.ID) })
	return out
}

func planned(clauses []regulation.Clause) (n int) {
	for _, c := range clauses {
		if c.Planned {
			n++
		}
	}
	return n
}
