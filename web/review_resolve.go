package web

import (
	"context"
	"net/http"
	"strings"

	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// endorse gives the area's word on the content whose hash was on the screen.
//
//clause:code 6.xx
func (s *Site) endorse(w http.ResponseWriter, r *http.Request, v visit) error {
	p, err := s.Desk.Endorse(r.Context(), v.actor, r.PathValue("id"), r.PostFormValue("hash"), strings.TrimSpace(r.PostFormValue("note")))
	if err != nil {
		return s.notResolved(w, r, v, post.Review, err)
	}
	return s.done(w, r, "/visto-bueno", lang.T(r.Context(), "Dio visto bueno a «%s».", firstWords(r.Context(), p.Content)))
}

// approve lets the endorsed content go out at its hour.
func (s *Site) approve(w http.ResponseWriter, r *http.Request, v visit) error {
	p, err := s.Desk.Approve(r.Context(), v.actor, r.PathValue("id"), r.PostFormValue("hash"), strings.TrimSpace(r.PostFormValue("note")))
	if err != nil {
		return s.notResolved(w, r, v, post.Endorsed, err)
	}
	return s.done(w, r, "/visto-bueno", lang.T(r.Context(), "Aprobada: «%s» saldrá %s.", firstWords(r.Context(), p.Content), lang.When(r.Context(), p.Content.DueAt, s.Now())))
}

// returning is the form with which a post is sent back.
type returning struct {
	Item    *reviewItem
	Reason  string
	Clauses []ui.Option
	Errors  []ui.FieldError
}

// returnPage asks for the reason, and offers the clauses that may be behind it.
func (s *Site) returnPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showReturn(w, r, v, http.StatusOK, returning{})
}

func (s *Site) showReturn(w http.ResponseWriter, r *http.Request, v visit, status int, f returning) error {
	ctx, id := r.Context(), r.PathValue("id")
	if err := s.Desk.MayReturn(ctx, v.actor, id); err != nil {
		return err
	}
	item, err := s.reviewItem(ctx, v, id)
	if err != nil {
		return err
	}
	f.Item, f.Clauses = item, s.clauseOptions(item, r.PostForm["clauses"])
	p := s.page(r, v, "visto-bueno", lang.T(ctx, "Devolver la publicación"))
	p.Errors = f.Errors
	return s.show(w, r, status, p, returnPage(f))
}

// clauseOptions are first the clauses of the findings, then those that the checks keep and
// that of the endorsement itself.
func (s *Site) clauseOptions(item *reviewItem, chosen []string) []ui.Option {
	const most = 8
	var out []ui.Option
	seen := map[string]bool{}
	add := func(id string) {
		clause, ok := s.Pack.Clause(id)
		if !ok || seen[id] || len(out) == most {
			return
		}
		seen[id] = true
		o := ui.Option{Value: id, Label: id, Help: shorten(clause.Summary, 48)}
		for _, c := range chosen {
			o.Selected = o.Selected || c == id
		}
		out = append(out, o)
	}
	for _, f := range item.Dictamen.Findings {
		add(f.Clause)
	}
	for _, rule := range []regulation.Rule{regulation.RuleEndorsement, regulation.RuleSource, regulation.RuleActivity, regulation.RulePurpose, regulation.RuleValidity} {
		add(s.Pack.ClauseFor(rule))
	}
	for _, name := range regulation.AllChecks {
		add(s.Pack.Check(name).Clause)
	}
	return out
}

// returnPost sends it back to its author.
func (s *Site) returnPost(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx := r.Context()
	reason := r.PostFormValue("reason")
	p, err := s.Desk.Return(ctx, v.actor, r.PathValue("id"), reason, r.PostForm["clauses"])
	if f, ok := again(err); ok && f.Kind == fault.Invalid {
		return s.showReturn(w, r, v, http.StatusUnprocessableEntity, returning{Reason: reason, Errors: fieldErrors(ctx, f)})
	}
	if err != nil {
		return s.notResolved(w, r, v, post.Review, err)
	}
	return s.done(w, r, "/visto-bueno", lang.T(ctx, "Devuelta a %s: «%s».", p.AuthorName, firstWords(ctx, p.Content)))
}

// returnLead says what is being returned, and to whom.
func returnLead(ctx context.Context, i *reviewItem) string {
	return lang.T(ctx, "«%s», de %s", firstWords(ctx, i.Post.Content), i.Post.AuthorName)
}
