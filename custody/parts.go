package custody

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"golang.org/x/text/unicode/norm"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/limits"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/vault"
)

// partContext is the associated data of a sealed part.
func partContext(accountID string, p account.Part) string {
	return "account:" + accountID + "/custody/" + string(p)
}

func (c *Custodian) sealed(ctx context.Context, context string, plain []byte) (store.Secret, error) {
	s, err := c.Vault.Seal(ctx, context, plain)
	return store.Secret{Context: context, KeyID: s.KeyID(), Sealed: string(s)}, err
}

// opened reads a sealed value; the caller clears it.
func (c *Custodian) opened(ctx context.Context, context string) ([]byte, error) {
	var kept store.Secret
	err := c.Store.Read(ctx, func(t *store.Tx) (err error) {
		kept, err = t.Secret(ctx, context)
		return err
	})
	if err != nil {
		return nil, err
	}
	s, err := vault.ParseSealed(kept.Sealed)
	if err != nil {
		return nil, fmt.Errorf("read a sealed part: %w", err)
	}
	return c.Vault.Open(ctx, context, s)
}

// pepperContext holds the key of the marks by which a used password is known again.
const pepperContext = "custody/pepper"

// pepper reads that key and makes it the first time. It is sealed like any secret, so the
// database alone does not let anybody try passwords against the marks.
func (c *Custodian) pepper(ctx context.Context) ([]byte, error) {
	key, err := c.opened(ctx, pepperContext)
	if !fault.Is(err, fault.NotFound) {
		return key, err
	}
	now := c.Now()
	mine, err := c.Store.Lease(ctx, pepperContext, store.NewHolder(), now, now.Add(time.Minute))
	if err != nil {
		return nil, err
	}
	if !mine {
		return nil, fault.New(fault.Unavailable, "La bóveda se está preparando.").Then("Repita la acción en un minuto.")
	}
	key = make([]byte, 32)
	_, _ = rand.Read(key) // never fails: crypto/rand
	s, err := c.sealed(ctx, pepperContext, key)
	if err != nil {
		return nil, err
	}
	return key, c.Store.Change(ctx, func(t *store.Tx) error { return t.PutSecret(ctx, s, now) })
}

// leastCore is how long what remains of a password must be to recognise it by.
const leastCore = 6

func (c *Custodian) mark(ctx context.Context, password string) (account.Mark, error) {
	key, err := c.pepper(ctx)
	if err != nil {
		return account.Mark{}, err
	}
	defer clear(key)
	m := account.Mark{Whole: keyed(key, "whole", norm.NFKC.String(password))}
	if core := vault.Core(password); len(core) >= leastCore {
		m.Core = keyed(key, "core", core)
	}
	return m, nil
}

func keyed(key []byte, what, text string) string {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(what + "\x00" + text))
	return hex.EncodeToString(h.Sum(nil))
}

// recipe is the institution's rule for passwords within what the account's network takes.
//
//clause:code 5.2.g
func (c *Custodian) recipe(acc account.Account) vault.Recipe {
	rule, network := c.Pack.Passwords, limits.PasswordOf(acc.Network)
	r := vault.Recipe{Length: rule.Length, Min: max(rule.MinLength, network.Min), Max: network.Max, Lower: rule.MinLower, Upper: rule.MinUpper,
		Digits: rule.MinDigits, Special: rule.MinSpecial, Specials: network.Specials, WithoutAmbiguous: rule.WithoutAmbiguous,
		Names: []string{acc.Handle, acc.Name, c.Pack.Institution.Name, c.Pack.Institution.ShortName}}
	if r.Max > 0 {
		r.Min, r.Length = min(r.Min, r.Max), min(r.Length, r.Max)
	}
	return r
}

// unused refuses a password that is, or was, in use on this account or on another.
//
//clause:code 5.2.g
func (c *Custodian) unused(ctx context.Context, t *store.Tx, acc account.Account, m account.Mark) error {
	all, err := t.Custodies(ctx)
	if err != nil {
		return err
	}
	clause := c.Pack.ClauseFor(regulation.RulePasswordStrength)
	for id, k := range all {
		switch {
		case !k.Used(m):
		case id == acc.ID:
			return reused(clause, "Esa contraseña ya se usó en esta cuenta, o es la misma con otro final.")
		default:
			return reused(clause, "Esa contraseña ya se usa o se usó en otra cuenta de la institución, o es la misma con otro final.")
		}
	}
	return nil
}

func reused(clause, format string, args ...any) error {
	return fault.New(fault.Invalid, format, args...).Then("Deje que la bóveda genere una.").Under(clause).On("password")
}

// chosen is the password to keep: generated when none was typed, otherwise judged.
func (c *Custodian) chosen(ctx context.Context, acc account.Account, typed string) (string, account.Mark, error) {
	r := c.recipe(acc)
	if typed == "" {
		p, err := vault.Generate(r)
		if err != nil {
			return "", account.Mark{}, err
		}
		m, err := c.mark(ctx, p)
		return p, m, err
	}
	if err := r.Check(typed); err != nil {
		f, _ := fault.Of(err)
		return "", account.Mark{}, f.Under(c.Pack.ClauseFor(regulation.RulePasswordStrength))
	}
	m, err := c.mark(ctx, typed)
	return typed, m, err
}

func encodeCodes(codes []string) []byte {
	b, err := json.Marshal(codes)
	if err != nil {
		panic("custody: cannot marshal codes: " + err.Error()) // texts only
	}
	return b
}

// story is what a change of custody works on, inside its transaction.
type story struct {
	t   *store.Tx
	acc account.Account
	k   account.Custody
	now time.Time
}

// change runs f over the account and its custody as they are now and keeps both, with the
// entry that f returns; an entry without act keeps nothing.
func (c *Custodian) change(ctx context.Context, accountID string, f func(*story) (ledger.Entry, error)) (account.Custody, error) {
	var out account.Custody
	err := c.Store.Change(ctx, func(t *store.Tx) error {
		s := &story{t: t, now: c.Now()}
		var err error
		if s.acc, err = t.Account(ctx, accountID); err != nil {
			return err
		}
		if s.k, err = t.Custody(ctx, s.acc); err != nil {
			return err
		}
		before := s.acc.HeldUntil
		e, err := f(s)
		out = s.k
		if err != nil || e.Act == "" {
			return err
		}
		if !s.acc.HeldUntil.Equal(before) {
			if err := t.UpdateAccount(ctx, s.acc); err != nil {
				return err
			}
		}
		s.k.AreaID = s.acc.AreaID
		if err := t.PutCustody(ctx, s.k); err != nil {
			return err
		}
		return t.Record(ctx, e)
	})
	return out, err
}

// entry begins an entry of the ledger about an account's custody.
func (c *Custodian) entry(s *story, a institution.Actor, act string, rule regulation.Rule, details map[string]any) ledger.Entry {
	e := store.Entry(s.now, a, act)
	e.Subject, e.Account, e.Area, e.Clause, e.Details = "account:"+s.acc.ID, s.acc.ID, s.acc.AreaID, c.Pack.ClauseFor(rule), details
	return e
}
