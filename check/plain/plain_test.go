package plain

import (
	_ "embed"
	"math"
	"strings"
	"testing"
)

//go:embed testdata/syllables.txt
var splitByHand string

// Of words split by hand at least 995 in 1,000 are counted right; here all are.
func TestSyllables(t *testing.T) {
	t.Parallel()
	words := 0
	for line := range strings.Lines(splitByHand) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		words++
		split := strings.TrimSpace(line)
		word := strings.ReplaceAll(split, ".", "")
		want := strings.Count(split, ".") + 1
		for _, form := range []string{word, strings.ToUpper(word), decomposed(word)} {
			if got := Syllables(form); got != want {
				t.Errorf("%s: %d syllables, want %d (%s)", form, got, want, split)
			}
		}
	}
	if words < 300 {
		t.Errorf("only %d words", words)
	}
}

// decomposed writes the accents apart.
func decomposed(word string) string {
	return strings.NewReplacer("á", "a\u0301", "é", "e\u0301", "í", "i\u0301", "ó", "o\u0301", "ú", "u\u0301", "ü", "u\u0308").Replace(word)
}

func TestSyllablesEdges(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]int{"": 1, "km": 1, "pst": 1, "h": 1, "\xff": 1, "ñ": 1, "aeiou": 3, "iii": 3} {
		if got := Syllables(word); got != want {
			t.Errorf("%q: %d, want %d", word, got, want)
		}
	}
}

func TestIndices(t *testing.T) {
	t.Parallel()
	r := Reading{Words: 100, Syllables: 200, Sentences: 5}
	if got := r.Inflesz(); math.Abs(got-62.235) > 1e-9 {
		t.Errorf("INFLESZ %v, want 62.235", got)
	}
	if got := r.FernandezHuerta(); math.Abs(got-66.44) > 1e-9 {
		t.Errorf("Fernández Huerta %v, want 66.44", got)
	}
	if got := (Reading{}).Inflesz(); math.IsNaN(got) || math.IsInf(got, 0) {
		t.Errorf("of nothing: %v", got)
	}
	for index, want := range map[float64]Band{-10: VeryHard, 40: VeryHard, 40.1: SomewhatHard, 55: SomewhatHard, 60: Normal, 65.5: FairlyEasy, 80: FairlyEasy, 90: VeryEasy} {
		if got := BandOf(index); got != want {
			t.Errorf("band of %v is %v, want %v", index, got, want)
		}
	}
}

func BenchmarkSyllables(b *testing.B) {
	for b.Loop() {
		Syllables("institucionalización")
	}
}
