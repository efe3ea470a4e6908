package entering

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"pregonero/internal/fault"
	"pregonero/store"
	"pregonero/vault"
)

// qrSize is the side of the picture for the app's camera, in pixels.
const qrSize = 264

// Enrolment is a second factor that waits for its first code. Show it once.
type Enrolment struct {
	Secret string // base32, to type by hand
	URL    string // otpauth://…
	QR     []byte // PNG
}

// unfinished is what a session keeps between the two halves of an enrolment.
type unfinished struct {
	Kind  string          `json:"kind"`
	Until time.Time       `json:"until"`
	Body  json.RawMessage `json:"body"`
}

const (
	kindTOTP    = "totp"
	kindPasskey = "passkey"
)

// BeginTOTP makes a second factor for the person of the session: one that is enrolling, or
// a full one, which gives its password again.
func (d *Door) BeginTOTP(ctx context.Context, token, password, from string) (Enrolment, error) {
	now := d.Now()
	i, err := d.mayEnrol(ctx, token, password, from, now)
	if err != nil {
		return Enrolment{}, err
	}
	made, err := vault.NewTOTP("Pregonero "+d.Pack.Institution.ShortName, i.Person.Username)
	if err != nil {
		return Enrolment{}, err
	}
	png, err := made.QR(qrSize)
	if err != nil {
		return Enrolment{}, err
	}
	sealed, err := d.Vault.Seal(ctx, sealContext(i.Person.ID), []byte(made.Secret))
	if err != nil {
		return Enrolment{}, err
	}
	if err := d.keepHalf(ctx, i, unfinished{Kind: kindTOTP, Until: now.Add(halfLife), Body: quote(string(sealed))}, now); err != nil {
		return Enrolment{}, err
	}
	return Enrolment{Secret: made.Secret, URL: made.URL, QR: png}, nil
}

// ConfirmTOTP takes the first code of the new second factor. The session becomes full
// under a new token, every other one ends, and the recovery codes are shown this once.
func (d *Door) ConfirmTOTP(ctx context.Context, token, code, from string) (s Session, codes []string, err error) {
	now, hash := d.Now(), vault.HashToken(token)
	i, _, err := d.enter(ctx, token, now)
	if err != nil {
		return s, nil, err
	}
	err = d.change(ctx, i.Person.ID, func(t *store.Tx, l *store.Login) error {
		body, err := d.takeHalf(ctx, t, hash, kindTOTP, now)
		if err != nil {
			return err
		}
		if err := d.adopt(ctx, l, body, code, now); err != nil {
			return err
		}
		codes, l.Recovery = vault.RecoveryCodes()
		s, err = d.enrolled(ctx, t, l, i, "totp", from, now)
		return err
	})
	if err != nil {
		return Session{}, nil, err
	}
	return s, codes, nil
}

// adopt makes the sealed seed the person's, when the code shows that their app has it.
func (d *Door) adopt(ctx context.Context, l *store.Login, body json.RawMessage, code string, now time.Time) error {
	var sealed vault.Sealed
	if err := json.Unmarshal(body, &sealed); err != nil {
		return fmt.Errorf("decode an unfinished second factor: %w", err)
	}
	secret, err := d.Vault.Open(ctx, sealContext(l.PersonID), sealed)
	if err != nil {
		return err
	}
	defer clear(secret)
	step, right := vault.VerifyTOTP(string(secret), code, now, 0)
	if !right {
		return fault.New(fault.Invalid, "El código no coincide con el que su aplicación debe mostrar.").
			Then("Revise que el reloj de su teléfono sea correcto y escriba el código que muestra ahora.").On("code")
	}
	l.TOTP, l.TOTPStep = string(sealed), step
	return nil
}

// enrolled records a new factor, opens a full session and ends every other.
func (d *Door) enrolled(ctx context.Context, t *store.Tx, l *store.Login, i Info, method, from string, now time.Time) (Session, error) {
	if err := t.EndSessionsOf(ctx, l.PersonID, ""); err != nil {
		return Session{}, err
	}
	s, err := d.openFull(ctx, t, l, "", from, now)
	if err != nil {
		return s, err
	}
	details := map[string]any{"method": method}
	if err := d.record(ctx, t, now, as(i.Person, from), "factor.enrol", l.PersonID, details); err != nil {
		return s, err
	}
	return s, d.record(ctx, t, now, as(i.Person, from), "session.open", l.PersonID, details)
}

// mayEnrol lets in a session that is enrolling, or a full one with its password.
func (d *Door) mayEnrol(ctx context.Context, token, password, from string, now time.Time) (Info, error) {
	i, _, err := d.enter(ctx, token, now)
	if err != nil {
		return i, err
	}
	switch i.State {
	case Enrolling:
		return i, nil
	case Full:
		return i, d.again(ctx, i.Person, password, from, now)
	}
	return i, errSession
}

// keepHalf keeps the first half of an enrolment in the session, in place of any other.
func (d *Door) keepHalf(ctx context.Context, i Info, u unfinished, now time.Time) error {
	body, err := json.Marshal(u)
	if err != nil {
		return fmt.Errorf("encode an unfinished enrolment: %w", err)
	}
	return d.change(ctx, i.Person.ID, func(t *store.Tx, _ *store.Login) error {
		s, err := d.live(ctx, t, i.ID, now)
		if err != nil {
			return err
		}
		s.Data = string(body)
		return t.PutSession(ctx, s)
	})
}

var errUnfinished = fault.New(fault.Late, "Pasó demasiado tiempo o el registro ya se hizo.").Then("Empiece otra vez.")

// takeHalf takes the first half out of the session: it serves once. Of two sessions that
// were enrolling, the one that finished first has ended the other (see enrolled).
func (d *Door) takeHalf(ctx context.Context, t *store.Tx, hash, kind string, now time.Time) (json.RawMessage, error) {
	s, err := d.live(ctx, t, hash, now)
	if err != nil {
		return nil, err
	}
	var u unfinished
	if s.Data == "" {
		return nil, errUnfinished
	}
	if err := json.Unmarshal([]byte(s.Data), &u); err != nil {
		return nil, fmt.Errorf("decode an unfinished enrolment: %w", err)
	}
	if u.Kind != kind || !now.Before(u.Until) {
		return nil, errUnfinished
	}
	s.Data = ""
	return u.Body, t.PutSession(ctx, s)
}

func quote(s string) json.RawMessage {
	b, _ := json.Marshal(s) // a string always can
	return b
}
