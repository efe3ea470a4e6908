package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"pregonero/advising"
	"pregonero/institution"
	"pregonero/request"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// requestFile is one request as its page shows it, with what was typed.
type requestFile struct {
	advising.File
	areas  map[string]string
	clause string
	answer advising.Answer
	cites  string
	text   string // of a message
	errors []ui.FieldError
}

func (s *Site) requestPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showRequest(w, r, v, http.StatusOK, requestFile{})
}

func (s *Site) showRequest(w http.ResponseWriter, r *http.Request, v visit, status int, f requestFile) (err error) {
	ctx := r.Context()
	if f.File, err = s.Advisor.Read(ctx, v.actor, r.PathValue("id")); err != nil {
		return err
	}
	areas, err := s.Office.Areas(ctx)
	if err != nil {
		return err
	}
	f.areas = map[string]string{}
	for _, a := range areas {
		f.areas[a.ID] = a.Name
	}
	f.clause = s.Pack.ClauseFor(askRule(f.Request.Kind))
	p := s.page(r, v, "solicitudes", f.Request.Title)
	p.Errors = f.errors
	inForce := s.packInForce(r.Context())
	return s.show(w, r, status, p, requestView(inForce, f, s.Now(), v.zone))
}

// requestSay adds a message.
func (s *Site) requestSay(w http.ResponseWriter, r *http.Request, v visit) error {
	text := r.PostFormValue("text")
	_, err := s.Advisor.Say(r.Context(), v.actor, r.PathValue("id"), text)
	if f, ok := again(err); ok {
		return s.showRequest(w, r, v, statuses[f.Kind], requestFile{text: text, errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/solicitudes/"+r.PathValue("id")+"#mensajes", lang.T(r.Context(), "Mensaje enviado."))
}

// requestAnswer resolves it.
func (s *Site) requestAnswer(w http.ResponseWriter, r *http.Request, v visit) error {
	in := advising.Answer{Decision: request.Decision(r.PostFormValue("decision")), Text: r.PostFormValue("answer"), Link: r.PostFormValue("link"),
		Cites: strings.FieldsFunc(r.PostFormValue("cites"), func(c rune) bool { return c == ',' || c == ';' || c == ' ' || c == '\n' })}
	_, err := s.Advisor.Answer(r.Context(), v.actor, r.PathValue("id"), in)
	if f, ok := again(err); ok {
		x := requestFile{answer: in, cites: r.PostFormValue("cites"), errors: fieldErrors(r.Context(), f)}
		return s.showRequest(w, r, v, statuses[f.Kind], x)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/solicitudes/"+r.PathValue("id"), lang.T(r.Context(), "Respuesta enviada."))
}

// requestWithdraw takes back one's own.
func (s *Site) requestWithdraw(w http.ResponseWriter, r *http.Request, v visit) error {
	if _, err := s.Advisor.Withdraw(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return err
	}
	return s.done(w, r, "/solicitudes", lang.T(r.Context(), "Solicitud retirada."))
}

func (f requestFile) summary(ctx context.Context) []ui.SummaryRow {
	r := f.Request
	rows := []ui.SummaryRow{{Key: lang.T(ctx, "Folio"), Text: r.Folio}, {Key: lang.T(ctx, "La hizo"), Text: r.AskedName + " · " + lang.Full(ctx, r.AskedAt)},
		{Key: lang.T(ctx, "A nombre de"), Text: f.areas[r.AreaID]}}
	if r.ToArea != "" {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Se informa a"), Text: f.areas[r.ToArea]})
	}
	if !r.WantedOn.IsZero() {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Para difundirse el"), Text: lang.Full(ctx, r.WantedOn)})
	}
	if r.Link != "" {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Se trata de"), View: ui.LinkView(ui.Link{Text: lang.T(ctx, "Ver de qué se trata"), Href: r.Link})})
	}
	return rows
}

func (f requestFile) decisions(ctx context.Context) (out []ui.Option) {
	for _, d := range f.Request.Kind.Decisions() {
		out = append(out, ui.Option{Value: string(d), Label: lang.Dyn(ctx, d.Label()), Selected: d == f.answer.Decision || len(f.Request.Kind.Decisions()) == 1})
	}
	return out
}

func (f requestFile) messages(ctx context.Context, now time.Time) (out []ui.Message) {
	for _, m := range f.Request.Messages {
		name := m.Name
		if m.Mail {
			name += " · " + lang.T(ctx, "por correo")
		}
		out = append(out, ui.Message{Author: name, When: m.At, Now: now, Text: m.Text, Own: m.By != f.Request.AskedBy})
	}
	return out
}

// mayRequest tells whether the navigation shows the requests.
func mayRequest(may func(institution.Act) bool) bool {
	return may(institution.HelpAsk) || may(institution.RequestAnswer)
}
