package web

import (
	"context"
	"net/http"
	"strings"

	"pregonero/institution"
	"pregonero/oversight"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// peoplePage is how many people one page of the directory shows.
const peoplePage = 50

// peopleView is the directory, narrowed.
type peopleView struct {
	query   oversight.PeopleQuery
	area    string
	rows    []oversight.PersonRow // of this page
	pages   ui.Pagination
	names   adminNames
	ranks   map[string]string
	tabs    []ui.Tab
	mayAdd  bool
	address func(pairs ...string) string
}

// people lists the directory.
func (s *Site) people(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx, q := r.Context(), r.URL.Query()
	x := peopleView{query: oversight.PeopleQuery{Text: q.Get("q"), Gone: q.Get("bajas") != ""}, area: q.Get("area"), ranks: s.rankNames(),
		tabs: s.adminTabs(ctx, v, peoplePath), mayAdd: s.may(v, institution.PersonManage)}
	if x.area != "" {
		x.query.Areas = []string{x.area}
	}
	all, err := s.Office.People(ctx, v.actor, x.query)
	if err != nil {
		return err
	}
	if x.names, err = s.adminNames(ctx, v); err != nil {
		return err
	}
	x.address = func(pairs ...string) string {
		return addressOf(peoplePath, withPairs(map[string]string{"q": q.Get("q"), "area": x.area, "bajas": q.Get("bajas")}, pairs...))
	}
	x.rows, x.pages = pageOf(all, pageNumber(q), peoplePage, x.address)
	return s.showAdmin(w, r, v, http.StatusOK, lang.T(ctx, "Personas"), nil, peopleListView(x))
}

func (s *Site) rankNames() map[string]string {
	out := map[string]string{}
	for _, rank := range s.Pack.Ranks {
		out[rank.ID] = rank.Name
	}
	return out
}

func (x peopleView) tableRows(ctx context.Context) (rows []ui.Row) {
	for _, p := range x.rows {
		rows = append(rows, ui.Row{Cells: []ui.Cell{
			{Text: p.Name, Href: peoplePath + "/" + p.ID, Note: p.Username},
			ui.Text(x.names.areas[p.AreaID].Short), ui.Text(x.ranks[p.RankID]), ui.Text(roleWords(p.Grants)), {View: ui.TagView(activeTag(ctx, p.Person))}}})
	}
	return rows
}

// roleWords says each role once.
func roleWords(grants []institution.Grant) string {
	var words []string
	seen := map[institution.Role]bool{}
	for _, g := range grants {
		if !seen[g.Role] {
			seen[g.Role] = true
			words = append(words, institution.RoleLabel(g.Role))
		}
	}
	return strings.Join(words, ", ")
}

func activeTag(ctx context.Context, p institution.Person) ui.Tag {
	if p.Active {
		return ui.Tag{Text: lang.T(ctx, "En funciones")}
	}
	return ui.Tag{Text: lang.T(ctx, "De baja"), State: ui.Warn}
}

func (x peopleView) active(ctx context.Context) (out []ui.Link) {
	if x.query.Text != "" {
		out = append(out, ui.Link{Text: lang.T(ctx, "Contiene «%s»", x.query.Text), Href: x.address("q", "")})
	}
	if x.area != "" {
		out = append(out, ui.Link{Text: x.names.areas[x.area].Short, Href: x.address("area", "")})
	}
	if x.query.Gone {
		out = append(out, ui.Link{Text: lang.T(ctx, "También de baja"), Href: x.address("bajas", "")})
	}
	return out
}
