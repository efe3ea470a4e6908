package closing_test

import (
	"slices"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/letter"
	"pregonero/post"
	"pregonero/store"
)

// An account without contents or accesses is closed in one act, by its head alone, and the
// press office is informed by letter all the same: until it is signed the closing is owed.
//
//clause:test 7.viii
//clause:test 7.ix
func TestClosingAtOnce(t *testing.T) {
	t.Parallel()
	each(t, func(o office) {
		ctx, eva := o.Context(), o.Actor("eva")
		word := closure.Cancellation{On: o.Clock.Now(), Note: "Nunca se abrió en la red."}
		at := func(who string, c closure.Cancellation) error {
			_, err := o.v.AtOnce(ctx, o.Actor(who), o.acc.ID, "El programa terminó.", c)
			return err
		}
		o.refused(at("eva", word), fault.Conflict, "7.ix") // it has an access
		_, err := o.Custodian.DestroyAll(ctx, institution.System("prueba"), o.acc.ID)
		o.must(err)
		for _, who := range []string{"ana", "luis", "otto", "nora", "aud"} {
			o.refused(at(who, word), fault.Forbidden, "7.viii")
		}
		_, err = o.v.AtOnce(ctx, eva, o.acc.ID, " ", word)
		o.refused(err, fault.Invalid, "")
		o.refused(at("eva", closure.Cancellation{Note: "Sin día."}), fault.Invalid, "")
		o.refused(at("eva", closure.Cancellation{On: o.Clock.Now().Add(48 * time.Hour), Note: "Mañana."}), fault.Invalid, "")
		o.refused(at("eva", closure.Cancellation{On: o.Clock.Now(), Note: " "}), fault.Invalid, "")
		if !o.file().Nothing {
			t.Fatal("it is not said that it may be closed at once")
		}
		o.must(at("eva", word))
		o.refused(at("eva", word), fault.Conflict, "7.viii")
		f := o.file()
		if f.Account.State != account.Closed || !f.Closure.Over() || !f.Closure.Nothing || f.Letter.Clause != "7.viii" || f.Letter.State != letter.Issued || len(o.owed()) != 1 {
			t.Fatalf("at the end: %+v", f)
		}
		if !slices.ContainsFunc(o.Ledger("account.close"), func(e ledger.Entry) bool {
			return e.Outcome == ledger.Done && e.Clause == "7.viii" && e.Details["letter"] == f.Letter.Number
		}) {
			t.Errorf("ledger: %+v", o.Ledger("account.close"))
		}
		o.informed(f.Letter)
		o.letter(o.file().Closure.LetterID, "No tenía contenidos publicados ni accesos guardados.")
		if len(o.owed()) != 0 {
			t.Error("the closing still owes after its letter was signed")
		}
	})
}

// informed cancels the letter, after which another is issued, once.
func (o office) informed(l letter.Letter) {
	o.Helper()
	ctx, eva := o.Context(), o.Actor("eva")
	_, err := o.v.Inform(ctx, eva, o.acc.ID)
	o.refused(err, fault.Conflict, "7.ix")
	o.must(l.Cancel("El nombre está mal."))
	o.must(o.v.Store.Change(ctx, func(t *store.Tx) error { return t.UpdateLetter(ctx, l) }))
	_, err = o.v.Inform(ctx, o.Actor("ana"), o.acc.ID)
	o.refused(err, fault.Forbidden, "7.viii")
	c, err := o.v.Inform(ctx, eva, o.acc.ID)
	o.must(err)
	if c.LetterID == l.ID {
		o.Error("the cancelled letter is still the one that informs")
	}
}

// What was published, or might have been, is archived and erased before.
//
//clause:test 7.ix
func TestNotAtOnce(t *testing.T) {
	t.Parallel()
	for _, stage := range []post.Stage{post.Published, post.Unknown, post.Withdrawn} {
		each(t, func(o office) {
			_, pubs := o.Published("ana", "eva", "Feria del voto.", o.acc)
			pubs[0].Stage = stage
			o.must(o.v.Store.Change(o.Context(), func(t *store.Tx) error { return t.UpdatePublication(o.Context(), pubs[0]) }))
			_, err := o.Custodian.DestroyAll(o.Context(), institution.System("prueba"), o.acc.ID)
			o.must(err)
			_, err = o.v.AtOnce(o.Context(), o.Actor("eva"), o.acc.ID, "El programa terminó.", closure.Cancellation{On: o.Clock.Now(), Note: "Folio 1"})
			o.refused(err, fault.Conflict, "7.ix")
			if o.file().Nothing || o.file().Begun {
				t.Error("it is offered to close at once")
			}
		})
	}
}
