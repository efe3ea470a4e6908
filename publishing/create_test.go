package publishing_test

import (
	"sync"
	"testing"

	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/post"
	"pregonero/publishing"
)

// Autosave and the button save the same new form at once: it makes one draft.
func TestOneFormMakesOneDraft(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		form := id.New(r.Clock.Now())
		in := publishing.Draft{Form: form, Content: post.Content{Text: "Una sola vez.", Variants: []post.Variant{{AccountID: r.acc.ID}}}}
		var group sync.WaitGroup
		var made [2]post.Post
		var errs [2]error
		for i := range made {
			group.Go(func() { made[i], errs[i] = r.Desk.Create(r.Context(), r.Actor("ana"), in) })
		}
		group.Wait()
		for i, err := range errs {
			if err != nil || made[i].ID != form {
				r.Errorf("save %d made %q: %v", i, made[i].ID, err)
			}
		}
		r.entry("post.create")
		in.Content.Text = "Una sola vez, con más palabras."
		p, err := r.Desk.Create(r.Context(), r.Actor("ana"), in)
		if err != nil || p.ID != form || r.Post(form).Content.Text != in.Content.Text {
			r.Errorf("the later words: %+v, %v", p, err)
		}
		in.Content.Text = "Otras palabras de una página atrasada."
		_, err = r.Desk.Create(r.Context(), r.Actor("ana"), in)
		r.refused(fault.Conflict, err)
		in.Content.Text = "De otra persona."
		_, err = r.Desk.Create(r.Context(), r.Actor("luis"), in)
		r.refused(fault.Conflict, err)
	})
}
