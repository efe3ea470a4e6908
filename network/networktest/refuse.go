package networktest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"pregonero/network"
)

func identifies(t *testing.T, w *world) {
	id, err := as[network.Identifier](t, w).Identify(t.Context(), w.Account)
	w.must(t, err)
	if id.RemoteID == "" || id.Handle == "" || strings.HasPrefix(id.Handle, "@") {
		t.Errorf("identity is %+v", id)
	}
	if w.Account.RemoteID != "" && id.RemoteID != w.Account.RemoteID {
		t.Errorf("the account is %q, the credentials speak for %q", w.Account.RemoteID, id.RemoteID)
	}
	if id.TextLimit <= 0 || id.MediaLimit <= 0 {
		t.Errorf("limits are %d characters and %d attachments", id.TextLimit, id.MediaLimit)
	}
}

func (w *world) withWrongSecret() network.Account {
	a := w.Account
	if w.WrongSecret != nil {
		a.Secret = w.WrongSecret(a.Secret)
		return a
	}
	values := a.Secret.Expose()
	for name := range values {
		values[name] = "secreto-que-no-es-" + name
	}
	a.Secret = network.NewSecret(values)
	return a
}

func tellsWrongCredential(t *testing.T, w *world) {
	m := message(Text)
	in := w.prepare(t, m)
	good := w.Account
	w.Account = w.withWrongSecret() // so that the wrong ones are watched too
	_, err := w.publisher(t).Prepare(t.Context(), w.Account, m)
	w.fails(t, err, network.Auth)
	_, err = w.publisher(t).Send(t.Context(), w.Account, m, in)
	w.fails(t, err, network.Auth)
	if l, ok := w.Connector.(network.Listener); ok {
		_, err = l.Listen(t.Context(), w.Account, "")
		w.fails(t, err, network.Auth)
	}
	if i, ok := w.Connector.(network.Identifier); ok {
		_, err = i.Identify(t.Context(), w.Account)
		w.fails(t, err, network.Auth)
	}
	w.Account = good
	if n := len(w.Posts(t)); n != 0 {
		t.Errorf("%d posts were made with a wrong credential", n)
	}
}

func tellsLimit(t *testing.T, w *world) {
	m := message(Text)
	in := w.prepare(t, m)
	until := w.Limit(t)
	_, err := w.publisher(t).Send(t.Context(), w.Account, m, in)
	e := w.fails(t, err, network.RateLimited)
	if d := e.ResetAt.Sub(until); d < -2*time.Second || d > 2*time.Second {
		t.Errorf("may be tried again at %v, the server said %v", e.ResetAt, until)
	}
	if n := len(w.Posts(t)); n != 0 {
		t.Errorf("%d posts were made while limited", n)
	}
}

// tellsRefusal accepts a refusal at either step: some networks judge when preparing.
func tellsRefusal(t *testing.T, w *world) {
	m := message(strings.Repeat("ñ", w.TooLong))
	in, err := w.publisher(t).Prepare(t.Context(), w.Account, m)
	if err == nil {
		_, err = w.publisher(t).Send(t.Context(), w.Account, m, in)
	}
	if e := w.fails(t, err, network.Rejected); e.Reason == "" {
		t.Errorf("no reason of the network: %v", e)
	}
	if n := len(w.Posts(t)); n != 0 {
		t.Errorf("%d posts were made", n)
	}
}

func obeysContext(t *testing.T, w *world) {
	m := message(Text)
	in := w.prepare(t, m)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := w.publisher(t).Send(ctx, w.Account, m, in)
	w.fails(t, err, network.Temporary)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v does not say that it was cancelled", err)
	}
	_, err = w.publisher(t).Prepare(ctx, w.Account, m)
	w.fails(t, err, network.Temporary)
	if n := len(w.Posts(t)); n != 0 {
		t.Errorf("%d posts were made after the context ended", n)
	}
}
