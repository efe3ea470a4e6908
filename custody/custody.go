// Package custody keeps the credentials of the accounts: it connects, probes, renews and
// re-seals them. Nothing here shows a secret.
package custody

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/keyring"
	"pregonero/network"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/vault"
)

// Custodian is what custody works with.
type Custodian struct {
	Store *store.Store
	Pack  *regulation.Pack
	Gate  institution.Gate
	Keys  *keyring.Keyring
	Vault *vault.Vault
	Now   func() time.Time
	Log   *slog.Logger

	// Confirm asks the actor's own second factor again, at this moment; the wiring hands it
	// in. Without it nothing is revealed.
	Confirm func(ctx context.Context, a institution.Actor, code string) error
}

// permit loads the account and asks the gate whether the actor may use its credentials.
//
//clause:code 5.1.p4
func (c *Custodian) permit(ctx context.Context, a institution.Actor, accountID string) (account.Account, network.Connector, error) {
	var acc account.Account
	err := c.Store.Read(ctx, func(t *store.Tx) error {
		var err error
		acc, err = t.Account(ctx, accountID)
		return err
	})
	if err != nil {
		return acc, nil, err
	}
	on := institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}, Subject: "account:" + acc.ID}
	if err := c.Gate.Permit(ctx, c.Now(), a, institution.CredentialUse, on); err != nil {
		return acc, nil, err
	}
	conn, err := c.Keys.Connector(acc)
	return acc, conn, err
}

// keep probes the new secret and keeps it, sealed, with what the network said of the account.
func (c *Custodian) keep(ctx context.Context, a institution.Actor, acc account.Account, conn network.Connector, secret network.Secret, how string) (account.Account, error) {
	id, err := identify(ctx, conn, keyring.ForNetwork(acc, secret))
	if err != nil {
		return acc, told(err)
	}
	if err := c.sameAccount(acc, id); err != nil {
		return acc, c.denied(ctx, a, acc, err)
	}
	sealed, err := c.Keys.Seal(ctx, acc.ID, secret)
	if err != nil {
		return acc, err
	}
	now := c.Now()
	err = c.Store.Change(ctx, func(t *store.Tx) error {
		if acc, err = t.Account(ctx, acc.ID); err != nil {
			return err
		}
		acc.Credential.Present, acc.Credential.RenewedAt = true, now
		probed(&acc, id, now)
		if err := t.PutSecret(ctx, sealed, now); err != nil {
			return err
		}
		if err := t.UpdateAccount(ctx, acc); err != nil {
			return err
		}
		e := store.Entry(now, a, "credential.connect")
		e.Subject, e.Account, e.Area, e.Clause = "account:"+acc.ID, acc.ID, acc.AreaID, c.Pack.ClauseFor(regulation.RuleCustody)
		e.Details = map[string]any{"how": how, "handle": id.Handle}
		return t.Record(ctx, e)
	})
	return acc, err
}

// denied records that somebody brought credentials of another account; of which, nobody needs to know.
func (c *Custodian) denied(ctx context.Context, a institution.Actor, acc account.Account, err error) error {
	refusal := institution.Refusal{Act: institution.CredentialUse, Clause: c.Pack.ClauseFor(regulation.RulePersonalOutside),
		On: institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}, Subject: "account:" + acc.ID}}
	if failed := c.Gate.Recorder.RecordRefusal(ctx, c.Now(), a, refusal); failed != nil {
		return failed
	}
	return err
}

// probed notes on the account what the network said.
func probed(acc *account.Account, id network.Identity, now time.Time) {
	acc.RemoteID = id.RemoteID
	if id.URL != "" {
		acc.URL = id.URL
	}
	acc.TextLimit, acc.MediaLimit = id.TextLimit, id.MediaLimit
	acc.Credential.ProbedAt, acc.Credential.ProbeOK, acc.Credential.Problem = now, true, ""
	acc.Credential.ExpiresAt = id.ExpiresAt
}

func identify(ctx context.Context, conn network.Connector, open network.Account) (network.Identity, error) {
	identifier, ok := conn.(network.Identifier)
	if !ok {
		return network.Identity{}, &network.Error{Kind: network.Unsupported, Sentence: conn.Label() + " no dice de quién son las credenciales.",
			Next: "Sin saberlo no se conectan."}
	}
	return identifier.Identify(ctx, open)
}

// pendingContext is the associated data of what is kept between the two steps of OAuth.
func pendingContext(accountID string) string { return "account:" + accountID + "/oauth" }

func (c *Custodian) sealPending(ctx context.Context, accountID string, s network.Secret) (store.Secret, error) {
	plain, err := json.Marshal(s.Expose())
	if err != nil {
		return store.Secret{}, fmt.Errorf("encode what OAuth keeps: %w", err)
	}
	sealed, err := c.Vault.Seal(ctx, pendingContext(accountID), plain)
	return store.Secret{Context: pendingContext(accountID), KeyID: sealed.KeyID(), Sealed: string(sealed)}, err
}

func (c *Custodian) openPending(ctx context.Context, accountID string) (network.Secret, error) {
	var kept store.Secret
	err := c.Store.Read(ctx, func(t *store.Tx) error {
		var err error
		kept, err = t.Secret(ctx, pendingContext(accountID))
		return err
	})
	if err != nil {
		return network.Secret{}, err
	}
	sealed, err := vault.ParseSealed(kept.Sealed)
	if err != nil {
		return network.Secret{}, fmt.Errorf("read what OAuth kept: %w", err)
	}
	plain, err := c.Vault.Open(ctx, pendingContext(accountID), sealed)
	if err != nil {
		return network.Secret{}, fmt.Errorf("open what OAuth kept: %w", err)
	}
	values := map[string]string{}
	if err := json.Unmarshal(plain, &values); err != nil {
		return network.Secret{}, fmt.Errorf("read what OAuth kept: not in the expected form")
	}
	return network.NewSecret(values), nil
}
