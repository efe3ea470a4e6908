package web

import (
	"context"
	"net/http"

	"pregonero/custody"
	"pregonero/oversight"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// complianceView is the regulation clause by clause, narrowed by what the address says.
type complianceView struct {
	oversight.Compliance
	by, state string
	shown     []regulation.Clause
	late      []custody.Row // whose passwords should have been renewed, when the reader may know
}

// compliance shows how the regulation is kept, and openly what still waits.
func (s *Site) compliance(w http.ResponseWriter, r *http.Request, v visit) error {
	read, err := s.Office.Compliance(r.Context(), v.actor)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	c := complianceView{Compliance: read, by: q.Get("quien"), state: q.Get("estado")}
	for _, x := range read.Clauses {
		if (c.by == "" || x.Kept(c.by)) && (c.state == "" || x.Planned == (c.state == "pendiente")) {
			c.shown = append(c.shown, x)
		}
	}
	if c.late, err = s.lateRenewals(r.Context(), v); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "cumplimiento", lang.T(r.Context(), "Cumplimiento")), compliancePage(s.Pack, c))
}

func (c complianceView) address(by, state string) string {
	return addressOf("/cumplimiento", map[string]string{"quien": by, "estado": state})
}

func (c complianceView) stats(ctx context.Context) []ui.Stat {
	return []ui.Stat{{Label: lang.T(ctx, "Criterios"), Value: lang.Number(ctx, len(c.Clauses)), Href: c.address("", "")},
		{Label: lang.T(ctx, "Con lo que los asegura"), Value: lang.Number(ctx, c.Kept), Href: c.address(c.by, "listo"), Tag: &ui.Tag{Text: lang.T(ctx, "Listo"), State: ui.OK}},
		{Label: lang.T(ctx, "Por construir"), Value: lang.Number(ctx, c.Planned), Href: c.address(c.by, "pendiente"), Tag: &ui.Tag{Text: lang.T(ctx, "Pendiente"), State: ui.Warn, Icon: ui.IconClock}}}
}

func (c complianceView) byOptions(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, by := range []string{regulation.KeptByCheck, regulation.KeptByProcess, regulation.KeptByPeople} {
		out = append(out, ui.Option{Value: by, Label: keptByText(ctx, by), Selected: by == c.by})
	}
	return out
}

func (c complianceView) stateOptions(ctx context.Context) []ui.Option {
	return []ui.Option{{Value: "listo", Label: lang.T(ctx, "Listo"), Selected: c.state == "listo"}, {Value: "pendiente", Label: lang.T(ctx, "Por construir"), Selected: c.state == "pendiente"}}
}

func (c complianceView) active(ctx context.Context) []ui.Link {
	var out []ui.Link
	for _, o := range c.byOptions(ctx) {
		if o.Selected {
			out = append(out, ui.Link{Text: o.Label, Href: c.address("", c.state)})
		}
	}
	for _, o := range c.stateOptions(ctx) {
		if o.Selected {
			out = append(out, ui.Link{Text: o.Label, Href: c.address(c.by, "")})
		}
	}
	return out
}

func (c complianceView) rows(ctx context.Context, p *regulation.Pack) []ui.Row {
	var rows []ui.Row
	for _, x := range c.shown {
		rows = append(rows, ui.Row{Cells: []ui.Cell{{Text: lang.T(ctx, "Criterio %s", x.ID), Href: clauseHref(x.ID)}, {View: clauseSummary(p, x)}, {View: clauseKept(x)}}})
	}
	return rows
}
