package keyring_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/internal/testworld"
	"pregonero/network"
	"pregonero/store"
	"pregonero/store/storetest"
)

const area = "jle-jal"

// bank renews credentials; a refresh token is good once.
type bank struct {
	network.Connector
	mu      sync.Mutex
	good    string
	renewed atomic.Int32
	err     error
}

func (b *bank) Refresh(_ context.Context, a network.Account) (network.Secret, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err != nil {
		return network.Secret{}, b.err
	}
	if a.Secret.Get("refresh_token") != b.good {
		return network.Secret{}, &network.Error{Kind: network.Auth, Sentence: "El permiso ya se usó.", Next: "Conecte de nuevo la cuenta."}
	}
	n := b.renewed.Add(1)
	b.good = fmt.Sprintf("renovar-%d", n)
	return a.Secret.With("access_token", fmt.Sprintf("entrar-%d", n)).With("refresh_token", b.good), nil
}

type room struct {
	*testing.T
	*testworld.Newsroom
	acc  account.Account
	bank *bank
}

func each(t *testing.T, f func(r room)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		n := testworld.NewNewsroom(t, s)
		n.Everyone(area)
		b := &bank{Connector: n.Keys.Networks["practice"], good: "renovar-0"}
		n.Connect(b)
		f(room{t, n, n.Account("jal", area, "ana", "luis"), b})
	})
}

// secret gives the account credentials that end after d.
func (r room) secret(d time.Duration) {
	r.Helper()
	r.Seal(r.acc, network.NewSecret(map[string]string{"access_token": "entrar-0", "refresh_token": "renovar-0",
		"expires_at": r.Clock.Now().Add(d).Format(time.RFC3339)}))
}

func (r room) opens(want string) {
	r.Helper()
	a, err := r.Keys.Open(r.Context(), r.acc)
	if err != nil || a.Secret.Get("access_token") != want {
		r.Errorf("opened as %q, %v; want %q", a.Secret.Get("access_token"), err, want)
	}
}

func TestOpen(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.secret(time.Hour)
		r.opens("entrar-0")
		r.secret(5 * time.Minute) // too near its end
		r.opens("entrar-1")
		if e := r.Ledger("credential.renewed"); len(e) != 1 || e[0].Account != r.acc.ID || e[0].Actor != "sistema:credenciales" {
			r.Errorf("the ledger says %+v", e)
		}
	})
}

// Eight sendings of one account at once renew once: a refresh token is good once.
func TestEightRenewOnce(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.secret(time.Minute)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if _, err := r.Keys.Open(r.Context(), r.acc); err != nil {
					r.Error(err)
				}
			})
		}
		all.Wait()
		if n := r.bank.renewed.Load(); n != 1 {
			r.Errorf("renewed %d times", n)
		}
		r.opens("entrar-1")
	})
}

// A renewal that fails leaves the old credentials, for the network to judge.
func TestARenewalThatFails(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.secret(time.Minute)
		r.bank.err = errors.New("sin red")
		r.opens("entrar-0")
		if n := len(r.Ledger("credential.renewed")); n != 0 {
			r.Errorf("%d renewals in the ledger", n)
		}
	})
}

// Sealed values open only where they belong, and no error shows them.
//
//clause:test 5.1.p4
func TestSecretsStayTheirs(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		other := r.Account("otra", area, "ana", "luis")
		r.secret(time.Hour)
		err := r.Store.Change(r.Context(), func(tx *store.Tx) error {
			s, err := tx.Secret(r.Context(), "account:"+r.acc.ID+"/credential")
			if err != nil {
				return err
			}
			if strings.Contains(s.Sealed, "entrar-0") {
				r.Error("it is kept in the clear")
			}
			s.Context = "account:" + other.ID + "/credential"
			return tx.PutSecret(r.Context(), s, r.Clock.Now())
		})
		if err != nil {
			r.Fatal(err)
		}
		_, err = r.Keys.Open(r.Context(), other)
		if err == nil || strings.Contains(err.Error(), "entrar-0") {
			r.Errorf("moved to another account it opens: %v", err)
		}
	})
}

func TestNoCredentials(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, err := r.Keys.Open(r.Context(), account.Account{ID: "sin", Network: "practice"})
		var e *network.Error
		if !errors.As(err, &e) || e.Kind != network.Auth || e.Next == "" {
			r.Errorf("without credentials: %v", err)
		}
		if _, err := r.Keys.Connector(account.Account{Network: "ninguna"}); err == nil {
			r.Error("a network that is not connected has a connector")
		}
	})
}
