package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"pregonero/institution"
	"pregonero/internal/fold"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// areasView are the areas, narrowed.
type areasView struct {
	rows      []institution.Area
	pages     ui.Pagination
	all       map[string]institution.Area
	kinds     []ui.Option
	kindNames map[string]string
	text      string
	kind      string
	mayImport bool
	tabs      []ui.Tab
}

// areas lists the areas by kind and name.
func (s *Site) areas(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx, q := r.Context(), r.URL.Query()
	names, err := s.adminNames(ctx, v)
	if err != nil {
		return err
	}
	x := areasView{all: names.areas, text: strings.TrimSpace(q.Get("q")), kind: q.Get("clase"), kindNames: map[string]string{}, mayImport: s.may(v, institution.AreaManage), tabs: s.adminTabs(ctx, v, areasPath)}
	for _, k := range s.Pack.AreaKinds {
		x.kindNames[k.ID] = k.Name
		x.kinds = append(x.kinds, ui.Option{Value: k.ID, Label: k.Plural, Selected: k.ID == x.kind})
	}
	x.rows, x.pages = pageOf(x.sorted(), pageNumber(q), peoplePage, func(pairs ...string) string {
		return addressOf(areasPath, withPairs(map[string]string{"q": x.text, "clase": x.kind}, pairs...))
	})
	return s.showAdmin(w, r, v, http.StatusOK, lang.T(ctx, "Áreas"), nil, areasListView(x))
}

func (x areasView) sorted() (out []institution.Area) {
	for _, a := range x.all {
		if (x.kind == "" || a.Kind == x.kind) && fold.Matches(x.text, a.Name, a.Short, a.ID) {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b institution.Area) int {
		return cmp.Or(strings.Compare(x.kindNames[a.Kind], x.kindNames[b.Kind]), strings.Compare(a.Name, b.Name))
	})
	return out
}

func (x areasView) tableRows(ctx context.Context) (rows []ui.Row) {
	for _, a := range x.rows {
		rows = append(rows, ui.Row{Cells: []ui.Cell{{Text: a.Name, Note: a.ID}, ui.Text(x.kindNames[a.Kind]), ui.Text(x.all[a.ParentID].Short), ui.Text(zoneWords(ctx, a.Zone))}})
	}
	return rows
}

// areaOptions lists areas by name, or only some of them.
func (n adminNames) areaOptions(chosen string, only []string) (out []ui.Option) {
	for _, a := range n.areas {
		if only == nil || slices.Contains(only, a.ID) {
			out = append(out, ui.Option{Value: a.ID, Label: a.Name, Selected: a.ID == chosen})
		}
	}
	slices.SortFunc(out, func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
	return out
}

// systemPage is how the machinery is, for who runs it.
func (s *Site) systemPage(w http.ResponseWriter, r *http.Request, v visit) error {
	m, err := s.machinery(r.Context(), v)
	if err != nil {
		return err
	}
	return s.showAdmin(w, r, v, http.StatusOK, lang.T(r.Context(), "Sistema"), nil, systemView(m, s.adminTabs(r.Context(), v, systemPath)))
}
