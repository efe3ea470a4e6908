package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/PuerkitoBio/goquery"

	"pregonero/institution"
	"pregonero/web/lang/keys"
)

// against are the words by which software acts against a person.
var against = regexp.MustCompile(`(?i)^(block(s|ed|list|ing)?|mut(e|es|ed|ing)|ban(s|ned|ning)?|kick(s|ed)?|expel(s|led)?|shadowban|silence[ds]?|` +
	`bloque(ar|o|os|ado|ada|ados|adas)|silenci(ar|o|ado|ada)|expuls(ar|ion|ión|ado|ada)|vet(ar|o|ado|ada)|banear|baneo|baneado)$`)

// words takes names apart: by case, and by anything that is neither letter nor digit.
func wordsOf(name string) []string {
	var b strings.Builder
	var last rune
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return strings.FieldsFunc(b.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Nobody is blocked, muted or expelled, because there is nothing to do it with: no route of
// the pages, the API or the practice network, no button, no table, no act of the gate, no
// command of a process and no method of a connector is called so.
//
//clause:test 6.xvi
func TestNoVerbAgainstAPerson(t *testing.T) {
	t.Parallel()
	names := map[string][]string{
		"routes": routes(t, "..", "web", "api", "network/practice"), "tables and columns": tables(t), "acts": acts(), "commands": commands(newHouse(t)),
		"methods of connectors": methods(t, "../network"), "buttons and links": doing(t),
	}
	for kind, all := range names {
		if len(all) < 5 {
			t.Errorf("only %d %s were found: the test looks in the wrong place", len(all), kind)
		}
		for _, name := range all {
			if i := slices.IndexFunc(wordsOf(name), against.MatchString); i >= 0 {
				t.Errorf("%s: %q", kind, name)
			}
		}
	}
}

// The words of the test find what they are for, and not what only looks like it.
func TestWordsAgainst(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{"POST /personas/{id}/bloquear": true, "BlockUser": true, "muted_at": true, "ban": true, "Silenciar a esta persona": true,
		"GET /bandeja": false, "banda": false, "Urban": false, "bloques": false} {
		if got := slices.ContainsFunc(wordsOf(name), against.MatchString); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

// On the page of a comment, an insult too, this is all that can be done.
//
//clause:test 6.xvi
func TestWhatCanBeDoneWithAnInsult(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	item := h.said(acc, "Enojado", "Son unos inútiles", time.Hour)
	ana, actions := h.as("ana"), map[string]bool{}
	collect := func(a *answer) {
		a.Find("main form[method=post], main [formaction]").Each(func(_ int, s *goquery.Selection) {
			actions[strings.TrimPrefix(s.AttrOr("formaction", s.AttrOr("action", "")), "/bandeja/"+item.ID)] = true
		})
	}
	collect(ana.get("/bandeja/" + item.ID))
	ana.post("/bandeja/" + item.ID + "/tomar")
	collect(ana.get("/bandeja/" + item.ID))
	want := []string{"/asignar", "/cerrar", "/contestar", "/soltar", "/tomar"}
	if got := slices.Sorted(maps.Keys(actions)); !slices.Equal(got, want) {
		t.Errorf("%v can be done, want %v", got, want)
	}
}

func acts() []string {
	var out []string
	for _, a := range institution.Acts() {
		out = append(out, string(a), institution.Describe(a))
	}
	return out
}

// commands are what pages can call.
func commands(h *house) []string {
	var out []string
	for _, process := range []any{h.site.Desk, h.site.Counter, h.site.Keys, h.site.Office, h.site.Book, h.site.Door} {
		for m := range reflect.TypeOf(process).Methods() {
			out = append(out, m.Name)
		}
	}
	return out
}

// doing are the texts that begin as something one does, in any page or process.
func doing(t *testing.T) []string {
	t.Helper()
	uses, _, err := keys.Scan("..")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, u := range uses {
		if first := wordsOf(u.Key); len(first) > 0 && first[0] != "A" { // "A nadie se le bloquea…" is the promise itself
			out = append(out, first[0])
		}
	}
	return out
}

var (
	route  = regexp.MustCompile(`^((GET|POST|PUT|PATCH|DELETE) )?/[\p{L}\d{}/._$-]*$`)
	column = regexp.MustCompile(`(?im)^\s*(?:create table (?:if not exists )?)?"?([a-z_]+)"?`)
)

// routes are the paths that the code of some folders answers to.
func routes(t *testing.T, root string, folders ...string) []string {
	t.Helper()
	var out []string
	for _, folder := range folders {
		goFiles(t, filepath.Join(root, folder), func(file *ast.File) {
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if text, err := strconv.Unquote(lit.Value); err == nil && route.MatchString(text) {
						out = append(out, text)
					}
				}
				return true
			})
		})
	}
	return out
}

// methods are those of every interface and type of the networks.
func methods(t *testing.T, root string) []string {
	t.Helper()
	var out []string
	goFiles(t, root, func(file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.FuncDecl:
				out = append(out, x.Name.Name)
			case *ast.InterfaceType:
				for _, m := range x.Methods.List {
					for _, name := range m.Names {
						out = append(out, name.Name)
					}
				}
			}
			return true
		})
	})
	return out
}

func goFiles(t *testing.T, root string, f func(*ast.File)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err == nil {
			f(file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// tables are the names of what the database keeps.
func tables(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../store/migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range column.FindAllStringSubmatch(string(text), -1) {
			out = append(out, m[1])
		}
	}
	return out
}
