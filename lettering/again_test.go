package lettering_test

import (
	"slices"
	"testing"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/letter"
	"pregonero/regulation"
	"pregonero/store"
)

// A letter that was cancelled is made again with another number, and what waited for the
// first waits for it; one whose matter went on without it is not.
//
//clause:test 7.ii
func TestAgain(t *testing.T) {
	t.Parallel()
	each(t, func(s scribe) {
		ctx, eva := s.Context(), s.w.Actor("eva")
		l, err := s.issue()
		s.must(err)
		_, err = s.c.Again(ctx, eva, l.ID)
		s.refused(err, fault.Conflict, "7.ii", "no está cancelado")
		_, err = s.c.Cancel(ctx, eva, l.ID, "Salió con un error.")
		s.must(err)
		for _, who := range []string{"ana", "nora", "otto", "olga"} {
			_, err := s.c.Again(ctx, s.w.Actor(who), l.ID)
			s.refused(err, fault.Forbidden, "7.ii", "")
		}
		second, err := s.c.Again(ctx, eva, l.ID)
		s.must(err)
		if second.Number == l.Number || second.KnownAs() != l.ID || !slices.Equal(second.Document.Paragraphs, l.Document.Paragraphs) || second.Subject != l.Subject {
			t.Errorf("%+v", second)
		}
		_, err = s.c.Again(ctx, eva, l.ID)
		s.refused(err, fault.Conflict, "7.ii", "ya tiene sustituto")
		_, err = s.c.Cancel(ctx, eva, second.ID, "Otro error.")
		s.must(err)
		third, err := s.c.Again(ctx, eva, second.ID)
		s.must(err)
		if third.KnownAs() != l.ID {
			t.Errorf("known as %s", third.KnownAs())
		}
		s.must(s.c.Store.Change(ctx, func(t *store.Tx) error { return t.DropLetter(ctx, eva, l.ID, "Ya no hace falta.", s.w.Clock.Now()) }))
		third, err = s.c.Read(ctx, eva, third.ID)
		if err != nil || third.State != letter.Cancelled || third.MayAgain() {
			t.Errorf("%+v, %v", third, err)
		}
		_, err = s.c.Again(ctx, eva, third.ID)
		s.refused(err, fault.Conflict, "7.ii", "siguió sin él")
	})
}

// A letter to who heads an office is theirs to read; other heads' it is not.
//
//clause:test 7.v
func TestWhoeverItIsAddressedToReadsIt(t *testing.T) {
	t.Parallel()
	each(t, func(s scribe) {
		s.w.Person("rebeca", "mando_superior", "cncs").Head("cncs")
		var l letter.Letter
		s.must(s.c.Store.Change(s.Context(), func(t *store.Tx) error {
			o, err := t.LetterOrder(s.Context(), s.w.Pack, regulation.LetterSuccessor, institution.On{AreaID: "jle-jal", Subject: "account:x/substitution"}, s.w.Clock.Now())
			s.must(err)
			o.Values = map[string]string{"handle": "@jalisco"}
			l, err = t.IssueLetter(s.Context(), s.w.Pack, s.w.Actor("ana"), o, s.w.Clock.Now())
			return err
		}))
		if _, err := s.c.Read(s.Context(), s.w.Actor("rebeca"), l.ID); err != nil {
			t.Error(err)
		}
		_, err := s.c.Read(s.Context(), s.w.Actor("otto"), l.ID)
		s.refused(err, fault.Forbidden, "7.ii", "")
		_, err = s.c.Cancel(s.Context(), s.w.Actor("rebeca"), l.ID, "Porque sí.")
		s.refused(err, fault.Forbidden, "7.ii", "")
		signed, err := s.c.Sign(s.Context(), s.w.Actor("eva"), l.ID, s.registered("Persona eva"))
		s.must(err)
		s.must(s.c.Store.Read(s.Context(), func(t *store.Tx) error {
			sent, err := t.Mails(s.Context(), store.MailFilter{Thread: "letter:" + signed.ID})
			if len(sent) != 1 || sent[0].To.Email != "rebeca@ine.mx" {
				s.Errorf("delivered: %+v", sent)
			}
			return err
		}))
	})
}
