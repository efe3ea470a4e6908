package entering

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/store"
)

// Passkeys sets WebAuthn up for the site: a passkey lives in the device, is found without
// a user name, and always verifies its person, so it stands for both factors. It fails for
// a site that has no name, such as one reached by its IP address.
func Passkeys(p *regulation.Pack, baseURL string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(baseURL)
	if err != nil || u.Hostname() == "" {
		return nil, fmt.Errorf("the site's address %q is not a URL", baseURL)
	}
	if err := protocol.ValidateRPID(u.Hostname()); err != nil {
		return nil, fmt.Errorf("passkeys for %s: %w", u.Hostname(), err)
	}
	resident := true
	return webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: "Pregonero " + p.Institution.ShortName, RPOrigins: []string{u.Scheme + "://" + u.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{RequireResidentKey: &resident,
			ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired},
		// Password managers add outputs nobody asked for; they are ignored, not believed.
		ExtensionsUnsolicitedOutputPolicy: protocol.UnsolicitedOutputPolicyIgnore,
	})
}

// Passkey is a passkey for its owner's list.
type Passkey struct {
	ID, Name string
	Created  time.Time
}

// keptPasskey is the body of a passkey in the store.
type keptPasskey struct {
	Credential webauthn.Credential `json:"credential"`
	// Spent are the challenges answered in the last minutes: none is answered twice.
	Spent map[string]time.Time `json:"spent,omitempty"`
}

// holder is a person as the library wants one.
type holder struct {
	institution.Person
	keys []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return []byte(h.ID) }
func (h holder) WebAuthnName() string                       { return h.Username }
func (h holder) WebAuthnDisplayName() string                { return h.Name }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

// holderOf reads a person with their passkeys.
func holderOf(ctx context.Context, t *store.Tx, personID string) (h holder, rows []store.Passkey, err error) {
	if h.Person, err = t.Person(ctx, personID); err != nil {
		return h, nil, err
	}
	if rows, err = t.Passkeys(ctx, personID); err != nil {
		return h, nil, err
	}
	for _, row := range rows {
		k, err := parsePasskey(row)
		if err != nil {
			return h, nil, err
		}
		h.keys = append(h.keys, k.Credential)
	}
	return h, rows, nil
}

func parsePasskey(row store.Passkey) (k keptPasskey, err error) {
	if err := json.Unmarshal([]byte(row.Body), &k); err != nil {
		return k, fmt.Errorf("decode a passkey: %w", err)
	}
	return k, nil
}

// passkeyID names a credential under its person: whoever makes one may choose its
// identifier, so nobody else's row may be reached by it.
func passkeyID(personID string, credential []byte) string {
	return personID + "." + base64.RawURLEncoding.EncodeToString(credential)
}

func (d *Door) passkeysReady() error {
	if d.WebAuthn == nil {
		return fault.New(fault.Unavailable, "Este sitio no admite llaves de acceso de dispositivo.").
			Then("Use la contraseña y el código de su aplicación.")
	}
	return nil
}

// ListPasskeys lists the actor's passkeys, oldest first.
func (d *Door) ListPasskeys(ctx context.Context, a institution.Actor) (out []Passkey, err error) {
	if err := inSession(a); err != nil {
		return nil, err
	}
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Passkeys(ctx, a.PersonID)
		for _, r := range rows {
			out = append(out, Passkey{r.ID, r.Name, r.Created})
		}
		return err
	})
	return out, err
}

// RemovePasskey removes one of the actor's passkeys, unless it is their last second factor.
func (d *Door) RemovePasskey(ctx context.Context, a institution.Actor, id string) error {
	now := d.Now()
	if err := inSession(a); err != nil {
		return err
	}
	return d.change(ctx, a.PersonID, func(t *store.Tx, l *store.Login) error {
		rows, err := t.Passkeys(ctx, a.PersonID)
		if err != nil {
			return err
		}
		name, found := "", false
		for _, r := range rows {
			if r.ID == id {
				name, found = r.Name, true
			}
		}
		if !found || id == "" {
			return fault.New(fault.NotFound, "No se encontró esa llave de acceso.")
		}
		if len(rows) == 1 && l.TOTP == "" {
			return fault.New(fault.Conflict, "Es su único segundo factor.").Then("Registre antes otra llave o una aplicación de códigos.")
		}
		if err := t.RemovePasskeys(ctx, a.PersonID, id); err != nil {
			return err
		}
		return d.record(ctx, t, now, a, "passkey.remove", a.PersonID, map[string]any{"name": name})
	})
}

// passkeyName is the name that its owner gives it.
func passkeyName(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || !isText(name) {
		return "Llave de acceso"
	}
	if r := []rune(name); len(r) > 60 {
		return string(r[:60])
	}
	return name
}
