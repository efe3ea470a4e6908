package identifier

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// masks are the ways of hiding a number or address of more than one kind.
var masks = map[string]func(string) string{
	"plain": func(s string) string { return s },
	"in words": func(s string) string {
		return strings.TrimSpace(strings.NewReplacer("0", " cero ", "1", " uno ", "2", " dos ", "3", " tres ", "4", " cuatro ", "5", " cinco ", "6", " seis ",
			"7", " siete ", "8", " ocho ", "9", " nueve ").Replace(s))
	},
	"O for 0":   func(s string) string { return strings.Replace(s, "0", "O", 1) },
	"l for 1":   func(s string) string { return strings.Replace(s, "1", "l", 1) },
	"spaced":    func(s string) string { return strings.Join(strings.Split(s, ""), " ") },
	"dotted":    func(s string) string { return strings.Join(strings.Split(s, ""), ".") },
	"lines":     func(s string) string { return s[:len(s)/2] + "\n" + s[len(s)/2:] },
	"wide":      func(s string) string { return strings.Map(fullWidth, s) },
	"invisible": func(s string) string { return strings.Join(strings.Split(s, ""), "\u200b") },
	"Cyrillic":  strings.NewReplacer("A", "А", "E", "Е", "O", "О", "a", "а", "e", "е", "o", "о", "c", "с", "p", "р").Replace,
}

// unlike are the masks that say nothing of a kind, or that nobody would use for it.
var unlike = map[string]string{
	"email": "in words|O for 0|l for 1|spaced|dotted", "address": "in words|O for 0|l for 1|spaced|dotted|lines|Cyrillic", "plate": "in words|O for 0|l for 1|lines",
}

// sample makes one identifier of a kind, with the words that stand before it.
func sample(kind string, r *rand.Rand, vectors [][2]string) (before, value string) {
	pick := func(list string) string { f := strings.Fields(list); return f[r.IntN(len(f))] }
	switch kind {
	case "phone":
		return pick("cel: tel. WhatsApp llámame:") + " ", fmt.Sprintf("%s%04d%04d", pick("55 33 81 56"), 1000+r.IntN(9000), r.IntN(10000))
	case "legacy phone":
		return "", fmt.Sprintf("%s %s %04d %04d", pick("044 045 01 +521"), pick("55 33 81"), 1000+r.IntN(9000), r.IntN(10000))
	case "email":
		return "escríbame a ", pick("juan ana.lopez pedro_r maria-jose lola22") + "@" + pick("gmail.com hotmail.com yahoo.com.mx outlook.es empresa.mx")
	case "address":
		return "Vivo en ", fmt.Sprintf("%s %s %d, %s Centro, C.P. %05d", pick("Calle Av. Avenida Privada Blvd. Calz."), pick("Morelos Hidalgo Reforma Juárez Pinos"), 1+r.IntN(999), pick("Col. Colonia Fracc."), 10000+r.IntN(80000))
	case "plate":
		return "las placas ", fmt.Sprintf("%s-%03d-%s", pick("ABC JKL XYZ PRT"), r.IntN(1000), pick("A B C D"))
	}
	v := vectors[r.IntN(len(vectors))]
	return map[string]string{"curp": "", "rfc": "RFC: ", "rfc_company": "RFC: ", "elector": "clave de elector ", "clabe": "CLABE ", "card": "tarjeta ", "nss": "NSS "}[v[0]], v[1]
}

// TestRecall: of identifiers made by this program under disguises, .99 are found.
func TestRecall(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 3))
	all := vectors(t)
	const each = 60
	asked, seen := 0, 0
	missed := map[string]int{}
	for _, kind := range []string{"phone", "legacy phone", "email", "address", "plate", "other"} {
		for name, mask := range masks {
			if strings.Contains(unlike[kind], name) || kind == "legacy phone" && name != "plain" {
				continue
			}
			for range each {
				before, value := sample(kind, r, all)
				text := "Buenas tardes, " + before + mask(value) + ", gracias"
				asked++
				if len(Find(text, Public{})) > 0 {
					seen++
				} else {
					missed[kind+" "+name]++
					t.Logf("missed: %q", text)
				}
			}
		}
	}
	if recall := float64(seen) / float64(asked); recall < .99 {
		t.Errorf("recall %.4f of %d; missed: %v", recall, asked, missed)
	}
}

// TestNothingInCorrectPosts: in posts written as an institution writes, a free line is all
// that looks like personal data.
func TestNothingInCorrectPosts(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../testdata/quality/official.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		for _, m := range Find(line, Public{}) {
			if m.Sure {
				t.Errorf("%s: %q", m.Kind, line)
			}
		}
	}
}
