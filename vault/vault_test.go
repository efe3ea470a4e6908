package vault

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pregonero/internal/fault"
)

const secret = "contraseña de la cuenta @INEMexico"

func newVault(t *testing.T) *Vault {
	t.Helper()
	v, err := Create(filepath.Join(t.TempDir(), "keys", "vault.json"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func seal(t *testing.T, v *Vault, context, text string) Sealed {
	t.Helper()
	s, err := v.Seal(t.Context(), context, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	for _, text := range []string{"", "x", secret, strings.Repeat("á", 100_000)} {
		s := seal(t, v, "account:01J/credential", text)
		if len(text) > 1 && strings.Contains(string(s), text) {
			t.Error("the plaintext shows")
		}
		if s.KeyID() != v.Primary() {
			t.Errorf("key id %q, want %q", s.KeyID(), v.Primary())
		}
		got, err := v.Open(t.Context(), "account:01J/credential", s)
		if err != nil || string(got) != text {
			t.Errorf("opened %d bytes, %v; want %d", len(got), err, len(text))
		}
	}
}

func TestEachValueHasItsOwnKey(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	a, b := seal(t, v, "c", secret), seal(t, v, "c", secret)
	_, boxA, _ := a.split()
	_, boxB, _ := b.split()
	if bytes.Equal(boxA[:60], boxB[:60]) {
		t.Error("two values share a wrapped data key")
	}
}

func TestAnotherContextDoesNotOpen(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	s := seal(t, v, "account:A/credential", secret)
	for _, context := range []string{"account:B/credential", "account:A/credential ", "", "account:A"} {
		if _, err := v.Open(t.Context(), context, s); !errors.Is(err, ErrTampered) {
			t.Errorf("context %q: %v", context, err)
		}
	}
	if _, err := v.Seal(t.Context(), "", []byte(secret)); err == nil {
		t.Error("an empty context was taken")
	}
}

func TestNoFlippedBitOpens(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	s := seal(t, v, "c", secret)
	for i := range len(s) {
		for bit := range 8 {
			b := []byte(s)
			b[i] ^= 1 << bit
			if _, err := v.Open(t.Context(), "c", Sealed(b)); err == nil {
				t.Fatalf("opened with bit %d of byte %d flipped", bit, i)
			} else if f, ok := fault.Of(err); !ok || f.Next == "" {
				t.Fatalf("%v is no fault with a next step", err)
			}
		}
	}
	for _, cut := range []Sealed{s[:len(s)-1], s[:20], "", s + "A", s + "\n"} {
		if _, err := v.Open(t.Context(), "c", cut); err == nil {
			t.Errorf("%q opened", cut)
		}
	}
}

func TestAnotherVaultDoesNotOpen(t *testing.T) {
	t.Parallel()
	s := seal(t, newVault(t), "c", secret)
	if _, err := newVault(t).Open(t.Context(), "c", s); !errors.Is(err, ErrUnknownKey) {
		t.Error(err)
	}
}

func TestKeyFileMustBePrivate(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	info, err := os.Stat(v.file.path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("created with mode %v, %v", info.Mode(), err)
	}
	for _, mode := range []os.FileMode{0o640, 0o604, 0o620, 0o666, 0o601} {
		if err := os.Chmod(v.file.path, mode); err != nil {
			t.Fatal(err)
		}
		_, err := Open(v.file.path)
		if f, ok := fault.Of(err); !ok || f.Kind != fault.Forbidden || !strings.Contains(f.Next, "chmod 600") {
			t.Errorf("mode %o: %v", mode, err)
		}
	}
	for _, mode := range []os.FileMode{0o600, 0o400} {
		if err := os.Chmod(v.file.path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(v.file.path); err != nil {
			t.Errorf("mode %o: %v", mode, err)
		}
	}
}

func TestKeyFileFaults(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, path := range map[string]string{
		"missing":  filepath.Join(dir, "none"),
		"empty":    write("empty", ""),
		"no json":  write("nojson", "hola"),
		"no key":   write("nokey", `{"primaryKeyId":1,"key":[]}`),
		"folder":   dir,
		"cut json": write("cut", `{"primaryKeyId":1,"key":[{"keyData":{"value":"SECRETO"`),
	} {
		_, err := Open(path)
		f, ok := fault.Of(err)
		if !ok || f.Next == "" {
			t.Errorf("%s: %v is no fault with a next step", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "SECRETO") {
			t.Errorf("%s: the error quotes the file", name)
		}
	}
}

func TestCreateNeverReplaces(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	before, _ := os.ReadFile(v.file.path)
	if _, err := Create(v.file.path); !fault.Is(err, fault.Conflict) {
		t.Errorf("second Create: %v", err)
	}
	after, _ := os.ReadFile(v.file.path)
	if !bytes.Equal(before, after) {
		t.Error("the keys changed")
	}
}

func TestSealNeedsTheKeyFileButOpenDoesNot(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	s := seal(t, v, "c", secret)
	if err := os.Remove(v.file.path); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Seal(t.Context(), "c", []byte(secret)); !fault.Is(err, fault.Unavailable) {
		t.Errorf("sealed with a key that is kept nowhere: %v", err)
	}
	if got, err := v.Open(t.Context(), "c", s); err != nil || string(got) != secret {
		t.Errorf("a running process lost its keys: %v", err)
	}
}

func TestKeysNeverPrint(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	text, err := os.ReadFile(v.file.path)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "%v %+v %#v %s %q %x %d\n", v, v, v, v, v, v, v)
	fmt.Fprintf(&out, "%+v\n", struct{ V *Vault }{v})
	slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "vault", v)
	if err := json.NewEncoder(&out).Encode(v); err != nil {
		t.Fatal(err)
	}
	var set struct {
		Key []struct{ KeyData struct{ Value string } }
	}
	if err := json.Unmarshal(text, &set); err != nil || len(set.Key) != 1 {
		t.Fatal(err, len(set.Key))
	}
	if strings.Contains(out.String(), set.Key[0].KeyData.Value) || strings.Count(out.String(), "[reservado]") < 9 {
		t.Error(out.String())
	}
}

func FuzzParseSealed(f *testing.F) {
	v, err := Create(filepath.Join(f.TempDir(), "k"))
	if err != nil {
		f.Fatal(err)
	}
	good, err := v.Seal(f.Context(), "c", []byte("x"))
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{string(good), "", "v1", "v1..", "v1.00000000.AAAA", "v2." + string(good[3:]), "v1.00000001.AAAABgEAAAABAAAA"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSealed(text)
		if err != nil {
			if !errors.Is(err, ErrNotSealed) || s != "" {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		if !strings.HasPrefix(text, "v1."+s.KeyID()+".") || len(s.KeyID()) != 8 {
			t.Errorf("%q: key id %q is not the visible one", text, s.KeyID())
		}
		if text != string(good) {
			if _, err := v.Open(t.Context(), "c", s); err == nil {
				t.Errorf("%q opened", text)
			}
		}
	})
}

func BenchmarkSeal(b *testing.B) {
	v, err := Create(filepath.Join(b.TempDir(), "k"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := v.Seal(b.Context(), "c", []byte(secret)); err != nil {
			b.Fatal(err)
		}
	}
}
