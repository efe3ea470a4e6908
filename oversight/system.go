package oversight

import (
	"context"
	"time"

	"pregonero/institution"
)

// System is how the machinery is, without a word of what goes through it.
type System struct {
	Postgres      bool // else SQLite
	JobsWaiting   int
	JobsFailed    int       // tried and to be tried again
	LedgerSize    int64     // entries with their place in the chain
	LedgerWaiting int64     // entries that wait for theirs
	LedgerSince   time.Time // of the oldest that waits; zero when none does
}

// System reads how the machinery is, for who runs it.
//
//clause:code 5.1.p4
func (o *Office) System(ctx context.Context, a institution.Actor) (s System, err error) {
	if err := o.Gate.Permit(ctx, o.Now(), a, institution.SystemRead, institution.On{Subject: "system"}); err != nil {
		return s, err
	}
	s.Postgres = o.Store.Postgres()
	if s.JobsWaiting, s.JobsFailed, err = o.Store.JobsWaiting(ctx); err != nil {
		return s, err
	}
	s.LedgerSize, s.LedgerWaiting, s.LedgerSince, err = o.Store.LedgerState(ctx)
	return s, err
}
