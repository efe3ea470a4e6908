package opening

import (
	"context"
	"strings"

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

// Verdict is what the press office says of a proposal.
type Verdict struct {
	Decision proposal.Decision
	Items    []proposal.Remark
	Text     string
}

// Judge answers a proposal: approves it with its graphic identity, returns it with
// observations or rejects it with reasons. Only a person of the press office does, and
// nobody their own.
//
//clause:code 7.iii
func (v *Opener) Judge(ctx context.Context, a institution.Actor, proposalID string, in Verdict) (proposal.Proposal, error) {
	now := v.Now()
	return v.take(ctx, a, proposalID, step{institution.ProposalJudge, "proposal.judge", regulation.RuleProposalAnswer, func(t *store.Tx, p *proposal.Proposal, e *ledger.Entry) error {
		if a.PersonID == p.By || a.PersonID == p.SentBy {
			return fault.New(fault.Forbidden, "Nadie resuelve la propuesta que hizo.").Then("La contesta otra persona de comunicación social.").Under(v.Pack.ClauseFor(regulation.RuleProposalAnswer))
		}
		verdict := proposal.Verdict{Decision: in.Decision, Items: in.Items, Text: strings.TrimSpace(in.Text), By: a.PersonID, Name: a.Name, At: now}
		if err := p.Judge(v.Pack, verdict); err != nil {
			return err
		}
		if err := t.MeetDeadline(ctx, regulation.DeadlineProposalAnswer, subject(*p), now); err != nil {
			return err
		}
		e.Details["decision"] = string(in.Decision)
		if p.State == proposal.Approved {
			if err := v.authorise(ctx, t, p); err != nil {
				return err
			}
		}
		return v.tell(ctx, t, *p, v.answered(*p), string(institution.Head), string(institution.Endorser), institution.PersonPrefix+p.SentBy)
	}})
}

// answered is the mail of a verdict.
func (v *Opener) answered(p proposal.Proposal) mail.Message {
	m := v.message(p, "", "Propuesta de cuenta "+strings.ToLower(p.Verdict.Decision.Label()), regulation.RuleProposalAnswer)
	switch p.Verdict.Decision {
	case proposal.Approve:
		m.Paragraphs = append(m.Paragraphs, "Se aprobó la propuesta. Se entrega la imagen gráfica y ya se puede abrir la cuenta, paso por paso.")
		m.Action.Path += "/apertura"
		for _, f := range p.Kit {
			m.Files = append(m.Files, mail.Attachment{Name: f.Name, Type: f.Type, Hash: f.Hash})
		}
	case proposal.Return:
		m.Paragraphs = append(m.Paragraphs, "La propuesta se contestó con observaciones. Puede corregirla y presentarla de nuevo; entonces corre un plazo nuevo.")
	case proposal.Reject:
		m.Paragraphs = append(m.Paragraphs, "La propuesta se rechazó por estas razones:")
	}
	if p.Verdict.Text != "" {
		m.Paragraphs = append(m.Paragraphs, p.Verdict.Text)
	}
	return m
}

// authorise makes the account of an approved proposal, with its two administrators, and
// begins the time to open it.
func (v *Opener) authorise(ctx context.Context, t *store.Tx, p *proposal.Proposal) error {
	now := v.Now()
	w, err := v.around(ctx, t, *p)
	if err != nil {
		return err
	}
	for _, q := range []proposal.Question{proposal.Network, proposal.Name} { // may have changed while it waited
		if err := p.Answers.Check(v.Pack, q, w); err != nil {
			return err
		}
	}
	// A day of training that passed meanwhile does not count here.
	if err := account.CheckAdministrators(v.Pack, w.AreaID, w.Lead, w.Alternate, w.Family); err != nil {
		return err
	}
	if err := v.hold(ctx, t, w.Lead, w.Alternate); err != nil {
		return err
	}
	acc := v.account(*p)
	if err := t.AddAccount(ctx, acc); err != nil {
		return err
	}
	for _, g := range acc.AdministratorGrants() {
		g.ID, g.From = id.New(now), now
		if err := t.AddGrant(ctx, g); err != nil {
			return err
		}
	}
	area, err := t.Area(ctx, p.AreaID)
	if err != nil {
		return err
	}
	p.AccountID = acc.ID
	p.Opening = &proposal.Opening{BegunAt: now, Board: v.Pack.Boards(area.Kind)}
	if err := v.trainingClocks(ctx, t, *p, area); err != nil {
		return err
	}
	return v.clock(ctx, t, *p, regulation.DeadlineOpening, "/apertura", now, deadline.Roles(institution.Head, institution.Lead, institution.Alternate)...)
}

// hold writes both people, so that whoever is disabling one of them at this moment and
// this command cannot both succeed.
func (v *Opener) hold(ctx context.Context, t *store.Tx, people ...institution.Person) error {
	for _, x := range people {
		if err := t.UpdatePerson(ctx, x); err != nil {
			return err
		}
	}
	return nil
}

func (v *Opener) account(p proposal.Proposal) account.Account {
	a := p.Answers
	acc := account.Account{ID: id.New(v.Now()), Network: a.Network, BaseURL: a.BaseURL, Handle: a.Handle, Name: a.Name, AreaID: p.AreaID,
		LeadID: a.LeadID, AlternateID: a.AlternateID, Hours: a.Hours, State: account.Authorised, RegisteredAt: v.Now(), Proposal: p.ID, Version: 1}
	if known, ok := v.Pack.Purpose(a.Purposes[0].ID); ok {
		acc.Purpose = known.Name
	}
	return acc
}
