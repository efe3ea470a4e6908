package testworld

import (
	"log/slog"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/answering"
	"pregonero/check"
	"pregonero/check/words"
	"pregonero/custody"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/keyring"
	"pregonero/media"
	"pregonero/network"
	"pregonero/network/mastodon"
	"pregonero/network/outbound"
	"pregonero/network/practice"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/vault"
)

// Lease is how long a sending may take in a newsroom.
const Lease = 3 * time.Minute

// Newsroom is a world that publishes and answers: the processes joined as the program
// joins them, and a practice network of its own in this process.
//
//	n := testworld.NewNewsroom(t, s)
//	n.Person("ana", "mando_medio", "jle-jal")
//	n.Person("luis", "operativo", "jle-jal")
//	acc := n.Account("jal", "jle-jal", "ana", "luis")
//	p := n.Draft("ana", "Texto.", acc)
//	n.Desk.Submit(t.Context(), n.Actor("ana"), p.ID)
type Newsroom struct {
	*World
	Vault     *vault.Vault
	VaultFile string
	Keys      *keyring.Keyring
	Desk      *publishing.Desk
	Counter   *answering.Counter
	Custodian *custody.Custodian
	Media     *media.Store

	Network *practice.Network // the network itself, where visitors write
	Kept    *practice.Memory  // what it keeps
	Front   *Front            // stands before it
	URL     string            // its address
}

// theChecker is the one that runs: with the whole dictionary and the pack's rules.
var theChecker = sync.OnceValues(func() (*check.Checker, error) {
	dictionary, err := words.Open()
	if err != nil {
		return nil, err
	}
	pack, err := regulation.Embedded(Pack)
	if err != nil {
		return nil, err
	}
	return check.New(pack, dictionary)
})

// NewNewsroom is an empty newsroom over the store.
func NewNewsroom(t *testing.T, s *store.Store) *Newsroom {
	t.Helper()
	n := &Newsroom{World: New(t, s), VaultFile: filepath.Join(t.TempDir(), "vault.json")}
	var err error
	if n.Vault, err = vault.Create(n.VaultFile); err != nil {
		t.Fatal(err)
	}
	if n.Media, err = media.Open(t.Context(), (&url.URL{Scheme: "file", Path: t.TempDir()}).String(), media.Keys{}); err != nil {
		t.Fatal(err)
	}
	checker, err := theChecker()
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	n.Keys = &keyring.Keyring{Store: s, Vault: n.Vault, Networks: map[string]network.Connector{}, Now: n.Clock.Now, Holder: "testworld"}
	n.startPractice()
	n.Desk = n.AnotherDesk()
	n.Desk.Checker = checker
	n.Counter = &answering.Counter{Store: s, Pack: n.Pack, Gate: n.Gate, Checker: checker, Keys: n.Keys, Now: n.Clock.Now, Log: log}
	n.Custodian = &custody.Custodian{Store: s, Pack: n.Pack, Gate: n.Gate, Keys: n.Keys, Vault: n.Vault, Now: n.Clock.Now, Log: log}
	return n
}

// AnotherDesk publishes over the same database as another process would.
func (n *Newsroom) AnotherDesk() *publishing.Desk {
	d := &publishing.Desk{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Keys: n.Keys, Media: n.Media, Lease: Lease, Now: n.Clock.Now,
		Log: slog.New(slog.DiscardHandler)}
	if n.Desk != nil {
		d.Checker = n.Desk.Checker
	}
	return d
}

func (n *Newsroom) startPractice() {
	n.t.Helper()
	n.Front, n.Kept = &Front{}, &practice.Memory{}
	server := httptest.NewServer(n.Front)
	n.t.Cleanup(server.Close)
	n.URL = server.URL
	var err error
	if n.Network, err = practice.NewNetwork(n.Kept, practice.Options{BaseURL: n.URL, Now: n.Clock.Now}); err != nil {
		n.t.Fatal(err)
	}
	n.Front.Next = n.Network
	n.Connect(practice.New(n.client(n.URL), n.URL))
}

// client may speak to the address alone.
func (n *Newsroom) client(address string) *outbound.Client {
	n.t.Helper()
	c, err := outbound.New(outbound.Options{Allow: []string{address}, Timeout: 20 * time.Second, Now: n.Clock.Now})
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(c.Close)
	return c
}

// Connect adds a connector, or puts it in the place of the one of that name.
func (n *Newsroom) Connect(c network.Connector) { n.Keys.Networks[c.Name()] = c }

// Account adds an active account on the practice network, connected, with its two
// administrators, who are people of the world.
func (n *Newsroom) Account(handle, areaID, lead, alternate string) account.Account {
	n.t.Helper()
	return n.AccountAt(n.URL, handle, areaID, lead, alternate)
}

// AccountAt is Account at another address of the same practice network.
func (n *Newsroom) AccountAt(address, handle, areaID, lead, alternate string) account.Account {
	n.t.Helper()
	token := "token-de-" + handle
	if err := n.Network.Open(n.t.Context(), handle, "Cuenta "+handle, "", token); err != nil {
		n.t.Fatal(err)
	}
	return n.account(account.Account{Network: practice.Name, Handle: handle, BaseURL: address}, areaID, lead, alternate,
		network.NewSecret(map[string]string{"access_token": token}))
}

// Authorise connects the account as the actor does it: the page of the practice network is
// asked for, there the account called as is allowed, and its code is pasted.
func (n *Newsroom) Authorise(by institution.Actor, acc account.Account, as string) (account.Account, error) {
	n.t.Helper()
	address, err := n.Custodian.BeginCode(n.t.Context(), by, acc.ID)
	if err != nil {
		return acc, err
	}
	page, err := url.Parse(address)
	if err != nil {
		n.t.Fatal(err)
	}
	code, err := n.Network.Allow(n.t.Context(), as, page.Query().Get("desafio"))
	if err != nil {
		n.t.Fatal(err)
	}
	return n.Custodian.CompleteCode(n.t.Context(), by, acc.ID, " "+code+"\n")
}

// MastodonAccount adds an active account on the Mastodon server at that address.
func (n *Newsroom) MastodonAccount(address, handle, token, areaID, lead, alternate string) account.Account {
	n.t.Helper()
	n.Connect(mastodon.New(n.client(address), mastodon.Options{Poll: time.Millisecond}))
	return n.account(account.Account{Network: mastodon.Name, Handle: handle, BaseURL: address}, areaID, lead, alternate,
		network.NewSecret(map[string]string{"access_token": token}))
}

func (n *Newsroom) account(a account.Account, areaID, lead, alternate string, secret network.Secret) account.Account {
	n.t.Helper()
	n.Area(areaID)
	now := n.Clock.Now()
	a.ID, a.Name, a.AreaID, a.State, a.RegisteredAt, a.Version = id.New(now), "Cuenta "+a.Handle, areaID, account.Active, now, 1
	a.LeadID, a.AlternateID, a.Hours = n.Actor(lead).PersonID, n.Actor(alternate).PersonID, n.Pack.Attendance
	a.Credential = account.Credential{Present: true, ProbeOK: true, ProbedAt: now}
	n.change(func(tx *store.Tx) error { return tx.AddAccount(n.t.Context(), a) })
	n.Seal(a, secret)
	for person, role := range map[string]institution.Role{a.LeadID: institution.Lead, a.AlternateID: institution.Alternate} {
		g := institution.Grant{ID: id.New(now), PersonID: person, Role: role, AreaID: areaID, AccountID: a.ID, From: now}
		n.change(func(tx *store.Tx) error { return tx.AddGrant(n.t.Context(), g) })
	}
	return a
}

// Seal keeps the secret as the account's.
func (n *Newsroom) Seal(a account.Account, secret network.Secret) {
	n.t.Helper()
	sealed, err := n.Keys.Seal(n.t.Context(), a.ID, secret)
	if err != nil {
		n.t.Fatal(err)
	}
	n.change(func(tx *store.Tx) error { return tx.PutSecret(n.t.Context(), sealed, n.Clock.Now()) })
}
