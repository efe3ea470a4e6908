package vault

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"

	"pregonero/internal/fault"
)

func none(context.Context, string) (int, error) { return 0, nil }

func TestRotateResealRetire(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	first := v.Primary()
	old := seal(t, v, "c", secret)
	second, err := v.Rotate(t.Context())
	if err != nil || second == first || v.Primary() != second {
		t.Fatal(first, second, v.Primary(), err)
	}
	if got, err := v.Open(t.Context(), "c", old); err != nil || string(got) != secret {
		t.Errorf("the old key no longer opens: %v", err)
	}
	fresh, err := v.Reseal(t.Context(), "c", old)
	if err != nil || fresh.KeyID() != second {
		t.Fatal(fresh.KeyID(), err)
	}
	again, err := v.Reseal(t.Context(), "c", fresh)
	if err != nil || again != fresh {
		t.Errorf("a fresh value was sealed again: %v", err)
	}
	if _, err := v.Reseal(t.Context(), "other", old); err == nil {
		t.Error("resealed under another context")
	}

	remain := func(_ context.Context, id string) (int, error) {
		if id != first {
			t.Errorf("counted under %q", id)
		}
		return 3, nil
	}
	if err := v.Retire(t.Context(), first, remain); !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "3") {
		t.Errorf("retired while values remain: %v", err)
	}
	if err := v.Retire(t.Context(), second, none); !fault.Is(err, fault.Conflict) {
		t.Errorf("retired the primary key: %v", err)
	}
	for _, id := range []string{"ffffffff", "", "zz", "1" + first} {
		if err := v.Retire(t.Context(), id, none); !fault.Is(err, fault.NotFound) {
			t.Errorf("retired %q: %v", id, err)
		}
	}
	if err := v.Retire(t.Context(), first, none); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Open(t.Context(), "c", old); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a retired key opened: %v", err)
	}
	if got, err := v.Open(t.Context(), "c", fresh); err != nil || string(got) != secret {
		t.Error(err)
	}
	if ids := v.Keys(); !slices.Equal(ids, []string{second}) {
		t.Errorf("keys %v", ids)
	}
}

func TestARotationReachesOtherProcesses(t *testing.T) {
	t.Parallel()
	one := newVault(t)
	two, err := Open(one.file.path)
	if err != nil {
		t.Fatal(err)
	}
	id, err := one.Rotate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := seal(t, one, "c", secret)
	if got, err := two.Open(t.Context(), "c", s); err != nil || string(got) != secret {
		t.Errorf("the other process cannot open it: %v", err)
	}
	if s := seal(t, two, "c", secret); s.KeyID() != id {
		t.Error("the other process seals under the old key")
	}
}

func TestRotationsAtOnceLoseNoKey(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	const rounds = 12
	var wg sync.WaitGroup
	for range rounds {
		wg.Go(func() {
			other, err := Open(v.file.path)
			if err != nil {
				t.Error(err)
				return
			}
			id, err := other.Rotate(t.Context())
			if err != nil || !slices.Contains(other.Keys(), id) {
				t.Error(id, err)
			}
			if _, err := v.Seal(t.Context(), "c", []byte(secret)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	fresh, err := Open(v.file.path)
	if err != nil || len(fresh.Keys()) != rounds+1 {
		t.Errorf("%d keys, %v; want %d", len(fresh.Keys()), err, rounds+1)
	}
}

var steps = []string{"temp created", "half written", "written", "synced", "renamed", "folder synced"}

// childEnv makes this test binary, started again, write the key file and kill itself.
const childEnv = "PREGONERO_VAULT_CHILD"

func TestKillChild(t *testing.T) {
	t.Parallel()
	path, step, ok := strings.Cut(os.Getenv(childEnv), "|")
	if !ok {
		t.Log("run only as the child of TestKilledWhileWriting")
		return
	}
	file := keyFile{path: path, step: func(name string) {
		if name == step {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}}
	if _, err := os.Stat(path); err == nil {
		v := &Vault{file: file}
		_, _ = v.Rotate(t.Context())
		return
	}
	keys, _ := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	_ = file.create(keys)
}

func killAt(t *testing.T, path, step string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKillChild$")
	cmd.Env = append(os.Environ(), childEnv+"="+path+"|"+step)
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil || cmd.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the child was not killed at %q: %v\n%s", step, err, out)
	}
}

func TestKilledWhileWriting(t *testing.T) {
	t.Parallel()
	for i, step := range steps {
		t.Run("rotate/"+step, func(t *testing.T) {
			t.Parallel()
			v := newVault(t)
			s := seal(t, v, "c", secret)
			killAt(t, v.file.path, step)
			after, err := Open(v.file.path)
			if err != nil {
				t.Fatal(err)
			}
			want := 1
			if i >= slices.Index(steps, "renamed") {
				want = 2
			}
			if got := len(after.Keys()); got != want {
				t.Errorf("%d keys, want %d", got, want)
			}
			if got, err := after.Open(t.Context(), "c", s); err != nil || string(got) != secret {
				t.Error(err)
			}
			if _, err := after.Rotate(t.Context()); err != nil {
				t.Errorf("the next rotation stumbles: %v", err)
			}
			if _, err := os.Stat(v.file.path + ".new"); err == nil {
				t.Error("key material was left behind")
			}
		})
		t.Run("create/"+step, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "vault.json")
			killAt(t, path, step)
			if _, err := Open(path); err == nil {
				return
			} else if !fault.Is(err, fault.Unavailable) {
				t.Fatal(err)
			}
			if _, err := Create(path); err != nil {
				t.Errorf("creating again stumbles: %v", err)
			}
		})
	}
}
