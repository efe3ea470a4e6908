package keys

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

const source = `package sample

func page(ctx C) {
	lang.T(ctx, "uno " + "dos", 1)
	lang.N(ctx, n, "%d cosa", "%d cosas")
	fault.New(fault.Invalid, "Falta %s.", x).Then("Escríbalo.")
	weak("Es débil.")
	weaker("Es muy débil.")
	weak(convert)
	weak(table.next)
	other.Then(next)
	lang.T(ctx, name)
	lang.Dyn(ctx, name)
}

const convert = "Conviértalo."

func weak(format string, args ...any) error { return fault.New(fault.Invalid, format, args...) }

func form(ctx C) {
	need := func(there bool, sentence string) { fault.New(fault.Invalid, sentence) }
	need(x, "Falta la fecha.")
}

func weaker(format string) error { return weak(format) }
`

func TestScanFindsEveryText(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.go", source)
	write("a_test.go", "package sample\nfunc x() { lang.T(ctx, \"no\") }")
	uses, problems, err := Scan(root)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, use := range uses {
		got = append(got, use.Key)
	}
	slices.Sort(got)
	want := []string{"%d cosa", "%d cosas", "Conviértalo.", "Es débil.", "Es muy débil.", "Escríbalo.", "Falta %s.", "Falta la fecha.", "uno dos"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(problems) != 1 {
		t.Errorf("one key is not a literal: %q", problems)
	}
}

func TestPlaceholders(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"100%% de %d":           {"%d"},
		"%[2]s de %[1]d":        {"%d", "%s"},
		"a las {time}, %.1f %s": {"%.1f", "%s", "{time}"},
		"nada":                  nil,
	} {
		if got := Placeholders(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
