package custody

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/keyring"
	"pregonero/ledger"
	"pregonero/network"
	"pregonero/regulation"
	"pregonero/store"
)

// Destruction is the proof that an account's secrets are gone: which there were, with the
// hash of what was kept sealed.
type Destruction struct {
	At    time.Time         `json:"at"`
	Parts map[string]string `json:"parts"` // name → hex SHA-256 of the sealed value
}

// DestroyAll destroys every secret of an account, and the marks of its passwords, for good:
// the steps of a closing call it. Destroying what is gone already is no error and no entry.
func (c *Custodian) DestroyAll(ctx context.Context, a institution.Actor, accountID string) (Destruction, error) {
	if !a.System {
		if _, err := c.may(ctx, a, institution.AccountClose, accountID); err != nil {
			return Destruction{}, err
		}
	}
	there, err := c.endThere(ctx, accountID)
	if err != nil {
		return Destruction{}, err
	}
	var out Destruction
	_, err = c.change(ctx, accountID, func(s *story) (ledger.Entry, error) {
		out = Destruction{At: s.now, Parts: map[string]string{}}
		for name, at := range c.everySecret(accountID) {
			if err := c.destroy(ctx, s.t, name, at, &out); err != nil {
				return ledger.Entry{}, err
			}
		}
		if err := s.t.DropDeadline(ctx, regulation.DeadlinePasswordRotation, "account:"+accountID, s.now); err != nil {
			return ledger.Entry{}, err
		}
		if len(out.Parts) == 0 {
			out.At = s.k.DestroyedAt
			return ledger.Entry{}, nil
		}
		s.k = account.Custody{AccountID: s.acc.ID, AreaID: s.acc.AreaID, Views: s.k.Views, Watch: s.k.Watch, DestroyedAt: s.now, Version: s.k.Version}
		s.acc.HeldUntil = time.Time{}
		s.acc.Credential = account.Credential{}
		if err := s.t.UpdateAccount(ctx, s.acc); err != nil {
			return ledger.Entry{}, err
		}
		s.acc.Version++
		parts := map[string]any{}
		for name, sum := range out.Parts {
			parts[name] = sum
		}
		return c.entry(s, a, "credential.destroy", regulation.RuleCustody, map[string]any{"parts": parts, "on_network": there}), nil
	})
	return out, err
}

// endThere ends the account's token on its network, where the network lets it, and says
// what came of it. One that cannot be ended there is destroyed here all the same.
func (c *Custodian) endThere(ctx context.Context, accountID string) (string, error) {
	var acc account.Account
	err := c.Store.Read(ctx, func(t *store.Tx) (err error) {
		acc, err = t.Account(ctx, accountID)
		return err
	})
	if err != nil || !acc.Credential.Present {
		return "no", err
	}
	conn, err := c.Keys.Connector(acc)
	if err != nil {
		return "no", nil
	}
	revoker, ok := conn.(network.Revoker)
	open, err := c.Keys.Open(ctx, acc)
	if !ok || err != nil || revoker.Revoke(ctx, open) != nil {
		return "no", nil
	}
	return "yes", nil
}

// everySecret names where everything of an account is sealed.
func (c *Custodian) everySecret(accountID string) map[string]string {
	out := map[string]string{"network": keyring.Context(accountID), "oauth": pendingContext(accountID)}
	for _, p := range append(account.Parts(), account.PartPending) {
		out[string(p)] = partContext(accountID, p)
	}
	return out
}

func (c *Custodian) destroy(ctx context.Context, t *store.Tx, name, at string, out *Destruction) error {
	s, err := t.Secret(ctx, at)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(s.Sealed))
	out.Parts[name] = hex.EncodeToString(sum[:])
	return t.RemoveSecret(ctx, at)
}
