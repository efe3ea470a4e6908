package opening

import (
	"context"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/ledger"
	"pregonero/mail"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/store"
)

// AskMailbox asks the IT office, by mail, for the account's mailbox; its time runs.
//
//clause:code 7.vi
func (v *Opener) AskMailbox(ctx context.Context, a institution.Actor, proposalID string) (proposal.Proposal, error) {
	now := v.Now()
	return v.take(ctx, a, proposalID, step{institution.AccountOpen, "opening.mailbox_ask", regulation.RuleMailbox, func(t *store.Tx, p *proposal.Proposal, _ *ledger.Entry) error {
		if err := p.AskMailbox(a.PersonID, now); err != nil {
			return err
		}
		if err := v.clock(ctx, t, *p, regulation.DeadlineMailbox, "/apertura", now, deadline.Roles(institution.IT)...); err != nil {
			return err
		}
		m := v.message(*p, "/apertura", "Solicitud de correo para una cuenta", regulation.RuleMailbox,
			"Se aprobó abrir esta cuenta y necesita un correo institucional propio. Cuando lo haya creado, regístrelo en la página de apertura: con eso queda entregado.")
		if err := v.officeMail(ctx, t, &m); err != nil {
			return err
		}
		return v.tell(ctx, t, *p, m, string(institution.IT))
	}})
}

// officeMail adds the IT office's own address, when its area has one.
func (v *Opener) officeMail(ctx context.Context, t *store.Tx, m *mail.Message) error {
	office, ok := v.Pack.Office(regulation.OfficeIT)
	if !ok || office.AreaID == "" {
		return nil
	}
	area, err := t.Area(ctx, office.AreaID)
	if fault.Is(err, fault.NotFound) || err == nil && area.Email == "" {
		return nil
	}
	if err == nil {
		m.To = append(m.To, mail.Address{Name: area.Name, Email: area.Email})
	}
	return err
}

// GiveMailbox is the IT office's confirmation that the mailbox is there.
//
//clause:code 7.vi
func (v *Opener) GiveMailbox(ctx context.Context, a institution.Actor, proposalID, address string) (proposal.Proposal, error) {
	now := v.Now()
	return v.take(ctx, a, proposalID, step{institution.MailboxGive, "opening.mailbox_give", regulation.RuleMailbox, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		address = strings.ToLower(strings.TrimSpace(address))
		if err := p.GiveMailbox(v.Pack, address, deed(a, now)); err != nil {
			return err
		}
		if err := v.onAccount(ctx, t, *p, func(acc *account.Account) { acc.Email = address }); err != nil {
			return err
		}
		if err := t.MeetDeadline(ctx, regulation.DeadlineMailbox, subject(*p), now); err != nil {
			return err
		}
		e.Details["address"] = address
		m := v.message(*p, "/apertura", "Correo de la cuenta entregado", regulation.RuleMailbox, "Informática entregó el correo de la cuenta: "+address+". Ya puede crear la cuenta en la red con él.")
		return v.tell(ctx, t, *p, m, string(institution.Lead), string(institution.Alternate), string(institution.Head))
	}})
}

func deed(a institution.Actor, now time.Time) proposal.Deed {
	return proposal.Deed{By: a.PersonID, Name: a.Name, At: now}
}

// onAccount changes the account of a proposal in the same transaction.
func (v *Opener) onAccount(ctx context.Context, t *store.Tx, p proposal.Proposal, f func(*account.Account)) error {
	acc, err := t.Account(ctx, p.AccountID)
	if err != nil {
		return err
	}
	f(&acc)
	return t.UpdateAccount(ctx, acc)
}

// SetHandle notes the account as it was made on its network; it must bear the approved name.
func (v *Opener) SetHandle(ctx context.Context, a institution.Actor, proposalID, handle, url string) (proposal.Proposal, error) {
	now := v.Now()
	return v.take(ctx, a, proposalID, step{institution.AccountOpen, "opening.handle", regulation.RuleMailbox, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		handle, url = account.CleanHandle(handle), strings.TrimSpace(url)
		if url != "" && !account.WebAddress(url) {
			return fault.New(fault.Invalid, "«%s» no es la dirección de una página.", url).Then("Cópiela del navegador, completa: comienza con https://.").On("url")
		}
		if err := p.SetHandle(v.Pack, handle, url, deed(a, now)); err != nil {
			return err
		}
		e.Details["handle"], e.Details["url"] = handle, url
		return v.onAccount(ctx, t, *p, func(acc *account.Account) { acc.Handle, acc.URL = handle, url })
	}})
}

// AskRename asks the press office for another name than the approved one. The name is
// judged by the same rules as at first.
//
//clause:code 7.iii
func (v *Opener) AskRename(ctx context.Context, a institution.Actor, proposalID, handle, why string) (proposal.Proposal, error) {
	now := v.Now()
	return v.take(ctx, a, proposalID, step{institution.AccountOpen, "opening.rename_ask", regulation.RuleProposalAnswer, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		w, err := v.around(ctx, t, *p)
		if err != nil {
			return err
		}
		wanted := p.Answers
		wanted.Handle = account.CleanHandle(handle)
		if err := wanted.CheckName(v.Pack, w); err != nil {
			return err
		}
		if err := p.AskRename(proposal.Rename{Handle: wanted.Handle, Why: strings.TrimSpace(why), Asked: deed(a, now)}); err != nil {
			return err
		}
		e.Details["handle"] = wanted.Handle
		if err := v.clock(ctx, t, *p, regulation.DeadlineProposalAnswer, "/apertura", now, deadline.Roles(institution.Press)...); err != nil {
			return err
		}
		m := v.message(*p, "/apertura", "Otro nombre para una cuenta aprobada", regulation.RuleProposalAnswer, "El área pide que se valore otro nombre: "+wanted.Handle+".", why)
		return v.tell(ctx, t, *p, m, string(institution.Press))
	}})
}

// JudgeRename accepts or refuses the other name.
func (v *Opener) JudgeRename(ctx context.Context, a institution.Actor, proposalID string, accept bool, note string) (proposal.Proposal, error) {
	now := v.Now()
	return v.take(ctx, a, proposalID, step{institution.ProposalJudge, "opening.rename_judge", regulation.RuleProposalAnswer, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		if err := p.JudgeRename(accept, note, deed(a, now)); err != nil {
			return err
		}
		if accept {
			if err := v.onAccount(ctx, t, *p, func(acc *account.Account) { acc.Handle, acc.URL = p.Answers.Handle, "" }); err != nil {
				return err
			}
		}
		if err := t.MeetDeadline(ctx, regulation.DeadlineProposalAnswer, subject(*p), now); err != nil {
			return err
		}
		e.Details["accepted"], e.Details["handle"] = accept, p.Opening.Renames[len(p.Opening.Renames)-1].Handle
		said := "No se aceptó el otro nombre: " + note
		if accept {
			said = "Se aceptó el otro nombre: " + p.Answers.Handle + "."
		}
		return v.tell(ctx, t, *p, v.message(*p, "/apertura", "Nombre de la cuenta", regulation.RuleProposalAnswer, said), string(institution.Head), string(institution.Lead), string(institution.Alternate))
	}})
}

// deadlineTraining is the day that an administrator's training was committed to.
const deadlineTraining = "training/"

// Train notes that an administrator was trained, or the day on which it will be.
func (v *Opener) Train(ctx context.Context, a institution.Actor, proposalID, personID string, tr proposal.Training) (proposal.Proposal, error) {
	now := v.Now()
	return v.take(ctx, a, proposalID, step{institution.AccountOpen, "opening.training", regulation.RuleTwoAdministrators, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		if p.Opening == nil {
			return fault.New(fault.Conflict, "La propuesta todavía no se aprueba.")
		}
		w, err := v.around(ctx, t, *p)
		if err != nil {
			return err
		}
		switch personID {
		case p.Answers.LeadID:
			p.Answers.LeadTraining = tr
		case p.Answers.AlternateID:
			p.Answers.AlternateTraining = tr
		default:
			return fault.New(fault.Invalid, "Esa persona no administra la cuenta.").On("person_id")
		}
		if err := p.Answers.CheckTraining(v.Pack, w); err != nil {
			return err
		}
		e.Details["person"], e.Details["done"] = personID, tr.Done
		if tr.Done {
			return t.MeetDeadline(ctx, deadlineTraining+personID, subject(*p), now)
		}
		area, err := t.Area(ctx, p.AreaID)
		if err != nil {
			return err
		}
		return t.SetDeadline(ctx, v.trainingClock(*p, personID, tr.On, area))
	}})
}

// trainingClocks begin with the approval, for what was committed to.
func (v *Opener) trainingClocks(ctx context.Context, t *store.Tx, p proposal.Proposal, area institution.Area) error {
	for person, tr := range map[string]proposal.Training{p.Answers.LeadID: p.Answers.LeadTraining, p.Answers.AlternateID: p.Answers.AlternateTraining} {
		if tr.Done || tr.On.IsZero() {
			continue
		}
		if err := t.SetDeadline(ctx, v.trainingClock(p, person, tr.On, area)); err != nil {
			return err
		}
	}
	return nil
}

func (v *Opener) trainingClock(p proposal.Proposal, personID string, on regulation.Date, area institution.Area) deadline.Deadline {
	return deadline.Committed(deadlineTraining+personID, "Capacitación comprometida", v.Pack.ClauseFor(regulation.RuleTwoAdministrators),
		deadline.For{Subject: subject(p), AccountID: p.AccountID, AreaID: p.AreaID, Path: path(p) + "/apertura", Detail: p.Title(), Owners: []string{deadline.Person(personID)}},
		id.New(v.Now()), v.Now(), on, v.zone(area.Zone))
}

// ConfirmHours confirms the attendance hours with which the account opens.
func (v *Opener) ConfirmHours(ctx context.Context, a institution.Actor, proposalID string) (proposal.Proposal, error) {
	now := v.Now()
	return v.take(ctx, a, proposalID, step{institution.AccountOpen, "opening.hours", regulation.RuleAttendance, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		if p.State != proposal.Approved {
			return fault.New(fault.Conflict, "La propuesta está %s.", p.State.Label())
		}
		acc, err := t.Account(ctx, p.AccountID)
		if err != nil {
			return err
		}
		p.Opening.HoursGiven = deed(a, now)
		e.Details["hours"] = acc.Hours.Sentence()
		return nil
	}})
}

// GoLive activates the account once every step of its opening is done, and only then.
//
//clause:code 7.iv
func (v *Opener) GoLive(ctx context.Context, a institution.Actor, proposalID string) (proposal.Proposal, error) {
	now := v.Now()
	return v.take(ctx, a, proposalID, step{institution.AccountOpen, "opening.live", regulation.RuleOpening, func(t *store.Tx, p *proposal.Proposal, _ *ledger.Entry) error {
		f, err := v.facts(ctx, t, *p)
		if err != nil {
			return err
		}
		if err := p.GoLive(v.Pack, f, now); err != nil {
			return err
		}
		w, err := v.around(ctx, t, *p)
		if err != nil {
			return err
		}
		if err := v.stillAdministered(ctx, t, f.Account, w); err != nil {
			return err
		}
		acc := f.Account
		if err := acc.Apply(account.Open, now); err != nil {
			return err
		}
		if err := t.UpdateAccount(ctx, acc); err != nil {
			return err
		}
		if err := t.MeetDeadline(ctx, regulation.DeadlineOpening, subject(*p), now); err != nil {
			return err
		}
		m := v.message(*p, "/apertura", "Cuenta abierta", regulation.RuleOpening, "La cuenta ya está abierta y en el directorio público.")
		return v.tell(ctx, t, *p, m, string(institution.Lead), string(institution.Alternate), string(institution.Head), string(institution.Press))
	}})
}

// stillAdministered judges the two administrators that the account has now: they may have
// changed since the proposal.
func (v *Opener) stillAdministered(ctx context.Context, t *store.Tx, acc account.Account, w proposal.Around) error {
	lead, err := personOrNone(ctx, t, acc.LeadID)
	if err != nil {
		return err
	}
	alternate, err := personOrNone(ctx, t, acc.AlternateID)
	if err != nil {
		return err
	}
	if err := account.CheckAdministrators(v.Pack, acc.AreaID, lead, alternate, w.Family); err != nil {
		return err
	}
	return v.hold(ctx, t, lead, alternate)
}
