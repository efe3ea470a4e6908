package networktest

import (
	"slices"
	"testing"

	"pregonero/network"
)

func edits(t *testing.T, w *world) {
	m := withPictures("La casilla abre a las 9:00.", "Un reloj")
	r := w.publish(t, m)
	w.one(t, 0)
	m.Text = "La casilla abre a las 8:00."
	got, err := as[network.Editor](t, w).Edit(t.Context(), w.Account, r.Ref, m)
	w.must(t, err)
	w.eventually(t, "the corrected text", func() bool { return holds(w.Posts(t)[0].Text, m.Text) })
	p := w.Posts(t)
	if len(p) != 1 || p[0].ID != got.Ref.ID || !slices.Equal(p[0].Alts, []string{"Un reloj"}) {
		t.Errorf("after editing the server holds %+v, receipt %+v", p, got)
	}
}

func editsAlternativeText(t *testing.T, w *world) {
	m := withPictures("Así es la boleta.", "Un perro", "Una urna")
	r := w.publish(t, m)
	w.one(t, 0)
	m.Media[0].Alt = "La boleta de diputaciones"
	_, err := as[network.Editor](t, w).Edit(t.Context(), w.Account, r.Ref, m)
	w.must(t, err)
	want := []string{"La boleta de diputaciones", "Una urna"}
	w.eventually(t, "the corrected alternative text", func() bool { return slices.Equal(w.Posts(t)[0].Alts, want) })
}

func editsNothingGone(t *testing.T, w *world) {
	m := message("Se va.")
	r := w.publish(t, m)
	w.must(t, as[network.Remover](t, w).Remove(t.Context(), w.Account, r.Ref))
	w.eventually(t, "the removal", func() bool { return len(w.Posts(t)) == 0 })
	m.Text = "No vuelve."
	_, err := as[network.Editor](t, w).Edit(t.Context(), w.Account, r.Ref, m)
	w.fails(t, err, network.Gone)
	if len(w.Posts(t)) != 0 {
		t.Error("editing brought a removed post back")
	}
}

func removes(t *testing.T, w *world) {
	stays := w.publish(t, message("Se queda."))
	goes := w.publish(t, withPictures("Se va.", "Una urna"))
	w.one(t, 1)
	for range 2 {
		w.must(t, as[network.Remover](t, w).Remove(t.Context(), w.Account, goes.Ref))
	}
	w.eventually(t, "the removal", func() bool {
		p := w.Posts(t)
		return len(p) == 1 && p[0].ID == stays.Ref.ID
	})
}
