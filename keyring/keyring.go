// Package keyring opens the credentials of an account for one call to its network, and
// renews them before they end. Processes share it; a secret leaves it only as a
// network.Account on its way to a connector.
package keyring

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/network"
	"pregonero/store"
	"pregonero/vault"
)

// Keyring needs the store, the vault and the list of connectors.
type Keyring struct {
	Store    *store.Store
	Vault    *vault.Vault
	Networks map[string]network.Connector
	Now      func() time.Time
	Holder   string // names this process among those that may renew
}

// renewBefore is how long before its end a token is renewed.
const renewBefore = 10 * time.Minute

// ErrNotConnected is the cause when an account has no credentials at all: nobody was asked.
var ErrNotConnected = errors.New("account has no credentials")

// Context is the associated data of an account's sealed credentials.
func Context(accountID string) string { return "account:" + accountID + "/credential" }

// Connector is the account's connector.
func (k *Keyring) Connector(a account.Account) (network.Connector, error) {
	c, ok := k.Networks[a.Network]
	if !ok {
		return nil, fault.New(fault.Unavailable, "La red «%s» todavía no está conectada a Pregonero.", a.Network).
			Then("Publique ahí a mano y anote la dirección de lo publicado.")
	}
	return c, nil
}

// Open gives the account as its connector wants it, with a credential that is good for now.
func (k *Keyring) Open(ctx context.Context, a account.Account) (network.Account, error) {
	secret, err := k.secret(ctx, a.ID)
	if err != nil {
		return network.Account{}, err
	}
	open := ForNetwork(a, secret)
	ends, err := time.Parse(time.RFC3339, secret.Get("expires_at"))
	if err != nil || k.Now().Before(ends.Add(-renewBefore)) {
		return open, nil
	}
	if renewed, err := k.Renew(ctx, a, secret); err == nil {
		return renewed, nil
	}
	return open, nil // the connector says what is wrong, typed
}

// ForNetwork joins an account and its secret.
func ForNetwork(a account.Account, s network.Secret) network.Account {
	return network.Account{ID: a.ID, Network: a.Network, BaseURL: a.BaseURL, Handle: a.Handle, RemoteID: a.RemoteID, Secret: s}
}

func (k *Keyring) secret(ctx context.Context, accountID string) (network.Secret, error) {
	var kept store.Secret
	err := k.Store.Read(ctx, func(t *store.Tx) error {
		var err error
		kept, err = t.Secret(ctx, Context(accountID))
		return err
	})
	if fault.Is(err, fault.NotFound) {
		return network.Secret{}, &network.Error{Kind: network.Auth, Err: ErrNotConnected, Sentence: "La cuenta no tiene credenciales guardadas.",
			Next: "Conecte la cuenta en su expediente, en «Accesos»."}
	}
	if err != nil {
		return network.Secret{}, fmt.Errorf("read credentials: %w", err)
	}
	return k.unseal(ctx, accountID, kept.Sealed)
}

func (k *Keyring) unseal(ctx context.Context, accountID, text string) (network.Secret, error) {
	sealed, err := vault.ParseSealed(text)
	if err != nil {
		return network.Secret{}, fmt.Errorf("read sealed credentials: %w", err)
	}
	plain, err := k.Vault.Open(ctx, Context(accountID), sealed)
	if err != nil {
		return network.Secret{}, fmt.Errorf("open credentials: %w", err)
	}
	values := map[string]string{}
	if err := json.Unmarshal(plain, &values); err != nil {
		return network.Secret{}, errors.New("credentials are not in the expected form") // no cause: it would quote the secret
	}
	return network.NewSecret(values), nil
}

// Seal prepares a secret for the store.
func (k *Keyring) Seal(ctx context.Context, accountID string, s network.Secret) (store.Secret, error) {
	plain, err := json.Marshal(s.Expose())
	if err != nil {
		return store.Secret{}, fmt.Errorf("encode credentials: %w", err)
	}
	sealed, err := k.Vault.Seal(ctx, Context(accountID), plain)
	if err != nil {
		return store.Secret{}, fmt.Errorf("seal credentials: %w", err)
	}
	return store.Secret{Context: Context(accountID), KeyID: sealed.KeyID(), Sealed: string(sealed)}, nil
}

// Renew asks the network for new credentials and keeps them. Only one process renews an
// account at a time: a refresh token is good once.
func (k *Keyring) Renew(ctx context.Context, a account.Account, old network.Secret) (network.Account, error) {
	c, err := k.Connector(a)
	if err != nil {
		return network.Account{}, err
	}
	r, ok := c.(network.Refresher)
	if !ok {
		return network.Account{}, &network.Error{Kind: network.Unsupported, Sentence: "Esta red no renueva credenciales.", Next: "Conecte de nuevo la cuenta."}
	}
	now := k.Now()
	mine, err := k.Store.Lease(ctx, "renew:"+a.ID, k.Holder+"/"+store.NewHolder(), now, now.Add(time.Minute))
	if err != nil {
		return network.Account{}, err
	}
	if !mine {
		return network.Account{}, &network.Error{Kind: network.Temporary, Sentence: "Las credenciales se están renovando en este momento.", Next: "Se intentará de nuevo en un minuto."}
	}
	fresh, err := r.Refresh(ctx, ForNetwork(a, old))
	if err != nil {
		return network.Account{}, err
	}
	return ForNetwork(a, fresh), k.keep(ctx, a, fresh)
}

// keep stores renewed credentials. It must not be cut short: the old ones are spent.
func (k *Keyring) keep(ctx context.Context, a account.Account, fresh network.Secret) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	sealed, err := k.Seal(ctx, a.ID, fresh)
	if err != nil {
		return err
	}
	now := k.Now()
	return k.Store.Change(ctx, func(t *store.Tx) error {
		if err := t.PutSecret(ctx, sealed, now); err != nil {
			return err
		}
		e := store.Entry(now, institution.System("credenciales"), "credential.renewed")
		e.Subject, e.Account, e.Area = "account:"+a.ID, a.ID, a.AreaID
		return t.Record(ctx, e)
	})
}
