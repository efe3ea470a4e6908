package vault

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

func TestTOTP(t *testing.T) {
	t.Parallel()
	f, err := NewTOTP("Pregonero", "ana@ine.mx")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 5, 4, 12, 0, 10, 0, time.UTC)
	code := func(at time.Time) string {
		c, err := totp.GenerateCode(f.Secret, at)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	step := now.Unix() / 30
	for _, c := range []struct {
		name  string
		code  string
		last  int64
		want  int64
		right bool
	}{
		{"now", code(now), 0, step, true},
		{"with a space", code(now)[:3] + " " + code(now)[3:], 0, step, true},
		{"a step late", code(now.Add(-30 * time.Second)), 0, step - 1, true},
		{"a step early", code(now.Add(30 * time.Second)), 0, step + 1, true},
		{"two steps late", code(now.Add(-60 * time.Second)), 0, 0, false},
		{"two steps early", code(now.Add(60 * time.Second)), 0, 0, false},
		{"the next one after a log-in", code(now), step - 1, step, true},
		{"used before", code(now), step, 0, false},
		{"older than the last used", code(now.Add(-30 * time.Second)), step, 0, false},
		{"empty", "", 0, 0, false},
		{"short", code(now)[:5], 0, 0, false},
		{"letters", "abcdef", 0, 0, false},
	} {
		got, right := VerifyTOTP(f.Secret, c.code, now, c.last)
		if got != c.want || right != c.right {
			t.Errorf("%s: step %d %v, want %d %v", c.name, got, right, c.want, c.right)
		}
	}
	if _, right := VerifyTOTP("not base32!", code(now), now, 0); right {
		t.Error("a broken secret was right")
	}
}

// The vectors of RFC 6238, appendix B, cut to six digits.
func TestTOTPOfTheRFC(t *testing.T) {
	t.Parallel()
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	for at, code := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		if step, right := VerifyTOTP(secret, code, time.Unix(at, 0), 0); !right || step != at/30 {
			t.Errorf("%d: %v %d", at, right, step)
		}
	}
}

func TestTOTPForTheApp(t *testing.T) {
	t.Parallel()
	f, err := NewTOTP("Pregonero INE", "ana@ine.mx")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(f.URL)
	if err != nil || u.Scheme != "otpauth" || u.Host != "totp" || u.Query().Get("secret") != f.Secret ||
		u.Query().Get("issuer") != "Pregonero INE" || len(f.Secret) != 32 {
		t.Error(f.URL, err)
	}
	qr, err := f.QR(256)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(qr))
	if err != nil || img.Bounds().Dx() != 256 {
		t.Error(err, img.Bounds())
	}
	js, _ := json.Marshal(f)
	if out := fmt.Sprintf("%v %+v %#v %s %s", f, &f, f, f, js); strings.Contains(out, f.Secret) {
		t.Error(out)
	}
}

func TestRecoveryCodes(t *testing.T) {
	t.Parallel()
	codes, hashes := RecoveryCodes()
	if len(codes) != 10 || len(hashes) != 10 {
		t.Fatal(len(codes), len(hashes))
	}
	seen := map[string]bool{}
	for i, c := range codes {
		if len(c) != 19 || seen[c] || strings.Contains(strings.Join(hashes, " "), c) {
			t.Errorf("code %q", c)
		}
		seen[c] = true
		for _, typed := range []string{c, strings.ToLower(c), strings.ReplaceAll(c, "-", ""), " " + strings.ReplaceAll(c, "-", " ") + "\n", strings.ReplaceAll(c, "0", "O")} {
			if n, right := MatchRecovery(typed, hashes); !right || n != i {
				t.Errorf("%q: %d %v", typed, n, right)
			}
		}
	}
	for _, typed := range []string{"", "----", codes[0][:18], codes[0] + "0"} {
		if _, right := MatchRecovery(typed, hashes); right {
			t.Errorf("%q was right", typed)
		}
	}
	if _, right := MatchRecovery(codes[3], append(hashes[:3:3], hashes[4:]...)); right {
		t.Error("a used code opened again")
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	a, b := Token(32), Token(32)
	if a == b || len(a) != 43 || HashToken(a) == a || len(HashToken(a)) != 64 {
		t.Error(len(a), HashToken(a))
	}
	if !SameToken(a, HashToken(a)) || SameToken(b, HashToken(a)) || SameToken(a, "") {
		t.Error("tokens are compared wrongly")
	}
}
