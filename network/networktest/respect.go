package networktest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pregonero/network"
)

// against are the verbs that networks use against a person. No connector may know one,
// as a method, a field or a route.
var against = map[string]bool{
	"block": true, "blocks": true, "unblock": true, "blocked": true, "blocking": true,
	"mute": true, "mutes": true, "unmute": true, "muted": true, "muting": true,
	"ban": true, "bans": true, "banned": true, "unban": true,
	"kick": true, "expel": true, "suspend": true, "silence": true, "restrict": true, "shadowban": true,
	"bloquear": true, "silenciar": true, "expulsar": true, "vetar": true,
}

// respects proves that nothing in the connector can act against a person, and that it does not log.
//
//clause:test 6.xvi
func respects(t *testing.T, c network.Connector, dir string) {
	t.Helper()
	methods := reflect.TypeOf(c)
	for i := range methods.NumMethod() {
		if w := Against(methods.Method(i).Name); w != "" {
			t.Errorf("method %s has the verb %q", methods.Method(i).Name, w)
		}
	}
	if dir == "" {
		dir = "."
	}
	ScanSource(t, dir)
}

// Against returns the verb against people inside a name, a path or a sentence; "" when there is none.
func Against(s string) string {
	for _, w := range split(s) {
		if against[w] {
			return w
		}
	}
	return ""
}

// humps are where camelCase begins another word: aB, and the B of ABc.
var humps = regexp.MustCompile(`(\p{Ll})(\p{Lu})|(\p{Lu})(\p{Lu}\p{Ll})`)

// split cuts at everything that is no letter and at the humps of camelCase.
func split(s string) []string {
	s = humps.ReplaceAllString(s, "$1$3 $2$4")
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) })
}

// ScanSource reads every Go file of a folder that is not a test: no identifier and no
// literal may have a verb against people, and nothing may log, because connectors hold secrets.
func ScanSource(t *testing.T, dir string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no source in %s: %v", dir, err)
	}
	fset := token.NewFileSet()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(fset, name, source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		scanFile(t, fset, file)
	}
}

func scanFile(t *testing.T, fset *token.FileSet, file *ast.File) {
	t.Helper()
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			if p := strings.Trim(n.Path.Value, `"`); p == "log" || p == "log/slog" && file.Name.Name != "network" {
				t.Errorf("%s: connectors do not log", fset.Position(n.Pos()))
			}
			return false
		case *ast.Ident:
			if w := Against(n.Name); w != "" {
				t.Errorf("%s: %s has the verb %q", fset.Position(n.Pos()), n.Name, w)
			}
		case *ast.BasicLit:
			if w := Against(n.Value); n.Kind == token.STRING && w != "" {
				t.Errorf("%s: %s has the verb %q", fset.Position(n.Pos()), n.Value, w)
			}
		}
		return true
	})
}
