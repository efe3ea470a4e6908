package oversight

import (
	"context"
	"io"
	"iter"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/note"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/regulation"
	"pregonero/store"
)

// Book is the ledger as people and outsiders see it, and the sequencer that gives it order.
type Book struct {
	Store    *store.Store
	Pack     *regulation.Pack
	Gate     institution.Gate
	Now      func() time.Time
	Signer   note.Signer
	Verifier string // the public key
	Holder   string // names this process among those that may sequence
}

// What pages ask of an entry, said here so that they need not know the ledger's own package.
const (
	OutcomeDone    = ledger.Done
	OutcomeRefused = ledger.Refused
	ActErase       = ledger.ActErase
)

// Entry is what a line tells.
type Entry = ledger.Entry

// sequenceBatch bounds one transaction of the sequencer.
const sequenceBatch = 1000

// leaseFor is how long a silent sequencer keeps the others away.
const leaseFor = 5 * time.Second

// Sequence gives positions to what waits, until nothing does. One process at a time does it.
//
//clause:code 8.iii
func (b *Book) Sequence(ctx context.Context) error {
	if _, waiting, _, err := b.Store.LedgerState(ctx); err != nil || waiting == 0 {
		return err
	}
	for {
		now := b.Now()
		mine, err := b.Store.Lease(ctx, "ledger", b.Holder, now, now.Add(leaseFor))
		if err != nil || !mine {
			return err
		}
		n, err := b.Store.Sequence(ctx, now, b.Signer, sequenceBatch)
		if err != nil || n < sequenceBatch {
			return err
		}
	}
}

// Checkpoint is the newest signed checkpoint, for everybody.
func (b *Book) Checkpoint(ctx context.Context) (text string, err error) {
	err = b.Store.Read(ctx, func(t *store.Tx) error {
		_, text, err = t.LatestCheckpoint(ctx)
		return err
	})
	if err == nil && text == "" {
		return "", fault.New(fault.NotFound, "La bitácora todavía está vacía.")
	}
	return text, err
}

// Tile is a tile of the tree, or a bundle of commitments, in the public format.
func (b *Book) Tile(ctx context.Context, path string) (data []byte, err error) {
	tile, err := ledger.ParseTilePath(path)
	if err != nil {
		return nil, fault.New(fault.NotFound, "Esa parte del árbol no existe.").Because(err)
	}
	err = b.Store.Read(ctx, func(t *store.Tx) error {
		size, _, err := t.LatestCheckpoint(ctx)
		if err != nil {
			return err
		}
		if !tile.Exists(size) {
			return fault.New(fault.NotFound, "Esa parte del árbol no existe.")
		}
		if !tile.Entries {
			data, err = tile.Hashes(t.TreeReader(ctx))
			return err
		}
		from, to := tile.Positions()
		rows, err := t.LedgerFrom(ctx, from, int(to-from))
		if err != nil {
			return err
		}
		commitments := make([][32]byte, len(rows))
		for i, r := range rows {
			commitments[i] = r.Commitment
		}
		data = ledger.EntryBundle(commitments)
		return nil
	})
	return data, err
}

// Line is one entry as a page shows it.
type Line struct {
	N          int64 // -1: it has no position yet
	ID         string
	Entry      ledger.Entry
	Erased     bool
	Commitment [32]byte
}

func ledgerLine(r store.LedgerRow) (Line, error) {
	e, ok, err := r.Entry()
	return Line{N: r.N, ID: r.ID, Entry: e, Erased: !ok, Commitment: r.Commitment}, err
}

// Filter narrows the ledger's page.
type Filter struct {
	Account, Actor, Act, Subject, Outcome, Before string
	From, To                                      time.Time
	Limit                                         int
}

// Lines lists entries, newest first, narrowed to what the actor's roles give: the whole
// ledger, or that of one's accounts and areas, or one's own acts.
func (b *Book) Lines(ctx context.Context, a institution.Actor, f Filter) (out []Line, err error) {
	filter := store.LedgerFilter{Actor: f.Actor, Act: f.Act, Subject: f.Subject, Outcome: f.Outcome, From: f.From, To: f.To, Before: f.Before, Limit: f.Limit}
	err = b.Store.Read(ctx, func(t *store.Tx) error {
		if err := b.narrow(ctx, t, a, f.Account, &filter); err != nil {
			return err
		}
		rows, err := t.Ledger(ctx, filter)
		if err != nil {
			return err
		}
		for _, r := range rows {
			l, err := ledgerLine(r)
			if err != nil {
				return err
			}
			out = append(out, l)
		}
		return nil
	})
	return out, err
}

// Proof is one entry with what lets an outsider check that it stands in the ledger.
type Proof struct {
	Line       Line
	Checkpoint string     // the signed one that the path leads to
	Size       int64      // of the tree under it
	Path       [][32]byte // hashes beside the entry's own, from the leaf up
}

// Proof reads the entry at a position, with its proof of inclusion.
//
//clause:code 8.iii
func (b *Book) Proof(ctx context.Context, a institution.Actor, n int64) (out Proof, err error) {
	err = b.Store.Read(ctx, func(t *store.Tx) error {
		row, err := t.LedgerAt(ctx, n)
		if err != nil {
			return err
		}
		e, ok, err := row.Entry()
		if err != nil {
			return err
		}
		out.Line = Line{N: row.N, ID: row.ID, Entry: e, Erased: !ok, Commitment: row.Commitment}
		if err := b.mayReadEntry(ctx, a, out.Line); err != nil {
			return err
		}
		if out.Size, out.Checkpoint, err = t.LatestCheckpoint(ctx); err != nil || out.Size <= n {
			return err
		}
		path, err := ledger.ProveInclusion(out.Size, n, t.TreeReader(ctx))
		for _, h := range path {
			out.Path = append(out.Path, h)
		}
		return err
	})
	if err != nil {
		return Proof{}, err
	}
	return out, nil
}

// mayReadEntry: the whole ledger, or the entry's account or area, or one's own act.
func (b *Book) mayReadEntry(ctx context.Context, a institution.Actor, l Line) error {
	now, e := b.Now(), l.Entry
	if !l.Erased && (e.Actor == a.PersonID || slices.Contains(a.Areas(institution.Head), e.Area)) ||
		institution.Allowed(now, a, institution.LedgerAll, institution.On{}) {
		return nil
	}
	on := institution.On{Subject: "ledger"}
	if e.Account == "" {
		return b.Gate.Permit(ctx, now, a, institution.LedgerAll, on)
	}
	on.AreaID, on.AccountIDs = e.Area, []string{e.Account}
	return b.Gate.Permit(ctx, now, a, institution.LedgerRead, on)
}

func (b *Book) narrow(ctx context.Context, t *store.Tx, a institution.Actor, accountID string, f *store.LedgerFilter) error {
	now := b.Now()
	if accountID != "" {
		acc, err := t.Account(ctx, accountID)
		if err != nil {
			return err
		}
		f.Accounts = []string{accountID}
		return b.Gate.Permit(ctx, now, a, institution.LedgerRead, institution.On{AreaID: acc.AreaID, AccountIDs: f.Accounts, Subject: "account:" + accountID})
	}
	if institution.Allowed(now, a, institution.LedgerAll, institution.On{}) {
		return nil
	}
	if a.Acts != nil { // a key that was narrowed to other things reads not even its owner's acts
		if err := b.Gate.Permit(ctx, now, a, institution.LedgerRead, institution.On{Subject: "ledger"}); err != nil {
			return err
		}
	}
	accounts, err := t.AccountsOf(ctx, a)
	if err != nil {
		return err
	}
	for _, acc := range accounts {
		f.Accounts = append(f.Accounts, acc.ID)
	}
	f.Areas = a.Areas(institution.Head)
	if len(f.Accounts)+len(f.Areas) == 0 {
		f.Actor = a.PersonID
	}
	return nil
}

// Export writes the whole ledger, or one account's, as a zip that proves itself.
//
//clause:code 8.iii
func (b *Book) Export(ctx context.Context, a institution.Actor, accountID string, w io.Writer) error {
	now := b.Now()
	if err := b.MayExport(ctx, a, accountID); err != nil {
		return err
	}
	e := store.Entry(now, a, "ledger.export")
	e.Subject, e.Account, e.Clause = "ledger", accountID, b.Pack.ClauseFor(regulation.RuleLedger)
	if err := b.Store.Change(ctx, func(t *store.Tx) error { return t.Record(ctx, e) }); err != nil {
		return err
	}
	return b.WriteExport(ctx, accountID, w)
}

// MayExport asks whether the actor may export, before anything is written.
func (b *Book) MayExport(ctx context.Context, a institution.Actor, accountID string) error {
	now := b.Now()
	if accountID == "" {
		return b.Gate.Permit(ctx, now, a, institution.LedgerAll, institution.On{Subject: "ledger"})
	}
	return b.Store.Read(ctx, func(t *store.Tx) error { return b.narrow(ctx, t, a, accountID, &store.LedgerFilter{}) })
}

// WriteExport writes the zip without asking anybody: for the command line, whose operator
// has the database in any case.
func (b *Book) WriteExport(ctx context.Context, accountID string, w io.Writer) error {
	return b.Store.Read(ctx, func(t *store.Tx) error {
		size, latest, err := t.LatestCheckpoint(ctx)
		if err != nil {
			return err
		}
		if latest == "" {
			return fault.New(fault.NotFound, "La bitácora todavía está vacía.").Then("Intente de nuevo en unos segundos.")
		}
		kept, err := t.Checkpoints(ctx, 200)
		if err != nil {
			return err
		}
		x := ledger.Export{Checkpoint: []byte(latest), Account: accountID, MadeAt: b.Now(), Signer: b.Signer, Verifier: b.Verifier,
			Records: records(ctx, t, size, accountID), Hashes: t.TreeReader(ctx)}
		for _, text := range kept {
			if text != latest {
				x.Earlier = append(x.Earlier, []byte(text))
			}
		}
		return x.Write(ctx, w)
	})
}

// records walks the ledger in order, in pages. What is an account's is told by the entries'
// own bodies: nothing signs the columns beside them.
func records(ctx context.Context, t *store.Tx, size int64, accountID string) iter.Seq2[ledger.Record, error] {
	const page = 1000
	return func(yield func(ledger.Record, error) bool) {
		for from := int64(0); from < size; from += page {
			rows, err := t.LedgerFrom(ctx, from, int(min(page, size-from)))
			if err != nil {
				yield(ledger.Record{}, err)
				return
			}
			for _, r := range rows {
				if goOn := give(yield, r, accountID); !goOn {
					return
				}
			}
		}
	}
}

// give hands the row on when it is asked for; false: there is no use in another.
func give(yield func(ledger.Record, error) bool, r store.LedgerRow, accountID string) bool {
	if accountID == "" {
		return yield(r.Record())
	}
	of, err := r.OfAccount(accountID)
	if err != nil {
		yield(ledger.Record{}, err)
		return false
	}
	return !of || yield(r.Record())
}

// Erase removes the body of one entry by order of law. Its commitment stays, so the tree
// is whole, and the erasure is itself an entry that can never be erased.
func (b *Book) Erase(ctx context.Context, a institution.Actor, n int64, order string) error {
	now := b.Now()
	if err := b.Gate.Permit(ctx, now, a, institution.LedgerErase, institution.On{Subject: ledger.EraseSubject(n)}); err != nil {
		return err
	}
	if order == "" {
		return fault.New(fault.Invalid, "Escriba la referencia de la orden que obliga a borrar.").On("order")
	}
	return b.Store.Change(ctx, func(t *store.Tx) error {
		if err := t.EraseBody(ctx, n); err != nil {
			return err
		}
		e := store.Entry(now, a, ledger.ActErase)
		e.Subject, e.Clause, e.Details = ledger.EraseSubject(n), b.Pack.ClauseFor(regulation.RuleErasure), map[string]any{"order": order}
		return t.Record(ctx, e)
	})
}
