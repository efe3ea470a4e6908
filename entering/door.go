// Package entering lets people and programs in: log-in, second factor, passkeys, sessions,
// recovery and keys for programs. One file per command.
//
// What a client is told never shows whether a user exists, and nothing here keeps, records
// or returns a secret other than the one just made for its owner. A person's login row is
// the turnstile: whatever touches their sessions, factors or tokens keeps that row with a
// new version in the same transaction, so that of two commands at once one is done first
// and the other sees it done.
package entering

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-webauthn/webauthn/webauthn"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/vault"
)

// Door is what entering works with. Use it by its address.
type Door struct {
	Store    *store.Store
	Pack     *regulation.Pack
	Vault    *vault.Vault
	Hasher   *vault.Hasher
	WebAuthn *webauthn.WebAuthn // see Passkeys
	Now      func() time.Time
	Gate     institution.Gate
	BaseURL  string // of the site, without a slash at the end
	// Practice lets people in with the password alone until they enrol a second factor:
	// in practice mode everything is made up, and the enrolment can be practised too.
	Practice bool

	addresses throttle
}

// Lives of what is not a full session.
const (
	halfLife     = 15 * time.Minute // between the password and the second factor
	ceremonyLife = 5 * time.Minute  // of a passkey's ceremony
	linkLife     = time.Hour        // of a recovery's link
	touchEvery   = time.Minute      // how often a session's last use is noted
)

// stranger is who fails to enter: whoever it is, they have not shown it.
func stranger(from string) institution.Actor {
	return institution.Actor{PersonID: "desconocido", Name: "Sin identificar", Via: "web", From: from}
}

// as is the person through the web, before their rights are known.
func as(p institution.Person, from string) institution.Actor {
	return institution.Actor{PersonID: p.ID, Name: p.Name, AreaID: p.AreaID, Via: "web", From: from}
}

// retry runs f in a transaction until no other command is in its way.
func (d *Door) retry(ctx context.Context, f func(*store.Tx) error) error {
	var err error
	for range 64 {
		if err = d.Store.Change(ctx, f); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return err
}

// change runs f over the person's login and keeps it, whatever f did to it.
func (d *Door) change(ctx context.Context, personID string, f func(*store.Tx, *store.Login) error) error {
	return d.retry(ctx, func(t *store.Tx) error { return pass(ctx, t, personID, f) })
}

// pass is change within a transaction.
func pass(ctx context.Context, t *store.Tx, personID string, f func(*store.Tx, *store.Login) error) error {
	l, err := t.Login(ctx, personID)
	if err != nil {
		return err
	}
	if err := f(t, &l); err != nil {
		return err
	}
	return t.UpdateLogin(ctx, l)
}

// record writes an entry about a person.
func (d *Door) record(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, act, personID string, details map[string]any) error {
	e := store.Entry(now, a, act)
	e.Subject, e.Area, e.Details, e.Clause = "person:"+personID, a.AreaID, details, d.Pack.ClauseFor(regulation.RuleAccess)
	return t.Record(ctx, e)
}

func (d *Door) minutes(threshold string) time.Duration {
	return time.Duration(d.Pack.Threshold(threshold) * float64(time.Minute))
}

// sealContext binds a sealed seed to its person.
func sealContext(personID string) string { return "person:" + personID + "/totp" }

// inSession refuses what only a person in a full session may do, such as keys for programs
// making more keys.
func inSession(a institution.Actor) error {
	if a.SessionID == "" || a.System {
		return fault.New(fault.Forbidden, "Esto solo se puede hacer con la sesión abierta en el navegador.").
			Then("Entre con su usuario y repita la acción.")
	}
	return nil
}

// isText tells whether both databases can look s up. What strangers send may be anything.
func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// notFound turns any NotFound into the fault given, so that absence is told in one way.
func notFound(err error, told error) error {
	if fault.Is(err, fault.NotFound) {
		return told
	}
	return err
}

// Faults told to people. None tells whether a user exists.
var (
	errSession = fault.New(fault.Unauthenticated, "Su sesión terminó.").Then("Entre de nuevo.")
	errCode    = fault.New(fault.Unauthenticated, "El código no es correcto o ya se usó.").
			Then("Espere a que su aplicación muestre otro código y escríbalo, o use uno de sus códigos de recuperación.").On("code")
	errLink = fault.New(fault.Late, "El enlace ya se usó, venció o no está completo.").
		Then("Pida a quien opera el sistema que le dé otro.")
	errKey     = fault.New(fault.Unauthenticated, "La llave de acceso no es válida.").Then("Cree otra en «Mis llaves».")
	errPasskey = fault.New(fault.Unauthenticated, "No se pudo entrar con la llave de acceso del dispositivo.").
			Then("Inténtelo otra vez o entre con su contraseña.")
)

// errCredentials is one sentence for a wrong user, a wrong password and a paused access.
func (d *Door) errCredentials() error {
	return fault.New(fault.Unauthenticated, "El usuario o la contraseña no son correctos, o el acceso está en pausa.").
		Then(fmt.Sprintf("Revise sus datos. Después de %.0f intentos fallidos hay que esperar %.0f minutos.",
			d.Pack.Threshold(regulation.ThresholdLoginAttempts), d.Pack.Threshold(regulation.ThresholdLockout)))
}
