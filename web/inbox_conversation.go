package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"pregonero/answering"
	"pregonero/check"
	"pregonero/inbox"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// conversationView is a comment with its thread and what can be done with it.
type conversationView struct {
	answering.Conversation
	now      time.Time
	me       string
	pack     *regulation.Pack
	text     string // of the answer, as typed
	reason   string // of closing, as typed
	errors   []ui.FieldError
	findings ui.Findings
	noBlock  string // the clause by which nobody is blocked
}

// conversation opens a comment.
func (s *Site) conversation(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showConversation(w, r, v, http.StatusOK, conversationView{})
}

// showConversation shows the comment of the address; typed carries what was typed and
// what is wrong with it.
func (s *Site) showConversation(w http.ResponseWriter, r *http.Request, v visit, status int, typed conversationView) error {
	id := r.PathValue("id")
	read, err := s.Counter.Conversation(r.Context(), v.actor, id)
	if err != nil {
		return err
	}
	c := typed
	c.Conversation, c.now, c.me, c.pack = read, s.Now(), v.actor.PersonID, s.Pack
	c.noBlock = s.Pack.ClauseFor(regulation.RuleNoBlocking)
	if c.holding() {
		if c.findings, err = s.answerFindings(r.Context(), v, id, c.text); err != nil {
			return err
		}
	}
	p := s.page(r, v, "bandeja", lang.T(r.Context(), "Comentario de %s", authorName(r.Context(), read.Item.Author)))
	p.Errors = c.errors
	return s.show(w, r, status, p, conversationPage(c))
}

// refused shows the comment again with what was typed, when the fault belongs there.
func (s *Site) refusedItem(w http.ResponseWriter, r *http.Request, v visit, err error, typed conversationView) error {
	f, ok := again(err)
	if !ok {
		return err
	}
	typed.errors = fieldErrors(r.Context(), f)
	return s.showConversation(w, r, v, statuses[f.Kind], typed)
}

// answerFindings judges what is being written, for the panel beside it.
func (s *Site) answerFindings(ctx context.Context, v visit, id, text string) (ui.Findings, error) {
	if strings.TrimSpace(text) == "" {
		return ui.Findings{ID: findingsID, Summary: lang.T(ctx, "Se revisa mientras escribe"), State: ui.Info}, nil
	}
	d, err := s.Counter.Judge(ctx, v.actor, id, text)
	if err != nil {
		return ui.Findings{}, err
	}
	return s.findings(ctx, judgedAnswer(d, text)), nil
}

// judgedAnswer ties findings to the answer's box; what mends a post is not offered there.
func judgedAnswer(d check.Dictamen, text string) judged {
	for i := range d.Findings {
		d.Findings[i].Suggestions = nil
	}
	return judged{content: post.Content{Text: text}, dictamen: d, form: "answer"}
}

// holding tells whether the reader has the answer box.
func (c conversationView) holding() bool {
	return c.May && c.Item.State == inbox.Open && c.Item.DeletedAt.IsZero() && c.Item.Held(c.now) && c.Item.LockBy == c.me
}

// held is who else has the answer box; "" for nobody.
func (c conversationView) held() string {
	if c.Item.State == inbox.Open && c.Item.Held(c.now) && c.Item.LockBy != c.me {
		return c.Item.LockName
	}
	return ""
}

func (c conversationView) counters() []ui.Counter {
	l := publishing.LimitsOf(c.Account)
	if l.Text.Max == 0 {
		return nil
	}
	return []ui.Counter{{Network: l.Label, Rule: countRule(l.Text.Unit), Max: l.Text.Max, Used: l.Count(c.text)}}
}

// people are who may attend, by name, for assigning.
func (c conversationView) people(ctx context.Context) []ui.Option {
	var out []ui.Option
	for id, name := range c.People {
		if id == c.me {
			name = lang.T(ctx, "%s (usted)", name)
		}
		out = append(out, ui.Option{Value: id, Label: name, Selected: id == c.Item.Assignee})
	}
	slices.SortFunc(out, func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
	return out
}

func (c conversationView) name(id string) string {
	if name := c.Names[id]; name != "" {
		return name
	}
	return c.People[id]
}

// itemClaim gives the answer box to the actor.
func (s *Site) itemClaim(w http.ResponseWriter, r *http.Request, v visit) error {
	if _, err := s.Counter.Claim(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return s.refusedItem(w, r, v, err, conversationView{})
	}
	http.Redirect(w, r, "/bandeja/"+r.PathValue("id")+"#respuesta", http.StatusSeeOther)
	return nil
}

// itemRelease lets go of the answer box.
func (s *Site) itemRelease(w http.ResponseWriter, r *http.Request, v visit) error {
	if _, err := s.Counter.Release(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return s.refusedItem(w, r, v, err, conversationView{text: r.PostFormValue("text")})
	}
	return s.done(w, r, "/bandeja/"+r.PathValue("id"), lang.T(r.Context(), "Soltó el comentario: otra persona puede contestarlo."))
}

// itemJudge answers what the checks say of the answer being written.
func (s *Site) itemJudge(w http.ResponseWriter, r *http.Request, v visit) error {
	found, err := s.answerFindings(r.Context(), v, r.PathValue("id"), typedText(r, "text"))
	if err != nil {
		return err
	}
	return s.part(w, r, http.StatusOK, ui.FindingsPanel(found))
}

// itemAnswer sends the answer, once. Of two people who answer at once the second is told,
// and keeps what they wrote.
//
//clause:code 5.2.e
func (s *Site) itemAnswer(w http.ResponseWriter, r *http.Request, v visit) error {
	id, text := r.PathValue("id"), typedText(r, "text")
	if _, err := s.Counter.Answer(r.Context(), v.actor, id, text); err != nil {
		return s.refusedItem(w, r, v, s.alreadyAnswered(r, v, err), conversationView{text: text})
	}
	return s.done(w, r, "/bandeja/"+id, lang.T(r.Context(), "La respuesta va en camino. Aquí verá cuando salga."))
}

// alreadyAnswered says plainly that somebody else was first.
func (s *Site) alreadyAnswered(r *http.Request, v visit, err error) error {
	if !fault.Is(err, fault.Conflict) {
		return err
	}
	c, again := s.Counter.Conversation(r.Context(), v.actor, r.PathValue("id"))
	if again != nil || c.Item.AnswerID == "" {
		return err
	}
	f := fault.New(fault.Conflict, "%s ya contestó este comentario.", c.Names[c.Item.AnsweredBy]).
		Then("Lo que usted escribió está abajo y no se envió.").Under(s.Pack.ClauseFor(regulation.RuleAnswerOnce))
	return f
}

// itemAssign gives the comment to somebody of the account, or to nobody.
func (s *Site) itemAssign(w http.ResponseWriter, r *http.Request, v visit) error {
	to := r.PostFormValue("assignee")
	item, err := s.Counter.Assign(r.Context(), v.actor, r.PathValue("id"), to)
	if err != nil {
		return s.refusedItem(w, r, v, err, conversationView{})
	}
	sentence := lang.T(r.Context(), "El comentario quedó sin asignar.")
	if item.Assignee != "" {
		sentence = lang.T(r.Context(), "El comentario quedó asignado.")
	}
	return s.done(w, r, "/bandeja/"+item.ID, sentence)
}

// itemClose ends the comment without an answer, with a reason that stays.
func (s *Site) itemClose(w http.ResponseWriter, r *http.Request, v visit) error {
	reason := typedText(r, "reason")
	item, err := s.Counter.Close(r.Context(), v.actor, r.PathValue("id"), reason)
	if err != nil {
		return s.refusedItem(w, r, v, err, conversationView{reason: reason})
	}
	return s.done(w, r, "/bandeja/"+item.ID, lang.T(r.Context(), "El comentario quedó cerrado, con su motivo."))
}

// itemReopen puts a closed comment back in the list.
func (s *Site) itemReopen(w http.ResponseWriter, r *http.Request, v visit) error {
	item, err := s.Counter.Reopen(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return s.refusedItem(w, r, v, err, conversationView{})
	}
	return s.done(w, r, "/bandeja/"+item.ID, lang.T(r.Context(), "El comentario está otra vez por atender."))
}

// typedText is what a text area holds, with the line ends that we keep.
func typedText(r *http.Request, name string) string {
	return strings.ReplaceAll(r.PostFormValue(name), "\r\n", "\n")
}
