package networktest

import (
	"slices"
	"testing"

	"pregonero/network"
)

func publishesOnce(t *testing.T, w *world) {
	r := w.publish(t, message(Text))
	p := w.one(t, 0)
	if p.ID != r.Ref.ID || !holds(p.Text, Text) {
		t.Errorf("the server holds %q %q, want %q %q", p.ID, p.Text, r.Ref.ID, Text)
	}
}

func preparesWithoutPublishing(t *testing.T, w *world) {
	m := withPictures(Text, "Una casilla")
	w.prepare(t, m)
	in := w.prepare(t, m)
	if n := len(w.Posts(t)); n != 0 {
		t.Fatalf("preparing made %d posts", n)
	}
	_, err := w.publisher(t).Send(t.Context(), w.Account, m, in)
	w.must(t, err)
	w.one(t, 0)
}

// makesOneOfOneKey plays the worst case: the intent of the first attempt was lost, so all is
// prepared again and sent again, with nobody looking in between.
func makesOneOfOneKey(t *testing.T, w *world, keyed bool) {
	if !keyed {
		t.Log("does not apply: the client cannot name a post on this network")
		return
	}
	m := withPictures(Text, "Una casilla")
	m.Key = "01K9ZB3V5T4N7Q2R8S6W1X0Y4Z"
	w.lose(t, m)
	_, err := w.publisher(t).Send(t.Context(), w.Account, m, w.prepare(t, m))
	if err != nil {
		w.fails(t, err, network.Duplicate, network.Ambiguous)
	}
	w.one(t, 0)
}

// lose sends m so that it reaches the server and its answer is lost.
func (w *world) lose(t *testing.T, m network.Message) network.Intent {
	t.Helper()
	in := w.prepare(t, m)
	w.CutAnswer(t)
	_, err := w.publisher(t).Send(t.Context(), w.Account, m, in)
	w.fails(t, err, network.Ambiguous)
	return in
}

func (w *world) find(t *testing.T, m network.Message, in network.Intent) (network.Receipt, network.Verdict) {
	t.Helper()
	r, v, err := as[network.Finder](t, w).Find(t.Context(), w.Account, m, in)
	w.must(t, err)
	return r, v
}

// found demands that what was lost is found twice as the one post that the server has.
func (w *world) found(t *testing.T, m network.Message, in network.Intent, before int) {
	t.Helper()
	p := w.one(t, before)
	for range 2 {
		r, v := w.find(t, m, in)
		if v != network.Found || r.Ref.ID != p.ID {
			t.Fatalf("verdict %s, ref %q; the server holds %q", v, r.Ref.ID, p.ID)
		}
	}
	w.one(t, before)
}

func findsWhatWasSent(t *testing.T, w *world) {
	m := message(Text)
	w.found(t, m, w.lose(t, m), 0)
}

func findsLostMedia(t *testing.T, w *world) {
	m := withPictures(Text, "Una casilla", "Una urna")
	w.found(t, m, w.lose(t, m), 0)
}

func findsLostAnswer(t *testing.T, w *world) {
	post := w.publish(t, message("¿Dónde voto?"))
	comment := w.awaitComment(t, w.Comment(t, post.Ref, "ana", "¿A qué hora abren?"))
	m := reply(comment, "A las 8:00.")
	w.found(t, m, w.lose(t, m), 1)
}

func saysAbsent(t *testing.T, w *world) {
	m := message(Text)
	in := w.prepare(t, m)
	if _, v := w.find(t, m, in); v != network.Absent {
		t.Fatalf("verdict %s before anything was sent", v)
	}
	r, err := w.publisher(t).Send(t.Context(), w.Account, m, in)
	w.must(t, err)
	w.one(t, 0)
	got, v := w.find(t, m, in)
	if v != network.Found || got.Ref.ID != r.Ref.ID {
		t.Fatalf("verdict %s, ref %q after it was sent as %q", v, got.Ref.ID, r.Ref.ID)
	}
}

// The institution says the same words twice on purpose; the first is not the second.
func ignoresEarlierTwin(t *testing.T, w *world) {
	m := message("Hoy es día de actualizar su credencial.")
	first := w.publish(t, m)
	w.one(t, 0)
	in := w.prepare(t, m)
	if _, v := w.find(t, m, in); v != network.Absent {
		t.Fatalf("verdict %s: the earlier twin was taken for ours", v)
	}
	w.CutAnswer(t)
	_, err := w.publisher(t).Send(t.Context(), w.Account, m, in)
	var want string
	if network.KindOf(err) == network.Duplicate { // networks that refuse twins
		w.fails(t, err, network.Duplicate)
		return
	}
	w.fails(t, err, network.Ambiguous)
	want = w.one(t, 1).ID
	got, v := w.find(t, m, in)
	if v != network.Found || got.Ref.ID != want || want == first.Ref.ID {
		t.Fatalf("verdict %s, ref %q; the server holds %q after %q", v, got.Ref.ID, want, first.Ref.ID)
	}
}

func ignoresOtherAnswer(t *testing.T, w *world) {
	post := w.publish(t, message("Abrimos la línea de atención."))
	ana := w.awaitComment(t, w.Comment(t, post.Ref, "ana", "Gracias"))
	luz := w.awaitComment(t, w.Comment(t, post.Ref, "luz", "Gracias"))
	toLuz := reply(luz, "A usted.")
	in := w.prepare(t, toLuz)
	w.publish(t, reply(ana, "A usted."))
	w.one(t, 1)
	if _, v := w.find(t, toLuz, in); v != network.Absent {
		t.Fatalf("verdict %s: the answer to another person was taken for ours", v)
	}
}

//clause:test 6.xxvii
func sendsMedia(t *testing.T, w *world) {
	alts := []string{"Fachada de una casilla con personas formadas", "Boleta «modelo» & urna"}
	r := w.publish(t, withPictures(Text, alts...))
	p := w.one(t, 0)
	if p.ID != r.Ref.ID || !slices.Equal(p.Alts, alts) {
		t.Errorf("the server holds the alternative texts %q, want %q", p.Alts, alts)
	}
}
