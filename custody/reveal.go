package custody

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/vault"
)

// Ask is somebody who wants to see a secret.
type Ask struct {
	Part   account.Part
	Reason string
	Code   string // of their own second factor, given now
	Phone  bool   // they look at it on a phone
}

// Shown is a secret on its way to the page of who asked. It prints as nothing.
type Shown struct {
	Part account.Part
	For  time.Duration // it stays in sight
	Left time.Duration // a code of the moment is good for so long; 0 for anything else
	text string
}

// Expose is the secret, for the page and nothing else.
func (s Shown) Expose() string { return s.text }

// Format hides the secret from every verb of fmt.
func (Shown) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[reservado]")) }

// MarshalJSON hides the secret from JSON and slog.
func (Shown) MarshalJSON() ([]byte, error) { return []byte(`"[reservado]"`), nil }

// Reveal shows one secret once: only to the two administrators and the head of the area,
// with their second factor given now and a reason, which are recorded and told to the
// others before anything is shown. Of the second factor only the code of the moment is
// ever seen; of the recovery codes one, which counts as used.
//
//clause:code 5.1.p4
func (c *Custodian) Reveal(ctx context.Context, a institution.Actor, accountID string, ask Ask) (Shown, error) {
	acc, err := c.may(ctx, a, institution.CredentialReveal, accountID)
	if err != nil {
		return Shown{}, err
	}
	ask.Reason = strings.TrimSpace(ask.Reason)
	if err := c.asks(a, ask); err != nil {
		return Shown{}, err
	}
	k, err := c.custodyOf(ctx, acc)
	if err != nil {
		return Shown{}, err
	}
	if !k.Has(ask.Part) || ask.Part == account.PartCodes && k.CodesLeft == 0 {
		return Shown{}, fault.New(fault.NotFound, "No se guarda eso de esta cuenta.").Then("Revise en la bóveda qué se guarda.")
	}
	if c.Confirm == nil {
		return Shown{}, errors.New("reveal: nobody asks for the second factor")
	}
	if err := c.Confirm(ctx, a, ask.Code); err != nil {
		return Shown{}, err
	}
	return c.reveal(ctx, a, acc, ask)
}

const maxReason = 300

func (c *Custodian) asks(a institution.Actor, ask Ask) error {
	switch {
	case a.SessionID == "" || a.System:
		return fault.New(fault.Forbidden, "Los secretos de una cuenta solo se ven con la sesión abierta en el navegador.").
			Then("Entre con su usuario y repita la acción.").Under(c.Pack.ClauseFor(regulation.RuleAccess))
	case ask.Phone && !c.Pack.Passwords.RevealOnPhone:
		return fault.New(fault.Forbidden, "Los secretos de una cuenta no se muestran en un teléfono.").
			Then("Ábrala en una computadora de la institución.").Under(c.Pack.ClauseFor(regulation.RuleCustody))
	case len([]rune(ask.Reason)) < 5:
		return fault.New(fault.Invalid, "Escriba para qué va a usarlo.").Then("Queda en la bitácora y se avisa a las demás personas responsables.").On("reason")
	case len([]rune(ask.Reason)) > maxReason:
		return fault.New(fault.Invalid, "El motivo puede tener hasta %d caracteres.", maxReason).On("reason")
	}
	return nil
}

func (c *Custodian) custodyOf(ctx context.Context, acc account.Account) (k account.Custody, err error) {
	err = c.Store.Read(ctx, func(t *store.Tx) error {
		k, err = t.Custody(ctx, acc)
		return err
	})
	return k, err
}

func (c *Custodian) reveal(ctx context.Context, a institution.Actor, acc account.Account, ask Ask) (Shown, error) {
	plain, err := c.opened(ctx, partContext(acc.ID, ask.Part))
	if err != nil {
		return Shown{}, err
	}
	defer clear(plain)
	out, rest, err := c.readable(ask.Part, plain)
	if err != nil {
		return Shown{}, err
	}
	var sealed store.Secret
	if ask.Part == account.PartCodes {
		if sealed, err = c.sealed(ctx, partContext(acc.ID, ask.Part), encodeCodes(rest)); err != nil {
			return Shown{}, err
		}
	}
	_, err = c.change(ctx, acc.ID, func(s *story) (ledger.Entry, error) {
		if ask.Part == account.PartCodes {
			if s.k.CodesLeft != len(rest)+1 {
				return ledger.Entry{}, store.ErrConflict
			}
			s.k.CodesLeft, s.k.CodesUsed = len(rest), append(s.k.CodesUsed, kept(s, a))
			if err := s.t.PutSecret(ctx, sealed, s.now); err != nil {
				return ledger.Entry{}, err
			}
		}
		s.k.Viewed(account.View{At: s.now, By: a.PersonID, Name: a.Name, Part: ask.Part, Reason: ask.Reason})
		err := c.tell(ctx, s, a, regulation.RuleAccess, "Alguien vio un acceso de "+s.acc.At(),
			fmt.Sprintf("%s vio: %s.", a.Name, strings.ToLower(ask.Part.Label())), "Motivo que escribió: "+ask.Reason,
			"Si no lo esperaba, hable con esa persona o reporte un incidente desde la página de la cuenta.")
		return c.entry(s, a, "credential.reveal", regulation.RuleAccess, map[string]any{"part": string(ask.Part), "reason": ask.Reason}), err
	})
	if err != nil {
		return Shown{}, err // nothing is shown that was not recorded
	}
	return out, nil
}

// readable is what a person sees of a part, and the recovery codes that are left after it.
func (c *Custodian) readable(p account.Part, plain []byte) (out Shown, rest []string, err error) {
	out = Shown{Part: p, For: time.Duration(c.Pack.Threshold(regulation.ThresholdReveal) * float64(time.Second)), text: string(plain)}
	switch p {
	case account.PartSeed:
		seed, err := vault.OpenSeed(plain)
		if err != nil {
			return Shown{}, nil, err
		}
		out.text, out.Left, err = seed.Code(c.Now())
		return out, nil, err
	case account.PartCodes:
		var all []string
		if json.Unmarshal(plain, &all) != nil || len(all) == 0 {
			return Shown{}, nil, errors.New("kept recovery codes are not in the expected form") // no cause: it would quote them
		}
		out.text = all[0]
		return out, all[1:], nil
	}
	return out, nil, nil
}
