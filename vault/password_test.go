package vault

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"pregonero/internal/fault"
)

func TestPassword(t *testing.T) {
	t.Parallel()
	h := NewHasher(2)
	const good = "cuatro palabras sin relación"
	hash, err := h.Hash(t.Context(), good)
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatal(hash, err)
	}
	again, _ := h.Hash(t.Context(), good)
	if again == hash {
		t.Error("the salt repeats")
	}
	for _, c := range []struct {
		name, hash, password string
		right, rehash        bool
	}{
		{"right", hash, good, true, false},
		{"wrong", hash, good + " ", false, false},
		{"empty", hash, "", false, false},
		{"accent typed apart", hash, "cuatro palabras sin relacio\u0301n", true, false},
		{"nobody", "", good, false, false},
		{"cheaper cost of before", "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$" + tagOf(t, "m=64"), good, true, true},
		{"cheaper cost, wrong", "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$" + tagOf(t, "m=64"), "no", false, false},
	} {
		right, rehash, err := h.Verify(t.Context(), c.hash, c.password)
		if err != nil || right != c.right || rehash != c.rehash {
			t.Errorf("%s: %v %v %v, want %v %v", c.name, right, rehash, err, c.right, c.rehash)
		}
	}
}

// tagOf is the tag of TestPassword's password under another cost.
func tagOf(t *testing.T, _ string) string {
	t.Helper()
	p := phc{memory: 64, time: 1, lanes: 1, salt: []byte("saltsaltsaltsalt")}
	tag, err := NewHasher(1).tag(t.Context(), p, "cuatro palabras sin relación", argonTag)
	if err != nil {
		t.Fatal(err)
	}
	p.tag = tag
	return p.String()[strings.LastIndex(p.String(), "$")+1:]
}

func TestBadHashes(t *testing.T) {
	t.Parallel()
	const salt, tag = "c2FsdHNhbHRzYWx0c2FsdA", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"
	for _, hash := range []string{
		"x", "$argon2i$v=19$m=64,t=1,p=1$" + salt + "$" + tag, "$argon2id$v=16$m=64,t=1,p=1$" + salt + "$" + tag,
		"$argon2id$v=19$m=99999999,t=1,p=1$" + salt + "$" + tag, "$argon2id$v=19$m=64,t=999,p=1$" + salt + "$" + tag,
		"$argon2id$v=19$m=64,t=1,p=0$" + salt + "$" + tag, "$argon2id$v=19$m=64,t=1,p=1x$" + salt + "$" + tag,
		"$argon2id$v=19$m=64,t=1,p=1$$" + tag, "$argon2id$v=19$m=64,t=1,p=1$" + salt + "$", "$argon2id$v=19$m=64,t=1,p=1$" + salt + "$*",
	} {
		if right, _, err := NewHasher(1).Verify(t.Context(), hash, "x"); right || !errors.Is(err, ErrBadHash) {
			t.Errorf("%q: %v %v", hash, right, err)
		}
	}
}

func TestHasherBoundsWhatRunsAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := NewHasher(2)
		h.slots <- struct{}{}
		h.slots <- struct{}{} // both busy
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				if _, err := h.Hash(ctx, "x"); !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
			})
		}
		synctest.Wait() // all fifty wait; none took memory
		cancel()
		wg.Wait()
	})
}

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		password, user string
		ok             bool
	}{
		{"caballo grapa nube sorbete", "ana.lopez", true},
		{"Xq7!vR2#pLm9", "ana.lopez", true},
		{"ñandú-violeta-42", "ana.lopez@ine.mx", true},
		{"十二文字以上のとても長い合言葉です", "ana", true},
		{"corto", "ana", false},
		{"11caracteres"[:11], "ana", false},
		{strings.Repeat("caballo grapa ", 30), "ana", false},
		{"123456789012", "ana", false},
		{"aaaaaaaaaaaaaa", "ana", false},
		{"abababababab", "ana", false},
		{"qwertyuiop123", "ana", false},
		{"1qaz2wsx3edc", "ana", false},
		{"abcdefghijklmn", "ana", false},
		{"contraseña2024", "ana", false},
		{"C0ntr4s3ñ4!!!!", "ana", false},
		{"passwordpassword", "ana", false},
		{"P@ssw0rd2025!!", "ana", false},
		{"MexicoTeAmo2026", "ana", false},
		{"administrador1", "beto", false},
		{"ana.lopez-nubes-grapa", "ana.lopez", false},
		{"ANA.LÓPEZ-nubes-grapa", "ana.lopez@ine.mx", false},
		{"nube ana grapa zorro", "ana", false},
		{"caballo grapa nube sorbete", "", true},
	} {
		err := CheckPassword(c.password, c.user)
		if (err == nil) != c.ok {
			t.Errorf("%q for %q: %v", c.password, c.user, err)
		}
		if err != nil {
			f, ok := fault.Of(err)
			if !ok || f.Field != "password" || f.Next == "" || strings.Contains(err.Error(), c.password) {
				t.Errorf("%q: fault %+v", c.password, f)
			}
		}
	}
}

func FuzzPassword(f *testing.F) {
	f.Add("cuatro palabras", "ana")
	f.Add("\xff\xfe\x00", "\xff@")
	f.Fuzz(func(t *testing.T, password, user string) {
		_ = CheckPassword(password, user)
		if p, err := parsePHC(password); err == nil && p.String() != password {
			t.Errorf("%q does not come back", password)
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	h := NewHasher(1)
	hash, _ := h.Hash(b.Context(), "cuatro palabras")
	for b.Loop() {
		if right, _, _ := h.Verify(b.Context(), hash, "cuatro palabras"); !right {
			b.Fatal("wrong")
		}
	}
}
