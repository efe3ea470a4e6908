// Package publishing takes a message from its first word to the public and back: draft,
// endorsement, approval, schedule, publication exactly once, correction, withdrawal. One
// file per command; each reads, asks the gate, decides by the pure types, and keeps
// state, ledger entry and jobs in one transaction.
package publishing

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"pregonero/account"
	"pregonero/check"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/keyring"
	"pregonero/ledger"
	"pregonero/media"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Names of the jobs that the wiring hands to this package.
const (
	JobSend   = "publication.send"
	JobRemind = "post.remind"
	JobRelook = "post.relook"
	JobRetell = "post.retell"
)

// Desk is what publishing works with.
type Desk struct {
	Store   *store.Store
	Pack    *regulation.Pack
	Gate    institution.Gate
	Checker *check.Checker
	Proof   check.Proofreader // nil: none
	Keys    *keyring.Keyring
	Media   *media.Store
	Lease   time.Duration // how long one sending may take before the sweeper doubts it
	Now     func() time.Time
	Log     *slog.Logger

	archive  archive
	inFlight sync.Map // identifiers being sent by this process: the sweeper leaves them alone
}

// patience reads the bounds of the protocol from the pack.
func (d *Desk) patience() post.Patience {
	return post.Patience{
		Grace:    time.Duration(d.Pack.Threshold(regulation.ThresholdMissedAfter)) * time.Minute,
		Lease:    d.Lease,
		Settle:   d.Lease / 3,
		Attempts: 5,
		Looks:    5,
	}
}

// stopAllSetting is the stop switch of the whole institution: the reason, or "".
const stopAllSetting = "publishing.stopped"

// entry starts a ledger entry about a post.
func entryFor(now time.Time, a institution.Actor, act string, p post.Post, clause string) ledger.Entry {
	e := store.Entry(now, a, act)
	e.Subject, e.Area, e.Clause = "post:"+p.ID, p.AreaID, clause
	if ids := p.Content.AccountIDs(); len(ids) == 1 {
		e.Account = ids[0]
	}
	e.Details = map[string]any{"revision": p.Revision}
	return e
}

// record writes the entry once for each account of the post, so that the ledger of every
// account is complete.
func record(ctx context.Context, t *store.Tx, e ledger.Entry, accounts []string) error {
	if len(accounts) < 2 {
		return t.Record(ctx, e)
	}
	for _, id := range accounts {
		one := e
		one.Account = id
		if err := t.Record(ctx, one); err != nil {
			return err
		}
	}
	return nil
}

// on says what a post touches, for the gate.
func on(p post.Post) institution.On {
	return institution.On{AreaID: p.AreaID, AccountIDs: p.Content.AccountIDs(), SourceArea: p.SourceArea, Subject: "post:" + p.ID}
}

// read loads a post and, when the actor may, hands it over.
func (d *Desk) read(ctx context.Context, now time.Time, a institution.Actor, act institution.Act, id string) (post.Post, error) {
	var p post.Post
	err := d.Store.Read(ctx, func(t *store.Tx) error {
		var err error
		p, err = t.Post(ctx, id)
		return err
	})
	if err != nil {
		return p, err
	}
	return p, d.Gate.Permit(ctx, now, a, act, on(p))
}

// denied records a no that came after the gate: one's own words, an account of others, an
// hour that has passed. Any other error goes by.
func (d *Desk) denied(ctx context.Context, now time.Time, a institution.Actor, act institution.Act, on institution.On, err error) error {
	f, ok := fault.Of(err)
	if !ok || f.Kind != fault.Forbidden && f.Kind != fault.Late {
		return err
	}
	if failed := d.Gate.Recorder.RecordRefusal(ctx, now, a, institution.Refusal{Act: act, On: on, Clause: f.Clause}); failed != nil {
		return failed
	}
	return err
}

// accountsOf loads the accounts of a content, by identifier.
func accountsOf(ctx context.Context, t *store.Tx, ids []string) (map[string]account.Account, error) {
	out := map[string]account.Account{}
	if len(ids) == 0 {
		return out, nil
	}
	all, err := t.Accounts(ctx, store.AccountFilter{IDs: ids})
	if err != nil {
		return nil, fmt.Errorf("read accounts: %w", err)
	}
	for _, a := range all {
		out[a.ID] = a
	}
	return out, nil
}
