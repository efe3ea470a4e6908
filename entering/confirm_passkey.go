package entering

import (
	"context"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"pregonero/institution"
	"pregonero/store"
)

// passkeyProof begins what Confirm takes instead of a code: the sealed ceremony of
// BeginLogin and the browser's answer to it.
const passkeyProof = "passkey:"

// PasskeyProof joins a ceremony of BeginLogin and its answer for Confirm.
func PasskeyProof(ceremony string, answer []byte) string {
	return passkeyProof + ceremony + ":" + string(answer)
}

// isPasskeyProof takes a proof apart; a sealed ceremony has no colon.
func isPasskeyProof(proof string) (ceremony, answer string, is bool) {
	rest, is := strings.CutPrefix(proof, passkeyProof)
	if !is {
		return "", "", false
	}
	ceremony, answer, is = strings.Cut(rest, ":")
	return ceremony, answer, is
}

// confirmPasskey takes the answer of the actor's own passkey, once.
func (d *Door) confirmPasskey(ctx context.Context, a institution.Actor, ceremony, answer string, now time.Time) error {
	if err := d.passkeysReady(); err != nil {
		return err
	}
	c, err := d.openCeremony(ctx, ceremony, now)
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes([]byte(answer))
	if err != nil || string(parsed.Response.UserHandle) != a.PersonID {
		return errPasskey.Because(err)
	}
	err = d.change(ctx, a.PersonID, func(t *store.Tx, _ *store.Login) error {
		if _, err := d.live(ctx, t, a.SessionID, now); err != nil {
			return err
		}
		h, rows, err := holderOf(ctx, t, a.PersonID)
		if err != nil {
			return err
		}
		used, err := d.WebAuthn.ValidateDiscoverableLogin(func(_, _ []byte) (webauthn.User, error) { return h, nil }, c.Data, parsed)
		if err != nil {
			return errPasskey.Because(err)
		}
		if err := spend(ctx, t, rows, a.PersonID, used, c, now); err != nil {
			return err
		}
		return d.record(ctx, t, now, a, "session.confirm", a.PersonID, map[string]any{"method": "passkey"})
	})
	if err != nil {
		return d.passkeyRefused(ctx, err, parsed, a.From, now)
	}
	return nil
}
