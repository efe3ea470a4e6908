package web

import (
	"context"
	"net/http"

	"pregonero/institution"
	"pregonero/oversight"
	"pregonero/web/lang"
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

// accountPeople changes who administers the account; the former's right ends at once.
//
//clause:code 5.1.p2
func (s *Site) accountPeople(w http.ResponseWriter, r *http.Request, v visit) error {
	id, lead, alternate := r.PathValue("id"), r.PostFormValue("lead_id"), r.PostFormValue("alternate_id")
	_, err := s.Office.ChangeAdministrators(r.Context(), v.actor, id, lead, alternate)
	if f, ok := again(err); ok {
		typed := fileView{tab: tabPeople, errors: fieldErrors(r.Context(), f), form: map[string]string{"lead_id": lead, "alternate_id": alternate}}
		return s.showFile(w, r, v, statuses[f.Kind], typed)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/cuentas/"+id+"/personas", lang.T(r.Context(), "Las personas administradoras quedaron designadas. Quien salió ya no tiene acceso."))
}

// chosen is what a select of administrators shows: what was typed, or what is.
func (f fileView) chosen(field, is string) string {
	if f.form == nil {
		return is
	}
	return f.form[field]
}
