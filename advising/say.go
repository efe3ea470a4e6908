package advising

import (
	"context"
	"slices"
	"strings"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/mail"
	"pregonero/request"
	"pregonero/store"
)

// Say adds a turn to the conversation and tells the other side.
func (v *Advisor) Say(ctx context.Context, a institution.Actor, requestID, text string) (request.Request, error) {
	now := v.Now()
	permit := func(r request.Request) error { return v.notReadable(ctx, a, r) }
	return v.change(ctx, a, requestID, "request.say", permit, func(t *store.Tx, r *request.Request) error {
		return v.say(ctx, t, r, request.Message{By: a.PersonID, Name: a.Name, Text: text, At: now})
	})
}

func (v *Advisor) say(ctx context.Context, t *store.Tx, r *request.Request, m request.Message) error {
	if err := r.Say(m); err != nil {
		return err
	}
	people, err := v.otherSide(ctx, t, *r, m)
	if err != nil {
		return err
	}
	return v.tell(ctx, t, m.At, v.message(*r, people, m.Name+" escribió:", m.Text))
}

// otherSide is who asked and those who answer, without who writes.
func (v *Advisor) otherSide(ctx context.Context, t *store.Tx, r request.Request, m request.Message) ([]institution.Person, error) {
	people, err := v.asker(ctx, t, r)
	if err != nil {
		return nil, err
	}
	var roles []string
	for _, x := range ways[r.Kind].owners {
		roles = append(roles, string(x))
	}
	answerers, err := t.Holders(ctx, m.At, answering(r), roles...)
	people = append(people, answerers...)
	return slices.DeleteFunc(people, func(p institution.Person) bool { return p.ID == m.By }), err
}

// SaidByMail adds what somebody answered by mail to a request's thread. The mailbox has
// made sure that the address is the one that was written to.
func (v *Advisor) SaidByMail(ctx context.Context, reply mail.Reply) error {
	now := v.Now()
	requestID := strings.TrimPrefix(reply.Thread, "request:")
	return v.Store.Change(ctx, func(t *store.Tx) error {
		r, err := t.Request(ctx, requestID)
		if err != nil {
			return err
		}
		who := writer(ctx, t, reply)
		m := request.Message{By: who.PersonID, Name: who.Name, Text: reply.Text, At: now, Mail: true}
		if slices.ContainsFunc(r.Messages, func(x request.Message) bool {
			return x.Mail && x.By == m.By && x.Text == strings.TrimSpace(m.Text) && now.Sub(x.At) < time.Hour
		}) {
			return nil // the job was done before
		}
		if err := v.say(ctx, t, &r, m); err != nil {
			if _, told := fault.Of(err); told {
				return nil // withdrawn meanwhile, or an empty mail: nothing to add
			}
			return err
		}
		if err := t.UpdateRequest(ctx, r); err != nil {
			return err
		}
		return t.Record(ctx, v.entry(now, who, "request.say", r))
	})
}

// AskedByMail makes a question to the help desk out of a mail to its address.
//
//clause:code 5.3.p2
func (v *Advisor) AskedByMail(ctx context.Context, reply mail.Reply) error {
	now := v.Now()
	return v.Store.Change(ctx, func(t *store.Tx) error {
		who := writer(ctx, t, reply)
		r := request.Request{ID: id.New(now), Kind: request.Help, Title: cut(reply.Subject, request.MaxTitle), Body: cut(reply.Text, request.MaxBody), State: request.Open,
			AskedName: who.Name, AskedMail: reply.From, AskedAt: now, AreaID: who.AreaID}
		if !who.System {
			r.AskedBy = who.PersonID
		}
		if r.Title == "" {
			r.Title = "Pregunta por correo"
		}
		if strings.TrimSpace(r.Body) == "" {
			return nil
		}
		return v.begin(ctx, t, who, &r, now)
	})
}

// writer is the person whose address the mail came from; an address of nobody here is the
// system's, with the address as its name.
func writer(ctx context.Context, t *store.Tx, reply mail.Reply) institution.Actor {
	people, err := t.People(ctx)
	if err == nil {
		for _, p := range people {
			if p.Active && strings.EqualFold(p.Email, reply.From) {
				return institution.Actor{PersonID: p.ID, Name: p.Name, AreaID: p.AreaID, Via: "mail"}
			}
		}
	}
	return institution.Actor{PersonID: "sistema:correo", Name: reply.From, Via: "mail", System: true}
}

func cut(s string, n int) string {
	r := []rune(strings.TrimSpace(s))
	return string(r[:min(len(r), n)])
}
