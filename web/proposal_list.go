package web

import (
	"context"
	"net/http"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/limits"
	"pregonero/opening"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// proposalList is what the list shows.
type proposalList struct {
	rows   []opening.Row
	areas  []institution.Area // for which the person may propose
	tab    string
	judges bool
	pack   *regulation.Pack
	now    time.Time
	zone   *time.Location
	errors []ui.FieldError
}

// proposalTabs are the parts of the list, by the word in the address.
var proposalTabs = map[string][]proposal.State{
	"": {proposal.Draft, proposal.Sent, proposal.Presented, proposal.Returned, proposal.Approved}, "contestadas": {proposal.Live, proposal.Rejected, proposal.Withdrawn},
	"por-contestar": {proposal.Presented}, "en-apertura": {proposal.Approved},
}

// proposals lists an area's proposals or, for the press office, those that wait for its
// answer, by the time that is left.
func (s *Site) proposals(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showProposals(w, r, v, http.StatusOK, nil)
}

func (s *Site) showProposals(w http.ResponseWriter, r *http.Request, v visit, status int, errors []ui.FieldError) error {
	inForce := s.packInForce(r.Context())
	l := proposalList{tab: r.URL.Query().Get("ver"), judges: s.may(v, institution.ProposalJudge), pack: inForce, now: s.Now(), zone: v.zone, errors: errors}
	states, known := proposalTabs[l.tab]
	if !known {
		l.tab, states = "", proposalTabs[""]
	}
	var err error
	if l.rows, err = s.Opener.List(r.Context(), v.actor, states...); err != nil {
		return err
	}
	if l.areas, err = s.proposingAreas(r.Context(), v); err != nil {
		return err
	}
	p := s.page(r, v, "propuestas", lang.T(r.Context(), "Propuestas de cuenta"))
	p.Errors = errors
	return s.show(w, r, status, p, proposalsView(l))
}

// proposingAreas are those in whose name the person may propose an account.
func (s *Site) proposingAreas(ctx context.Context, v visit) (out []institution.Area, err error) {
	all, err := s.Office.Areas(ctx)
	for _, a := range all {
		if institution.Allowed(s.Now(), v.actor, institution.ProposalWrite, institution.On{AreaID: a.ID}) {
			out = append(out, a)
		}
	}
	return out, err
}

// proposalBegin starts a proposal and leads to its first question.
func (s *Site) proposalBegin(w http.ResponseWriter, r *http.Request, v visit) error {
	p, err := s.Opener.Begin(r.Context(), v.actor, r.PostFormValue("area_id"))
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		return s.showProposals(w, r, v, statuses[f.Kind], fieldErrors(r.Context(), f))
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/propuestas/"+p.ID, lang.T(r.Context(), "Propuesta creada. Se guarda cada respuesta: puede salir y volver cuando quiera."))
}

func (l proposalList) tabs(ctx context.Context) []ui.Tab {
	tab := func(key, text string) ui.Tab {
		return ui.Tab{Text: text, Href: addressOf("/propuestas", map[string]string{"ver": key}), Active: l.tab == key}
	}
	out := []ui.Tab{tab("", lang.T(ctx, "En trámite"))}
	if l.judges {
		out = append(out, tab("por-contestar", lang.T(ctx, "Por contestar")))
	}
	return append(out, tab("en-apertura", lang.T(ctx, "En apertura")), tab("contestadas", lang.T(ctx, "Terminadas")))
}

func (l proposalList) tasks(ctx context.Context) (rows []ui.TaskRow) {
	for _, x := range l.rows {
		p := x.Proposal
		row := ui.TaskRow{Title: p.Title(), Href: proposalHref(p), Meta: []string{x.Area.Short}}
		if p.Answers.Network != "" {
			row.Meta = append(row.Meta, limits.Of(p.Answers.Network).Label)
		}
		if p.Folio != "" {
			row.Meta = append(row.Meta, p.Folio)
		} else {
			row.Meta = append(row.Meta, lang.T(ctx, "%d de %d preguntas", x.Done, len(proposal.Questions())))
		}
		tag := proposalTag(ctx, p)
		if row.Tag = &tag; x.Clock != nil {
			d := deadlineTag(l.pack, *x.Clock, l.now, l.zone)
			row.Deadline, row.Meta = &d, append(row.Meta, tag.Text)
		}
		rows = append(rows, row)
	}
	return rows
}

// proposalHref is the page where a proposal goes on.
func proposalHref(p proposal.Proposal) string {
	if p.State == proposal.Approved {
		return "/propuestas/" + p.ID + "/apertura"
	}
	return "/propuestas/" + p.ID
}

func proposalTag(ctx context.Context, p proposal.Proposal) ui.Tag {
	text := firstUpper(lang.Dyn(ctx, p.State.Label()))
	switch p.State {
	case proposal.Sent, proposal.Presented:
		return ui.Tag{Text: text, State: ui.Warn, Icon: ui.IconClock}
	case proposal.Returned, proposal.Rejected:
		return ui.Tag{Text: text, State: ui.Fix}
	case proposal.Approved:
		return ui.Tag{Text: text, State: ui.Info}
	case proposal.Live:
		return ui.Tag{Text: text, State: ui.OK}
	}
	return ui.Tag{Text: text}
}

func areaOptions(areas []institution.Area, chosen string) (out []ui.Option) {
	for _, a := range areas {
		out = append(out, ui.Option{Value: a.ID, Label: a.Name, Selected: a.ID == chosen})
	}
	return out
}
