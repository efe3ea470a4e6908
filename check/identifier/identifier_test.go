package identifier

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var checks = map[string]func(string) Verdict{
	"curp": CheckCURP, "rfc": CheckRFC, "rfc_company": CheckRFC, "elector": CheckElector, "clabe": CheckCLABE, "card": CheckCard, "nss": CheckNSS,
}

// vectors are our own: made by a separate program, in another language.
func vectors(t *testing.T) [][2]string {
	t.Helper()
	raw, err := os.ReadFile("testdata/vectors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out [][2]string
	for line := range strings.Lines(string(raw)) {
		if kind, value, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			out = append(out, [2]string{kind, value})
		}
	}
	if len(out) < 80 {
		t.Fatalf("only %d vectors", len(out))
	}
	return out
}

// TestVectors: each is good, and no longer so when its last character changes.
func TestVectors(t *testing.T) {
	t.Parallel()
	for _, v := range vectors(t) {
		check, value := checks[v[0]], v[1]
		if got := check(value); got != Good {
			t.Errorf("%s %s: verdict %d", v[0], value, got)
		}
		last := value[len(value)-1]
		if v[0] == "elector" || !isDigit(last) {
			continue
		}
		other := fmt.Sprintf("%s%d", value[:len(value)-1], (last-'0'+1)%10)
		if got := check(other); got == Good {
			t.Errorf("%s %s: a wrong digit is good", v[0], other)
		}
	}
}

// disguises are ways in which people write an identifier so that no program sees it.
var disguises = map[string]func(string) string{
	"plain":      func(s string) string { return s },
	"small":      strings.ToLower,
	"spaced":     func(s string) string { return strings.Join(strings.Split(s, ""), " ") },
	"dotted":     func(s string) string { return strings.Join(strings.Split(s, ""), ".") },
	"two lines":  func(s string) string { return s[:len(s)/2] + "\n" + s[len(s)/2:] },
	"hyphen":     func(s string) string { return s[:4] + "-" + s[4:] },
	"invisible":  func(s string) string { return strings.Join(strings.Split(s, ""), "\u200b") },
	"full width": func(s string) string { return strings.Map(fullWidth, s) },
	"bold": func(s string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case unicode.IsDigit(r):
				return r - '0' + 0x1D7CE
			case r >= 'A' && r <= 'Z':
				return r - 'A' + 0x1D400
			}
			return r
		}, s)
	},
	"keycaps":  func(s string) string { return eachDigit(s, "\ufe0f\u20e3") },
	"Cyrillic": strings.NewReplacer("A", "А", "B", "В", "C", "С", "E", "Е", "H", "Н", "K", "К", "M", "М", "O", "О", "P", "Р", "T", "Т", "X", "Х").Replace,
}

func fullWidth(r rune) rune {
	if r > 0x20 && r < 0x7F {
		return r + 0xFEE0
	}
	return r
}

func eachDigit(s, after string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(r)
		if unicode.IsDigit(r) {
			b.WriteString(after)
		}
	}
	return b.String()
}

func TestDisguises(t *testing.T) {
	t.Parallel()
	said := map[string]string{"curp": "mi CURP es ", "rfc": "RFC: ", "rfc_company": "RFC: ", "elector": "clave de elector ", "clabe": "a la CLABE ", "card": "tarjeta ", "nss": "NSS "}
	for _, v := range vectors(t) {
		for name, disguise := range disguises {
			if name == "hyphen" && v[0] == "card" {
				continue // four and twelve: nobody writes a card so
			}
			text := "Buenas tardes, " + said[v[0]]
			start := len(text)
			text += disguise(v[1])
			end := len(text)
			text += ", gracias"
			found := Find(text, Public{})
			if len(found) != 1 || found[0].Start != start || found[0].End != end || string(found[0].Kind) != v[0] {
				t.Errorf("%s %s: %q gives %v, want %d–%d", v[0], name, text, found, start, end)
			}
		}
	}
}

func TestPhones(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Llámame al 55 1234 5678":              "55 1234 5678",
		"mi cel es 5512345678":                 "5512345678",
		"+52 55 1234 5678":                     "+52 55 1234 5678",
		"+52 1 55 1234 5678":                   "+52 1 55 1234 5678",
		"0445512345678":                        "0445512345678",
		"01 (55) 5628 4200":                    "01 (55) 5628 4200",
		"(999) 123-45-67":                      "(999) 123-45-67",
		"333.615.1234":                         "333.615.1234",
		"📞 4421234567":                         "4421234567",
		"５５ １２３４ ５６７８":                         "５５ １２３４ ５６７８",
		"5 5 1 2 3 4 5 6 7 8":                  "5 5 1 2 3 4 5 6 7 8",
		"664-123-4567 o al 664 765 4321":       "664-123-4567|664 765 4321",
		"55 1234 5678 33 3615 1234":            "55 1234 5678|33 3615 1234",
		"+1 (202) 456-1111":                    "+1 (202) 456-1111",
		"+34 612 345 678":                      "+34 612 345 678",
		"911":                                  "",
		"1234567890":                           "",
		"folio 5512345678":                     "",
		"$5512345678":                          "",
		"2018 2021 2024":                       "",
		"99,084,188":                           "",
		"19.2902,-99.1234567":                  "",
		"Tasa 55.12345678":                     "",
		"2024-06-02 10:30:00":                  "",
		"550e8400-e29b-41d4-a716-446655440000": "",
		"ISBN 978-607-8870-12-3":               "",
		"9:00 18:00 20:00":                     "",
	} {
		if got := joined(text, Find(text, Public{})); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestEmails(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"escribe a juan.perez@gmail.com.":      "juan.perez@gmail.com",
		"a@b.mx":                               "a@b.mx",
		"juan＠gmail．com":                       "juan＠gmail．com",
		"juan (arroba) gmail punto com":        "juan (arroba) gmail punto com",
		"juan arroba gmail punto com, gracias": "juan arroba gmail punto com",
		"juan[at]yahoo.com.mx":                 "juan[at]yahoo.com.mx",
		"juan @ outlook.com":                   "juan @ outlook.com",
		"peña@correo.mx":                       "peña@correo.mx",
		"a@b.mx y c@d.mx":                      "a@b.mx|c@d.mx",
		"Siga a @INEMexico en @ine.mx":         "",
		"la arroba @ se usa en correos":        "",
		"user@localhost":                       "",
		"10 @ 5.00":                            "",
		"pesa una arroba y media. Com pan":     "",
		"":                                     "",
		"@":                                    "",
		"https://medium.com/@ana/articulo.com.mx/": "",
	} {
		if got := joined(text, Find(text, Public{})); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestPublicPasses(t *testing.T) {
	t.Parallel()
	public := NewPublic([]string{"800 433 2000"}, []string{"Prensa@medios.example.mx"}, []string{"ine.mx"})
	for _, text := range []string{"01 800 433 2000", "8004332000", "800-433-2000", "prensa@medios.example.mx", "ana@ine.mx", "ANA@JLE.INE.MX"} {
		if found := Find("Llame: "+text, public); len(found) > 0 {
			t.Errorf("%q: %v", text, found)
		}
	}
	for _, text := range []string{"800 433 2001", "prensa@otro.mx", "ana@miine.mx", "ana@ine.mx.example.com"} {
		if found := Find("Llame: "+text, public); len(found) != 1 {
			t.Errorf("%q: %v", text, found)
		}
	}
}

func joined(text string, found []Match) string {
	var parts []string
	for _, m := range found {
		parts = append(parts, text[m.Start:m.End])
	}
	return strings.Join(parts, "|")
}

// FuzzFind: matches are in order, apart, and begin and end between characters.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"BAAA890317HDFRLL03", "4111 1111 1111 1111", "(+52) 1 55-1234.5678", "a arroba b punto mx", "Ñ\u0303N\u0303&", "\xff5\xff5", "５5️⃣O0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, m := range Find(text, Public{}) {
			if m.Start < at || m.End <= m.Start || m.End > len(text) || m.Kind.Spanish() == "" {
				t.Fatalf("%+v after %d in %q", m, at, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[m.Start:m.End]) {
				t.Fatalf("%+v cuts a character of %q", m, text)
			}
			at = m.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Del 15 de febrero al 14 de marzo consulte la lista nominal; llame al 800 433 2000. ", 3)
	for b.Loop() {
		Find(text, Public{})
	}
}
