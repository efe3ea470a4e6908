package words

import (
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// open is the embedded dictionary; a build without it has nothing to test.
func open(t testing.TB) *Dictionary {
	t.Helper()
	d, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestHas(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, w := range []string{"elección", "Elección", "ELECCIÓN", "México", "MÉXICO", "casillas", "insaculación", "distrital", "Tlaquepaque", "haber", "niña"} {
		if !d.Has(w) {
			t.Errorf("%q is not there", w)
		}
	}
	for _, w := range []string{"eleccion", "mexico", "méxico", "casillass", "", "a b", "elección.", strings.Repeat("a", 1000)} {
		if d.Has(w) {
			t.Errorf("%q is there", w)
		}
	}
	if n := d.Len(); n < 500_000 {
		t.Errorf("only %d words", n)
	}
}

func TestAccented(t *testing.T) {
	t.Parallel()
	d := open(t)
	for word, want := range map[string]string{"eleccion": "elección", "exámen": "examen", "verguenza": "vergüenza", "espanol": "español", "michoacan": "Michoacán", "linguistica": "lingüística"} {
		if got := d.Accented(word); !slices.ContainsFunc(got, func(g string) bool { return strings.EqualFold(g, want) }) {
			t.Errorf("%q: %q has no %q", word, got, want)
		}
	}
	if got := d.Accented("xyz"); len(got) > 0 {
		t.Errorf("%q", got)
	}
}

func TestSuggest(t *testing.T) {
	t.Parallel()
	d := open(t)
	for word, want := range map[string]string{
		"desicion": "decisión", "aprovó": "aprobó", "siudadanía": "ciudadanía", "elejir": "elegir", "haver": "haber", "exelente": "excelente",
		"ocsidente": "occidente", "porfavor": "por favor", "convocatroia": "convocatoria", "partcipa": "participa", "guevo": "huevo", "informasion": "información",
	} {
		if got := d.Suggest(word, 3, true); !slices.Contains(got, want) {
			t.Errorf("%q: %q has no %q", word, got, want)
		}
	}
	for _, word := range []string{"", "a", strings.Repeat("ab", 500)} {
		if got := d.Suggest(word, 3, true); len(got) > 0 {
			t.Errorf("%q: %q", word, got)
		}
	}
}

func TestDerived(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, w := range []string{"recordarle", "recordándole", "recordárselo", "acérquese", "vacíelo", "distritales", "antifraudes", "interpartidario", "constitucionalmente"} {
		if !d.Has(w) && !d.Derived(w) {
			t.Errorf("%q is not derived", w)
		}
	}
	for _, w := range []string{"recordandole", "recordarselo", "camiónes", "imagenes", "acerquese", "xyzmente", ""} {
		if d.Has(w) || d.Derived(w) {
			t.Errorf("%q is derived", w)
		}
	}
}

func TestAffixes(t *testing.T) {
	t.Parallel()
	a, err := ReadAffixes(strings.NewReader("SET UTF-8\nPFX r Y 1\nPFX r 0 re .\nSFX A Y 2\nSFX A r ción/S ar\nSFX A er ición [^c]er\nSFX S Y 2\nSFX S 0 s [aeo]\nSFX S ón ones ón\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := a.Expand(strings.NewReader("3\nvotar/Ar\nhacer/A\ncasa/S\tst:casa\n"), func(f string, _ Kind) { got = append(got, f) }); err != nil {
		t.Fatal(err)
	}
	want := []string{"votar", "revotar", "votación", "revotación", "votaciones", "revotaciones", "hacer", "casa", "casas"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAffixesRefuse(t *testing.T) {
	t.Parallel()
	for _, aff := range []string{"", "SFX A Y 1\nSFX A 0 s [abc\n", "SFX A Y 1\nSFX A 0 s []\n"} {
		if _, err := ReadAffixes(strings.NewReader(aff)); err == nil {
			t.Errorf("%q is accepted", aff)
		}
	}
	a, err := ReadAffixes(strings.NewReader("SFX A Y 1\nSFX A 0 s .\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Expand(strings.NewReader("0\n"), func(string, Kind) {}); err == nil {
		t.Error("an empty list is accepted")
	}
}

func TestAbsent(t *testing.T) {
	t.Parallel()
	if !strings.Contains(ErrAbsent.Error(), "check/words/expand") {
		t.Error("the error does not say how the dictionary is made")
	}
	if _, err := load([]byte("no automaton")); err == nil || errors.Is(err, ErrAbsent) {
		t.Errorf("a broken dictionary gives %v", err)
	}
}

// TestAgreesWithHunspell gives every form that we make to Hunspell itself.
func TestAgreesWithHunspell(t *testing.T) {
	t.Parallel()
	const from = "../../node_modules/dictionary-es-mx/"
	hunspell, err := exec.LookPath("hunspell")
	if err != nil {
		t.Skip("skipped: hunspell is not installed")
	}
	aff, err := os.ReadFile(from + "index.aff")
	if err != nil {
		t.Skip("skipped: npm's dictionary-es-mx is not installed")
	}
	dic, err := os.Open(from + "index.dic")
	if err != nil {
		t.Fatal(err)
	}
	defer dic.Close()
	rules, err := ReadAffixes(strings.NewReader(string(aff)))
	if err != nil {
		t.Fatal(err)
	}
	var forms strings.Builder
	n := 0
	if err := rules.Expand(dic, func(f string, _ Kind) { forms.WriteString(f + "\n"); n++ }); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), hunspell, "-i", "UTF-8", "-d", from+"index", "-l")
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	cmd.Stdin = strings.NewReader(forms.String())
	rejected, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if bad := strings.Fields(string(rejected)); len(bad)*100_000 > n {
		t.Errorf("hunspell rejects %d of %d forms: %.20q", len(bad), n, bad)
	}
}

func FuzzSuggest(f *testing.F) {
	for _, s := range []string{"eleccion", "\xff", "güe", "ññ", "qu", "hh"} {
		f.Add(s)
	}
	d := open(f)
	f.Fuzz(func(t *testing.T, word string) {
		for _, w := range d.Suggest(word, 5, true) {
			for _, part := range strings.Fields(w) {
				if !d.Has(part) {
					t.Errorf("%q suggests %q, which is no word", word, w)
				}
			}
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		open(b)
	}
}

func BenchmarkHas(b *testing.B) {
	d := open(b)
	for b.Loop() {
		d.Has("credencialización")
	}
}

func BenchmarkSuggest(b *testing.B) {
	d := open(b)

	for b.Loop() {
		d.Suggest("ocsidente", 3, true)
	}

}
