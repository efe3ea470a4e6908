// Package testmail runs a real mail server, Mailpit, for tests: what is sent to it can be
// read back, and it can be told to refuse.
package testmail

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// env names Mailpit's binary; without it .tools/bin is looked into, and tests/tools.sh
// asked to fill it.
const env = "PREGONERO_MAILPIT"

// Server is one running Mailpit.
type Server struct {
	SMTP string // host:port; host is localhost when it has a certificate
	CA   string // path of its certificate, "" without TLS
	api  string
	t    testing.TB
}

// Options say how it is to be.
type Options struct {
	TLS     bool   // STARTTLS is required
	Auth    string // "user:password" required
	RelayTo string // host:port that Release hands messages to
}

// Start runs a server until the test ends.
func Start(t testing.TB, o Options) *Server {
	t.Helper()
	dir := t.TempDir()
	smtp, api := freeAddress(t), freeAddress(t)
	args := []string{"--smtp", smtp, "--listen", api, "--database", filepath.Join(dir, "mail.db"), "--disable-version-check", "--smtp-disable-rdns", "--enable-chaos", "--quiet"}
	s := &Server{SMTP: smtp, api: "http://" + api, t: t}
	if o.TLS {
		cert, key := certificate(t, dir)
		s.CA, s.SMTP = cert, "localhost:"+smtp[strings.LastIndexByte(smtp, ':')+1:]
		args = append(args, "--smtp-tls-cert", cert, "--smtp-tls-key", key, "--smtp-require-starttls")
	}
	if o.Auth != "" {
		args = append(args, "--smtp-auth-file", write(t, dir, "auth", o.Auth+"\n"))
	}
	if o.RelayTo != "" {
		host, port, err := net.SplitHostPort(o.RelayTo)
		must(t, err)
		args = append(args, "--smtp-relay-config", write(t, dir, "relay.yaml", fmt.Sprintf("host: %s\nport: %s\n", host, port)))
	}
	var log bytes.Buffer
	cmd := exec.Command(binary(t), args...)
	cmd.Stdout, cmd.Stderr = &log, &log
	must(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for tries := 0; ; tries++ {
		if r, err := http.Get(s.api + "/readyz"); err == nil {
			_ = r.Body.Close()
			if r.StatusCode == http.StatusOK {
				return s
			}
		}
		if tries == 200 {
			t.Fatalf("mailpit did not start: %s", log.String())
		}
		<-time.After(50 * time.Millisecond) // another process: nothing to wait on but its door
	}
}

// Address is somebody in a header.
type Address struct{ Name, Address string }

// Message is what arrived.
type Message struct {
	ID, MessageID, Subject, Text, HTML string
	From                               Address
	To, ReplyTo                        []Address
	ReturnPath                         string
	Attachments                        []struct{ FileName, ContentType string }
	Headers                            map[string][]string `json:"-"`
	Raw                                string              `json:"-"`
}

// Messages are all that arrived, the oldest first.
func (s *Server) Messages() (out []Message) {
	s.t.Helper()
	var list struct{ Messages []struct{ ID string } }
	s.get("/api/v1/messages?limit=500", &list)
	for i := len(list.Messages) - 1; i >= 0; i-- {
		id := list.Messages[i].ID
		var m Message
		s.get("/api/v1/message/"+id, &m)
		s.get("/api/v1/message/"+id+"/headers", &m.Headers)
		m.Raw = s.text("/api/v1/message/" + id + "/raw")
		out = append(out, m)
	}
	return out
}

// Refuse makes the server answer every sender and every recipient with those codes; 0
// lets them pass.
func (s *Server) Refuse(sender, recipient int) {
	s.t.Helper()
	s.send(http.MethodPut, "/api/v1/chaos", map[string]any{"Sender": trigger(sender), "Recipient": trigger(recipient)})
}

func trigger(code int) map[string]int {
	if code == 0 {
		return map[string]int{"ErrorCode": 451, "Probability": 0}
	}
	return map[string]int{"ErrorCode": code, "Probability": 100}
}

// Release hands a message on to the server of RelayTo, for those addresses.
func (s *Server) Release(id string, to ...string) {
	s.t.Helper()
	s.send(http.MethodPost, "/api/v1/message/"+id+"/release", map[string]any{"To": to})
}

func (s *Server) send(method, path string, body any) {
	s.t.Helper()
	b, err := json.Marshal(body)
	must(s.t, err)
	r, err := http.NewRequest(method, s.api+path, bytes.NewReader(b))
	must(s.t, err)
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	must(s.t, err)
	defer resp.Body.Close()
	if said, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK {
		s.t.Fatalf("mailpit %s: %d %s", path, resp.StatusCode, said)
	}
}

func (s *Server) get(path string, into any) {
	s.t.Helper()
	must(s.t, json.Unmarshal([]byte(s.text(path)), into))
}

func (s *Server) text(path string) string {
	s.t.Helper()
	r, err := http.Get(s.api + path)
	must(s.t, err)
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	must(s.t, err)
	return string(b)
}

func binary(t testing.TB) string {
	t.Helper()
	if path := os.Getenv(env); path != "" {
		return path
	}
	_, here, _, _ := runtime.Caller(0)
	root := filepath.Join(filepath.Dir(here), "..", "..")
	path := filepath.Join(root, ".tools", "bin", "mailpit")
	if _, err := os.Stat(path); err == nil {
		return path
	}
	if out, err := exec.CommandContext(t.Context(), "bash", filepath.Join(root, "tests", "tools.sh"), "mailpit").CombinedOutput(); err != nil {
		t.Fatalf("the mail server for tests, mailpit, is not there and could not be installed: run tests/tools.sh mailpit, or set %s to its path: %v\n%s", env, err, out)
	}
	return path
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().String()
}

func write(t testing.TB, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	must(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// certificate makes one for localhost, which is its own authority.
func certificate(t testing.TB, dir string) (cert, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	x := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, x, x, &k.PublicKey, k)
	must(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(k)
	must(t, err)
	return write(t, dir, "cert.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))),
		write(t, dir, "key.pem", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
