//go:build bench

package bench

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"pregonero/store"
	"pregonero/store/storetest"
)

// TestPages measures the real program over a filled database: from its start to the first
// page, its memory, and each page over HTTP with a session, one reader at a time.
func TestPages(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s, err := store.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		y := fill(t, s)
		name := databaseName(s)
		fmt.Printf("filled %s with %d publications, %d comments, %d ledger entries in %s\n", name, publications, comments, y.entries, time.Since(began).Round(time.Second))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		p := y.start(address)
		var starts []time.Duration
		for range 5 {
			p.stop()
			p = y.start(address)
			starts = append(starts, p.first)
		}
		slices.Sort(starts)
		fmt.Printf("start %-10s to first page: median %s, worst %s (target 500ms)\n", name, starts[2].Round(time.Millisecond), starts[4].Round(time.Millisecond))
		wait := time.NewTimer(12 * time.Second)
		<-wait.C
		fmt.Printf("memory %-10s idle after start: %d MB (target 80 MB)\n", name, p.memory())
		for _, who := range []string{"ana", "eva", "hilda"} {
			for _, path := range y.paths(who) {
				y.measure(p, name, who, path)
			}
		}
		wait.Reset(12 * time.Second)
		<-wait.C
		fmt.Printf("memory %-10s idle after all pages: %d MB (target 80 MB)\n", name, p.memory())
	})
}

func (y *years) paths(who string) []string {
	if who == "hilda" {
		return []string{"/", "/bitacora", "/publicaciones", "/cuentas", "/cumplimiento"}
	}
	return []string{"/", "/calendario", "/bandeja", "/bandeja/" + y.item, "/publicaciones", "/publicaciones/" + y.post, "/visto-bueno", "/saldra",
		"/bitacora", "/bitacora?cuenta=" + y.accounts[0].ID, "/cuentas", "/redactar"}
}

// measure asks for a page a hundred times and prints its times.
func (y *years) measure(p *running, name, who, path string) {
	y.Helper()
	var took []time.Duration
	size := 0
	for k := range 105 {
		began := time.Now()
		status, body := p.get(path, y.token[who])
		if k >= 5 { // the first ones warm up
			took = append(took, time.Since(began))
		}
		if size = len(body); status != http.StatusOK {
			fmt.Printf("page %-10s %-6s %-24s answers %d\n", name, who, short(path), status)
			return
		}
	}
	slices.Sort(took)
	fmt.Printf("page %-10s %-6s %-24s p50 %6.1f ms  p95 %6.1f ms  worst %6.1f ms  %4d kB (target p95 80 ms)\n", name, who, short(path),
		ms(took[50]), ms(took[95]), ms(took[99]), size/1024)
}

func short(path string) string {
	if len(path) > 24 {
		return path[:22] + "…"
	}
	return path
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// running is the program while it runs.
type running struct {
	t       *testing.T
	cmd     *exec.Cmd
	address string
	first   time.Duration // from the start to the first page
	client  *http.Client
}

func (y *years) start(database string) *running {
	y.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		y.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	dir := filepath.Join(os.TempDir(), "pregonero-bench-"+filepath.Base(y.TempDir()))
	y.Cleanup(func() { os.RemoveAll(dir) })
	cmd := exec.Command(os.Getenv("PREGONERO_BIN"), "serve", "--listen", address, "--base-url", "http://"+address, "--data-dir", dir,
		"--database", database, "--vault-key", y.n.VaultFile, "--ledger-origin", "medidas.example/bitacora", "--ledger-key", y.ledgerKey(dir),
		"--allow-hosts", strings.TrimPrefix(y.n.URL, "http://"), "--log-level", "error")
	cmd.Stderr = os.Stderr
	r := &running{t: y.T, cmd: cmd, address: address, client: &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		y.Fatalf("start the program of PREGONERO_BIN: %v", err)
	}
	y.Cleanup(r.stop)
	for {
		answer, err := r.client.Get("http://" + address + "/entrar")
		if err == nil {
			_, _ = io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
			break
		}
		if time.Since(began) > time.Minute {
			y.Fatal("the program does not answer")
		}
		pause := time.NewTimer(2 * time.Millisecond)
		<-pause.C
	}
	r.first = time.Since(began)
	return r
}

// ledgerKey writes the key that signed the filled ledger, where the program looks for it.
func (y *years) ledgerKey(dir string) string {
	y.Helper()
	path := filepath.Join(dir, "keys", "ledger.key")
	secret, verifier := keyPair(y.T)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		y.Fatal(err)
	}
	for name, text := range map[string]string{path: secret, path + ".pub": verifier} {
		if err := os.WriteFile(name, []byte(text+"\n"), 0o600); err != nil {
			y.Fatal(err)
		}
	}
	return path
}

func (r *running) stop() {
	_ = r.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	_ = r.cmd.Wait()
}

func (r *running) get(path, token string) (status int, body []byte) {
	r.t.Helper()
	q, err := http.NewRequest(http.MethodGet, "http://"+r.address+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	q.Header.Set("Accept-Encoding", "gzip")
	q.AddCookie(&http.Cookie{Name: "pregonero", Value: token})
	answer, err := r.client.Do(q)
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	if answer.Header.Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			r.t.Fatal(err)
		}
		if body, err = io.ReadAll(z); err != nil {
			r.t.Fatal(err)
		}
	}
	return answer.StatusCode, body
}

// memory is what the program holds in memory now, in MB (VmRSS).
func (r *running) memory() (mb int) {
	r.t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.cmd.Process.Pid))
	if err != nil {
		r.t.Fatal(err)
	}
	for _, line := range strings.Split(string(text), "\n") {
		var kb int
		if n, _ := fmt.Sscanf(line, "VmRSS: %d kB", &kb); n == 1 {
			return kb / 1024
		}
	}
	r.t.Fatal("no VmRSS")
	return 0
}
