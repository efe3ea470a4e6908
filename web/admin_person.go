package web

import (
	"context"
	"net/http"
	"strconv"

	"pregonero/institution"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// personView is one person of the directory, with what may be done.
type personView struct {
	person     institution.Person // as kept, or as typed when it was refused
	kept       institution.Person
	grants     []institution.Grant
	names      adminNames
	ranks      []ui.Option
	areas      []ui.Option
	rankName   string
	mayManage  bool
	mayCertify bool               // see to the certificates that the person signs with
	mayEnd     map[string]bool    // by grant
	roles      []institution.Role // that the reader may give
	role       string             // as typed
	over       string             // as typed: the area of a new role
	overAreas  []ui.Option
	errors     []ui.FieldError
	own        bool // the reader's own page
}

// personPage shows somebody of the directory.
func (s *Site) personPage(w http.ResponseWriter, r *http.Request, v visit) error {
	x, err := s.person(r, v)
	if err != nil {
		return err
	}
	return s.showPerson(w, r, v, http.StatusOK, x)
}

func (s *Site) showPerson(w http.ResponseWriter, r *http.Request, v visit, status int, x personView) error {
	return s.showAdmin(w, r, v, status, x.kept.Name, x.errors, personPageView(x))
}

func (s *Site) person(r *http.Request, v visit) (x personView, err error) {
	ctx := r.Context()
	row, err := s.Office.Person(ctx, v.actor, r.PathValue("id"))
	if err != nil {
		return x, err
	}
	x = personView{person: row.Person, kept: row.Person, grants: row.Grants, mayManage: s.may(v, institution.PersonManage), mayCertify: s.may(v, institution.CertificateManage) && row.Person.ID != v.actor.PersonID, mayEnd: map[string]bool{},
		rankName: s.rankNames()[row.RankID], roles: s.grantable(v), own: row.ID == v.actor.PersonID}
	if x.names, err = s.adminNames(ctx, v); err != nil {
		return x, err
	}
	for _, g := range row.Grants {
		x.mayEnd[g.ID] = s.mayEnd(v, g)
	}
	x.fill(s, v)
	return x, nil
}

// fill makes the options with what is chosen now.
func (x *personView) fill(s *Site, v visit) {
	x.ranks, x.areas = s.rankOptions(x.person.RankID), x.names.areaOptions(x.person.AreaID, nil)
	var only []string
	if !v.actor.Has(institution.Press) {
		only = v.actor.Areas(institution.Head)
	}
	x.overAreas = x.names.areaOptions(x.over, only)
}

func (s *Site) rankOptions(chosen string) (out []ui.Option) {
	for _, rank := range s.Pack.Ranks {
		out = append(out, ui.Option{Value: rank.ID, Label: rank.Name, Selected: rank.ID == chosen})
	}
	return out
}

// personNew asks for the data of somebody to add.
func (s *Site) personNew(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showPersonForm(w, r, v, http.StatusOK, institution.Person{}, nil)
}

func (s *Site) showPersonForm(w http.ResponseWriter, r *http.Request, v visit, status int, p institution.Person, errors []ui.FieldError) error {
	names, err := s.adminNames(r.Context(), v)
	if err != nil {
		return err
	}
	x := personView{person: p, names: names, errors: errors, ranks: s.rankOptions(p.RankID), areas: names.areaOptions(p.AreaID, nil), mayManage: true}
	return s.showAdmin(w, r, v, status, lang.T(r.Context(), "Agregar a una persona"), errors, personNewView(x))
}

func typedPerson(r *http.Request) institution.Person {
	version, _ := strconv.Atoi(r.PostFormValue("version")) // nonsense is 0, which conflicts
	return institution.Person{ID: r.PathValue("id"), Username: r.PostFormValue("username"), Name: r.PostFormValue("name"), Email: r.PostFormValue("email"),
		AreaID: r.PostFormValue("area_id"), RankID: r.PostFormValue("rank_id"), Version: version}
}

// personAdd adds somebody and shows, this once, the link that they enter by.
func (s *Site) personAdd(w http.ResponseWriter, r *http.Request, v visit) error {
	typed := typedPerson(r)
	p, err := s.Office.AddPerson(r.Context(), v.actor, typed)
	if f, errors, ok := onForm(r.Context(), err); ok {
		return s.showPersonForm(w, r, v, statuses[f.Kind], typed, errors)
	}
	if err != nil {
		return err
	}
	return s.handLink(w, r, v, p)
}

// personRecover makes a new link for somebody who lost the way in.
func (s *Site) personRecover(w http.ResponseWriter, r *http.Request, v visit) error {
	row, err := s.Office.Person(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.handLink(w, r, v, row.Person)
}

// handLink shows a one-time link this once. It is not kept, so loading again makes another.
func (s *Site) handLink(w http.ResponseWriter, r *http.Request, v visit, p institution.Person) error {
	link, err := s.Door.StartRecovery(r.Context(), v.actor, p.ID)
	if err != nil {
		return err
	}
	return s.showAdmin(w, r, v, http.StatusOK, lang.T(r.Context(), "Enlace de un solo uso"), nil, handLinkView(p, link, lang.When(r.Context(), link.Expires, s.Now())))
}

// personUpdate changes somebody's data.
func (s *Site) personUpdate(w http.ResponseWriter, r *http.Request, v visit) error {
	typed := typedPerson(r)
	kept, err := s.Office.UpdatePerson(r.Context(), v.actor, typed)
	if f, errors, ok := onForm(r.Context(), err); ok {
		return s.personAgain(w, r, v, statuses[f.Kind], errors, func(x *personView) { x.person = typed })
	}
	if err != nil {
		return err
	}
	return s.done(w, r, peoplePath+"/"+kept.ID, lang.T(r.Context(), "Los datos de %s quedaron guardados.", kept.Name))
}

// personAgain shows somebody's page again with what was typed on one of its forms.
func (s *Site) personAgain(w http.ResponseWriter, r *http.Request, v visit, status int, errors []ui.FieldError, typed func(*personView)) error {
	x, err := s.person(r, v)
	if err != nil {
		return err
	}
	typed(&x)
	x.errors = errors
	x.fill(s, v)
	return s.showPerson(w, r, v, status, x)
}

// since says from when on a role is held.
func since(ctx context.Context, g institution.Grant) string {
	return lang.T(ctx, "desde el %s", lang.Date(ctx, g.From))
}
