package faults_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// binary is the real program: the one of PREGONERO_BIN, or one built for these tests.
var binary = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("PREGONERO_BIN"); path != "" {
		return path, nil
	}
	dir, err := os.MkdirTemp("", "pregonero-faults-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "pregonero")
	cmd := exec.Command("go", "build", "-o", path, "pregonero/cmd/pregonero")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := binary(); err == nil && os.Getenv("PREGONERO_BIN") == "" {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// program is one installation: its database, its keys, its folder.
type program struct {
	t     *testing.T
	path  string
	dir   string
	flags []string
	log   string
}

// installation is the program over the database, allowed to call the given addresses.
func installation(t *testing.T, database, vaultFile, allow string) *program {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	p := &program{t: t, path: path, dir: dir, log: filepath.Join(dir, "log")}
	p.flags = []string{"--data-dir", dir, "--database", database, "--vault-key", vaultFile, "--ledger-origin", "faults.example/bitacora",
		"--allow-hosts", allow}
	return p
}

// process is the program while it runs.
type process struct {
	p       *program
	cmd     *exec.Cmd
	address string
	ended   chan struct{}
}

// start starts the program; it may not answer yet.
func (p *program) start() *process {
	p.t.Helper()
	address := freeAddress(p.t)
	args := append([]string{"serve", "--practice", "--listen", address, "--base-url", "http://" + address, "--send-lease", "5s", "--workers", "64", "--log-level", "warn"}, p.flags...)
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		p.t.Fatal(err)
	}
	defer log.Close()
	cmd := exec.Command(p.path, args...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	x := &process{p: p, cmd: cmd, address: address, ended: make(chan struct{})}
	go func() {
		_ = cmd.Wait() // how it ended is the test's doing
		close(x.ended)
	}()
	p.t.Cleanup(x.kill)
	return x
}

// kill is kill -9.
func (x *process) kill() {
	_ = x.cmd.Process.Kill() // it may have ended
	<-x.ended
}

// stop asks it to end and waits until it has.
func (x *process) stop() {
	x.p.t.Helper()
	if err := x.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		x.p.t.Fatal(err)
	}
	select {
	case <-x.ended:
	case <-time.After(time.Minute):
		x.p.t.Fatalf("the program does not stop\n%s", x.p.tail())
	}
}

// ready waits until it answers.
func (x *process) ready() {
	x.p.t.Helper()
	ctx, cancel := context.WithTimeout(x.p.t.Context(), time.Minute)
	defer cancel()
	every := time.NewTicker(20 * time.Millisecond)
	defer every.Stop()
	for {
		r, err := http.Get("http://" + x.address + "/salud/vivo")
		if err == nil {
			r.Body.Close()
			return
		}
		select {
		case <-every.C:
		case <-x.ended:
			x.p.t.Fatalf("the program ended by itself\n%s", x.p.tail())
		case <-ctx.Done():
			x.p.t.Fatalf("the program does not answer: %v\n%s", err, x.p.tail())
		}
	}
}

// run runs another command of the program over the same installation.
func (p *program) run(args ...string) string {
	p.t.Helper()
	out, err := exec.Command(p.path, args...).CombinedOutput()
	if err != nil {
		p.t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}

func (p *program) tail() string {
	text, _ := os.ReadFile(p.log)
	return string(text[max(0, len(text)-3000):])
}

// freeAddress is one that can be listened on again and again: it lies below the ports that
// the system lends to outgoing connections, which would otherwise take it in between.
func freeAddress(t testing.TB) string {
	t.Helper()
	for range 200 {
		address := fmt.Sprintf("127.0.0.1:%d", 12000+rand.IntN(20000))
		l, err := net.Listen("tcp", address)
		if err == nil {
			l.Close()
			return address
		}
	}
	t.Fatal("no free port between 12000 and 32000")
	return ""
}
