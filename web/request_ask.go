package web

import (
	"net/http"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/advising"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/request"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// asking is the form of a new request with what was typed.
type asking struct {
	advising.Ask
	wanted   string // as typed
	areas    []institution.Area
	accounts []account.Account
	clause   string
	errors   []ui.FieldError
}

// requestNew asks for the facts of a new request; the address may bring some.
func (s *Site) requestNew(w http.ResponseWriter, r *http.Request, v visit) error {
	q := r.URL.Query()
	f := asking{Ask: advising.Ask{Kind: requestKinds[q.Get("clase")], AccountID: q.Get("cuenta"), Link: q.Get("sobre"), Title: q.Get("asunto")}}
	if f.Kind == "" {
		return s.show(w, r, http.StatusOK, s.page(r, v, "solicitudes", lang.T(r.Context(), "Nueva solicitud")), requestKindsView(s.Pack, s.mayAsk(v)))
	}
	if !slices.Contains(s.mayAsk(v), f.Kind) {
		_, err := s.Advisor.Ask(r.Context(), v.actor, advising.Ask{Kind: f.Kind, AreaID: v.actor.AreaID, AccountID: f.AccountID, Title: "-", Body: "-"})
		return err // the refusal, recorded, with its clause
	}
	return s.showAsking(w, r, v, http.StatusOK, f)
}

func (s *Site) showAsking(w http.ResponseWriter, r *http.Request, v visit, status int, f asking) (err error) {
	ctx := r.Context()
	f.clause = s.Pack.ClauseFor(askRule(f.Kind))
	if f.areas, err = s.Office.Areas(ctx); err != nil {
		return err
	}
	if s.may(v, institution.PostDraft) {
		if f.accounts, err = s.Desk.MyAccounts(ctx, v.actor); err != nil {
			return err
		}
	}
	p := s.page(r, v, "solicitudes", askVerb(ctx, f.Kind))
	p.Errors = f.errors
	return s.show(w, r, status, p, requestAskView(f))
}

// requestAsk makes the request.
func (s *Site) requestAsk(w http.ResponseWriter, r *http.Request, v visit) error {
	f := asking{Ask: advising.Ask{Kind: request.Kind(r.PostFormValue("kind")), Title: r.PostFormValue("title"), Body: r.PostFormValue("body"),
		AreaID: r.PostFormValue("area_id"), ToArea: r.PostFormValue("to_area"), AccountID: r.PostFormValue("account_id"), Link: r.PostFormValue("link")},
		wanted: r.PostFormValue("wanted_on")}
	made, err := s.ask(r, v, &f)
	if x, ok := again(err); ok && slices.Contains(s.mayAsk(v), f.Kind) {
		f.errors = fieldErrors(r.Context(), x)
		return s.showAsking(w, r, v, statuses[x.Kind], f)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/solicitudes/"+made.ID, lang.T(r.Context(), "Quedó con el folio %s. Se avisó a quien la contesta.", made.Folio))
}

func (s *Site) ask(r *http.Request, v visit, f *asking) (request.Request, error) {
	if f.wanted != "" {
		day, err := time.ParseInLocation(time.DateOnly, f.wanted, v.zone)
		if err != nil {
			return request.Request{}, fault.New(fault.Invalid, "La fecha no se entiende.").Then("Elija un día del calendario.").On("wanted_on")
		}
		f.WantedOn = day.Add(9 * time.Hour)
	}
	return s.Advisor.Ask(r.Context(), v.actor, f.Ask)
}

func (f asking) areaOptions(chosen string) (out []ui.Option) {
	for _, a := range f.areas {
		out = append(out, ui.Option{Value: a.ID, Label: a.Name, Selected: a.ID == chosen})
	}
	return out
}

func (f asking) accountOptions() (out []ui.Option) {
	for _, a := range f.accounts {
		out = append(out, ui.Option{Value: a.ID, Label: a.At() + " · " + a.Name, Selected: a.ID == f.AccountID})
	}
	return out
}
