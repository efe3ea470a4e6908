package vault

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pregonero/internal/fault"
)

func recipe() Recipe {
	return Recipe{Length: 24, Min: 14, Max: 64, Lower: 1, Upper: 1, Digits: 1, Special: 1, Specials: "!#$%*+-=?@_", Names: []string{"@INEJalisco", "INE", "Instituto Nacional Electoral"}}
}

//clause:test 5.2.g
func TestRecipeCheck(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, password, says string }{
		{"fine", "uT7#vq-Lw2xhB9mR", ""},
		{"long phrase with all", "Cebra-lenta_bajo4puentes", ""},
		{"short", "uT7#vq-Lw2", "necesita al menos 14"},
		{"longer than the network takes", "uT7#" + strings.Repeat("vqLwxhBmRk", 7), "la red acepta hasta 64"},
		{"no sign", "uT7vqLw2xhB9mRkk", "debe combinar"},
		{"no figure", "uT#vq-LwxhBkkmRd", "debe combinar"},
		{"no capital", "ut7#vq-lw2xhb9mr", "debe combinar"},
		{"accents", "uT7#vq-Lw2xhB9mñ", "acentos"},
		{"a blank at the end", "uT7#vq-Lw2xhB9m ", "espacios"},
		{"the handle", "uT7#INEJalisco-q4", "INEJalisco"},
		{"the handle in figures and dashes", "uT7#1n3-j4l1sc0xq", "contiene"},
		{"the institution", "Xw-InstitutoNacionalElectoral7", "contiene"},
		{"a year", "uT#vq-Lw-2026-xBm", "año"},
		{"a date", "uT#vqLw-12/05/90xB", "año o una fecha"},
		{"a date in one piece", "uT#vqLw12051990xB", "año o una fecha"},
		{"a long number is no year", "uT#vq-Lw920267xBm", ""},
		{"leaked with another end", "Password!123456789", "filtraron"},
		{"leaked in figures", "P4$$w0rd!!1234567", "filtraron"},
		{"common words", "Qwerty-Contrasena1", "muy usadas"},
	} {
		err := recipe().Check(c.password)
		f, _ := fault.Of(err)
		switch {
		case c.says == "" && err != nil:
			t.Errorf("%s: refused: %v", c.name, err)
		case c.says != "" && (f == nil || f.Field != "password" || !strings.Contains(f.Sentence(), c.says)):
			t.Errorf("%s: want %q, got %v", c.name, c.says, err)
		case f != nil && strings.Contains(f.Sentence()+f.Next, c.password):
			t.Errorf("%s: the refusal quotes the password", c.name)
		}
	}
}

// A thousand generated ones are all different, keep the recipe and hold no ambiguous sign.
//
//clause:test 5.2.g
func TestGenerate(t *testing.T) {
	t.Parallel()
	r, seen := recipe(), map[string]bool{}
	r.WithoutAmbiguous = true
	for range 1000 {
		p, err := Generate(r)
		if err != nil {
			t.Fatal(err)
		}
		if len(p) != 24 || seen[p] || strings.ContainsAny(p, ambiguous) || r.Check(p) != nil {
			t.Fatalf("generated one that will not do")
		}
		seen[p] = true
	}
	tight := Recipe{Length: 20, Min: 14, Max: 20, Lower: 1, Upper: 1, Digits: 1, Special: 1, Specials: "_"}
	if p, err := Generate(tight); err != nil || len(p) != 20 || !strings.Contains(p, "_") {
		t.Errorf("within a tight network: %v", err)
	}
	if _, err := Generate(Recipe{Length: 14, Min: 14, Special: 1}); err == nil {
		t.Error("made a sign out of none")
	}
}

func TestLeaked(t *testing.T) {
	t.Parallel()
	for p, want := range map[string]bool{"password": true, "PassWord": true, "dragon77!": true, "c0ntr4s3n4": true, "abc": false, "kz7Qw-2mVt": false, "": false} {
		if Leaked(p) != want {
			t.Errorf("%q: %v", p, !want)
		}
	}
	if Core("¡Verano2025!") != "verano" {
		t.Errorf("core %q", Core("¡Verano2025!"))
	}
}

// The vectors of RFC 6238, appendix B.
func TestSeed(t *testing.T) {
	t.Parallel()
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	for _, text := range []string{secret, strings.ToLower(secret), "GEZD GNBV-GY3T QOJQ GEZD GNBV GY3T QOJQ", "otpauth://totp/INE:cuenta?secret=" + secret + "&issuer=Red"} {
		s, err := ParseSeed(text)
		if err != nil {
			t.Fatal(err)
		}
		again, err := OpenSeed(s.Bytes())
		if err != nil || again != s {
			t.Fatalf("read back: %v", err)
		}
		code, left, err := again.Code(time.Unix(59, 0))
		if err != nil || code != "287082" || left != time.Second {
			t.Errorf("code %s with %s left, %v", code, left, err)
		}
		if fmt.Sprintf("%v %+v %s", s, s, s) != "[reservado] [reservado] [reservado]" {
			t.Error("it prints")
		}
	}
	long, err := ParseSeed("otpauth://totp/x?secret=" + secret + "&digits=8&period=30&algorithm=SHA1")
	if err != nil {
		t.Fatal(err)
	}
	if code, _, _ := long.Code(time.Unix(1111111109, 0)); code != "07081804" {
		t.Errorf("eight digits: %s", code)
	}
	for _, text := range []string{"", "corta", "GEZDGNBV", "1189 0000 1189 0000", "otpauth://hotp/x?secret=" + secret, "https://red.example/?secret=" + secret,
		"otpauth://totp/x?secret=" + secret + "&digits=7", "otpauth://totp/x?secret=" + secret + "&algorithm=MD5", "otpauth://totp/x?secret=" + secret + "&period=x"} {
		if _, err := ParseSeed(text); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := OpenSeed([]byte("no")); err == nil {
		t.Error("opened nonsense")
	}
}
