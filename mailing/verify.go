package mailing

import (
	"context"
	"errors"
	"strings"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/mail"
	"pregonero/store"
	"pregonero/vault"
)

// ConfirmPath is where the site takes the token of a link that confirms an address.
const ConfirmPath = "/correo/confirmar/"

const linkLife = 14 * 24 * time.Hour

var errConfirm = fault.New(fault.NotFound, "Ese enlace no sirve: ya venció, o la dirección cambió.").Then("Pida otro a quien opera el sistema.")

// AskEveryone sends the link to whoever has an address that nobody was asked to confirm.
// Notices go all the same. Without a server nobody is asked: the links would expire waiting.
func (r *Room) AskEveryone(ctx context.Context) error {
	if r.Out == nil {
		return nil
	}
	var ids []string
	err := r.Store.Read(ctx, func(t *store.Tx) error {
		people, err := t.People(ctx)
		if err != nil {
			return err
		}
		asked, err := t.Verifications(ctx)
		for _, p := range people {
			if p.Active && p.Email != "" && !strings.EqualFold(asked[p.ID].Address, p.Email) {
				ids = append(ids, p.ID)
			}
		}
		return err
	})
	for _, id := range ids[:min(len(ids), batch)] {
		err = errors.Join(err, r.change(ctx, func(t *store.Tx) error { return r.ask(ctx, t, id, r.Now()) }))
	}
	return err
}

// Ask sends the link again: to oneself, or by who manages people.
func (r *Room) Ask(ctx context.Context, a institution.Actor, personID string) error {
	now := r.Now()
	if a.PersonID != personID {
		if err := r.Gate.Permit(ctx, now, a, institution.PersonManage, institution.On{Subject: "person:" + personID}); err != nil {
			return err
		}
	}
	return r.change(ctx, func(t *store.Tx) error {
		all, err := t.Verifications(ctx)
		if err != nil {
			return err
		}
		if now.Sub(all[personID].Asked) < 2*time.Minute {
			return fault.New(fault.Limit, "Acaba de enviarse un enlace.").Then("Revise el buzón, también el de correo no deseado, y espere unos minutos.")
		}
		return r.ask(ctx, t, personID, now)
	})
}

func (r *Room) ask(ctx context.Context, t *store.Tx, personID string, now time.Time) error {
	p, err := t.Person(ctx, personID)
	if err != nil {
		return err
	}
	token := vault.Token(32)
	if err := t.PutVerified(ctx, store.Verified{PersonID: p.ID, Address: strings.ToLower(p.Email), Hash: vault.HashToken(token), Asked: now}); err != nil {
		return err
	}
	return t.QueueMail(ctx, now, mail.Message{To: []mail.Address{{Name: p.Name, Email: p.Email}}, Subject: "Confirme su dirección de correo", Thread: "address:" + p.ID,
		Greeting: "Buen día:", Action: &mail.Link{Label: "Confirmar mi dirección", Path: ConfirmPath + token},
		Paragraphs: []string{"Pregonero enviará a esta dirección los avisos de su trabajo en las cuentas oficiales. Confirme que la lee usted.",
			"El enlace sirve durante catorce días. Si usted no trabaja con las cuentas oficiales, no haga nada y avise a quien opera el sistema."}})
}

// Confirming is what a link would confirm.
type Confirming struct {
	Address string
	Done    bool
}

// Confirming reads what the link of a token confirms.
func (r *Room) Confirming(ctx context.Context, token string) (c Confirming, err error) {
	err = r.Store.Read(ctx, func(t *store.Tx) error {
		v, err := r.confirmable(ctx, t, token)
		c = Confirming{v.Address, !v.At.IsZero()}
		return err
	})
	return c, err
}

// Confirm keeps that the owner of the address reads it. A second time changes nothing.
func (r *Room) Confirm(ctx context.Context, token string) error {
	return r.change(ctx, func(t *store.Tx) error {
		v, err := r.confirmable(ctx, t, token)
		if err != nil || !v.At.IsZero() {
			return err
		}
		v.At = r.Now()
		if err := t.PutVerified(ctx, v); err != nil {
			return err
		}
		e := store.Entry(v.At, System, "mail.confirm")
		e.Subject = "person:" + v.PersonID
		return t.Record(ctx, e)
	})
}

func (r *Room) confirmable(ctx context.Context, t *store.Tx, token string) (store.Verified, error) {
	v, err := t.VerificationByToken(ctx, vault.HashToken(token))
	if fault.Is(err, fault.NotFound) {
		return v, errConfirm
	}
	if err != nil {
		return v, err
	}
	p, err := t.Person(ctx, v.PersonID)
	if err != nil {
		return v, err
	}
	if !p.Active || !strings.EqualFold(p.Email, v.Address) || v.At.IsZero() && r.Now().Sub(v.Asked) > linkLife {
		return v, errConfirm
	}
	return v, nil
}
