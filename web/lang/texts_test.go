package lang

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"pregonero/web/lang/keys"
)

// Every Spanish text in the code has its English, none is left over, and both have
// the same holes. To mend: go run ./web/lang/extract, then fill in what is empty.
func TestTextsAreTranslated(t *testing.T) {
	t.Parallel()
	uses, problems, err := keys.Scan("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		t.Error(problem)
	}
	said := map[string]bool{}
	for _, use := range uses {
		said[use.Key] = true
		text := english[use.Key]
		if text == "" {
			t.Errorf("%s: no English for %q; run `go run ./web/lang/extract` and fill it in", use.Place, use.Key)
		} else if !slices.Equal(keys.Placeholders(use.Key), keys.Placeholders(text)) {
			t.Errorf("%q and %q have different placeholders", use.Key, text)
		}
	}
	for key := range english {
		if !said[key] {
			t.Errorf("nobody says %q; run `go run ./web/lang/extract`", key)
		}
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		setting, accept string
		want            Code
	}{
		{"", "", Spanish},
		{"", "en-US,en;q=0.9", English},
		{"", "de, es-MX;q=0.8", Spanish},
		{"", "%%%", Spanish},
		{"en", "es", English},
		{"xx", "en", English},
		{"qps", "", Pseudo},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Language", c.accept)
		if got := Choose(c.setting, r); got != c.want {
			t.Errorf("setting %q, header %q: got %s, want %s", c.setting, c.accept, got, c.want)
		}
	}
}

func TestPseudoIsLongerAndKeepsPlaceholders(t *testing.T) {
	t.Parallel()
	text := stretch("Faltan %d de %s, 100%%")
	if !strings.HasPrefix(text, "Faltan %d de %s, 100%%") {
		t.Errorf("placeholders lost: %q", text)
	}
	long := stretch(strings.Repeat("a", 100))
	if n := len([]rune(long)); n < 138 || n > 142 {
		t.Errorf("100 letters became %d, want about 140", n)
	}
}

func TestPlural(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	for n, want := range map[int]string{0: "0 días", 1: "1 día", 2: "2 días"} {
		if got := N(ctx, n, "%d día", "%d días"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := N(ctx, 1, "Una cosa", "%d cosas"); got != "Una cosa" {
		t.Errorf("a text for one without number: %q", got)
	}
}

func TestTextWithPercentSign(t *testing.T) {
	t.Parallel()
	if got := T(t.Context(), "100%% de la meta"); got != "100% de la meta" {
		t.Errorf("got %q", got)
	}
}
