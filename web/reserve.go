package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"pregonero/deliberation"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

func (s *Site) reserveRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /reserva", s.inside(s.reserve))
	m.HandleFunc("POST /reserva", s.inside(s.reserveDeclare))
	m.HandleFunc("POST /reserva/{id}/levantar", s.inside(s.reserveLift))
	m.HandleFunc("POST /reserva/terminos", s.inside(s.reserveTerm))
	m.HandleFunc("POST /reserva/terminos/quitar", s.inside(s.reserveRelease))
}

// reserveView is what is not for publishing: matters under deliberation and reserved
// terms, with what was typed.
type reserveView struct {
	open, lifted []deliberation.Matter
	terms        []regulation.ReservedTerms
	own          bool // the terms were set in the program
	areas        map[string]institution.Area
	declares     []institution.Area // for which the person may declare
	reserves     []institution.Area // whose terms the person may change
	mayLift      map[string]bool    // by area
	clause       string
	termClause   string
	form         map[string]string
	lifting      string // the matter whose form has the errors
	errors       []ui.FieldError
}

// reserve shows what is under deliberation and what is reserved.
func (s *Site) reserve(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showReserve(w, r, v, http.StatusOK, reserveView{})
}

func (s *Site) showReserve(w http.ResponseWriter, r *http.Request, v visit, status int, x reserveView) error {
	ctx := r.Context()
	all, err := s.Desk.Deliberations(ctx, v.actor)
	if err != nil {
		return err
	}
	if x.terms, x.own, err = s.Desk.ReservedTerms(ctx, v.actor); err != nil {
		return err
	}
	areas, err := s.Office.Areas(ctx)
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.State == deliberation.Open {
			x.open = append(x.open, m)
		} else {
			x.lifted = append(x.lifted, m)
		}
	}
	s.reserveRights(v, areas, &x)
	x.clause, x.termClause = s.Pack.ClauseFor(regulation.RuleDeliberation), s.Pack.ClauseFor(regulation.RuleReserved)
	p := s.page(r, v, "reserva", lang.T(ctx, "Reserva y deliberación"))
	p.Errors = x.errors
	return s.show(w, r, status, p, reservePage(x))
}

// reserveRights says for which areas the person may do what.
func (s *Site) reserveRights(v visit, areas []institution.Area, x *reserveView) {
	may := func(act institution.Act, areaID string) bool {
		return institution.Allowed(s.Now(), v.actor, act, institution.On{AreaID: areaID})
	}
	x.areas, x.mayLift = map[string]institution.Area{}, map[string]bool{}
	for _, a := range areas {
		x.areas[a.ID] = a
		x.mayLift[a.ID] = may(institution.DeliberationLift, a.ID)
		if may(institution.DeliberationDeclare, a.ID) {
			x.declares = append(x.declares, a)
		}
		if may(institution.ReservedManage, a.ID) {
			x.reserves = append(x.reserves, a)
		}
	}
}

// reserveDeclare declares a matter under deliberation.
func (s *Site) reserveDeclare(w http.ResponseWriter, r *http.Request, v visit) error {
	form := typedForm(r)
	m, err := s.Desk.Deliberate(r.Context(), v.actor, deliberation.Matter{Name: form["name"], AreaID: form["area_id"], Words: strings.Split(form["words"], "\n")})
	return s.reserved(w, r, v, reserveView{form: form}, err, func(ctx context.Context) string {
		return lang.T(ctx, "«%s» quedó en deliberación. Lo que hable de ello no se publica hasta que se levante.", m.Name)
	})
}

// reserveLift lifts a deliberation by the official decision.
func (s *Site) reserveLift(w http.ResponseWriter, r *http.Request, v visit) error {
	form := typedForm(r)
	m, err := s.Desk.Lift(r.Context(), v.actor, r.PathValue("id"), form["reference"], form["link"])
	return s.reserved(w, r, v, reserveView{form: form, lifting: r.PathValue("id")}, err, func(ctx context.Context) string {
		return lang.T(ctx, "Se levantó la deliberación de «%s».", m.Name)
	})
}

// reserveTerm reserves a term of an area.
func (s *Site) reserveTerm(w http.ResponseWriter, r *http.Request, v visit) error {
	form := typedForm(r)
	err := s.Desk.ReserveTerm(r.Context(), v.actor, form["term_area"], form["term"])
	return s.reserved(w, r, v, reserveView{form: form}, onField(err, "area_id", "term_area"), func(ctx context.Context) string {
		return lang.T(ctx, "Término agregado.")
	})
}

// reserveRelease takes a term out.
func (s *Site) reserveRelease(w http.ResponseWriter, r *http.Request, v visit) error {
	form := typedForm(r)
	err := s.Desk.ReleaseTerm(r.Context(), v.actor, form["term_area"], form["term"])
	if err != nil {
		return err
	}
	return s.done(w, r, "/reserva", lang.T(r.Context(), "Término quitado."))
}

// reserved goes back to the page: with what was typed when the fault belongs there.
func (s *Site) reserved(w http.ResponseWriter, r *http.Request, v visit, typed reserveView, err error, said func(context.Context) string) error {
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		if typed.lifting != "" {
			f = f.On(liftID(typed.lifting, f.Field))
		}
		typed.errors = fieldErrors(r.Context(), f)
		return s.showReserve(w, r, v, statuses[f.Kind], typed)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/reserva", said(r.Context()))
}

// onField gives the fault's field the name that it has in a form.
func onField(err error, field, name string) error {
	if f, ok := fault.Of(err); ok && f.Field == field {
		return f.On(name)
	}
	return err
}

func areaChoices(areas []institution.Area, chosen string) (out []ui.Option) {
	areas = slices.SortedFunc(slices.Values(areas), func(a, b institution.Area) int { return cmp.Compare(a.Name, b.Name) })
	for _, a := range areas {
		out = append(out, ui.Option{Value: a.ID, Label: a.Name, Selected: a.ID == chosen || len(areas) == 1})
	}
	return out
}

// liftID is the identifier of a control of the form that lifts a matter.
func liftID(matterID, name string) string { return name + "-" + matterID }

// typedIn is what was typed in the form that lifts a matter.
func (x reserveView) typedIn(m deliberation.Matter, name string) string {
	if x.lifting != m.ID {
		return ""
	}
	return x.form[name]
}

func (x reserveView) mayRelease(areaID string) bool {
	return slices.ContainsFunc(x.reserves, func(a institution.Area) bool { return a.ID == areaID })
}
