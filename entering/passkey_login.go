package entering

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/store"
	"pregonero/vault"
)

// loginContext binds a sealed ceremony to its use.
const loginContext = "entering/passkey-login"

// loginCeremony waits for its answer outside of the database, sealed: whoever asks to log
// in is nobody yet, and must not be able to fill a table.
type loginCeremony struct {
	Data  webauthn.SessionData `json:"data"`
	Until time.Time            `json:"until"`
}

// BeginLogin starts a log-in by passkey. It returns the options for
// navigator.credentials.get, as JSON, and the sealed ceremony that comes back with the answer.
func (d *Door) BeginLogin(ctx context.Context) (options []byte, ceremony string, err error) {
	if err := d.passkeysReady(); err != nil {
		return nil, "", err
	}
	ask, data, err := d.WebAuthn.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, "", fmt.Errorf("begin a log-in by passkey: %w", err)
	}
	body, err := json.Marshal(loginCeremony{*data, d.Now().Add(ceremonyLife)})
	if err != nil {
		return nil, "", fmt.Errorf("encode a passkey's ceremony: %w", err)
	}
	sealed, err := d.Vault.Seal(ctx, loginContext, body)
	if err != nil {
		return nil, "", err
	}
	options, err = json.Marshal(ask)
	return options, string(sealed), err
}

// FinishLogin takes the browser's answer and opens a full session: a passkey that verified
// its person is both factors. A ceremony serves once. The lockout is about passwords and
// does not stop who holds a passkey.
func (d *Door) FinishLogin(ctx context.Context, ceremony string, answer []byte, from string) (Session, error) {
	now := d.Now()
	if err := d.passkeysReady(); err != nil {
		return Session{}, err
	}
	if err := d.pay(ctx, from, now); err != nil {
		return Session{}, err
	}
	c, err := d.openCeremony(ctx, ceremony, now)
	if err != nil {
		return Session{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil || !isText(string(parsed.Response.UserHandle)) {
		return Session{}, errPasskey.Because(err)
	}
	s, err := d.passkeyIn(ctx, c, parsed, from, now)
	if err != nil {
		return Session{}, d.passkeyRefused(ctx, err, parsed, from, now)
	}
	d.addresses.giveBack(from, now)
	return s, nil
}

func (d *Door) openCeremony(ctx context.Context, ceremony string, now time.Time) (c loginCeremony, err error) {
	sealed, err := vault.ParseSealed(ceremony)
	if err != nil {
		return c, errPasskey.Because(err)
	}
	body, err := d.Vault.Open(ctx, loginContext, sealed)
	if err != nil {
		return c, errPasskey.Because(err)
	}
	if err := json.Unmarshal(body, &c); err != nil {
		return c, fmt.Errorf("decode a passkey's ceremony: %w", err)
	}
	if !now.Before(c.Until) {
		return c, errPasskey
	}
	return c, nil
}

func (d *Door) passkeyIn(ctx context.Context, c loginCeremony, parsed *protocol.ParsedCredentialAssertionData, from string, now time.Time) (s Session, err error) {
	personID := string(parsed.Response.UserHandle)
	err = d.change(ctx, personID, func(t *store.Tx, l *store.Login) error {
		h, rows, err := holderOf(ctx, t, personID)
		if err != nil {
			return err
		}
		if !h.Active {
			return errPasskey
		}
		used, err := d.WebAuthn.ValidateDiscoverableLogin(func(_, _ []byte) (webauthn.User, error) { return h, nil }, c.Data, parsed)
		if err != nil {
			return errPasskey.Because(err)
		}
		if err := spend(ctx, t, rows, personID, used, c, now); err != nil {
			return err
		}
		if s, err = d.openFull(ctx, t, l, "", from, now); err != nil {
			return err
		}
		return d.record(ctx, t, now, as(h.Person, from), "session.open", personID, map[string]any{"method": "passkey"})
	})
	return s, notFound(err, errPasskey)
}

// spend keeps the passkey's counter and the challenge it answered. A counter that went
// back tells of a copy: neither is believed.
func spend(ctx context.Context, t *store.Tx, rows []store.Passkey, personID string, used *webauthn.Credential, c loginCeremony, now time.Time) error {
	if used.Authenticator.CloneWarning {
		return errPasskey.Because(fmt.Errorf("the passkey's counter went back to %d", used.Authenticator.SignCount))
	}
	for _, row := range rows {
		if row.ID != passkeyID(personID, used.ID) {
			continue
		}
		k, err := parsePasskey(row)
		if err != nil {
			return err
		}
		if _, twice := k.Spent[c.Data.Challenge]; twice {
			return errPasskey
		}
		body, err := json.Marshal(keptPasskey{Credential: *used, Spent: spent(k.Spent, c, now)})
		if err != nil {
			return fmt.Errorf("encode a passkey: %w", err)
		}
		row.Body = string(body)
		return t.PutPasskey(ctx, row)
	}
	return errPasskey
}

// spent adds a challenge and forgets those that have expired.
func spent(before map[string]time.Time, c loginCeremony, now time.Time) map[string]time.Time {
	out := map[string]time.Time{c.Data.Challenge: c.Until}
	for challenge, until := range before {
		if now.Before(until) {
			out[challenge] = until
		}
	}
	return out
}

// passkeyRefused records a log-in that failed against somebody who exists.
func (d *Door) passkeyRefused(ctx context.Context, cause error, parsed *protocol.ParsedCredentialAssertionData, from string, now time.Time) error {
	f, ok := fault.Of(cause)
	if !ok || f.Format != errPasskey.Format {
		return cause
	}
	e := store.Entry(now, stranger(from), "session.refused")
	e.Outcome, e.Details = ledger.Refused, map[string]any{"reason": "passkey"}
	err := d.Store.Change(ctx, func(t *store.Tx) error {
		if who, err := t.Person(ctx, string(parsed.Response.UserHandle)); err == nil {
			e.Subject = "person:" + who.ID
		} else if !fault.Is(err, fault.NotFound) {
			return err
		}
		return t.Record(ctx, e)
	})
	return firstOf(err, cause)
}
