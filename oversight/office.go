// Package oversight watches over who there is and what they did: people, areas, what each
// holds, the accounts' registry and the ledger. One file per command; each reads, asks the
// gate, decides by the pure types, and keeps state and ledger entry in one transaction.
package oversight

import (
	"log/slog"
	"time"

	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/store"
)

// Office is what oversight works with.
type Office struct {
	Store *store.Store
	Pack  *regulation.Pack
	Gate  institution.Gate
	Now   func() time.Time
	Log   *slog.Logger

	AllowHosts []string // servers of the inner network that may be called; as in account.CheckServer
	Live       bool     // not the practice mode: the practice network has no accounts
}
