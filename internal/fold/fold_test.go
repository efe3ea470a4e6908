package fold

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                        "",
		"ELECCIÓN Extraordinaria": "eleccion extraordinaria",
		"eleccio\u0301n":          "eleccion", // the accent apart
		"Ñandú, pingüino":         "nandu, pinguino",
		"  dos\n\tpalabras ":      "dos palabras",
		"𝐕𝐨𝐭𝐨 ﬁnal":               "voto final",
		"cre\u00addencial\u200b":  "credencial",
		"nulo\x00":                "nulo",
		"ΣΟΦΌΣ ЁЛКА":              "σοφοσ елка",
		"50 % de _todo_":          "50 % de _todo_",
	} {
		if got := Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Text("mal\xff"); !utf8.ValidString(got) {
		t.Errorf("broken text stays broken: %q", got)
	}
}

func TestMatches(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query string
		want  bool
	}{
		{"", true}, {"   ", true}, {"JOSÉ", true}, {"jose", true}, {"pérez JOSE", true}, {"nunez", true}, {"núñez", true},
		{"josefa", false}, {"jose gomez", false}, {"%", false},
	} {
		if got := Matches(c.query, "José Pérez", "Núñez"); got != c.want {
			t.Errorf("Matches(%q) = %t", c.query, got)
		}
	}
	if n := len(Words(strings.Repeat("a ", 1000))); n != mostWords {
		t.Errorf("a long search has %d words", n)
	}
}
