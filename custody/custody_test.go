package custody_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/custody"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/ledger"
	"pregonero/network"
	"pregonero/network/mastodon/mastodontest"
	"pregonero/post"
	"pregonero/store"
	"pregonero/store/storetest"
)

const area = "jle-jal"

type room struct {
	*testing.T
	*testworld.Newsroom
	acc account.Account
}

func each(t *testing.T, f func(r room)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		n := testworld.NewNewsroom(t, s)
		n.Everyone(area)
		f(room{t, n, n.Account("jal", area, "ana", "luis")})
	})
}

func (r room) must(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

func (r room) refused(kind fault.Kind, err error) *fault.Fault {
	r.Helper()
	f, ok := fault.Of(err)
	if !ok || f.Kind != kind {
		r.Fatalf("want a fault of kind %s, got %v", kind, err)
	}
	return f
}

func (r room) sealed() string {
	r.Helper()
	var s store.Secret
	r.must(r.Store.Read(r.Context(), func(tx *store.Tx) (err error) {
		s, err = tx.Secret(r.Context(), "account:"+r.acc.ID+"/credential")
		return err
	}))
	return s.Sealed
}

func (r room) now() (a account.Account) {
	r.Helper()
	r.must(r.Store.Read(r.Context(), func(tx *store.Tx) (err error) {
		a, err = tx.Account(r.Context(), r.acc.ID)
		return err
	}))
	return a
}

func TestConnectByCode(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		before := r.sealed()
		_, err := r.Custodian.CompleteCode(r.Context(), r.Actor("ana"), r.acc.ID, "x")
		r.refused(fault.Conflict, err) // no page was opened
		_, err = r.Custodian.BeginCode(r.Context(), r.Actor("ana"), r.acc.ID)
		r.must(err)
		_, err = r.Custodian.CompleteCode(r.Context(), r.Actor("ana"), r.acc.ID, " ")
		r.refused(fault.Invalid, err)
		_, err = r.Custodian.CompleteCode(r.Context(), r.Actor("ana"), r.acc.ID, "no es")
		r.refused(fault.Unavailable, err)
		if r.sealed() != before {
			r.Error("a code that is not taken was kept")
		}
		acc, err := r.Authorise(r.Actor("ana"), r.acc, "jal")
		r.must(err)
		if !acc.Credential.Present || !acc.Credential.ProbeOK || acc.TextLimit != 500 || r.sealed() == before {
			r.Errorf("connected as %+v", acc.Credential)
		}
		e := r.Ledger("credential.connect")
		if len(e) != 1 || e[0].Clause != "5.1.p4" || e[0].Actor != r.Actor("ana").PersonID {
			r.Fatalf("the ledger says %+v", e)
		}
		for _, v := range e[0].Details {
			if s, ok := v.(string); ok && strings.Contains(s, "token-de") {
				r.Errorf("the secret stands in the ledger: %v", e[0].Details)
			}
		}
		if _, pubs := r.Published("ana", "eva", "Con el acceso nuevo.", r.acc); pubs[0].Stage != post.Published {
			r.Errorf("with the new access the publication is %s", pubs[0].Stage)
		}
	})
}

// Whoever brings the credentials of another account, their own for instance, is refused,
// whichever way: no connector can be pointed at a personal account. What is recorded does
// not name it.
//
//clause:test 2.p2
func TestPersonalAccountsAreOutside(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.must(r.Network.Open(r.Context(), "ana-personal", "Ana", "", "token-personal"))
		before := r.sealed()
		_, err := r.Authorise(r.Actor("ana"), r.acc, "ana-personal")
		f := r.refused(fault.Invalid, err)
		if f.Clause != "2.p2" || !strings.Contains(f.Next, "personales no se conectan") {
			r.Errorf("the refusal cites %q and says %q", f.Clause, f.Next)
		}
		if r.sealed() != before || r.now().RemoteID == "ana-personal" {
			r.Error("something of the personal account was kept")
		}
		e := r.Ledger("credential.use")
		if len(e) != 1 || e[0].Outcome != ledger.Refused || e[0].Clause != "2.p2" || strings.Contains(string(canonical(t, e[0])), "personal\"") {
			r.Errorf("the ledger says %+v", e)
		}

		// Credentials that change hands behind our back: the probe finds it, and nothing is published.
		r.Seal(r.acc, network.NewSecret(map[string]string{"access_token": "token-personal"}))
		acc, err := r.Custodian.Probe(r.Context(), r.Actor("ana"), r.acc.ID)
		if acc.Credential.ProbeOK || acc.Credential.Problem == "" {
			r.Errorf("the probe says %+v, %v", acc.Credential, err)
		}
	})
}

// The same on a server of Mastodon, whose handles carry the server's name.
//
//clause:test 2.p2
func TestPersonalAccountsAreOutsideOnMastodon(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		m := mastodontest.New(r.T, mastodontest.Options{})
		acc := r.MastodonAccount(m.URL, "OtraCuenta", "nada", area, "ana", "luis")
		_, err := r.Custodian.CompleteCode(r.Context(), r.Actor("ana"), acc.ID, "x")
		r.refused(fault.Conflict, err) // no page was opened
		page, err := r.Custodian.BeginCode(r.Context(), r.Actor("ana"), acc.ID)
		r.must(err)
		if !strings.HasPrefix(page, m.URL+"/oauth/authorize") {
			r.Errorf("the page is %q", page)
		}
	})
}

func canonical(t *testing.T, e ledger.Entry) []byte {
	t.Helper()
	b, err := e.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// mute is a network that does not say whose credentials they are.
type mute struct {
	network.Connector
	network.Authorizer
}

//clause:test 2.p2
func TestUnknownOwnersAreRefused(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		practice := r.Keys.Networks["practice"]
		r.Connect(mute{practice, practice.(network.Authorizer)})
		_, err := r.Authorise(r.Actor("ana"), r.acc, "jal")
		r.refused(fault.Unavailable, err)
	})
}

// Only the account's people touch its credentials: not the operator, not the press office.
//
//clause:test 5.1.p4
func TestCredentialsAreTheirs(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.Person("oscar", "operativo", "unicom").Grant(institution.Operator, "").Grant(institution.IT, "")
		r.Person("pia", "mando_superior", "cncs").Grant(institution.Press, "")
		for _, who := range []string{"oscar", "pia"} {
			a := r.Actor(who)
			for _, try := range []func() error{
				func() error { _, err := r.Custodian.Ways(r.Context(), a, r.acc.ID); return err },
				func() error { _, err := r.Custodian.Probe(r.Context(), a, r.acc.ID); return err },
				func() error { _, err := r.Custodian.BeginCode(r.Context(), a, r.acc.ID); return err },
				func() error { _, err := r.Custodian.CompleteCode(r.Context(), a, r.acc.ID, "x"); return err },
				func() error { _, err := r.Custodian.ConnectPassword(r.Context(), a, r.acc.ID, "x", "y"); return err },
			} {
				if f := r.refused(fault.Forbidden, try()); f.Clause != "5.1.p4" {
					r.Errorf("the refusal cites %q", f.Clause)
				}
			}
		}
		if n := len(r.Ledger("credential.use")); n != 10 {
			r.Errorf("%d refusals in the ledger, want 10", n)
		}
	})
}

func TestProbe(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		acc, err := r.Custodian.Probe(r.Context(), r.Actor("luis"), r.acc.ID)
		if err != nil || !acc.Credential.ProbeOK {
			r.Errorf("the probe says %+v, %v", acc.Credential, err)
		}
		me := func(q *http.Request) bool { return strings.HasSuffix(q.URL.Path, "/api/me") }
		r.Front.On(me, testworld.Answer(http.StatusServiceUnavailable, ""))
		r.Clock.Advance(time.Minute)
		if acc, err = r.Custodian.Probe(r.Context(), r.Actor("luis"), r.acc.ID); err != nil || !acc.Credential.ProbeOK {
			r.Errorf("a network that does not answer spoils the credentials: %+v, %v", acc.Credential, err)
		}
		r.Front.On(me, testworld.Answer(http.StatusUnauthorized, ""))
		r.Clock.Advance(7 * time.Hour)
		r.must(r.Custodian.ProbeAll(r.Context()))
		if got := r.now().Credential; got.ProbeOK || got.Problem == "" || !got.ProbedAt.Equal(r.Clock.Now()) {
			r.Errorf("after the network's no: %+v", got)
		}
		n := len(r.Ledger("credential.probe"))
		r.must(r.Custodian.ProbeAll(r.Context())) // just probed: nothing to do
		if got := len(r.Ledger("credential.probe")); got != n {
			r.Errorf("%d entries became %d", n, got)
		}
	})
}

// The key is replaced while everything goes on: what was sealed opens as before, and the
// former key is gone.
func TestRotateKey(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		for k := range 5 {
			r.Account("otra"+string(rune('a'+k)), area, "ana", "luis")
		}
		before, key := r.sealed(), r.Vault.Keys()
		n, err := r.Custodian.RotateKey(r.Context())
		if err != nil || n != 6 {
			r.Fatalf("resealed %d, %v", n, err)
		}
		if r.sealed() == before {
			r.Error("the value was not resealed")
		}
		if now := r.Vault.Keys(); len(now) != 1 || now[0] == key[0] {
			r.Errorf("keys were %v and are %v", key, now)
		}
		if _, err := r.Keys.Open(r.Context(), r.acc); err != nil {
			r.Error(err)
		}
		_, pubs := r.Published("ana", "eva", "Con la llave nueva.", r.acc)
		if pubs[0].Stage != post.Published {
			r.Errorf("the publication is %s", pubs[0].Stage)
		}
		if e := r.Ledger("vault.rotate"); len(e) != 1 || e[0].Details["values"] != int64(6) && e[0].Details["values"] != float64(6) {
			r.Errorf("the ledger says %+v", e)
		}
	})
}

// Ways is how the network gives credentials.
func TestWays(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		w, err := r.Custodian.Ways(r.Context(), r.Actor("eva"), r.acc.ID)
		if err != nil || w != (custody.Ways{Code: true}) {
			r.Errorf("%+v, %v", w, err)
		}
		r.Connect(withPassword{r.Keys.Networks["practice"]})
		if w, err = r.Custodian.Ways(r.Context(), r.Actor("eva"), r.acc.ID); err != nil || w != (custody.Ways{Password: true}) {
			r.Errorf("%+v, %v", w, err)
		}
		_, err = r.Custodian.BeginCode(r.Context(), r.Actor("eva"), r.acc.ID)
		r.refused(fault.Invalid, err)
	})
}

type withPassword struct{ network.Connector }

func (withPassword) LogIn(context.Context, string, string, string) (network.Secret, error) {
	return network.Secret{}, nil
}
