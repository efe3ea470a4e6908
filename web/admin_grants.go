package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/oversight"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// heldRow is a role in force and who holds it.
type heldRow struct {
	grant  institution.Grant
	person institution.Person
}

// grantsView are the roles in force, narrowed.
type grantsView struct {
	rows   []heldRow
	pages  ui.Pagination
	names  adminNames
	role   string
	area   string
	mayEnd func(institution.Grant) bool
	may    bool
	tabs   []ui.Tab
}

// grants lists the roles in force.
func (s *Site) grants(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx, q := r.Context(), r.URL.Query()
	people, err := s.Office.People(ctx, v.actor, oversight.PeopleQuery{})
	if err != nil {
		return err
	}
	x := grantsView{role: q.Get("cargo"), area: q.Get("area"), tabs: s.adminTabs(ctx, v, grantsPath), may: len(s.grantable(v)) > 0,
		mayEnd: func(g institution.Grant) bool { return s.mayEnd(v, g) }}
	if x.names, err = s.adminNames(ctx, v); err != nil {
		return err
	}
	all := heldRows(people, x.role, x.area)
	x.rows, x.pages = pageOf(all, pageNumber(q), peoplePage, func(pairs ...string) string {
		return addressOf(grantsPath, withPairs(map[string]string{"cargo": x.role, "area": x.area}, pairs...))
	})
	return s.showAdmin(w, r, v, http.StatusOK, lang.T(ctx, "Cargos"), nil, grantsListView(x))
}

func heldRows(people []oversight.PersonRow, role, area string) (out []heldRow) {
	for _, p := range people {
		for _, g := range p.Grants {
			if (role == "" || role == string(g.Role)) && (area == "" || area == g.AreaID) {
				out = append(out, heldRow{g, p.Person})
			}
		}
	}
	order := institution.Roles()
	slices.SortStableFunc(out, func(a, b heldRow) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.grant.Role), slices.Index(order, b.grant.Role)), cmp.Compare(a.grant.AreaID, b.grant.AreaID))
	})
	return out
}

// grantable are the roles that the person may give: the press office gives all but those
// over accounts, and the head of an area its endorsers.
func (s *Site) grantable(v visit) (out []institution.Role) {
	if !s.may(v, institution.GrantManage) {
		return nil
	}
	for _, role := range institution.Roles() {
		overAccount := role == institution.Lead || role == institution.Alternate
		if !overAccount && (v.actor.Has(institution.Press) || role == institution.Endorser) {
			out = append(out, role)
		}
	}
	return out
}

// mayEnd tells whether to offer the end of a role; the process decides.
func (s *Site) mayEnd(v visit, g institution.Grant) bool {
	return g.AccountID == "" && slices.Contains(s.grantable(v), g.Role) &&
		institution.Allowed(s.Now(), v.actor, institution.GrantManage, institution.On{AreaID: g.AreaID})
}

// grantAdd gives a role to somebody.
func (s *Site) grantAdd(w http.ResponseWriter, r *http.Request, v visit) error {
	id, role, area := r.PathValue("id"), r.PostFormValue("role"), r.PostFormValue("over")
	_, err := s.Office.AddGrant(r.Context(), v.actor, id, institution.Role(role), area)
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		if f.Field == "area_id" {
			f = f.On("over")
		}
		return s.personAgain(w, r, v, statuses[f.Kind], fieldErrors(r.Context(), f), func(x *personView) { x.role, x.over = role, area })
	}
	if err != nil {
		return err
	}
	return s.done(w, r, peoplePath+"/"+id, lang.T(r.Context(), "El cargo quedó asignado."))
}

// grantEndPage asks why a role ends.
func (s *Site) grantEndPage(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx := r.Context()
	held, err := s.heldRow(r, v)
	if err != nil {
		return err
	}
	names, err := s.adminNames(ctx, v)
	if err != nil {
		return err
	}
	return s.showAdmin(w, r, v, http.StatusOK, lang.T(ctx, "Terminar un cargo"), nil, grantEndView(held, names.over(ctx, held.grant)))
}

func (s *Site) heldRow(r *http.Request, v visit) (heldRow, error) {
	people, err := s.Office.People(r.Context(), v.actor, oversight.PeopleQuery{})
	if err != nil {
		return heldRow{}, err
	}
	for _, held := range heldRows(people, "", "") {
		if held.grant.ID == r.PathValue("id") {
			return held, nil
		}
	}
	return heldRow{}, fault.New(fault.NotFound, "Ese cargo ya terminó o no existe.").Then("Vuelva a la lista de cargos.")
}

// grantEnd ends a role at this moment.
func (s *Site) grantEnd(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := s.Office.EndGrant(r.Context(), v.actor, r.PathValue("id"), r.PostFormValue("reason")); err != nil {
		return err
	}
	return s.done(w, r, grantsPath, lang.T(r.Context(), "El cargo terminó."))
}

func roleOptions(ctx context.Context, roles []institution.Role, chosen string) (out []ui.Option) {
	for _, role := range roles {
		out = append(out, ui.Option{Value: string(role), Label: lang.Dyn(ctx, institution.RoleLabel(role)), Selected: string(role) == chosen})
	}
	return out
}
