package mailing_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/smtp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testmail"
	"pregonero/internal/testworld"
	"pregonero/mail"
	"pregonero/mailing"
	"pregonero/store"
	"pregonero/store/storetest"
)

const domain = "respuestas.ine.mx"

type bench struct {
	*testing.T
	w   *testworld.World
	r   *mailing.Room
	out *desk
}

// desk is a server whose answers the test chooses.
type desk struct {
	mu   sync.Mutex
	took []mail.Letter
	say  func(mail.Letter) error
}

func (d *desk) Send(_ context.Context, l mail.Letter) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.say != nil {
		if err := d.say(l); err != nil {
			return err
		}
	}
	d.took = append(d.took, l)
	return nil
}

func each(t *testing.T, f func(b bench)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := testworld.New(t, s)
		w.Person("ana", "mando_medio", "jle-jal")
		w.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
		w.Person("nora", "mando_medio", "cncs").Grant(institution.Press, "")
		w.Person("eva", "mando_superior", "jle-jal").Head("jle-jal")
		out := &desk{}
		f(bench{t, w, &mailing.Room{Store: s, Pack: w.Pack, Gate: institution.Gate{Pack: w.Pack, Recorder: s}, Out: out, From: mail.Address{Name: "Pregonero", Email: "pregonero@ine.mx"},
			Domain: domain, Help: "ayuda@ine.mx", Topics: map[string]bool{"request": true, "help": true}, BaseURL: "https://cuentas.ine.mx", Now: w.Clock.Now, Log: slog.New(slog.DiscardHandler)}, out})
	})
}

func (b bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b bench) email(who string) string {
	b.Helper()
	var p institution.Person
	b.must(b.r.Store.Read(b.Context(), func(t *store.Tx) (err error) { p, err = t.Person(b.Context(), b.w.Actor(who).PersonID); return err }))
	return p.Email
}

func (b bench) queue(m mail.Message) store.Mail {
	b.Helper()
	b.must(b.r.Store.Change(b.Context(), func(t *store.Tx) error { return t.QueueMail(b.Context(), b.w.Clock.Now(), m) }))
	return b.mails()[0]
}

func (b bench) mails() (out []store.Mail) {
	b.Helper()
	b.must(b.r.Store.Read(b.Context(), func(t *store.Tx) (err error) { out, err = t.Mails(b.Context(), store.MailFilter{}); return err }))
	return out
}

func (b bench) message(who ...string) mail.Message {
	m := mail.Message{Subject: "Solicitud CNCS/1", Thread: "request:1", Paragraphs: []string{"Cuerpo que solo lee quien lo recibe."}, TakesReply: true}
	for _, w := range who {
		m.To = append(m.To, mail.Address{Name: w, Email: b.email(w)})
	}
	return m
}

func (b bench) send(id string) {
	b.Helper()
	b.must(b.r.Send(b.Context(), store.MailJob{ID: id}))
}

// work does the queue's jobs until one arrives.
func (b bench) work(name string) <-chan mail.Reply {
	b.Helper()
	got := make(chan mail.Reply, 10)
	handlers := map[string]store.Handler{name: func(_ context.Context, data json.RawMessage) error {
		var r mail.Reply
		err := json.Unmarshal(data, &r)
		got <- r
		return err
	}}
	stop, err := b.r.Store.Work(b.Context(), 2, slog.New(slog.DiscardHandler), handlers)
	b.must(err)
	b.Cleanup(func() { _ = stop(context.WithoutCancel(b.Context())) })
	return got
}

func (b bench) wait(got <-chan mail.Reply) mail.Reply {
	b.Helper()
	select {
	case r := <-got:
		return r
	case <-time.After(20 * time.Second):
		b.Fatal("no answer came through")
	}
	return mail.Reply{}
}

// Each receiver gets one, in the transaction: one that is undone queues nothing.
func TestQueue(t *testing.T) {
	t.Parallel()
	each(t, func(b bench) {
		err := b.r.Store.Change(b.Context(), func(tx *store.Tx) error {
			if err := tx.QueueMail(b.Context(), b.w.Clock.Now(), b.message("ana")); err != nil {
				return err
			}
			return fault.New(fault.Conflict, "no")
		})
		if err == nil || len(b.mails()) != 0 {
			t.Fatal("queued by what was undone")
		}
		m := b.message("ana", "nora", "ana")
		m.To = append(m.To, mail.Address{Name: "sin correo"})
		b.queue(m)
		all := b.mails()
		if len(all) != 2 || all[0].Token == all[1].Token || len(all[0].Token) < 26 || all[0].State != store.MailQueued {
			t.Errorf("%+v", all)
		}
	})
}

func TestSendOnce(t *testing.T) {
	t.Parallel()
	each(t, func(b bench) {
		m := b.queue(b.message("ana"))
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() { b.must(b.r.Send(b.Context(), store.MailJob{ID: m.ID})) })
		}
		wait.Wait()
		b.must(b.r.Sweep(b.Context()))
		if n := len(b.out.took); n != 1 {
			t.Fatalf("sent %d times", n)
		}
		if x := b.mails()[0]; x.State != store.MailSent || x.Attempts != 1 || x.SentAt.IsZero() || x.Reason != "" {
			t.Errorf("%+v", x)
		}
		b.send("01K4ABCDEFGHJKMNPQRSTVWXYZ") // of which nobody knows
	})
}

// A refusal for now is tried again by the mail room's own clock; one for good is not.
func TestRetries(t *testing.T) {
	t.Parallel()
	each(t, func(b bench) {
		m := b.queue(b.message("ana"))
		b.out.say = func(mail.Letter) error { return &mail.Refusal{Code: 451, Said: "busy"} }
		b.send(m.ID)
		x := b.mails()[0]
		if x.State != store.MailQueued || !x.NextAt.After(b.w.Clock.Now()) || !strings.Contains(x.Reason, "más tarde (451): busy") {
			t.Fatalf("%+v", x)
		}
		b.must(b.r.Sweep(b.Context()))
		if b.mails()[0].Attempts != 1 {
			t.Error("tried before its time")
		}
		b.w.Clock.Set(x.NextAt)
		b.must(b.r.Sweep(b.Context()))
		if b.mails()[0].Attempts != 2 {
			t.Error("not tried again")
		}
		b.w.Clock.Advance(49 * time.Hour)
		b.must(b.r.Sweep(b.Context()))
		if x = b.mails()[0]; x.State != store.MailFailed || len(b.w.Ledger("mail.fail")) != 1 {
			t.Errorf("after two days: %+v", x)
		}
		n := b.queue(b.message("nora"))
		b.out.say = func(mail.Letter) error { return &mail.Refusal{Permanent: true, Code: 550, Said: "no such user"} }
		b.send(n.ID)
		if x = b.mails()[0]; x.State != store.MailFailed || x.Attempts != 1 || !strings.Contains(x.Reason, "rechazó (550)") {
			t.Errorf("for good: %+v", x)
		}
	})
}

// What a crash cut short goes out later, under the same Message-ID; without a server mail
// waits, and leaves when there is one.
func TestCrash(t *testing.T) {
	t.Parallel()
	each(t, func(b bench) {
		m := b.queue(b.message("ana"))
		ids := []string{}
		func() {
			defer func() { _ = recover() }()
			b.out.say = func(l mail.Letter) error { ids = append(ids, l.MessageID()); panic("power cut") }
			b.send(m.ID)
		}()
		b.out = &desk{say: func(l mail.Letter) error { ids = append(ids, l.MessageID()); return nil }}
		b.r.Out = b.out
		b.must(b.r.Sweep(b.Context()))
		if len(ids) != 1 || b.mails()[0].State != store.MailSending {
			t.Fatalf("sent by two at once: %v", ids)
		}
		b.w.Clock.Advance(4 * time.Minute)
		b.must(b.r.Sweep(b.Context()))
		if len(ids) != 2 || ids[0] != ids[1] || b.mails()[0].State != store.MailSent {
			t.Errorf("after the crash: %v", ids)
		}
		b.r.Out = nil
		b.w.Clock.Advance(time.Minute)
		n := b.queue(b.message("nora"))
		b.send(n.ID)
		b.must(b.r.Sweep(b.Context()))
		if x := b.mails()[0]; x.State != store.MailQueued || x.Attempts != 0 || b.r.Ready() {
			t.Errorf("without a server: %+v", x)
		}
		b.r.Out = b.out
		b.must(b.r.Sweep(b.Context()))
		if b.mails()[0].State != store.MailSent {
			t.Error("it does not leave when there is a server")
		}
	})
}

func reply(from, to, id, text string) []byte {
	return []byte(strings.ReplaceAll(fmt.Sprintf("From: %s\nTo: %s\nSubject: Re: Solicitud\nMessage-ID: <%s>\nContent-Type: text/plain; charset=utf-8\n\n%s\n", from, to, id, text), "\n", "\r\n"))
}

// The whole way: out by a real server, and back by its relay into our own listener.
//
//clause:test 5.3.p2
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	each(t, func(b bench) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		b.must(err)
		in := (&mail.Inbound{Domain: domain, Peers: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Known: b.r.Known, Take: b.r.Receive, Log: slog.New(slog.DiscardHandler)}).Prepare()
		done := make(chan error, 1)
		go func() { done <- in.Serve(l) }()
		t.Cleanup(func() { _ = in.Close(); <-done })
		pit := testmail.Start(t, testmail.Options{RelayTo: l.Addr().String()})
		b.r.Out = &mail.Server{Address: pit.SMTP, Security: mail.Plain}
		got := b.work(mail.JobReply + "request")

		m := b.queue(b.message("ana"))
		b.send(m.ID)
		first := pit.Messages()
		if len(first) != 1 || first[0].To[0].Address != b.email("ana") {
			t.Fatalf("%+v", first)
		}
		to := first[0].ReplyTo[0].Address
		b.must(smtp.SendMail(pit.SMTP, nil, b.email("ana"), []string{to}, reply(b.email("ana"), to, "r1@ine.mx", "Sí, de acuerdo.\n\nEl martes, Pregonero escribió:\n> viejo")))
		all := pit.Messages()
		answer := all[slices.IndexFunc(all, func(x testmail.Message) bool { return x.MessageID == "r1@ine.mx" })]
		pit.Release(answer.ID, to)
		r := b.wait(got)
		if r.Thread != "request:1" || r.Text != "Sí, de acuerdo." || r.PersonID != b.w.Actor("ana").PersonID || r.From != b.email("ana") || r.MessageID == "" {
			t.Errorf("%+v", r)
		}
		b.w.Clock.Advance(time.Minute)
		n := b.queue(b.message("ana"))
		b.send(n.ID)
		all = pit.Messages()
		last := all[len(all)-1]
		if refs := strings.Join(last.Headers["References"], " "); !strings.Contains(refs, strings.ToLower(m.ID)) || !strings.Contains(refs, r.MessageID) {
			t.Errorf("the thread is lost: %v", last.Headers)
		}
		for _, c := range []struct{ from, to, says string }{
			{"mal@otro.example", to, "550"}, {b.email("ana"), "ana@otro.example", "550"}, {b.email("ana"), "responder+aaaaaaaaaaaaaaaaaaaaaaaa@" + domain, "550"},
		} {
			err := smtp.SendMail(l.Addr().String(), nil, c.from, []string{c.to}, reply(c.from, c.to, c.from+c.to, "x"))
			if err == nil || !strings.HasPrefix(err.Error(), c.says) {
				t.Errorf("%s to %s: %v", c.from, c.to, err)
			}
		}
	})
}

func (b bench) receive(from, to string, raw []byte) error {
	return b.r.Receive(b.Context(), mail.Delivery{From: from, To: []string{to}, Raw: raw})
}

func (b bench) received() (out []store.Received) {
	b.Helper()
	b.must(b.r.Store.Read(b.Context(), func(t *store.Tx) (err error) { out, err = t.ReceivedMails(b.Context(), 0); return err }))
	return out
}

// An answer is believed only from the address that was written to; a machine is not
// answered; what comes twice is taken once.
func TestReceive(t *testing.T) {
	t.Parallel()
	each(t, func(b bench) {
		m := b.queue(b.message("ana"))
		quiet := b.message("ana")
		quiet.TakesReply, quiet.Thread = false, "custody:1"
		b.w.Clock.Advance(time.Second)
		deaf := b.queue(quiet)
		ana, to := b.email("ana"), mail.ReplyAddress(m.Token, domain)
		got := b.work(mail.JobReply + "request")
		for range 3 {
			b.must(b.receive(ana, to, reply(ana, to, "once@ine.mx", "Sí.")))
		}
		if r := b.wait(got); r.Text != "Sí." {
			t.Errorf("%+v", r)
		}
		for name, c := range map[string]struct {
			from, to string
			raw      []byte
			turned   bool
			outcome  string
		}{
			"somebody else":       {"nora@ine.mx", to, reply("nora@ine.mx", to, "a@x", "No."), true, store.MailRefused},
			"no text":             {ana, to, reply(ana, to, "b@x", "> viejo"), true, store.MailRefused},
			"takes no answer":     {ana, mail.ReplyAddress(deaf.Token, domain), reply(ana, to, "c@x", "Sí."), true, store.MailRefused},
			"absence notice":      {ana, to, append([]byte("Auto-Submitted: auto-replied\r\n"), reply(ana, to, "d@x", "No estoy.")...), false, store.MailAutomatic},
			"a server's own":      {"", to, reply(ana, to, "e@x", "No estoy."), false, store.MailAutomatic},
			"to the bounce box":   {ana, mail.BounceAddress(m.Token, domain), reply(ana, to, "f@x", "Sí."), true, store.MailRefused},
			"help from outside":   {"x@gmail.com", "ayuda@ine.mx", reply("x@gmail.com", "ayuda@ine.mx", "g@x", "¿Hola?"), true, store.MailRefused},
			"a lookalike of ours": {"x@ine.mx.mal.example", "ayuda@ine.mx", reply("x@ine.mx.mal.example", "ayuda@ine.mx", "h@x", "¿Hola?"), true, store.MailRefused},
		} {
			err := b.receive(c.from, c.to, c.raw)
			if _, turned := err.(*mail.Turned); turned != c.turned || !turned && err != nil {
				t.Errorf("%s: %v", name, err)
			}
			id := string(c.raw[strings.Index(string(c.raw), "Message-ID: <")+13:])
			id = id[:strings.Index(id, ">")]
			all := b.received()
			if i := slices.IndexFunc(all, func(x store.Received) bool { return x.MessageID == id }); i < 0 || all[i].Outcome != c.outcome {
				t.Errorf("%s: %+v", name, all)
			}
		}
		if e := b.w.Ledger("mail.refuse"); len(e) != 2 {
			t.Errorf("%d refusals in the ledger", len(e)) // with our token: somebody else, and the one that takes none
		}
		select {
		case r := <-got:
			t.Errorf("an answer that was not to come: %+v", r)
		default:
		}
	})
}

//clause:test 5.3.p2
func TestHelpDesk(t *testing.T) {
	t.Parallel()
	each(t, func(b bench) {
		got := b.work(mail.JobReply + "help")
		b.must(b.receive("luis@ine.mx", "ayuda@ine.mx", reply("Luis <luis@ine.mx>", "ayuda@ine.mx", "q@ine.mx", "¿Cómo cambio la hora?")))
		if r := b.wait(got); r.Thread != "help:" || r.From != "luis@ine.mx" || r.Name != "Luis" || r.Text != "¿Cómo cambio la hora?" || r.PersonID != "" {
			t.Errorf("%+v", r)
		}
	})
}

func TestBounce(t *testing.T) {
	t.Parallel()
	each(t, func(b bench) {
		m := b.queue(b.message("ana"))
		b.send(m.ID)
		dsn := func(id, action, original string) []byte {
			return []byte(strings.ReplaceAll("From: MAILER-DAEMON@mx\nMessage-ID: <"+id+">\nAuto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ana@ine.mx\nAction: "+
				action+"\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 over quota\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <"+original+">\n\n--b--\n", "\n", "\r\n"))
		}
		b.must(b.receive("", mail.BounceAddress(m.Token, domain), dsn("1@mx", "delayed", "x@y")))
		if b.mails()[0].State != store.MailSent {
			t.Error("late is not lost")
		}
		for range 2 {
			b.must(b.receive("", mail.BounceAddress(m.Token, domain), dsn("2@mx", "failed", "x@y")))
		}
		if x := b.mails()[0]; x.State != store.MailBounced || !strings.Contains(x.Reason, "buzón está lleno (5.2.2)") || len(b.w.Ledger("mail.bounce")) != 1 {
			t.Errorf("%+v", x)
		}
		b.w.Clock.Advance(time.Minute)
		n := b.queue(b.message("nora"))
		b.send(n.ID)
		b.must(b.receive("", "ayuda@ine.mx", dsn("3@mx", "failed", mail.MessageID(n.ID, "ine.mx"))))
		if b.mails()[0].State != store.MailBounced {
			t.Error("a bounce that only names the Message-ID is not seen")
		}
		b.must(b.receive("", "ayuda@ine.mx", dsn("4@mx", "failed", "strange@mal.example"))) // of which nobody knows
	})
}

// Who watches over the mail sees to whom and whether, never what it says.
//
//clause:test 5.1.p4
func TestWatch(t *testing.T) {
	t.Parallel()
	each(t, func(b bench) {
		m := b.queue(b.message("ana"))
		b.out.say = func(mail.Letter) error { return &mail.Refusal{Permanent: true, Code: 550, Said: "no"} }
		b.send(m.ID)
		for who, may := range map[string]bool{"olga": true, "nora": true, "eva": false, "ana": false} {
			l, err := b.r.List(b.Context(), b.w.Actor(who), mailing.Filter{State: store.MailFailed})
			switch {
			case may && (err != nil || len(l.Lines) != 1 || l.Lines[0].Reason == "" || l.Counts[store.MailFailed] != 1 || !l.Ready):
				t.Errorf("%s: %+v %v", who, l, err)
			case !may && !fault.Is(err, fault.Forbidden):
				t.Errorf("%s: %v", who, err)
			}
			if strings.Contains(fmt.Sprintf("%+v", l), "Cuerpo") {
				t.Errorf("%s reads a body", who)
			}
		}
		if _, err := b.r.Retry(b.Context(), b.w.Actor("eva"), m.ID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a head sends again: %v", err)
		}
		b.out.say = nil
		if _, err := b.r.Retry(b.Context(), b.w.Actor("olga"), m.ID); err != nil {
			t.Fatal(err)
		}
		b.must(b.r.Sweep(b.Context()))
		if b.mails()[0].State != store.MailSent || len(b.w.Ledger("mail.retry")) != 1 {
			t.Error("not sent again")
		}
		if _, err := b.r.Retry(b.Context(), b.w.Actor("olga"), m.ID); !fault.Is(err, fault.Conflict) {
			t.Errorf("what was sent is sent again: %v", err)
		}
	})
}

func TestConfirm(t *testing.T) {
	t.Parallel()
	each(t, func(b bench) {
		ctx := b.Context()
		for range 2 {
			b.must(b.r.AskEveryone(ctx))
		}
		all := b.mails()
		if len(all) != 4 {
			t.Fatalf("%d links", len(all))
		}
		i := slices.IndexFunc(all, func(m store.Mail) bool { return m.To.Email == b.email("ana") })
		token := strings.TrimPrefix(all[i].Message.Action.Path, mailing.ConfirmPath)
		if _, err := b.r.Confirming(ctx, "otro"); !fault.Is(err, fault.NotFound) {
			t.Errorf("a made-up link: %v", err)
		}
		if c, err := b.r.Confirming(ctx, token); err != nil || c.Done || c.Address != b.email("ana") {
			t.Errorf("%+v %v", c, err)
		}
		for range 2 {
			b.must(b.r.Confirm(ctx, token))
		}
		x, err := b.r.Mine(ctx, b.w.Actor("ana"))
		if err != nil || x.ConfirmedAt.IsZero() || len(b.w.Ledger("mail.confirm")) != 1 {
			t.Errorf("%+v %v", x, err)
		}
		list, err := b.r.Addresses(ctx, b.w.Actor("olga"))
		if err != nil || len(list) != 4 {
			t.Errorf("%+v %v", list, err)
		}
		if err := b.r.Ask(ctx, b.w.Actor("eva"), b.w.Actor("ana").PersonID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a head asks: %v", err)
		}
		if err := b.r.Ask(ctx, b.w.Actor("nora"), b.w.Actor("nora").PersonID); !fault.Is(err, fault.Limit) {
			t.Errorf("too soon: %v", err)
		}
		b.must(b.r.Store.Change(ctx, func(tx *store.Tx) error {
			p, err := tx.Person(ctx, b.w.Actor("ana").PersonID)
			if err != nil {
				return err
			}
			p.Email = "ana.nueva@ine.mx"
			return tx.UpdatePerson(ctx, p)
		}))
		if x, err = b.r.Mine(ctx, b.w.Actor("ana")); err != nil || !x.ConfirmedAt.IsZero() {
			t.Errorf("another address is confirmed: %+v %v", x, err)
		}
		if err := b.r.Confirm(ctx, token); !fault.Is(err, fault.NotFound) {
			t.Errorf("the old link: %v", err)
		}
		b.w.Clock.Advance(15 * 24 * time.Hour)
		n := slices.IndexFunc(all, func(m store.Mail) bool { return m.To.Email == b.email("nora") })
		if err := b.r.Confirm(ctx, strings.TrimPrefix(all[n].Message.Action.Path, mailing.ConfirmPath)); !fault.Is(err, fault.NotFound) {
			t.Errorf("a late link: %v", err)
		}
	})
}

func TestPracticeBox(t *testing.T) {
	t.Parallel()
	each(t, func(b bench) {
		if _, err := b.r.PracticeBox(b.Context(), ""); !fault.Is(err, fault.NotFound) {
			t.Errorf("outside the practice mode: %v", err)
		}
		b.r.Practice, b.r.Out = true, mailing.PracticeSender{}
		got := b.work(mail.JobReply + "request")
		m := b.queue(b.message("ana"))
		b.send(m.ID)
		all, err := b.r.PracticeBox(b.Context(), b.email("ana"))
		if err != nil || len(all) != 1 {
			t.Fatalf("%+v %v", all, err)
		}
		o, err := b.r.PracticeMail(b.Context(), m.ID)
		if err != nil || !o.TakesReply || !strings.Contains(o.Text, "Cuerpo") || !strings.Contains(o.HTML, "Cuerpo") {
			t.Errorf("%+v %v", o, err)
		}
		if err := b.r.PracticeAnswer(b.Context(), m.ID, " "); !fault.Is(err, fault.Invalid) {
			t.Errorf("an empty answer: %v", err)
		}
		b.must(b.r.PracticeAnswer(b.Context(), m.ID, "Sí, ñandú."))
		if r := b.wait(got); r.Text != "Sí, ñandú." || r.Thread != "request:1" {
			t.Errorf("%+v", r)
		}
	})
}
