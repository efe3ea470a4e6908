package web

import (
	"context"
	"net/http"

	"pregonero/advising"
	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/request"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

func (s *Site) requestRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /solicitudes", s.inside(s.requests))
	m.HandleFunc("GET /solicitudes/nueva", s.inside(s.requestNew))
	m.HandleFunc("POST /solicitudes", s.inside(s.requestAsk))
	m.HandleFunc("GET /solicitudes/{id}", s.inside(s.requestPage))
	m.HandleFunc("POST /solicitudes/{id}/mensajes", s.inside(s.requestSay))
	m.HandleFunc("POST /solicitudes/{id}/respuesta", s.inside(s.requestAnswer))
	m.HandleFunc("POST /solicitudes/{id}/retirar", s.inside(s.requestWithdraw))
	m.HandleFunc("GET /precedentes", s.inside(s.precedents))
}

// requestKinds are the kinds in the address.
var requestKinds = map[string]request.Kind{"difusion": request.Publish, "informar": request.Raise, "ayuda": request.Help, "caso": request.Unforeseen}

func kindWord(k request.Kind) string {
	for word, x := range requestKinds {
		if x == k {
			return word
		}
	}
	return ""
}

// requestList is what the list shows, narrowed by its address.
type requestList struct {
	rows  []request.Request
	kind  request.Kind
	state request.State
	text  string
	may   []request.Kind // that the person may make
}

// requests lists what the person asked, and what waits for their answer.
func (s *Site) requests(w http.ResponseWriter, r *http.Request, v visit) error {
	q := r.URL.Query()
	x := requestList{kind: requestKinds[q.Get("clase")], state: request.State(q.Get("estado")), text: q.Get("q"), may: s.mayAsk(v)}
	var err error
	if x.rows, err = s.Advisor.List(r.Context(), v.actor, advising.Filter{Kind: x.kind, State: x.state, Text: x.text}); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "solicitudes", lang.T(r.Context(), "Solicitudes")), requestsView(x))
}

// mayAsk lists the kinds of request that the person may make.
func (s *Site) mayAsk(v visit) (out []request.Kind) {
	for kind, act := range map[request.Kind]institution.Act{request.Publish: institution.RequestMake, request.Raise: institution.Raise,
		request.Help: institution.HelpAsk, request.Unforeseen: institution.UnforeseenRaise} {
		if s.may(v, act) {
			out = append(out, kind)
		}
	}
	return inOrder(out)
}

func inOrder(some []request.Kind) (out []request.Kind) {
	for _, k := range request.Kinds() {
		for _, x := range some {
			if x == k {
				out = append(out, k)
			}
		}
	}
	return out
}

func (x requestList) address(kind request.Kind) string {
	return addressOf("/solicitudes", map[string]string{"clase": kindWord(kind), "estado": string(x.state), "q": x.text})
}

func (x requestList) tabs(ctx context.Context) []ui.Tab {
	tabs := []ui.Tab{{Text: lang.T(ctx, "Todas"), Href: x.address(""), Active: x.kind == ""}}
	for _, k := range request.Kinds() {
		tabs = append(tabs, ui.Tab{Text: kindTitle(ctx, k), Href: x.address(k), Active: x.kind == k})
	}
	return tabs
}

// kindTitle names a kind as a heading of many.
func kindTitle(ctx context.Context, k request.Kind) string {
	switch k {
	case request.Publish:
		return lang.T(ctx, "Difusión")
	case request.Raise:
		return lang.T(ctx, "Asuntos informados")
	case request.Help:
		return lang.T(ctx, "Ayuda")
	}
	return lang.T(ctx, "Casos no previstos")
}

// askVerb is the title of the form.
func askVerb(ctx context.Context, k request.Kind) string {
	switch k {
	case request.Publish:
		return lang.T(ctx, "Pedir difusión a comunicación social")
	case request.Raise:
		return lang.T(ctx, "Informar a la superioridad")
	case request.Help:
		return lang.T(ctx, "Pedir ayuda a comunicación social")
	}
	return lang.T(ctx, "Plantear un caso no previsto")
}

func askLead(ctx context.Context, k request.Kind) string {
	switch k {
	case request.Publish:
		return lang.T(ctx, "Para que su mensaje salga en las cuentas de toda la institución. Le contestan por aquí y por correo.")
	case request.Raise:
		return lang.T(ctx, "Ponga una conversación o un asunto ante quien deba saberlo. Esa persona confirma que se enteró.")
	case request.Help:
		return lang.T(ctx, "Una duda sobre cómo llevar su cuenta. Le contestan por aquí y por correo.")
	}
	return lang.T(ctx, "Lo que los criterios no resuelven lo resuelve el Comité. Su resolución queda numerada y después se puede citar.")
}

func askRule(k request.Kind) regulation.Rule {
	switch k {
	case request.Publish:
		return regulation.RulePressRequest
	case request.Raise:
		return regulation.RuleRaise
	case request.Help:
		return regulation.RuleHelp
	}
	return regulation.RuleUnforeseen
}

func requestTag(ctx context.Context, r request.Request) ui.Tag {
	switch {
	case r.State == request.Open:
		return ui.Tag{Text: lang.T(ctx, "En espera"), State: ui.Warn, Icon: ui.IconClock}
	case r.State == request.Withdrawn:
		return ui.Tag{Text: lang.T(ctx, "Retirada")}
	case r.Answer != nil && r.Answer.Decision == request.Declined:
		return ui.Tag{Text: lang.Dyn(ctx, r.Answer.Decision.Label()), State: ui.Fix}
	}
	return ui.Tag{Text: lang.Dyn(ctx, r.Answer.Decision.Label()), State: ui.OK}
}

func (x requestList) tasks(ctx context.Context) (rows []ui.TaskRow) {
	for _, r := range x.rows {
		tag := requestTag(ctx, r)
		rows = append(rows, ui.TaskRow{Title: r.Title, Href: "/solicitudes/" + r.ID, Tag: &tag,
			Meta: []string{r.Folio, lang.Dyn(ctx, r.Kind.Label()), r.AskedName, lang.Full(ctx, r.AskedAt)}})
	}
	return rows
}

// precedents shows the committee's resolutions to everybody.
func (s *Site) precedents(w http.ResponseWriter, r *http.Request, v visit) error {
	x := requestList{kind: request.Unforeseen, text: r.URL.Query().Get("q")}
	var err error
	if x.rows, err = s.Advisor.Precedents(r.Context(), v.actor, x.text); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "solicitudes", lang.T(r.Context(), "Precedentes")), precedentsView(x, s.Pack.ClauseFor(regulation.RuleUnforeseen)))
}

// askBody names the long text of the form.
func askBody(ctx context.Context, k request.Kind) string {
	switch k {
	case request.Publish:
		return lang.T(ctx, "Qué quiere difundir, con su fuente")
	case request.Raise:
		return lang.T(ctx, "Qué debe saber")
	case request.Help:
		return lang.T(ctx, "Su duda")
	}
	return lang.T(ctx, "Qué pasó y qué no resuelven los criterios")
}

// answerVerb is what the answering button does.
func answerVerb(ctx context.Context, k request.Kind) string {
	switch k {
	case request.Raise:
		return lang.T(ctx, "Confirmar que me enteré")
	case request.Unforeseen:
		return lang.T(ctx, "Resolver el caso")
	}
	return lang.T(ctx, "Enviar respuesta")
}
