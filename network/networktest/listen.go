package networktest

import (
	"fmt"
	"reflect"
	"testing"

	"pregonero/network"
)

func reply(to network.Item, text string) network.Message {
	m := message(text)
	m.ReplyTo, m.Root = &to.Ref, to.Root
	return m
}

// ear listens from the beginning and remembers.
type ear struct {
	cursor string
	items  []network.Item
}

// drain listens until the network says that there is no more now.
func (w *world) drain(t *testing.T, e *ear) {
	t.Helper()
	for range 200 {
		b, err := as[network.Listener](t, w).Listen(t.Context(), w.Account, e.cursor)
		w.must(t, err)
		unique(t, b.Items)
		e.items, e.cursor = append(e.items, b.Items...), b.Cursor
		if !b.More {
			return
		}
	}
	t.Fatal("the source never ends")
}

func unique(t *testing.T, items []network.Item) {
	t.Helper()
	seen := map[string]bool{}
	for _, i := range items {
		if i.Ref.ID == "" || seen[i.Ref.ID] {
			t.Fatalf("item %q is empty or twice in one batch", i.Ref.ID)
		}
		seen[i.Ref.ID] = true
	}
}

// rounds is how many calls in a row may pass before a change is seen: connectors may look
// at old threads in turns.
const rounds = 12

// hear listens until want is among what was heard.
func (w *world) hear(t *testing.T, e *ear, what string, want func(network.Item) bool) network.Item {
	t.Helper()
	var item network.Item
	w.eventually(t, what, func() bool {
		for range rounds {
			w.drain(t, e)
			for _, i := range e.items {
				if want(i) {
					item = i
					return true
				}
			}
		}
		return false
	})
	return item
}

func is(ref network.Ref) func(network.Item) bool {
	return func(i network.Item) bool { return i.Ref.ID == ref.ID }
}

func (w *world) awaitComment(t *testing.T, ref network.Ref) network.Item {
	t.Helper()
	return w.hear(t, &ear{}, "comment "+ref.ID, is(ref))
}

func bringsComments(t *testing.T, w *world) {
	post := w.publish(t, message("¿Qué quiere saber del voto en el extranjero?"))
	first := w.Comment(t, post.Ref, "ana", Text)
	nested := w.Comment(t, first, "luz", "Yo también quiero saber.")
	mention := w.Comment(t, network.Ref{}, "juan", "¿Ya abrieron el módulo?")
	var e ear
	comment := w.hear(t, &e, "the comment", is(first))
	if !holds(comment.Text, Text) {
		t.Errorf("the comment reads %q, was written %q", comment.Text, Text)
	}
	if comment.Kind != "comment" || comment.ReplyTo == nil || comment.ReplyTo.ID != post.Ref.ID {
		t.Errorf("the comment is %q on %+v, want one on %q", comment.Kind, comment.ReplyTo, post.Ref.ID)
	}
	if comment.Author.ID == "" || comment.Author.Handle == "" || comment.At.IsZero() || comment.Private {
		t.Errorf("the comment comes without author or time, or as private: %+v", comment)
	}
	deep := w.hear(t, &e, "the reply to the comment", is(nested))
	if deep.ReplyTo == nil || deep.ReplyTo.ID != first.ID {
		t.Errorf("the nested comment hangs from %+v, want %q", deep.ReplyTo, first.ID)
	}
	if m := w.hear(t, &e, "the mention", is(mention)); m.Kind != "mention" {
		t.Errorf("the mention came as %q", m.Kind)
	}
	for _, i := range e.items {
		if i.Ref.ID == post.Ref.ID {
			t.Error("our own post came back as a comment")
		}
	}
}

func bringsPages(t *testing.T, w *world) {
	post := w.publish(t, message("Pase de lista."))
	want := map[string]bool{}
	write := func(n int) {
		for i := range n {
			want[w.Comment(t, post.Ref, fmt.Sprintf("persona%d", i%5), fmt.Sprintf("Presente %d", i)).ID] = true
		}
	}
	write(w.Page)
	l := as[network.Listener](t, w)
	first, err := l.Listen(t.Context(), w.Account, "")
	w.must(t, err)
	write(3) // between two pages
	e := ear{cursor: first.Cursor, items: first.Items}
	w.eventually(t, "all comments", func() bool {
		w.drain(t, &e)
		for _, i := range e.items {
			delete(want, i.Ref.ID)
		}
		return len(want) == 0
	})
	for i := 1; i < len(first.Items); i++ {
		if first.Items[i].At.Before(first.Items[i-1].At) {
			t.Fatal("items are not oldest first")
		}
	}
	w.sameAgain(t, e.cursor)
}

// sameAgain demands that a cursor gives the same items twice: the first try may have been lost before it was kept.
func (w *world) sameAgain(t *testing.T, cursor string) {
	t.Helper()
	l := as[network.Listener](t, w)
	a, err := l.Listen(t.Context(), w.Account, cursor)
	w.must(t, err)
	b, err := l.Listen(t.Context(), w.Account, cursor)
	w.must(t, err)
	if !reflect.DeepEqual(a, b) {
		t.Errorf("the same cursor gave\n%+v\nand then\n%+v", a, b)
	}
}

func bringsChanges(t *testing.T, w *world) {
	if w.Rewrite == nil && w.TakeBack == nil {
		t.Log("does not apply: people cannot change what they wrote on this network")
		return
	}
	post := w.publish(t, message("Díganos."))
	one := w.Comment(t, post.Ref, "ana", "Ola")
	two := w.Comment(t, post.Ref, "luz", "Me arrepiento de esto")
	var e ear
	w.hear(t, &e, "the first comment", is(one))
	w.hear(t, &e, "the second comment", is(two))
	if w.Rewrite != nil {
		w.Rewrite(t, one, "Hola")
		w.hear(t, &e, "the edited comment", func(i network.Item) bool { return i.Ref.ID == one.ID && i.Edited && holds(i.Text, "Hola") })
	}
	if w.TakeBack != nil {
		w.TakeBack(t, two)
		gone := w.hear(t, &e, "the withdrawal", func(i network.Item) bool { return i.Ref.ID == two.ID && i.Deleted })
		if gone.Text != "" {
			t.Errorf("what was taken back still reads %q", gone.Text)
		}
	}
}

func answers(t *testing.T, w *world) {
	post := w.publish(t, message("Preguntas y respuestas."))
	comment := w.awaitComment(t, w.Comment(t, post.Ref, "ana", "¿Puedo votar con credencial vencida?"))
	r := w.publish(t, reply(comment, "No. Debe renovarla antes."))
	p := w.one(t, 1)
	if p.ID != r.Ref.ID || p.ReplyTo != comment.Ref.ID || !holds(p.Text, "No. Debe renovarla antes.") {
		t.Errorf("the server holds %+v, want an answer to %q", p, comment.Ref.ID)
	}
	again := w.Comment(t, r.Ref, "ana", "Gracias")
	if i := w.awaitComment(t, again); i.ReplyTo == nil || i.ReplyTo.ID != r.Ref.ID {
		t.Errorf("the thanks hang from %+v, want our answer %q", i.ReplyTo, r.Ref.ID)
	}
}

func hides(t *testing.T, w *world) {
	post := w.publish(t, message("Con respeto."))
	comment := w.awaitComment(t, w.Comment(t, post.Ref, "ana", "Algo que dos personas decidieron ocultar"))
	h := as[network.Hider](t, w)
	for _, hidden := range []bool{true, true, false, false} {
		w.must(t, h.Hide(t.Context(), w.Account, comment.Ref, hidden))
	}
}

func measures(t *testing.T, w *world) {
	post := w.publish(t, message("Cuente."))
	w.Comment(t, post.Ref, "ana", "Uno")
	m := as[network.Measurer](t, w)
	w.eventually(t, "the count of comments", func() bool {
		f, err := m.Measure(t.Context(), w.Account, []network.Ref{post.Ref})
		w.must(t, err)
		if len(f) != 1 || f[0].Ref.ID != post.Ref.ID {
			t.Fatalf("figures are %+v, want those of %q", f, post.Ref.ID)
		}
		for _, n := range []int64{f[0].Views, f[0].Likes, f[0].Shares, f[0].Saves} {
			if n < -1 {
				t.Fatalf("figures are %+v", f[0])
			}
		}
		return f[0].Comments == 1 || f[0].Comments == -1
	})
}
