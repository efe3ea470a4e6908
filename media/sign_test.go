package media

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"pregonero/internal/fault"
)

func TestSign(t *testing.T) {
	t.Parallel()
	key := bytes.Repeat([]byte("k"), 32)
	hash := strings.Repeat("ab", 32)
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	s, err := Sign(hash, now.Add(10*time.Minute), key)
	if err != nil {
		t.Fatal(err)
	}
	far, _ := Sign(hash, now.Add(48*time.Hour), key)
	for _, c := range []struct {
		name, hash, s string
		now           time.Time
		key           []byte
		ok            bool
	}{
		{"right", hash, s, now, key, true},
		{"last second", hash, s, now.Add(10*time.Minute - time.Second), key, true},
		{"expired", hash, s, now.Add(10 * time.Minute), key, false},
		{"another file", strings.Repeat("cd", 32), s, now, key, false},
		{"another key", hash, s, now, bytes.Repeat([]byte("x"), 32), false},
		{"no key", hash, s, now, nil, false},
		{"expiry moved", hash, "9" + s, now, key, false},
		{"cut", hash, s[:len(s)-1], now, key, false},
		{"longer", hash, s + "A", now, key, false},
		{"empty", hash, "", now, key, false},
		{"no expiry", hash, "." + s, now, key, false},
		{"too far ahead", hash, far, now, key, false},
		{"clock set back", hash, s, now.Add(-48 * time.Hour), key, false},
	} {
		err := VerifySignature(c.hash, c.s, c.now, c.key)
		if (err == nil) != c.ok || err != nil && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := Sign(hash, now, key[:31]); err == nil {
		t.Error("a short key was taken")
	}
	if _, err := Sign("../../etc/passwd", now, key); err == nil {
		t.Error("signed what is no hash")
	}
}

func FuzzVerifySignature(f *testing.F) {
	key := bytes.Repeat([]byte("k"), 32)
	hash := strings.Repeat("ab", 32)
	now := time.Unix(1_800_000_000, 0)
	good, _ := Sign(hash, now.Add(time.Hour), key)
	f.Add(good)
	f.Add("9223372036854775807.x")
	f.Fuzz(func(t *testing.T, s string) {
		if VerifySignature(hash, s, now, key) == nil && s != good {
			t.Errorf("%q passed", s)
		}
	})
}
