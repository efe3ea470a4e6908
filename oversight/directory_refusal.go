package oversight

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"pregonero/directory"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/store"
)

// NoteDirectory keeps what came of something that the directory asked for: a refusal with
// its reason, in the ledger the first time and whenever the reason changes (a directory
// asks the same every few minutes), or that what was refused has been done. what names it,
// such as "Users ana.torres".
func (o *Office) NoteDirectory(ctx context.Context, a institution.Actor, what string, err error) error {
	told, refused := fault.Of(err)
	if err != nil && !refused {
		return nil // our own fault: the log has it
	}
	id := refusalID(what)
	if err == nil {
		return o.solve(ctx, id)
	}
	return o.settle(ctx, func(t *store.Tx) error { return o.noteRefusal(ctx, t, a, id, what, told) })
}

func refusalID(what string) string {
	sum := sha256.Sum256([]byte(what))
	return "rechazo-" + hex.EncodeToString(sum[:12])
}

func (o *Office) noteRefusal(ctx context.Context, t *store.Tx, a institution.Actor, id, what string, told *fault.Fault) error {
	now, reason := o.Now(), told.Sentence()
	kept, err := t.DirectoryRefusal(ctx, id)
	known := err == nil && !kept.Solved && kept.Reason == reason
	switch {
	case known:
		kept.Last, kept.Times = now, kept.Times+1
		return t.UpdateDirectoryRefusal(ctx, kept)
	case err == nil:
		kept = directory.Refusal{ID: id, What: what, Reason: reason, Clause: told.Clause, First: now, Last: now, Times: 1, Version: kept.Version}
		err = t.UpdateDirectoryRefusal(ctx, kept)
	case fault.Is(err, fault.NotFound):
		err = t.AddDirectoryRefusal(ctx, directory.Refusal{ID: id, What: what, Reason: reason, Clause: told.Clause, First: now, Last: now, Times: 1})
	}
	if err != nil {
		return err
	}
	e := o.directoryEntry(now, a, "directory.refuse", "directory", map[string]any{"what": what, "reason": reason})
	e.Outcome = ledger.Refused
	if told.Clause != "" {
		e.Clause = told.Clause
	}
	return t.Record(ctx, e)
}

// solve notes that what was refused has been done; mostly there was nothing.
func (o *Office) solve(ctx context.Context, id string) error {
	var kept directory.Refusal
	err := o.Store.Read(ctx, func(t *store.Tx) (err error) { kept, err = t.DirectoryRefusal(ctx, id); return err })
	if fault.Is(err, fault.NotFound) || err == nil && kept.Solved {
		return nil
	}
	if err != nil {
		return err
	}
	kept.Solved = true
	err = o.Store.Change(ctx, func(t *store.Tx) error { return t.UpdateDirectoryRefusal(ctx, kept) })
	if fault.Is(err, fault.Conflict) {
		return nil // it was refused again at this moment
	}
	return err
}
