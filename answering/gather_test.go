package answering_test

import (
	"fmt"
	"strings"
	"testing"

	"pregonero/check"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/store"
)

// from is what somebody writes on the room's publication.
func (r room) from(name, text string) inbox.Item {
	r.Helper()
	_, item := r.Comment(r.pub, name, text)
	return item
}

// told is what a check says of an answer that luis writes.
func (r room) told(i inbox.Item, text, name string) (found []check.Finding) {
	r.Helper()
	d, err := r.Counter.Judge(r.Context(), r.Actor("luis"), i.ID, text)
	r.must(err)
	for _, f := range d.Findings {
		if f.Check == name {
			found = append(found, f)
		}
	}
	return found
}

const hours = "Con gusto: el módulo abre de lunes a viernes y atiende sin cita a quienes llegan temprano."

//clause:test 6.xxix
func TestTheSameAnswerToMany(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		for k := range 8 {
			i := r.from(fmt.Sprintf("Visita %d", k), "¿A qué hora abren?")
			if found := r.told(i, hours, regulation.CheckSpamRate); len(found) != 0 {
				t.Fatalf("after %d: %+v", k, found)
			}
			_, err := r.Counter.Answer(r.Context(), r.Actor("luis"), i.ID, hours)
			r.must(err)
		}
		ninth := r.from("Otra visita", "¿A qué hora abren?")
		if found := r.told(ninth, strings.ToUpper(hours), regulation.CheckSpamRate); len(found) != 1 {
			t.Errorf("%+v: want the same words to many", found)
		}
		if found := r.told(ninth, "Hola, Otra visita. Mañana cierra por inventario; pasado mañana abre a las nueve.", regulation.CheckSpamRate); len(found) != 0 {
			t.Errorf("%+v: these are other words", found)
		}
		_, err := r.Counter.Judge(r.Context(), institution.Actor{PersonID: "nadie"}, ninth.ID, hours)
		r.refused(fault.Forbidden, err)
	})
}

//clause:test 6.xxix
func TestManyMessagesToOnePerson(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		for k := range 6 {
			i := r.from("Insistente", fmt.Sprintf("Pregunta %d", k))
			want := 0
			if k == 5 {
				want = 1
			}
			if found := r.told(i, "Respuesta.", regulation.CheckSpamRate); len(found) != want {
				t.Fatalf("after %d: %+v", k, found)
			}
			_, err := r.Counter.Answer(r.Context(), r.Actor("luis"), i.ID, fmt.Sprintf("Respuesta %d.", k))
			r.must(err)
		}
	})
}

//clause:test 6.vi
func TestLinksOfAnAnswerAreLookedAt(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		i := r.comment("¿Dónde lo veo?")
		d, err := r.Counter.Judge(r.Context(), r.Actor("luis"), i.ID, "En ine.mx/modulos.")
		r.must(err)
		if d.Pending != 1 {
			t.Errorf("pending %d, want 1", d.Pending)
		}
		key := "https://ine.mx/modulos"
		r.must(r.Store.Change(r.Context(), func(tx *store.Tx) error {
			return tx.PutPage(r.Context(), key, store.Page{Page: check.Page{URL: key, State: check.PageSeen, Status: 410, At: r.Clock.Now()}})
		}))
		if found := r.told(i, "En ine.mx/modulos.", regulation.CheckLinks); len(found) != 1 {
			t.Errorf("%+v: want the broken link", found)
		}
	})
}
