package advising

import (
	"context"
	"strings"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/request"
	"pregonero/store"
)

// Ask is what is told of a new request.
type Ask struct {
	Kind                      request.Kind
	Title, Body               string
	AreaID, ToArea, AccountID string
	Link                      string
	WantedOn                  time.Time
}

// Ask makes a request: numbered, with its clock running, and told to those who answer.
//
//clause:code 1.p2
//clause:code 5.2.a
//clause:code 5.2.f
//clause:code 5.3.p2
func (v *Advisor) Ask(ctx context.Context, a institution.Actor, in Ask) (request.Request, error) {
	now := v.Now()
	w, ok := ways[in.Kind]
	if !ok {
		return request.Request{}, fault.New(fault.Invalid, "Elija qué quiere pedir.").On("kind")
	}
	r := request.Request{ID: id.New(now), Kind: in.Kind, Title: strings.TrimSpace(in.Title), Body: strings.TrimSpace(in.Body), State: request.Open,
		AskedBy: a.PersonID, AskedName: a.Name, AskedAt: now, AreaID: in.AreaID, ToArea: in.ToArea, AccountID: in.AccountID, Link: ownPage(in.Link), WantedOn: in.WantedOn}
	if r.AreaID == "" {
		r.AreaID = a.AreaID
	}
	if err := v.place(ctx, &r); err != nil {
		return r, err
	}
	on := asking(r)
	if len(on.AccountIDs) == 0 {
		on.AccountIDs = administered(a, r.AreaID) // who administers an account of the area asks in its name
	}
	if err := v.Gate.Permit(ctx, now, a, w.ask, on); err != nil {
		return r, err
	}
	if err := r.Check(now); err != nil {
		return r, err
	}
	return r, v.Store.Change(ctx, func(t *store.Tx) error { return v.begin(ctx, t, a, &r, now) })
}

// administered lists the accounts of the area that the actor administers.
func administered(a institution.Actor, areaID string) (out []string) {
	for _, g := range a.Grants {
		if g.AreaID == areaID && (g.Role == institution.Lead || g.Role == institution.Alternate) {
			out = append(out, g.AccountID)
		}
	}
	return out
}

// begin numbers and keeps a request, starts its clock and tells those who answer.
func (v *Advisor) begin(ctx context.Context, t *store.Tx, a institution.Actor, r *request.Request, now time.Time) (err error) {
	if r.Folio, err = t.Folio(ctx, v.Pack, ways[r.Kind].series, now); err != nil {
		return err
	}
	if err := t.AddRequest(ctx, *r); err != nil {
		return err
	}
	if err := v.clock(ctx, t, *r, now); err != nil {
		return err
	}
	var roles []string
	for _, x := range ways[r.Kind].owners {
		roles = append(roles, string(x))
	}
	people, err := t.Holders(ctx, now, answering(*r), roles...)
	if err != nil {
		return err
	}
	e := v.entry(now, a, "request.ask", *r)
	e.Details["told"] = len(people)
	if err := t.Record(ctx, e); err != nil {
		return err
	}
	return v.tell(ctx, t, now, v.message(*r, people, "Le llegó una solicitud.", r.Body))
}

// place checks the account and the areas that a request names.
func (v *Advisor) place(ctx context.Context, r *request.Request) error {
	return v.Store.Read(ctx, func(t *store.Tx) error {
		if r.AccountID != "" {
			acc, err := t.Account(ctx, r.AccountID)
			if err != nil {
				return err
			}
			r.AreaID = acc.AreaID
		}
		if r.Kind == request.Raise && r.AccountID == "" {
			return fault.New(fault.Invalid, "Diga de qué cuenta es el asunto.").On("account_id")
		}
		if r.AreaID == "" {
			return fault.New(fault.Invalid, "Diga a nombre de qué área lo pide.").On("area_id")
		}
		for _, area := range []string{r.AreaID, r.ToArea} {
			if area == "" {
				continue
			}
			if _, err := t.Area(ctx, area); err != nil {
				return fault.New(fault.Invalid, "Esa área no existe.").Then("Elija un área de la lista.").On("area_id")
			}
		}
		return nil
	})
}

// ownPage keeps only addresses of this program.
func ownPage(link string) string {
	if strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "//") && !strings.ContainsAny(link, "\\ \n\r\t") && len(link) < 300 {
		return link
	}
	return ""
}
