package closing_test

import (
	"testing"

	"pregonero/deadline"
	"pregonero/regulation"
	"pregonero/reminding"
	"pregonero/store"
)

// An account from which nothing goes out any more is put before its area once, is told of
// like every deadline, and owes nothing when it is used again.
//
//clause:test 7.ix
func TestAbandonment(t *testing.T) {
	t.Parallel()
	each(t, func(o office) {
		ctx := o.Context()
		owed := func() (out []deadline.Deadline) {
			o.must(o.v.Store.Read(ctx, func(t *store.Tx) (err error) {
				out, err = t.Deadlines(ctx, store.DeadlineFilter{Kinds: []string{regulation.DeadlineAbandonment}})
				return err
			}))
			return out
		}
		o.Published("ana", "eva", "Ya puede consultar la lista nominal.", o.acc)
		o.must(o.v.FindAbandoned(ctx))
		if len(owed()) != 0 {
			t.Fatal("an account in use is called abandoned")
		}
		o.Clock.Set(o.Clock.Now().AddDate(0, 0, 91))
		for range 3 {
			o.must(o.v.FindAbandoned(ctx))
		}
		if d := owed(); len(d) != 1 || d[0].Clause != "7.ix" || d[0].Path != "/cuentas/"+o.acc.ID+"/cierre" {
			t.Fatalf("owed: %+v", d)
		}
		if e := o.Ledger("account.abandoned"); len(e) != 1 || e[0].Clause != "7.ix" {
			t.Errorf("ledger: %+v", e)
		}
		about := owed()[0].ID
		clock := &reminding.Clock{Store: o.v.Store, Pack: o.Pack, Gate: o.Gate, Now: o.Clock.Now}
		o.must(clock.Tick(ctx))
		o.must(o.v.Store.Read(ctx, func(t *store.Tx) error {
			sent, err := t.Mails(ctx, store.MailFilter{Thread: "deadline:" + about})
			if len(sent) == 0 {
				o.Error("nobody was told")
			}
			return err
		}))
		o.Published("ana", "eva", "Volvimos: consulte los módulos.", o.acc)
		o.must(o.v.FindAbandoned(ctx))
		if len(owed()) != 0 {
			t.Error("it still owes after it was used again")
		}
	})
}
