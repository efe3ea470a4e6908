package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// composePost takes the whole form: it saves, sends to endorsement, or changes a part of
// the form for a browser without scripts.
func (s *Site) composePost(w http.ResponseWriter, r *http.Request, v visit) error {
	c, err := s.readComposition(r, v)
	if err != nil {
		return err
	}
	a := actOf(r.PostFormValue("do"))
	switch a.name {
	case "review", "add-source": // an empty source is nothing to keep yet
		c.apply(a)
		return s.composeAgain(w, r, v, c, nil)
	case "fix":
		if err := s.mendAs(r.Context(), v, &c, a.on); err != nil {
			return err
		}
	case "mine":
		c.Revision, _ = strconv.Atoi(a.on)
	}
	c.apply(a)
	p, err := s.keep(r.Context(), v, c)
	if err == nil && a.name == "submit" {
		c.ID, c.Revision = p.ID, p.Revision
		return s.submitKept(w, r, v, c, p)
	}
	if err != nil {
		return s.composeAgain(w, r, v, c, err)
	}
	to := "/redactar/" + p.ID
	if part := a.part(); part != "" {
		to += "#" + part
	}
	return s.done(w, r, to, lang.T(r.Context(), "Borrador guardado a las %s.", lang.Clock(r.Context(), p.Updated)))
}

// keep saves what is on the screen: as a new draft the first time.
func (s *Site) keep(ctx context.Context, v visit, c composition) (post.Post, error) {
	known, err := s.Desk.MyAccounts(ctx, v.actor)
	if err != nil {
		return post.Post{}, err
	}
	in := c.draft(s.composeZone(v, c, chosenOf(known, c.Accounts)))
	if c.ID == "" {
		return s.Desk.Create(ctx, v.actor, in)
	}
	view, err := s.Desk.ReadToEdit(ctx, v.actor, c.ID)
	if err != nil {
		return view.Post, err
	}
	in.Content.Corrects = view.Post.Content.Corrects
	return s.Desk.Save(ctx, v.actor, c.ID, c.Revision, in)
}

// submitKept sends what was just saved; what is missing is told all at once.
func (s *Site) submitKept(w http.ResponseWriter, r *http.Request, v visit, c composition, p post.Post) error {
	if missing := p.Content.Missing(s.Pack, s.Now()); len(missing) > 0 {
		return s.composeAgain(w, r, v, c, missingFault(missing))
	}
	p, err := s.Desk.Submit(r.Context(), v.actor, p.ID)
	if err != nil {
		return s.composeAgain(w, r, v, c, err)
	}
	area, err := s.Office.Area(r.Context(), p.SourceArea)
	if err != nil {
		return err
	}
	return s.done(w, r, "/publicaciones/"+p.ID, lang.T(r.Context(), "Enviada a visto bueno de %s.", area.Name))
}

// missing is several faults of one form.
type missing []*fault.Fault

func missingFault(all []*fault.Fault) error { return missing(all) }

func (m missing) Error() string { return m[0].Error() }

func (m missing) Unwrap() error { return m[0] }

// composeAgain shows the form with all that was typed and what is wrong with it.
func (s *Site) composeAgain(w http.ResponseWriter, r *http.Request, v visit, typed composition, err error) error {
	c, shown := s.composer(r, v, typed)
	if shown != nil {
		return shown
	}
	if typed.ID != "" {
		if view, gone := s.Desk.ReadToEdit(r.Context(), v.actor, typed.ID); gone == nil {
			s.tellOf(r.Context(), &c, view)
			c.Saved = lang.Clock(r.Context(), view.Post.Updated)
			c.Theirs = s.conflictOf(r.Context(), view, c, err)
		}
	}
	if err == nil {
		return s.showComposer(w, r, v, http.StatusOK, c)
	}
	f, ok := again(err)
	if !ok {
		return err
	}
	c.Errors = composeErrors(r.Context(), f, err)
	if r.PostFormValue("do") == "submit" {
		c.Errors = append(c.Errors, blocking(c.Findings, c.Errors)...)
	}
	return s.showComposer(w, r, v, http.StatusUnprocessableEntity, c)
}

// composeErrors lists everything that is missing, or the one fault.
func composeErrors(ctx context.Context, f *fault.Fault, err error) []ui.FieldError {
	all, several := err.(missing)
	if !several {
		return fieldErrors(ctx, f)
	}
	var out []ui.FieldError
	for _, one := range all {
		out = append(out, fieldErrors(ctx, one)...)
	}
	return out
}

// blocking lists the findings that must be mended before sending, each with the way to its
// place, but for those that the form says already of an empty field.
func blocking(f ui.Findings, told []ui.FieldError) []ui.FieldError {
	var out []ui.FieldError
	for _, one := range f.List {
		already := slices.ContainsFunc(told, func(e ui.FieldError) bool {
			return one.Marked == "" && (e.Field == "sources" || e.Field == "purposes") && strings.Contains(e.Text, one.Clause)
		})
		if one.State != ui.Fix || already {
			continue
		}
		place := one.ID
		if one.Target != "" {
			place = one.Target
		}
		out = append(out, ui.FieldError{Field: place, Text: one.Title})
	}
	return out
}

// conflictOf compares what somebody else saved with what is on the screen; nil when
// nobody did.
func (s *Site) conflictOf(ctx context.Context, view publishing.View, c composer, err error) *conflict {
	p := view.Post
	if p.Revision == c.Revision || !fault.Is(err, fault.Conflict) {
		return nil
	}
	theirs := &conflict{Revision: p.Revision, Who: p.AuthorName, When: p.Updated, Differences: s.differences(ctx, p.Content, c.content(c.Zone), c.byID(), c.Zone)}
	if len(view.Revisions) > 0 {
		theirs.Who = view.Revisions[0].PersonName
	}
	return theirs
}

// mendAs applies the suggestion of a finding, for a browser without scripts.
func (s *Site) mendAs(ctx context.Context, v visit, c *composition, n string) error {
	known, err := s.Desk.MyAccounts(ctx, v.actor)
	if err != nil {
		return err
	}
	in := c.draft(s.composeZone(v, *c, chosenOf(known, c.Accounts)))
	in.PostID = c.ID
	d, err := s.Desk.Judge(ctx, v.actor, in)
	if err != nil {
		return err
	}
	c.mend(judged{content: in.Content, dictamen: d}, n)
	return nil
}
