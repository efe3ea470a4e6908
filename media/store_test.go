package media

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"pregonero/internal/fault"
)

var s3Keys = Keys{Access: "pregonero", Secret: "pregonero-prueba"}

// versityEnv names the S3 server's binary; without it .tools/bin is looked into, and
// tests/tools.sh asked to fill it.
const versityEnv = "PREGONERO_VERSITYGW"

func versitygw(t *testing.T) string {
	t.Helper()
	if path := os.Getenv(versityEnv); path != "" {
		return path
	}
	path, err := filepath.Abs("../.tools/bin/versitygw")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err == nil {
		return path
	}
	if out, err := exec.CommandContext(t.Context(), "bash", "../tests/tools.sh", "versitygw").CombinedOutput(); err != nil {
		t.Fatalf("the S3 server for tests, versitygw, is not there and could not be installed: run tests/tools.sh versitygw, or set %s to its path: %v\n%s", versityEnv, err, out)
	}
	return path
}

// startS3 runs a real S3 server over a folder and returns its endpoint and that folder.
func startS3(t *testing.T) (endpoint, root string) {
	t.Helper()
	root = t.TempDir()
	if err := os.Mkdir(filepath.Join(root, "media"), 0o755); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	cmd := exec.Command(versitygw(t), "--port", addr, "--access", s3Keys.Access, "--secret", s3Keys.Secret, "--quiet", "posix", "--nometa", root)
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	endpoint = "http://" + addr
	for tries := 0; ; tries++ {
		if r, err := http.Get(endpoint); err == nil {
			_ = r.Body.Close()
			return endpoint, root
		}
		if tries == 200 {
			t.Fatalf("versitygw did not start: %s", log.String())
		}
		<-time.After(50 * time.Millisecond) // another process: nothing to wait on but its door
	}
}

// kept is one store under test, and how to spoil a kept file behind its back.
type kept struct {
	*Store
	path func(hash string) string
}

func stores(t *testing.T) map[string]kept {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "new", "media")
	inFolder, err := Open(t.Context(), "file://"+dir+"?create=true", Keys{})
	if err != nil {
		t.Fatal(err)
	}
	endpoint, root := startS3(t)
	inS3, err := Open(t.Context(), "s3://media/a/b?endpoint="+endpoint, s3Keys)
	if err != nil {
		t.Fatal(err)
	}
	at := func(dir string) func(string) string {
		return func(hash string) string { return filepath.Join(dir, hash[:2], hash[2:4], hash) }
	}
	return map[string]kept{"folder": {inFolder, at(dir)}, "s3": {inS3, at(filepath.Join(root, "media/a/b"))}}
}

func TestStore(t *testing.T) {
	t.Parallel()
	for name, s := range stores(t) {
		t.Run(name, func(t *testing.T) {
			t.Run("round trip", func(t *testing.T) { roundTrip(t, s) })
			t.Run("altered", func(t *testing.T) { altered(t, s) })
			t.Run("missing", func(t *testing.T) { missingFiles(t, s) })
			t.Run("at once", func(t *testing.T) { atOnce(t, s) })
			t.Run("cut", func(t *testing.T) { cutShort(t, s) })
		})
	}
}

func roundTrip(t *testing.T, s kept) {
	for _, b := range [][]byte{sampleJPEG(64, 32, 1), sampleMP4("mp42"), sampleWAV()} {
		c, want, err := clean(t, b, "", Limits{})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // written once
			if err := s.Put(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
		if n, err := s.Size(t.Context(), c.Hash); err != nil || n != c.Bytes {
			t.Errorf("%d bytes, %v", n, err)
		}
		r, err := s.Open(t.Context(), c.Hash)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("read %d bytes of %d, %v", len(got), len(want), err)
		}
		if _, err := r.Seek(3, io.SeekStart); err != nil { // as a video player asks for parts
			t.Error(err)
		}
		part := make([]byte, 4)
		if _, err := io.ReadFull(r, part); err != nil || !bytes.Equal(part, want[3:7]) {
			t.Errorf("part %q, %v", part, err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if err := s.Verify(t.Context(), c.Hash); err != nil {
			t.Error(err)
		}
		for range 2 { // deleting what is gone is no error
			if err := s.Delete(t.Context(), c.Hash); err != nil {
				t.Error(err)
			}
		}
		if _, err := s.Size(t.Context(), c.Hash); !fault.Is(err, fault.NotFound) {
			t.Errorf("after deletion: %v", err)
		}
	}
}

func random(t *testing.T, n int) *Cleaned {
	t.Helper()
	b := make([]byte, n)
	_, _ = rand.Read(b)
	c := &Cleaned{Facts: Facts{Type: "video/mp4"}, Hash: hashOf(b), Bytes: int64(n), content: bytesAt(b)}
	return c
}

func altered(t *testing.T, s kept) {
	c := random(t, 100_000)
	if err := s.Put(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(s.path(c.Hash))
	if err != nil {
		t.Fatal(err)
	}
	b[50_000] ^= 1
	if err := os.WriteFile(s.path(c.Hash), b, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(t.Context(), c.Hash); !errors.Is(err, ErrCorrupt) {
		t.Errorf("an altered file passes: %v", err)
	}
	r, err := s.OpenVerified(t.Context(), c.Hash)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := io.ReadAll(r); !errors.Is(err, ErrCorrupt) {
		t.Errorf("an altered file is read to its end: %v", err)
	}
}

func missingFiles(t *testing.T, s kept) {
	for _, hash := range []string{strings.Repeat("0", 64), "", "..", "../../../../etc/passwd", strings.Repeat("A", 64), strings.Repeat("z", 64)} {
		_, err := s.Open(t.Context(), hash)
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v", hash, err)
		}
		if err := s.Verify(t.Context(), hash); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v", hash, err)
		}
	}
}

func atOnce(t *testing.T, s kept) {
	c := random(t, 300_000)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if err := s.Put(t.Context(), c); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := s.Verify(t.Context(), c.Hash); err != nil {
		t.Error(err)
	}
}

// An upload that breaks off leaves nothing under its name.
func cutShort(t *testing.T, s kept) {
	c := random(t, 50_000)
	name, _ := nameOf(c.Hash)
	broken := io.MultiReader(io.LimitReader(c.Reader(), 20_000), iotest.ErrReader(errors.New("cut")))
	if err := s.in.put(t.Context(), name, broken, c.Bytes, c.Type); err == nil {
		t.Error("half a file was taken")
	}
	if err := s.in.put(t.Context(), name, io.LimitReader(c.Reader(), 20_000), c.Bytes, c.Type); err == nil {
		t.Error("a short file was taken")
	}
	if _, err := s.Size(t.Context(), c.Hash); !fault.Is(err, fault.NotFound) {
		t.Errorf("something is left: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(filepath.Dir(filepath.Dir(s.path(c.Hash)))), incoming, "*")); len(left) != 0 {
		t.Error(left)
	}
}

func TestOpenStoreRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := l.Addr().String()
	_ = l.Close()
	for _, c := range []struct {
		address string
		keys    Keys
		kind    fault.Kind
	}{
		{"", Keys{}, fault.Invalid},
		{"ftp://x", Keys{}, fault.Invalid},
		{"/var/lib", Keys{}, fault.Invalid},
		{"file://var/lib", Keys{}, fault.Invalid},
		{"file:///" + dir + "?creat=true", Keys{}, fault.Invalid},
		{"file://" + dir + "/none", Keys{}, fault.Unavailable},
		{"s3://media?endpoint=https://x&path=1", s3Keys, fault.Invalid},
		{"s3://media?endpoint=x", s3Keys, fault.Invalid},
		{"s3://media?endpoint=https://user:pass@x", s3Keys, fault.Invalid},
		{"s3://KEY:SECRET@media", s3Keys, fault.Invalid},
		{"s3://?endpoint=https://x", s3Keys, fault.Invalid},
		{"s3://media?endpoint=http://" + closed, Keys{}, fault.Invalid},
		{"s3://media?endpoint=http://" + closed, s3Keys, fault.Unavailable},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		_, err := Open(ctx, c.address, c.keys)
		cancel()
		f, ok := fault.Of(err)
		if !ok || f.Kind != c.kind || f.Next == "" || strings.Contains(fmt.Sprint(err), "SECRET") {
			t.Errorf("%s: %v, want %s", c.address, err, c.kind)
		}
	}
}

func TestS3RefusesWrongKeysAndBuckets(t *testing.T) {
	t.Parallel()
	endpoint, _ := startS3(t)
	for address, keys := range map[string]Keys{
		"s3://media?endpoint=" + endpoint: {Access: "pregonero", Secret: "equivocada"},
		"s3://otro?endpoint=" + endpoint:  s3Keys,
	} {
		_, err := Open(t.Context(), address, keys)
		if !fault.Is(err, fault.Unavailable) || strings.Contains(err.Error(), keys.Secret) {
			t.Errorf("%s: %v", address, err)
		}
	}
}
