package publishing_test

import (
	"testing"
	"time"

	"pregonero/internal/fault"
	"pregonero/post"
)

func TestAMoveTakesTheSeals(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.scheduled("Cambia de hora.")
		to := p.Content.DueAt.Add(time.Hour)
		p, err := r.Desk.Move(r.Context(), r.Actor("luis"), p.ID, to)
		r.must(err)
		e := r.tells("post.move", "6.xx", "luis")
		if p.State != post.Review || e.Details["to"] != to.Format(time.RFC3339) || e.Details["from"] != pub.DueAt.Format(time.RFC3339) {
			r.Errorf("moved as %s: %v", p.State, e.Details)
		}
		r.is(r.Publication(pub.ID), post.Withdrawn)
		r.Clock.Set(to)
		r.must(r.Desk.Sweep(r.Context()))
		r.public(0)
		_, err = r.Desk.Move(r.Context(), r.Actor("luis"), p.ID, to)
		r.refused(fault.Late, err)
	})
}

// Undone in time, the seals hold again, and one publication is owed: the new one.
func TestUndoAMove(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, pub := r.scheduled("Va y vuelve.")
		_, err := r.Desk.Move(r.Context(), r.Actor("luis"), p.ID, p.Content.DueAt.Add(time.Hour))
		r.must(err)
		_, err = r.Desk.UndoMove(r.Context(), r.Actor("ana"), p.ID)
		r.refused(fault.Conflict, err) // it was not hers
		back, err := r.Desk.UndoMove(r.Context(), r.Actor("luis"), p.ID)
		r.must(err)
		if !back.Cleared() || back.Content.Hash() != p.Content.Hash() {
			r.Errorf("after undoing it is %s, cleared %v", back.State, back.Cleared())
		}
		r.tells("post.move_undo", "6.xx", "luis")
		_, err = r.Desk.UndoMove(r.Context(), r.Actor("luis"), p.ID)
		r.refused(fault.Conflict, err)
		waiting := 0
		for _, x := range r.Publications(p.ID) {
			if x.Stage == post.Waiting {
				waiting++
			}
		}
		if waiting != 1 {
			r.Fatalf("%d publications wait, want 1", waiting)
		}
		r.Clock.Set(pub.DueAt)
		for _, x := range r.Publications(p.ID) {
			r.send(x)
		}
		r.must(r.Desk.Sweep(r.Context()))
		r.public(1)
		if r.Post(p.ID).State != post.Closed {
			r.Errorf("the post is %s", r.Post(p.ID).State)
		}
	})
}

func TestUndoIsInTime(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		p, _ := r.scheduled("Tarde.")
		_, err := r.Desk.Move(r.Context(), r.Actor("luis"), p.ID, p.Content.DueAt.Add(time.Hour))
		r.must(err)
		r.Clock.Advance(r.Desk.MoveUndo())
		_, err = r.Desk.UndoMove(r.Context(), r.Actor("luis"), p.ID)
		r.refused(fault.Late, err)
	})
}

// Once somebody has answered the move, it is no longer undone: undoing would bring back a
// state whose seals are gone.
func TestAnAnsweredMoveStays(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		answers := map[string]func(p post.Post) error{
			"returned": func(p post.Post) error {
				_, err := r.Desk.Return(r.Context(), r.Actor("eva"), p.ID, "No a esa hora.", nil)
				return err
			},
			"recalled": func(p post.Post) error { _, err := r.Desk.Recall(r.Context(), r.Actor("ana"), p.ID); return err },
			"endorsed": func(p post.Post) error {
				_, err := r.Desk.Endorse(r.Context(), r.Actor("eva"), p.ID, p.Content.Hash(), "")
				return err
			},
		}
		for name, answer := range answers {
			p, _ := r.scheduled("Con respuesta: " + name)
			p, err := r.Desk.Move(r.Context(), r.Actor("luis"), p.ID, p.Content.DueAt.Add(time.Hour))
			r.must(err)
			r.must(answer(p))
			before := r.Post(p.ID).State
			_, err = r.Desk.UndoMove(r.Context(), r.Actor("luis"), p.ID)
			r.refused(fault.Conflict, err)
			if got := r.Post(p.ID).State; got != before {
				r.Errorf("%s: it became %s", name, got)
			}
		}
	})
}
