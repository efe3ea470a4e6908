package entering

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"pregonero/internal/fault"
	"pregonero/store"
	"pregonero/vault"
)

// BeginRegister starts to register a passkey for the person of the session: one that is
// enrolling, or a full one, which gives its password again. It returns the options for
// navigator.credentials.create, as JSON.
func (d *Door) BeginRegister(ctx context.Context, token, password, from string) ([]byte, error) {
	now := d.Now()
	if err := d.passkeysReady(); err != nil {
		return nil, err
	}
	i, err := d.mayEnrol(ctx, token, password, from, now)
	if err != nil {
		return nil, err
	}
	var h holder
	err = d.Store.Read(ctx, func(t *store.Tx) (err error) { h, _, err = holderOf(ctx, t, i.Person.ID); return err })
	if err != nil {
		return nil, err
	}
	options, ceremony, err := d.WebAuthn.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()))
	if err != nil {
		return nil, fmt.Errorf("begin to register a passkey: %w", err)
	}
	body, err := json.Marshal(ceremony)
	if err != nil {
		return nil, fmt.Errorf("encode a passkey's ceremony: %w", err)
	}
	if err := d.keepHalf(ctx, i, unfinished{Kind: kindPasskey, Until: now.Add(ceremonyLife), Body: body}, now); err != nil {
		return nil, err
	}
	return json.Marshal(options)
}

// FinishRegister takes the browser's answer. The session becomes full under a new token,
// every other one ends, and who had no recovery codes is shown theirs this once.
func (d *Door) FinishRegister(ctx context.Context, token, name string, answer []byte, from string) (s Session, codes []string, err error) {
	now, hash := d.Now(), vault.HashToken(token)
	if err := d.passkeysReady(); err != nil {
		return s, nil, err
	}
	i, _, err := d.enter(ctx, token, now)
	if err != nil {
		return s, nil, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return s, nil, errRegister(err)
	}
	err = d.change(ctx, i.Person.ID, func(t *store.Tx, l *store.Login) error {
		codes = nil
		body, err := d.takeHalf(ctx, t, hash, kindPasskey, now)
		if err != nil {
			return err
		}
		if err := d.keepPasskey(ctx, t, i.Person.ID, passkeyName(name), body, parsed, now); err != nil {
			return err
		}
		if len(l.Recovery) == 0 {
			codes, l.Recovery = vault.RecoveryCodes()
		}
		s, err = d.enrolled(ctx, t, l, i, "passkey", from, now)
		return err
	})
	if err != nil {
		return Session{}, nil, err
	}
	return s, codes, nil
}

func (d *Door) keepPasskey(ctx context.Context, t *store.Tx, personID, name string, body []byte, parsed *protocol.ParsedCredentialCreationData, now time.Time) error {
	var ceremony webauthn.SessionData
	if err := json.Unmarshal(body, &ceremony); err != nil {
		return fmt.Errorf("decode a passkey's ceremony: %w", err)
	}
	h, _, err := holderOf(ctx, t, personID)
	if err != nil {
		return err
	}
	made, err := d.WebAuthn.CreateCredential(h, ceremony, parsed)
	if err != nil {
		return errRegister(err)
	}
	kept, err := json.Marshal(keptPasskey{Credential: *made})
	if err != nil {
		return fmt.Errorf("encode a passkey: %w", err)
	}
	return t.PutPasskey(ctx, store.Passkey{ID: passkeyID(personID, made.ID), PersonID: personID, Name: name, Body: string(kept), Created: now})
}

func errRegister(cause error) error {
	return fault.New(fault.Invalid, "El dispositivo no completó el registro de la llave de acceso.").
		Then("Empiece otra vez; su dispositivo debe pedirle su huella, su rostro o su PIN.").Because(cause)
}
