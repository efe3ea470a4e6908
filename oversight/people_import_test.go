package oversight_test

import (
	"strings"
	"testing"

	"pregonero/internal/fault"
)

const peopleHead = "username;name;email;area_id;rank_id;active\r\n"

// Each wrong cell is told by itself, and nothing is applied while one is wrong.
//
//clause:test 5.a
//clause:test 5.b
func TestImportPeopleTellsWhatIsWrong(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		text := "\xef\xbb\xbf" + peopleHead +
			"nueva;Nueva Persona;nueva@ine.mx;jle-jal;operativo;si\r\n" +
			"otra;=HYPERLINK(1);otra@ine.mx;jle-jal;mando_mediio;si\r\n" +
			"nueva;Repetida;nueva2@lne.mx;narnia;operativo;quiza\r\n" +
			"oscar;oscar;oscar@ine.mx;unicom;operativo;no\r\n"
		l, err := b.o.ImportPeople(b.Context(), b.w.Actor("oscar"), strings.NewReader(text))
		b.refused(fault.Invalid, err)
		if l.Wrong != 3 || len(l.Rows[0].Wrong) != 0 {
			b.Fatalf("wrong: %+v", l)
		}
		for _, c := range []struct {
			row          int
			column, says string
		}{
			{1, "name", "fórmula"}, {1, "rank_id", "mando_medio"}, {2, "username", "línea 2"}, {2, "email", "no es una dirección institucional"},
			{2, "area_id", "narnia"}, {2, "active", "si"}, {3, "active", "Nadie se da de baja"},
		} {
			if got := l.Rows[c.row].Wrong[c.column]; !strings.Contains(got, c.says) {
				b.Errorf("row %d, %s: %q", c.row, c.column, got)
			}
		}
		if len(b.w.Ledger("person.add")) != 0 {
			b.Error("applied in part")
		}
		_, err = b.o.ImportPeople(b.Context(), b.w.Actor("paz"), strings.NewReader(text))
		b.refused(fault.Forbidden, err)
		_, err = b.o.PreviewPeople(b.Context(), b.w.Actor("oscar"), strings.NewReader("a,b\n1,2\n"))
		b.refused(fault.Invalid, err)
	})
}

// What the preview announces is what the import does: in Latin-1, who leaves opens a
// substitution.
//
//clause:test 5.1.p2
//clause:test 7.v
func TestImportPeople(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		acc, leo := b.account(), b.readPerson("leo")
		text := peopleHead + "nueva;Mar\xeda Nu\xf1ez;maria@ine.mx;jle-jal;Mando medio;si\r\n" + "leo;" + leo.Name + ";" + leo.Email + ";jle-jal;mando_medio;no\r\n"
		l, err := b.o.PreviewPeople(b.Context(), b.w.Actor("oscar"), strings.NewReader(text))
		b.must(err)
		if l.Wrong != 0 || l.Count("new") != 1 || l.Count("leaves") != 1 || len(l.Opens) != 1 || l.Opens[0].ID != acc.ID {
			b.Fatalf("preview %+v", l)
		}
		if !b.readPerson("leo").Active {
			b.Fatal("the preview applied")
		}
		_, err = b.o.ImportPeople(b.Context(), b.w.Actor("oscar"), strings.NewReader(text))
		b.must(err)
		if b.readPerson("nueva").Name != "María Nuñez" || b.readPerson("leo").Active || b.readAccount(acc.ID).Substitution == nil || len(b.w.Ledger("person.import")) != 1 {
			b.Errorf("kept %+v; account %+v", b.readPerson("nueva"), b.readAccount(acc.ID))
		}
	})
}
