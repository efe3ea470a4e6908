package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"pregonero/institution"
	"pregonero/internal/config"
	"pregonero/mail"
	"pregonero/mailing"
	"pregonero/store"
)

// openRoom prepares the mail room. In practice mode no mail leaves: it stays in the
// practice mailbox.
func openRoom(a *app, gate institution.Gate) (*mailing.Room, error) {
	p := a.pack.Institution
	r := &mailing.Room{Store: a.store, Pack: a.pack, Gate: gate, From: mail.Address{Name: "Pregonero " + p.ShortName, Email: a.cfg.MailFrom},
		Help: a.cfg.MailHelp, BaseURL: a.cfg.BaseURL, Practice: a.cfg.Practice, Now: a.now, Log: a.log}
	files := func(ctx context.Context, hash string) (io.ReadCloser, error) { return a.media.OpenVerified(ctx, hash) }
	if a.cfg.Practice {
		r.From.Email, r.Domain, r.Out = "pregonero@"+p.MailDomains[0], "respuestas."+p.MailDomains[0], mailing.PracticeSender{Files: files}
		return r, nil
	}
	if a.cfg.MailInboundListen != "" {
		r.Domain = a.cfg.MailInboundDomain
	}
	if a.cfg.MailSMTP == "" {
		return r, nil
	}
	server := serverOf(a.cfg, files)
	if err := server.Check(); err != nil {
		return nil, err
	}
	r.Out = server
	return r, nil
}

func serverOf(c *config.Config, files mail.Files) *mail.Server {
	return &mail.Server{Address: c.MailSMTP, Security: mail.Security(c.MailSecurity), User: c.MailUser, Password: c.MailPassword.Expose(), CA: c.MailCA, Files: files}
}

// receiveMail takes what comes in, until stop.
func (a *app) receiveMail() (stop func() error, err error) {
	if a.room.Domain == "" || a.cfg.Practice {
		return func() error { return nil }, nil
	}
	l, err := listen(a.cfg.MailInboundListen, "mail_inbound_listen")
	if err != nil {
		return nil, err
	}
	in := (&mail.Inbound{Domain: a.room.Domain, Peers: a.cfg.MailInboundPeers, Known: a.room.Known, Take: a.room.Receive, Log: a.log}).Prepare()
	done := make(chan error, 1)
	go func() { done <- in.Serve(l) }()
	return func() error {
		err := in.Close()
		select {
		case served := <-done:
			return errors.Join(err, served)
		case <-time.After(graceful):
			return fmt.Errorf("the mail listener does not stop: %w", context.DeadlineExceeded)
		}
	}, nil
}

// replyTopics are the topics of threads whose answers by mail somebody takes.
func replyTopics(handlers map[string]store.Handler) map[string]bool {
	topics := map[string]bool{}
	for name := range handlers {
		if topic, ok := strings.CutPrefix(name, mail.JobReply); ok {
			topics[topic] = true
		}
	}
	return topics
}
