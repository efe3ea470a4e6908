package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"pregonero/api"
	"pregonero/closing"
	"pregonero/custody"
	"pregonero/institution"
	"pregonero/internal/config"
	"pregonero/internal/fault"
	"pregonero/lettering"
	"pregonero/mail"
	"pregonero/network/practice"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/reminding"
	"pregonero/scim"
	"pregonero/store"
	"pregonero/web"
)

// graceful is how long a stopping server waits for what it is doing.
const graceful = 30 * time.Second

// serve runs the platform until it is told to stop.
func serve(ctx context.Context, c console, args []string) error {
	cfg, rest, err := config.Load(args, c.env)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return errUsage
	}
	log := logger(cfg, c.err)
	started := c.now()
	listener, err := listen(cfg.Listen, "listen") // first of all: a second start must touch nothing
	if err != nil {
		return err
	}
	defer listener.Close()
	a, err := open(ctx, cfg, log, c.now)
	if err != nil {
		return err
	}
	defer a.store.Close()
	if a.door.WebAuthn == nil {
		log.InfoContext(ctx, "passkeys are off: base_url needs a host name, such as localhost")
	}
	if cfg.Practice {
		if err := a.practise(ctx, c); err != nil {
			return err
		}
	}
	telemetry, err := a.observe(ctx)
	if err != nil {
		return err
	}
	defer telemetry.close()
	handler, err := a.handler(ctx, telemetry)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: forPeople.keep(handler), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	stopWork, err := a.work(ctx)
	if err != nil {
		return err
	}
	stopMail, err := a.receiveMail()
	if err != nil {
		return errors.Join(err, stopWork())
	}
	log.InfoContext(ctx, "serving", "address", "http://"+cfg.Listen, "after", c.now().Sub(started).Round(time.Millisecond).String(), "version", version)
	debug.FreeOSMemory() // what the start needed and nobody needs any more
	select {
	case err := <-failed:
		return errors.Join(err, stopMail(), stopWork())
	case <-ctx.Done():
	}
	log.Info("stopping")
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceful)
	defer cancel()
	return errors.Join(server.Shutdown(closing), stopMail(), stopWork())
}

// listen takes an address, which the configuration has under that key.
func listen(address, key string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fault.New(fault.Conflict, "El puerto de %s ya está en uso.", address).
			Then("Detenga el programa que lo usa, o elija otro con la clave «" + key + "».").Because(err)
	}
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	return l, nil
}

// handler joins pages, API, the practice network and what operators ask.
func (a *app) handler(ctx context.Context, t *telemetry) (http.Handler, error) {
	m := http.NewServeMux()
	site := &web.Site{Pack: a.pack, Door: a.door, Desk: a.desk, Counter: a.counter, Keys: a.keeper, Office: a.office, Book: a.book, Clock: a.clock, Advisor: a.advisor, Responder: a.responder, Clerk: a.clerk, Opener: a.opener, Room: a.room, Substituter: a.substituter, Closer: a.closer,
		Now: a.now, Log: a.log, Practice: a.cfg.Practice, PracticePassword: practicePassword, BaseURL: a.cfg.BaseURL, Version: version, ReadsPictures: a.visitor.Pictures != nil, Stopping: ctx.Done()}
	service := &api.Service{Pack: a.pack, Door: a.door, Desk: a.desk, Counter: a.counter, Keys: a.keeper, Office: a.office, Book: a.book, Clock: a.clock, Advisor: a.advisor, Room: a.room, Responder: a.responder, Clerk: a.clerk, Opener: a.opener, Substituter: a.substituter, Closer: a.closer,
		Now: a.now, Log: a.log, BaseURL: a.cfg.BaseURL, Version: version}
	m.Handle("/api/", service.Handler())
	people := &scim.Provider{Office: a.office, Now: a.now, Log: a.log, BaseURL: a.cfg.BaseURL}
	m.Handle(scim.Path+"/", people.Handler())
	m.HandleFunc("GET /salud/vivo", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "vivo") })
	m.HandleFunc("GET /salud/listo", a.ready)
	if a.cfg.Practice {
		practiceNet, err := practice.NewNetwork(store.Practice{Store: a.store}, practice.Options{BaseURL: a.cfg.BaseURL + web.PracticePath, Now: a.now, Location: a.zone()})
		if err != nil {
			return nil, err
		}
		m.Handle(web.PracticePath+"/", practiceNet)
	}
	m.Handle("/", site.Handler())
	return a.outer(t, m), nil
}

func (a *app) zone() *time.Location {
	loc, err := time.LoadLocation(a.pack.Institution.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// job reads the data of a job and does it.
func job[T any](do func(context.Context, T) error) store.Handler {
	return func(ctx context.Context, data json.RawMessage) error {
		var v T
		if err := json.Unmarshal(data, &v); err != nil {
			return fmt.Errorf("read the job's data: %w", err)
		}
		return do(ctx, v)
	}
}

// ready tells whether the service can do its work.
func (a *app) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	if err := a.store.Ping(ctx); err != nil {
		a.log.ErrorContext(ctx, "not ready", "error", err)
		http.Error(w, "la base de datos no responde", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "listo")
}

// chore is something done again and again, by its own clock.
type chore struct {
	name  string
	every time.Duration
	do    func(context.Context) error
}

// handlers are what the queue does, by the names of jobs.
func (a *app) handlers() map[string]store.Handler {
	errand := func(do func(context.Context, string) error) store.Handler {
		return job(func(ctx context.Context, e publishing.Errand) error { return do(ctx, e.ID) })
	}
	return map[string]store.Handler{
		publishing.JobSend: errand(a.desk.Send), publishing.JobRemind: errand(a.desk.Remind),
		publishing.JobRelook: errand(a.desk.Relook), publishing.JobRetell: errand(a.desk.Retell), store.JobLook: job(a.visitor.Look),
		publishing.JobProbe: errand(a.keeper.ProbeNow), custody.JobForceRotation: job(a.keeper.ForceRotation), custody.JobRevoke: job(a.keeper.Revoke),
		store.JobMail: job(a.room.Send),
		reminding.JobPassed + regulation.DeadlineProposalAnswer: job(a.opener.AnswerPassed),
		reminding.JobPassed + regulation.DeadlineSubstitution:   job(a.substituter.Passed),
		lettering.JobSigned + regulation.LetterProposal:         job(a.opener.ProposalSigned),
		lettering.JobSigned + regulation.LetterOpening:          job(a.opener.CommitteeSigned),
		lettering.JobSigned + regulation.LetterBoard:            job(a.opener.PressSigned),
		lettering.JobSigned + regulation.LetterClosing:          job(a.closer.LetterSigned),
		lettering.JobSigned + regulation.LetterSuccessor:        job(a.substituter.NoticeSigned),
		closing.JobArchive: job(a.closer.PackAll), closing.JobErase: job(a.closer.EraseSome), closing.JobDestroy: job(a.destroySecrets),
		mail.JobReply + "request": job(a.advisor.SaidByMail), mail.JobReply + "help": job(a.advisor.AskedByMail),
	}
}

// destroySecrets is the step of a closing that belongs to who keeps the secrets.
func (a *app) destroySecrets(ctx context.Context, o closing.Order) error {
	d, err := a.keeper.DestroyAll(ctx, institution.System("cierre"), o.AccountID)
	if err != nil {
		return err
	}
	return a.closer.Destroyed(ctx, o.AccountID, d.Parts)
}

// work starts the queue's workers and the chores, and returns how to stop them.
func (a *app) work(ctx context.Context) (stop func() error, err error) {
	quiet := slog.New(quietHandler{a.log.Handler()})
	stopQueue, err := a.store.Work(context.WithoutCancel(ctx), a.cfg.Workers, quiet, a.handlers())
	if err != nil {
		return nil, err
	}
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var group sync.WaitGroup
	for _, x := range a.chores() {
		group.Go(func() { a.again(running, x) })
	}
	return func() error {
		cancel()
		group.Wait()
		closing, done := context.WithTimeout(context.WithoutCancel(ctx), graceful)
		defer done()
		return errors.Join(stopQueue(closing), a.book.Sequence(closing))
	}, nil
}

func (a *app) chores() []chore {
	listenEvery := 30 * time.Second
	if a.cfg.Practice {
		listenEvery = 3 * time.Second
	}
	return []chore{
		{"sequence", 250 * time.Millisecond, a.book.Sequence},
		{"sweep", 5 * time.Second, a.desk.Sweep},
		{"heartbeat", 30 * time.Second, a.desk.Heartbeat},
		{"listen", listenEvery, a.counter.ListenAll},
		{"deadlines", 30 * time.Second, a.clock.Tick},
		{"digest", 10 * time.Minute, a.advisor.Digest},
		{"abandoned", time.Hour, a.closer.FindAbandoned},
		{"rhythm", 10 * time.Minute, a.desk.WatchRhythm},
		{"rotas", time.Hour, a.office.LookAhead},
		{"mail", 10 * time.Second, a.room.Sweep},
		{"addresses", 5 * time.Minute, a.room.AskEveryone},
		{"probe", 10 * time.Minute, a.keeper.ProbeAll},
		{"forget", time.Hour, a.door.Forget},
		{"forget pages", 24 * time.Hour, a.visitor.Forget},
		{"archive", 10 * time.Minute, a.desk.WarmArchive},
	}
}

// again does a chore until the context ends; its errors are logged, never fatal.
func (a *app) again(ctx context.Context, x chore) {
	ticker := time.NewTicker(x.every)
	defer ticker.Stop()
	for {
		if err := x.do(ctx); err != nil && ctx.Err() == nil {
			a.log.ErrorContext(ctx, "chore failed", "chore", x.name, "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// quietHandler keeps the queue's own news out of our log; its warnings pass.
type quietHandler struct{ slog.Handler }

// Enabled implements slog.Handler.
func (h quietHandler) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && h.Handler.Enabled(ctx, l)
}
