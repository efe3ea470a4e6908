package closing

import (
	"context"
	"io"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/letter"
	"pregonero/regulation"
	"pregonero/store"
)

// File is a closing as its page shows it.
type File struct {
	Account  account.Account
	Closure  closure.Closure
	Begun    bool
	Deadline *deadline.Deadline
	Nothing  bool          // neither contents nor accesses: it may be closed at once
	Letter   letter.Letter // that informs, once there is one
	May      bool          // take the steps
	MayOpen  bool          // download the archive
}

// Read shows how an account's closing goes to who may see its file.
func (v *Closer) Read(ctx context.Context, a institution.Actor, accountID string) (f File, err error) {
	if f.Account, err = v.account(ctx, accountID); err != nil {
		return f, err
	}
	now := v.Now()
	if err := v.Gate.Permit(ctx, now, a, institution.AccountRead, over(f.Account)); err != nil {
		return File{}, err
	}
	f.May = institution.Allowed(now, a, institution.AccountClose, over(f.Account))
	f.MayOpen = f.May || a.Has(institution.Auditor)
	return f, v.Store.Read(ctx, func(t *store.Tx) error {
		if f.Closure, f.Begun, err = t.Closure(ctx, accountID); err != nil {
			return err
		}
		if !f.Begun {
			has, err := v.hasSomething(ctx, t, f.Account)
			f.Nothing = !has && f.Account.State != account.Closed
			return err
		}
		if f.Closure.LetterID != "" {
			if f.Letter, err = t.Letter(ctx, f.Closure.LetterID); err != nil {
				return err
			}
		}
		all, err := t.Deadlines(ctx, store.DeadlineFilter{Subjects: []string{subject(accountID)}})
		if len(all) > 0 {
			f.Deadline = &all[0]
		}
		return err
	})
}

// OpenArchive reads the package of an account's contents, for its head and for the auditor;
// the ledger says who took it. The caller closes it.
func (v *Closer) OpenArchive(ctx context.Context, a institution.Actor, accountID string) (r io.ReadSeekCloser, f File, err error) {
	if f, err = v.Read(ctx, a, accountID); err != nil {
		return nil, f, err
	}
	if !f.MayOpen {
		return nil, f, v.Gate.Permit(ctx, v.Now(), a, institution.AccountClose, over(f.Account))
	}
	if f.Closure.Archive.Hash == "" {
		return nil, f, fault.New(fault.NotFound, "Esta cuenta todavía no tiene archivo.").Then("Hágalo en el cierre de la cuenta.").Under(v.Pack.ClauseFor(regulation.RuleClosingDone))
	}
	err = v.Store.Change(ctx, func(t *store.Tx) error {
		e := v.entry(v.Now(), a, "closing.download", f.Account)
		e.Details["hash"] = f.Closure.Archive.Hash
		return t.Record(ctx, e)
	})
	if err != nil {
		return nil, f, err
	}
	r, err = v.Media.Open(ctx, f.Closure.Archive.Hash)
	return r, f, err
}
