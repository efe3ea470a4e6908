package entering

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/store"
	"pregonero/vault"
)

// tokenPrefix lets people, and scanners of leaked secrets, know what they look at.
const tokenPrefix = "pgn_"

// Bounds of a key for programs.
const (
	maxTokenLife = 366 * 24 * time.Hour
	maxTokenName = 80
)

// Token is a key for programs in its owner's list.
type Token struct {
	ID, Name                        string
	Acts                            []institution.Act // nil: all that the person may do
	Created, Expires, Revoked, Used time.Time
}

// CreateToken makes a key for programs, narrowed to acts (nil: all that the person may do)
// and good until expires, at most a year. The key is returned this once.
func (d *Door) CreateToken(ctx context.Context, a institution.Actor, name string, acts []institution.Act, expires time.Time) (key string, tok Token, err error) {
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.TokenOwn, institution.On{Subject: "person:" + a.PersonID}); err != nil {
		return "", tok, err
	}
	if err := inSession(a); err != nil {
		return "", tok, err
	}
	tok = Token{ID: id.New(now), Name: strings.Join(strings.Fields(name), " "), Acts: acts, Created: now, Expires: expires}
	if err := tok.check(now, a); err != nil {
		return "", Token{}, err
	}
	key = tokenPrefix + vault.Token(32)
	kept := store.Token{ID: tok.ID, Hash: vault.HashToken(key), PersonID: a.PersonID, Name: tok.Name, Acts: words(acts), Created: now, Expires: expires}
	err = d.change(ctx, a.PersonID, func(t *store.Tx, _ *store.Login) error {
		if _, err := d.live(ctx, t, a.SessionID, now); err != nil {
			return err
		}
		if err := t.AddToken(ctx, kept); err != nil {
			return err
		}
		return d.record(ctx, t, now, a, "token.create", a.PersonID, tok.details())
	})
	if err != nil {
		return "", Token{}, err
	}
	return key, tok, nil
}

func (k Token) check(now time.Time, a institution.Actor) error {
	if n := utf8.RuneCountInString(k.Name); n == 0 || n > maxTokenName || !isText(k.Name) {
		return fault.New(fault.Invalid, "Escriba para qué es la llave (máximo %d caracteres).", maxTokenName).On("name")
	}
	if !k.Expires.After(now) || k.Expires.Sub(now) > maxTokenLife {
		return fault.New(fault.Invalid, "La llave debe vencer después de hoy y antes de un año.").On("expires")
	}
	if k.Acts != nil && len(k.Acts) == 0 {
		return fault.New(fault.Invalid, "Elija al menos una cosa que la llave permita hacer.").On("acts")
	}
	for _, act := range k.Acts {
		if !institution.Allowed(now, a, act, institution.On{}) {
			return fault.New(fault.Invalid, "Su cargo no permite hacer esto, así que su llave tampoco: %s.", institution.Describe(act)).On("acts")
		}
	}
	return nil
}

func (k Token) details() map[string]any {
	acts := "*"
	if k.Acts != nil {
		acts = strings.Join(words(k.Acts), " ")
	}
	return map[string]any{"token": k.ID, "name": k.Name, "acts": acts, "expires": k.Expires.UTC().Format(time.RFC3339)}
}

// words are the acts as the store keeps them, each once; nil stays nil.
func words(acts []institution.Act) []string {
	if acts == nil {
		return nil
	}
	out := []string{}
	for _, act := range acts {
		if !slices.Contains(out, string(act)) {
			out = append(out, string(act))
		}
	}
	return out
}
