package custody

import (
	"context"
	"regexp"
	"strings"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/ledger"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/vault"
)

// HandOver keeps a secret of the account that a person brings: the password in use now,
// the key of its second factor, its recovery codes, the address or the telephone. What is
// kept already is replaced.
func (c *Custodian) HandOver(ctx context.Context, a institution.Actor, accountID string, part account.Part, value string) error {
	acc, err := c.mayUse(ctx, a, accountID)
	if err != nil {
		return err
	}
	if acc.State == account.Closed {
		return fault.New(fault.Conflict, "La cuenta está dada de baja: sus accesos se destruyeron.").Then("Revise su expediente.")
	}
	plain, mark, codes, err := c.read(ctx, acc, part, strings.TrimSpace(value))
	if err != nil {
		return err
	}
	defer clear(plain)
	sealed, err := c.sealed(ctx, partContext(acc.ID, part), plain)
	if err != nil {
		return err
	}
	_, err = c.change(ctx, accountID, func(s *story) (ledger.Entry, error) {
		if part == account.PartPassword {
			if err := c.handed(ctx, s, a, mark); err != nil {
				return ledger.Entry{}, err
			}
		} else {
			s.k.Keep(part, kept(s, a))
		}
		if part == account.PartCodes {
			s.k.CodesLeft, s.k.CodesUsed = codes, nil
		}
		if err := s.t.PutSecret(ctx, sealed, s.now); err != nil {
			return ledger.Entry{}, err
		}
		return c.entry(s, a, "credential.handed_over", regulation.RuleCustody, map[string]any{"part": string(part)}), nil
	})
	return err
}

// mayUse asks the gate, whether or not the network has a connector.
//
//clause:code 5.1.p4
func (c *Custodian) mayUse(ctx context.Context, a institution.Actor, accountID string) (account.Account, error) {
	return c.may(ctx, a, institution.CredentialUse, accountID)
}

func (c *Custodian) may(ctx context.Context, a institution.Actor, act institution.Act, accountID string) (acc account.Account, err error) {
	err = c.Store.Read(ctx, func(t *store.Tx) error {
		acc, err = t.Account(ctx, accountID)
		return err
	})
	if err != nil {
		return acc, err
	}
	return acc, c.Gate.Permit(ctx, c.Now(), a, act, over(acc))
}

func over(acc account.Account) institution.On {
	return institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}, Subject: "account:" + acc.ID}
}

// handed is a password that is in use on the network already: it counts as renewed today
// only when none was kept before, for nobody can know how old it is.
func (c *Custodian) handed(ctx context.Context, s *story, a institution.Actor, m account.Mark) error {
	if err := c.unused(ctx, s.t, s.acc, m); err != nil {
		return err
	}
	if err := s.k.Handed(kept(s, a), m); err != nil {
		return err
	}
	return c.owe(ctx, s)
}

// owe sets the date by which the password is renewed, from now.
//
//clause:code 6.xxxiv
func (c *Custodian) owe(ctx context.Context, s *story) error {
	d, err := c.renewal(ctx, s, "")
	if err != nil {
		return err
	}
	s.k.Due = d.Due
	return s.t.SetDeadline(ctx, d)
}

func (c *Custodian) renewal(ctx context.Context, s *story, why string) (deadline.Deadline, error) {
	calendar, err := s.t.Calendar(ctx, c.Pack)
	if err != nil {
		return deadline.Deadline{}, err
	}
	detail := s.acc.At()
	if why != "" {
		detail += ": " + why
	}
	return deadline.New(c.Pack, calendar, regulation.DeadlinePasswordRotation, deadline.For{Subject: "account:" + s.acc.ID, AccountID: s.acc.ID, AreaID: s.acc.AreaID,
		Path: "/boveda/" + s.acc.ID, Detail: detail, Owners: deadline.Roles(institution.Lead, institution.Alternate)}, id.New(s.now), s.now)
}

// read judges what was brought. codes is how many recovery codes it holds.
func (c *Custodian) read(ctx context.Context, acc account.Account, part account.Part, value string) (plain []byte, m account.Mark, codes int, err error) {
	if value == "" {
		return nil, m, 0, fault.New(fault.Invalid, "Escriba lo que va a guardar.").On("value")
	}
	switch part {
	case account.PartPassword:
		_, m, err = c.chosen(ctx, acc, value)
	case account.PartSeed:
		var seed vault.Seed
		if seed, err = vault.ParseSeed(value); err == nil {
			return seed.Bytes(), m, 0, nil
		}
	case account.PartCodes:
		all := splitCodes(value)
		if len(all) < 1 || len(all) > 50 {
			return nil, m, 0, fault.New(fault.Invalid, "Escriba entre 1 y 50 códigos, uno por renglón.").On("value")
		}
		return encodeCodes(all), m, len(all), nil
	case account.PartEmail:
		err = account.CheckMail(c.Pack, value, "value")
	case account.PartPhone:
		if !telephone.MatchString(value) {
			err = fault.New(fault.Invalid, "Escriba el teléfono con diez dígitos o con el signo + y la clave del país.").On("value")
		}
	default:
		err = fault.New(fault.Invalid, "No se sabe qué guardar.")
	}
	return []byte(value), m, 0, err
}

var telephone = regexp.MustCompile(`^\+?[0-9][0-9 ()-]{8,18}[0-9]$`)

// splitCodes takes codes apart at line ends, commas and semicolons, each once.
func splitCodes(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, x := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == ',' || r == ';' }) {
		if x = strings.TrimSpace(x); x != "" && !seen[x] && len(x) <= 64 {
			out, seen[x] = append(out, x), true
		}
	}
	return out
}
