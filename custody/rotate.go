package custody

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// window is how long a renewal may take; nothing may come due in it.
func (c *Custodian) window() time.Duration {
	return time.Duration(c.Pack.Threshold(regulation.ThresholdRotationWindow) * float64(time.Minute))
}

// under lists what goes out, or is going out, in the window of a renewal that begins now.
func (c *Custodian) under(ctx context.Context, t *store.Tx, accountID string, now time.Time) ([]post.Publication, error) {
	return t.Publications(ctx, store.PublicationFilter{Accounts: []string{accountID}, Stages: []post.Stage{post.Waiting, post.Sending, post.Unknown}, To: now.Add(c.window())})
}

// BeginRotation makes the new password of the account, or takes the one that was typed,
// and keeps it beside the old. It refuses when something is due in the window, unless the
// renewal was ordered; what comes due after it began waits.
//
//clause:code 6.xxxiv
func (c *Custodian) BeginRotation(ctx context.Context, a institution.Actor, accountID, typed string) (account.Custody, error) {
	acc, err := c.mayUse(ctx, a, accountID)
	if err != nil {
		return account.Custody{}, err
	}
	if acc.State == account.Closed {
		return account.Custody{}, fault.New(fault.Conflict, "La cuenta está dada de baja.").Then("Revise su expediente.")
	}
	password, mark, err := c.chosen(ctx, acc, typed)
	if err != nil {
		return account.Custody{}, err
	}
	sealed, err := c.sealed(ctx, partContext(acc.ID, account.PartPending), []byte(password))
	if err != nil {
		return account.Custody{}, err
	}
	return c.change(ctx, accountID, func(s *story) (ledger.Entry, error) {
		due, err := c.under(ctx, s.t, acc.ID, s.now)
		if err != nil {
			return ledger.Entry{}, err
		}
		if len(due) > 0 && s.k.Forced == nil {
			return ledger.Entry{}, c.tooNear(due, s.now)
		}
		if err := c.unused(ctx, s.t, acc, mark); err != nil {
			return ledger.Entry{}, err
		}
		until := s.now.Add(c.window())
		if err := s.k.Begin(kept(s, a), mark, until); err != nil {
			return ledger.Entry{}, err
		}
		s.acc.HeldUntil = until
		if err := s.t.PutSecret(ctx, sealed, s.now); err != nil {
			return ledger.Entry{}, err
		}
		return c.entry(s, a, "credential.rotation_begin", regulation.RulePasswordRotation, map[string]any{"generated": typed == "", "until": until.UTC().Format(time.RFC3339)}), nil
	})
}

func (c *Custodian) tooNear(due []post.Publication, now time.Time) error {
	var which []string
	for _, p := range due {
		which = append(which, "«"+brief(p.Text)+"» ("+p.DueAt.In(c.Pack.Location()).Format("15:04")+")")
	}
	return fault.New(fault.Conflict, "No se puede renovar ahora: en los próximos %.0f minutos sale de esta cuenta %s.", c.window().Minutes(), strings.Join(which, ", ")).
		Then("Espere a que salgan, o muévalas a otra hora en el calendario.").Under(c.Pack.ClauseFor(regulation.RulePasswordRotation))
}

func brief(text string) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) <= 40 {
		return string(r)
	}
	return string(r[:39]) + "…"
}

// ContinueRotation says that the password was changed on the network. Pregonero's access
// is tried: when the network takes it, the new password is the current one; when the
// network dropped it, the account must be connected again, and then this is repeated.
//
//clause:code 6.xxxiv
func (c *Custodian) ContinueRotation(ctx context.Context, a institution.Actor, accountID string) (account.Custody, error) {
	acc, err := c.mayUse(ctx, a, accountID)
	if err != nil {
		return account.Custody{}, err
	}
	k, err := c.custodyOf(ctx, acc)
	if err != nil {
		return k, err
	}
	if k.Rotation == nil {
		return k, fault.New(fault.Conflict, "No hay ninguna renovación empezada.").Then("Empiece una desde la bóveda de la cuenta.")
	}
	conn, err := c.Keys.Connector(acc)
	switch {
	case err == nil && !acc.Credential.Present && acc.Credential.Problem != "": // ended on purpose, as in an incident
		return c.dropped(ctx, a, acc)
	case err != nil || !acc.Credential.Present: // nothing of Pregonero's to be tried: a person's word
		return c.finish(ctx, a, acc, "palabra")
	}
	acc, answered, err := c.probe(ctx, a, acc, conn)
	if err != nil {
		return k, err
	}
	switch {
	case !answered:
		return k, fault.New(fault.Unavailable, "La red no contestó, así que no se sabe si el acceso sigue sirviendo.").
			Then("Espere un momento y repita este paso. Las dos contraseñas siguen guardadas.")
	case !acc.Credential.ProbeOK:
		return c.dropped(ctx, a, acc)
	}
	return c.finish(ctx, a, acc, "prueba")
}

// dropped notes that the network dropped Pregonero's access with the old password.
func (c *Custodian) dropped(ctx context.Context, a institution.Actor, acc account.Account) (account.Custody, error) {
	return c.change(ctx, acc.ID, func(s *story) (ledger.Entry, error) {
		if s.k.Rotation == nil {
			return ledger.Entry{}, nil
		}
		r := *s.k.Rotation
		if r.ChangedAt.IsZero() {
			r.ChangedAt = s.now
		}
		r.Step, r.Problem = account.StepReauthorise, s.acc.Credential.Problem
		s.k.Rotation = &r
		return c.entry(s, a, "credential.rotation_dropped", regulation.RulePasswordRotation, map[string]any{"problem": r.Problem}), nil
	})
}

// finish makes the pending password the current one and lets publishing go on.
func (c *Custodian) finish(ctx context.Context, a institution.Actor, acc account.Account, how string) (account.Custody, error) {
	plain, err := c.opened(ctx, partContext(acc.ID, account.PartPending))
	if fault.Is(err, fault.NotFound) {
		return account.Custody{}, store.ErrConflict // somebody else finished it meanwhile
	}
	if err != nil {
		return account.Custody{}, err
	}
	defer clear(plain)
	sealed, err := c.sealed(ctx, partContext(acc.ID, account.PartPassword), plain)
	if err != nil {
		return account.Custody{}, err
	}
	return c.change(ctx, acc.ID, func(s *story) (ledger.Entry, error) {
		if err := s.k.Finish(kept(s, a)); err != nil {
			return ledger.Entry{}, err
		}
		s.acc.HeldUntil = time.Time{}
		if err := s.t.PutSecret(ctx, sealed, s.now); err != nil {
			return ledger.Entry{}, err
		}
		if err := s.t.RemoveSecret(ctx, partContext(acc.ID, account.PartPending)); err != nil {
			return ledger.Entry{}, err
		}
		if err := s.t.MeetDeadline(ctx, regulation.DeadlinePasswordRotation, "account:"+acc.ID, s.now); err != nil {
			return ledger.Entry{}, err
		}
		if err := c.owe(ctx, s); err != nil {
			return ledger.Entry{}, err
		}
		err := c.tell(ctx, s, a, regulation.RulePasswordRotation, "Se renovó la contraseña de "+s.acc.At(),
			fmt.Sprintf("%s renovó la contraseña de la cuenta. La nueva está en la bóveda.", a.Name), "La publicación sigue como estaba programada.")
		return c.entry(s, a, "credential.rotated", regulation.RulePasswordRotation, map[string]any{"verified_by": how}), err
	})
}

// Which password is the good one, when a renewal was left half way.
const (
	KeepNew = "new"
	KeepOld = "old"
)

// DecideRotation ends a renewal that was left half way by a person's word on what the
// network has now. Until then both passwords are kept.
func (c *Custodian) DecideRotation(ctx context.Context, a institution.Actor, accountID, good string) (account.Custody, error) {
	acc, err := c.mayUse(ctx, a, accountID)
	if err != nil {
		return account.Custody{}, err
	}
	switch good {
	case KeepNew:
		return c.finish(ctx, a, acc, "palabra")
	case KeepOld:
		return c.change(ctx, accountID, func(s *story) (ledger.Entry, error) {
			if err := s.k.Abandon(); err != nil {
				return ledger.Entry{}, err
			}
			s.acc.HeldUntil = time.Time{}
			err := s.t.RemoveSecret(ctx, partContext(acc.ID, account.PartPending))
			return c.entry(s, a, "credential.rotation_abandoned", regulation.RulePasswordRotation, nil), err
		})
	}
	return account.Custody{}, fault.New(fault.Invalid, "Diga cuál de las dos contraseñas tiene la red.").On("good")
}

// oweAll sets the date of the first renewal for accounts that owe none yet, such as those
// whose password nobody has handed over: it must not be forgotten because it was never here.
//
//clause:code 6.xxxiv
func (c *Custodian) oweAll(ctx context.Context) error {
	var accounts []account.Account
	var all map[string]account.Custody
	err := c.Store.Read(ctx, func(t *store.Tx) (err error) {
		if accounts, err = t.Accounts(ctx, store.AccountFilter{States: []account.State{account.Active}}); err != nil {
			return err
		}
		all, err = t.Custodies(ctx)
		return err
	})
	if err != nil {
		return err
	}
	for _, acc := range accounts {
		if !all[acc.ID].Due.IsZero() {
			continue
		}
		err := c.Store.Change(ctx, func(t *store.Tx) error {
			k, err := t.Custody(ctx, acc)
			if err != nil || !k.Due.IsZero() {
				return err
			}
			s := &story{t: t, acc: acc, k: k, now: c.Now()}
			if err := c.owe(ctx, s); err != nil {
				return err
			}
			return t.PutCustody(ctx, s.k)
		})
		if err != nil && !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return nil
}

// tellLeft tells those who answer for it that a renewal was left half way, once.
func (c *Custodian) tellLeft(ctx context.Context) error {
	var all map[string]account.Custody
	err := c.Store.Read(ctx, func(t *store.Tx) (err error) {
		all, err = t.Custodies(ctx)
		return err
	})
	if err != nil {
		return err
	}
	for id, k := range all {
		if !k.Left(c.Now()) || k.Rotation.Told {
			continue
		}
		_, err := c.change(ctx, id, func(s *story) (ledger.Entry, error) {
			if !s.k.Left(s.now) || s.k.Rotation.Told {
				return ledger.Entry{}, nil
			}
			r := *s.k.Rotation
			r.Told, s.k.Rotation = true, &r
			err := c.tell(ctx, s, institution.System("custodia"), regulation.RulePasswordRotation, "La renovación de la contraseña de "+s.acc.At()+" quedó a medias",
				r.Name+" empezó a renovarla y no ha terminado. Las dos contraseñas siguen guardadas y la publicación ya no espera.",
				"Entre a la bóveda de la cuenta y siga desde el paso en que quedó, o diga cuál contraseña tiene la red.")
			return c.entry(s, institution.System("custodia"), "credential.rotation_left", regulation.RulePasswordRotation, nil), err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
