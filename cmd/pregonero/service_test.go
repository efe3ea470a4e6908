package main

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"pregonero/entering"
	"pregonero/internal/config"
	"pregonero/store"
)

// service is the program serving, as a process of its own.
type service struct {
	t    *testing.T
	env  map[string]string
	base string
	cmd  *exec.Cmd
	out  *written
	done chan error
}

// written is what a process says, readable while it runs.
type written struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *written) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(p)
}

func (w *written) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

// settings of an installation of its own, in a fresh folder on a free port.
func settings(t *testing.T, more ...string) map[string]string {
	t.Helper()
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{"PREGONERO_LISTEN": address, "PREGONERO_BASE_URL": "http://" + address, "PREGONERO_DATA_DIR": t.TempDir()}
	for i := 0; i+1 < len(more); i += 2 {
		env[more[i]] = more[i+1]
	}
	return env
}

// start serves with those settings and waits until it is ready.
func start(t *testing.T, env map[string]string) *service {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := &service{t: t, env: env, base: env["PREGONERO_BASE_URL"], out: &written{}, done: make(chan error, 1)}
	s.cmd = exec.Command(self, "serve")
	s.cmd.Env = append(os.Environ(), asProgram+"=1")
	for name, value := range env {
		s.cmd.Env = append(s.cmd.Env, name+"="+value)
	}
	s.cmd.Stdout, s.cmd.Stderr = s.out, s.out
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { s.done <- s.cmd.Wait() }()
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	if err := waitReady(s.base); err != nil {
		t.Fatalf("%v\n%s", err, s.out)
	}
	return s
}

// stop tells it to stop and returns everything that it said.
func (s *service) stop() string {
	s.t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Fatal(err)
	}
	return s.ended()
}

func (s *service) ended() string {
	s.t.Helper()
	select {
	case err := <-s.done:
		if err != nil {
			s.t.Errorf("it ended badly: %v\n%s", err, s.out)
		}
	case <-time.After(time.Minute):
		s.t.Fatalf("it does not end\n%s", s.out)
	}
	return s.out.String()
}

// open joins the parts over the same installation, as one of the tools would.
func (s *service) open() *app {
	s.t.Helper()
	return opened(s.t, s.env)
}

func opened(t *testing.T, env map[string]string) *app {
	t.Helper()
	cfg, _, err := config.Load(nil, func(name string) (string, bool) { v, ok := env[name]; return v, ok })
	if err != nil {
		t.Fatal(err)
	}
	a, err := open(t.Context(), cfg, slog.New(slog.DiscardHandler), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.store.Close() })
	return a
}

// key is a new key for programs of somebody of the practice.
func (a *app) key(t *testing.T, username string) string {
	t.Helper()
	session, err := a.door.SignIn(t.Context(), username, practicePassword, "127.0.0.1")
	if err != nil || session.State != entering.Full {
		t.Fatalf("%s does not get in: %v, %v", username, session.State, err)
	}
	who, _, err := a.door.Actor(t.Context(), session.Token, "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	key, _, err := a.door.CreateToken(t.Context(), who, "pruebas", nil, time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// ask makes a request and returns its status and body.
func (s *service) ask(method, path, key, body string) (int, string) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.base+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

// What was begun before the order to stop is finished; what comes after is not taken.
func TestGracefulStop(t *testing.T) {
	t.Parallel()
	s := start(t, settings(t))
	half, rest := io.Pipe()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.base+"/entrar", half)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Expect", "100-continue")
	reading, answered := make(chan struct{}), make(chan string, 1)
	r = r.WithContext(httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{Got100Continue: func() { close(reading) }}))
	go func() { answered <- exchange(r) }()
	<-reading // the handler wants the body: the request is in flight
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	s.untilClosed()
	if _, err := io.WriteString(rest, url.Values{"username": {"olga"}, "password": {"no es esta"}}.Encode()); err != nil {
		t.Fatal(err)
	}
	rest.Close()
	if got := <-answered; !strings.Contains(got, "</html>") {
		t.Errorf("the request in flight got %.300q", got)
	}
	if said := s.ended(); strings.Contains(said, "level=ERROR") {
		t.Errorf("it complains: %s", said)
	}
}

// exchange is the answer to a request, as text, or why there is none.
func exchange(r *http.Request) string {
	answer, err := (&http.Transport{ExpectContinueTimeout: time.Minute}).RoundTrip(r)
	if err != nil {
		return err.Error()
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	return answer.Status + " " + string(text)
}

// untilClosed waits until nobody listens any more.
func (s *service) untilClosed() {
	s.t.Helper()
	every := time.NewTicker(10 * time.Millisecond)
	defer every.Stop()
	for until := time.Now().Add(time.Minute); time.Now().Before(until); <-every.C {
		answer, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Get(s.base + "/salud/vivo")
		if err != nil {
			return
		}
		answer.Body.Close()
	}
	s.t.Fatal("it still listens")
}

// Rotating re-seals everything while the service runs: what runs goes on, and the former
// key is gone.
func TestVaultRotate(t *testing.T) {
	t.Parallel()
	env := settings(t, "PREGONERO_PRACTICE", "true")
	s := start(t, env)
	running := s.open()
	before, err := os.ReadFile(running.cfg.VaultKey)
	if err != nil {
		t.Fatal(err)
	}
	former := running.keeper.Vault.Keys()
	code, out, errs := try(t, env, "vault", "rotate")
	if code != 0 || !strings.Contains(out, "se volvieron a sellar") || strings.Contains(out, "sellar 0 valores") {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	after, err := os.ReadFile(running.cfg.VaultKey)
	if err != nil || bytes.Equal(before, after) {
		t.Errorf("the key file is the same (%v)", err)
	}
	fresh := opened(t, env)
	if keys := fresh.keeper.Vault.Keys(); len(keys) != 1 || keys[0] == former[0] {
		t.Errorf("keys %v after %v", keys, former)
	}
	for name, a := range map[string]*app{"started after": fresh, "running": running} {
		if n := opens(t, a); n == 0 {
			t.Errorf("%s: no credential opens", name)
		}
	}
	if said := s.stop(); strings.Contains(said, "level=ERROR") || strings.Contains(said, "level=WARN") {
		t.Errorf("the service complains: %s", said)
	}
}

// opens counts the credentials that open.
func opens(t *testing.T, a *app) (n int) {
	t.Helper()
	err := a.store.Read(t.Context(), func(tx *store.Tx) error {
		all, err := tx.Accounts(t.Context(), store.AccountFilter{})
		for _, acc := range all {
			if err == nil && acc.Credential.Present {
				n++
				_, err = a.keys.Open(t.Context(), acc)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return n
}
