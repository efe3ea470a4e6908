// Package mailing is the mail room: what commands queued goes out until a server takes it
// or says no for good, what comes in goes to what it answers, what bounces is shown, and
// people confirm their addresses. Whoever watches over the mail sees to whom and whether,
// never what it says.
package mailing

import (
	"context"
	"log/slog"
	"time"

	"pregonero/institution"
	"pregonero/ledger"
	"pregonero/mail"
	"pregonero/regulation"
	"pregonero/store"
)

// Sender hands letters to a server. A *mail.Refusal says why one was not taken.
type Sender interface {
	Send(ctx context.Context, l mail.Letter) error
}

// Room is what the mail room works with.
type Room struct {
	Store    *store.Store
	Pack     *regulation.Pack
	Gate     institution.Gate
	Out      Sender // nil: no server is configured, and mail waits
	From     mail.Address
	Domain   string          // that answers and bounces come in at; "": none do
	Help     string          // address of the help desk; "": none
	Topics   map[string]bool // topics of threads for which JobReply+topic has somebody to do it
	BaseURL  string
	Practice bool
	Now      func() time.Time
	Log      *slog.Logger
}

// System is the actor of what the mail room does by itself.
var System = institution.System("correo")

func (r *Room) entry(now time.Time, act string, m store.Mail) ledger.Entry {
	e := store.Entry(now, System, act)
	e.Subject = m.Message.Thread
	e.Details = map[string]any{"mail": m.ID, "reason": m.Reason}
	return e
}

func (r *Room) change(ctx context.Context, f func(*store.Tx) error) error {
	return r.Store.Change(ctx, f)
}
