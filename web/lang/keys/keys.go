// Package keys finds in the source code every Spanish text that is to be translated.
//
// It reads Go files, and so also what templ generates, for lang.T, lang.N, lang.Key,
// the sentences of fault.New and the next steps of Then.
package keys

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Use is one place where a text is said.
type Use struct {
	Key   string
	Place string // file:line
}

// Scan reads the Go files under root, tests and dependencies aside. problems are the
// calls whose key is not a literal, and so cannot be checked.
func Scan(root string) (uses []Use, problems []string, err error) {
	set := token.NewFileSet()
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return skipDir(path, root, entry.Name())
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("reading texts of %s: %w", path, err)
		}
		found, wrong := inFile(set, file)
		uses, problems = append(uses, found...), append(problems, wrong...)
		return nil
	})
	return uses, problems, err
}

func skipDir(path, root, name string) error {
	if path != root && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata") {
		return filepath.SkipDir
	}
	return nil
}

// positions tells which arguments of a function are texts.
var positions = map[string][]int{
	"lang.T":    {1},
	"lang.N":    {2, 3},
	"lang.Key":  {0},
	"fault.New": {1},
}

func inFile(set *token.FileSet, file *ast.File) (uses []Use, problems []string) {
	own := file.Name.Name // inside package lang, T stands without its package
	ast.Inspect(file, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		name := callee(call, own)
		place := set.Position(call.Pos()).String()
		for _, i := range arguments(name, call) {
			key, literal := constant(call.Args[i])
			switch {
			case literal && key != "":
				uses = append(uses, Use{Key: key, Place: place})
			case !literal && name != ".Then" && own != "lang":
				problems = append(problems, fmt.Sprintf("%s: the text given to %s is not a literal; mark it with lang.Key and say it with lang.Dyn", place, name))
			}
		}
		return true
	})
	return uses, problems
}

func callee(call *ast.CallExpr, own string) string {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return own + "." + fun.Name
	case *ast.SelectorExpr:
		if pkg, ok := fun.X.(*ast.Ident); ok {
			if _, known := positions[pkg.Name+"."+fun.Sel.Name]; known {
				return pkg.Name + "." + fun.Sel.Name
			}
		}
		return "." + fun.Sel.Name
	}
	return ""
}

func arguments(name string, call *ast.CallExpr) []int {
	want := positions[name]
	if name == ".Then" && len(call.Args) == 1 {
		want = []int{0}
	}
	return slices.DeleteFunc(slices.Clone(want), func(i int) bool { return i >= len(call.Args) })
}

// constant is the value of a string literal, or of several joined with +.
func constant(expr ast.Expr) (text string, ok bool) {
	switch e := expr.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, okLeft := constant(e.X)
		right, okRight := constant(e.Y)
		return left + right, okLeft && okRight && e.Op == token.ADD
	case *ast.ParenExpr:
		return constant(e.X)
	}
	return "", false
}

var placeholder = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*[\d.]*[a-zA-Z]|\{[a-z]+\}`)

// Placeholders are the holes of a text, sorted: %d, %s, {time}. The order in which a
// translation takes them (%[2]s) does not matter.
func Placeholders(text string) []string {
	found := placeholder.FindAllString(strings.ReplaceAll(text, "%%", ""), -1)
	for i, p := range found {
		if open := strings.IndexByte(p, '['); open == 1 {
			found[i] = "%" + p[strings.IndexByte(p, ']')+1:]
		}
	}
	slices.Sort(found)
	return found
}
