package oversight

import (
	"context"
	"time"

	"pregonero/directory"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/regulation"
	"pregonero/store"
)

// ErrStale says that the version that was asked for is not the one that is kept.
var ErrStale = fault.New(fault.Conflict, "Cambió desde que se leyó.").Then("Vuelva a leerla y repita el cambio.").On("version")

// permitSync asks the gate whether the institution's directory speaks.
func (o *Office) permitSync(ctx context.Context, now time.Time, a institution.Actor, subject string) error {
	return o.Gate.Permit(ctx, now, a, institution.DirectorySync, institution.On{Subject: subject})
}

// reader reads what the directory says with the areas there are now.
func (o *Office) reader(ctx context.Context, t *store.Tx) (directory.Reader, error) {
	areas, err := t.Areas(ctx)
	return directory.Reader{Pack: o.Pack, Areas: areas}, err
}

// directoryKept is what the directory said of somebody; nothing yet is no error.
func directoryKept(ctx context.Context, t *store.Tx, personID string) (directory.Person, error) {
	kept, err := t.DirectoryPerson(ctx, personID)
	if fault.Is(err, fault.NotFound) {
		return directory.Person{PersonID: personID}, nil
	}
	return kept, err
}

// keepDirectoryPerson keeps what the directory says, the first time or again.
func keepDirectoryPerson(ctx context.Context, t *store.Tx, now time.Time, kept directory.Person) (directory.Person, error) {
	kept.Changed = now
	if kept.Version > 0 {
		err := t.UpdateDirectoryPerson(ctx, kept)
		kept.Version++
		return kept, err
	}
	kept.Created, kept.Version = now, 1
	return kept, t.AddDirectoryPerson(ctx, kept)
}

// directoryEntry starts an entry about a key or group of the directory.
func (o *Office) directoryEntry(now time.Time, a institution.Actor, act, subject string, details map[string]any) ledger.Entry {
	e := store.Entry(now, a, act)
	e.Subject, e.Clause, e.Details = subject, o.Pack.ClauseFor(regulation.RuleAccess), details
	return e
}

// why is the reason of what the directory does, in the ledger and in mails.
const why = "El directorio institucional ya no tiene a la persona en funciones"
