package web

import (
	"context"

	"pregonero/institution"
	"pregonero/oversight"
	"pregonero/web/ui"
)

// eligible lists who belongs to the structure of an area.
func (s *Site) eligible(ctx context.Context, v visit, areaID string) ([]oversight.PersonRow, error) {
	areas, err := s.Office.Areas(ctx)
	if err != nil {
		return nil, err
	}
	family, ids := institution.Family(areas), []string{}
	for _, a := range areas {
		if family(a.ID, areaID) {
			ids = append(ids, a.ID)
		}
	}
	return s.Office.People(ctx, v.actor, oversight.PeopleQuery{Areas: ids})
}

func personOptions(people []oversight.PersonRow, chosen string) []ui.Option {
	var out []ui.Option
	for _, p := range people {
		out = append(out, ui.Option{Value: p.ID, Label: p.Name + " · " + p.Email, Selected: p.ID == chosen})
	}
	return out
}

// chosen is what a field shows: what was typed, or what is.
func (f fileView) chosen(field, is string) string {
	if f.form == nil {
		return is
	}
	return f.form[field]
}
