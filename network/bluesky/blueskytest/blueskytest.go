// Package blueskytest runs the real Bluesky servers (PLC directory, PDS and AppView, from
// npm's @atproto/dev-env) for tests, once for each test binary, on the loopback only.
//
// What it needs is installed by tests/bluesky/install.sh, and PostgreSQL by the system. A
// test that cannot have the servers fails with what to install; it never skips.
package blueskytest

import (
	"bufio"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long the servers may take to start; they take about 8 s on two idle cores.
const patience = 3 * time.Minute

// Servers is the running network.
type Servers struct {
	URL     string // the PDS, which is all that a client speaks to
	AppView string
	control string
	bypass  string // lifts the PDS's rate limits for the people that tests play
	log     string
	leash   io.Closer // kept open: the servers end when it closes
}

var once = sync.OnceValues(start)

// Start returns the servers, starting them at the first call. They end with the test
// binary: they live only as long as the pipe to their standard input.
func Start(t testing.TB) *Servers {
	t.Helper()
	s, err := once()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("log of the Bluesky servers, %s, ends:\n%s", s.log, tail(s.log))
		}
	})
	return s
}

func start() (*Servers, error) {
	dir, node, err := installed()
	if err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(dir, "node_modules", "."+filepath.Base(os.Args[0])+".log"))
	if err != nil {
		return nil, fmt.Errorf("make log: %w", err)
	}
	defer log.Close()
	ready, says, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("make pipe: %w", err)
	}
	defer ready.Close()
	s := &Servers{bypass: secret(), log: log.Name()}
	cmd := exec.Command(node, "server.mjs")
	cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = dir, log, log, []*os.File{says}
	cmd.Env = append(os.Environ(), "PREGONERO_BYPASS="+s.bypass, "NODE_ENV=test", "LOG_ENABLED=false")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a ^C ends the tests, and by the pipe the servers in order
	if s.leash, err = cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("make pipe: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start Bluesky's servers: %w", err)
	}
	says.Close()
	if err := s.await(ready); err != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
		_ = cmd.Wait()
		return nil, fmt.Errorf("wait for Bluesky's servers: %w; their log %s ends:\n%s", err, s.log, tail(s.log))
	}
	return s, nil
}

// await reads where the servers are.
func (s *Servers) await(ready *os.File) error {
	_ = ready.SetReadDeadline(time.Now().Add(patience))
	line, err := bufio.NewReader(ready).ReadBytes('\n')
	if err != nil {
		return err
	}
	var where struct{ PDS, AppView, Control string }
	if err := json.Unmarshal(line, &where); err != nil {
		return err
	}
	s.URL, s.AppView, s.control = where.PDS, where.AppView, where.Control
	return nil
}

// installed finds the node project and its Node, or says what to do.
func installed() (dir, node string, err error) {
	_, here, _, _ := runtime.Caller(0)
	dir = filepath.Join(filepath.Dir(here), "..", "..", "..", "tests", "bluesky")
	arch := map[string]string{"amd64": "x64", "arm64": "arm64"}[runtime.GOARCH]
	node = filepath.Join(dir, "node_modules", "node-linux-"+arch, "bin", "node")
	if _, err := os.Stat(filepath.Join(dir, "node_modules", ".stamp")); err != nil {
		return "", "", fmt.Errorf("the Bluesky servers are not installed: run tests/bluesky/install.sh (about 2 minutes, 665 MB)")
	}
	if found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb"); len(found) == 0 && os.Getenv("PG_BIN") == "" {
		if _, err := exec.LookPath("initdb"); err != nil {
			return "", "", fmt.Errorf("PostgreSQL is missing, which Bluesky's AppView needs: apt-get install postgresql (or set PG_BIN to the folder of initdb)")
		}
	}
	if _, err := exec.LookPath("setpriv"); err != nil {
		return "", "", fmt.Errorf("setpriv is missing: apt-get install util-linux")
	}
	return dir, node, nil
}

func secret() string {
	var b [12]byte
	_, _ = rand.Read(b[:]) // does not fail
	return hex.EncodeToString(b[:])
}

func tail(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() > 1500 {
		_, _ = f.Seek(-1500, io.SeekEnd)
	}
	data, _ := io.ReadAll(f)
	return strings.TrimSpace(string(data))
}
