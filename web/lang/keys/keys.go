// Package keys finds in the source code every Spanish text that is to be translated.
//
// It reads Go files, and so also what templ generates, for lang.T, lang.N, lang.Key,
// the sentences of fault.New and the next steps of Then, and for functions of the same
// package that hand a parameter on to one of these.
package keys

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
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
	packages := map[string][]*ast.File{}
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
		packages[filepath.Dir(path)] = append(packages[filepath.Dir(path)], file)
		return nil
	})
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		s := scan{set: set, positions: maps.Clone(positions), constants: map[string]string{}}
		s.run(packages[dir])
		uses, problems = append(uses, s.uses...), append(problems, s.problems...)
	}
	return uses, problems, err
}

func skipDir(path, root, name string) error {
	if path != root && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata") {
		return filepath.SkipDir
	}
	return nil
}

// positions tells which arguments of a function are texts. ".Then" is any method of
// that name.
var positions = map[string][]int{
	"lang.T":    {1},
	"lang.N":    {2, 3},
	"lang.Key":  {0},
	"fault.New": {1},
	".Then":     {0},
}

// scan reads one package. A function of the package that hands its own parameter on as
// a text is a taker of texts too, and stands in positions by its bare name.
type scan struct {
	set       *token.FileSet
	positions map[string][]int
	constants map[string]string
	local     map[string][]int // the same for the closures of the function at hand
	uses      []Use
	problems  []string
}

func (s *scan) run(files []*ast.File) {
	if files[0].Name.Name == "lang" {
		s.positions["Key"], s.positions["T"], s.positions["N"] = []int{0}, []int{1}, []int{2, 3}
	}
	s.learnConstants(files)
	for s.learn(files) { // until no further function is found to hand texts on
	}
	for _, file := range files {
		for _, decl := range file.Decls {
			s.collect(decl)
		}
	}
}

// learnConstants keeps the string constants of the package.
func (s *scan) learnConstants(files []*ast.File) {
	for _, file := range files {
		for _, decl := range file.Decls {
			general, ok := decl.(*ast.GenDecl)
			if !ok || general.Tok != token.CONST {
				continue
			}
			for _, spec := range general.Specs {
				value := spec.(*ast.ValueSpec)
				for i, name := range value.Names {
					if i >= len(value.Values) {
						continue
					}
					if text, ok := s.constant(value.Values[i]); ok {
						s.constants[name.Name] = text
					}
				}
			}
		}
	}
}

// learn adds the functions that hand a parameter on; it tells whether there was a new one.
func (s *scan) learn(files []*ast.File) (found bool) {
	for _, file := range files {
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv != nil || f.Body == nil {
				continue
			}
			params := names(f.Type)
			s.learnClosures(f)
			s.calls(f.Body, func(_ string, arg ast.Expr) {
				ident, ok := arg.(*ast.Ident)
				if !ok {
					return
				}
				i := slices.Index(params, ident.Name)
				if i >= 0 && !slices.Contains(s.positions[f.Name.Name], i) {
					s.positions[f.Name.Name] = append(s.positions[f.Name.Name], i)
					found = true
				}
			})
		}
	}
	return found
}

// learnClosures notes the functions kept in variables inside decl that hand a parameter
// on, and returns the names of all their parameters.
func (s *scan) learnClosures(decl ast.Decl) (params []string) {
	s.local = map[string][]int{}
	ast.Inspect(decl, func(node ast.Node) bool {
		assign, ok := node.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
			return true
		}
		name, isName := assign.Lhs[0].(*ast.Ident)
		closure, isFunc := assign.Rhs[0].(*ast.FuncLit)
		if !isName || !isFunc {
			return true
		}
		own := names(closure.Type)
		s.calls(closure.Body, func(_ string, arg ast.Expr) {
			if ident, ok := arg.(*ast.Ident); ok && slices.Contains(own, ident.Name) {
				s.local[name.Name] = append(s.local[name.Name], slices.Index(own, ident.Name))
			}
		})
		params = append(params, own...)
		return true
	})
	return params
}

func (s *scan) collect(decl ast.Decl) {
	params := s.learnClosures(decl)
	if f, ok := decl.(*ast.FuncDecl); ok {
		params = append(params, names(f.Type)...)
	}
	s.calls(decl, func(name string, arg ast.Expr) {
		place := s.set.Position(arg.Pos()).String()
		if key, literal := s.constant(arg); literal {
			if key != "" {
				s.uses = append(s.uses, Use{Key: key, Place: place})
			}
			return
		}
		ident, _ := arg.(*ast.Ident)
		if s.strict(name) && (ident == nil || !slices.Contains(params, ident.Name)) {
			s.problems = append(s.problems, fmt.Sprintf("%s: the text given to %s is not a literal; mark it with lang.Key and say it with lang.Dyn", place, name))
		}
	})
}

// calls visits every argument that is a text.
func (s *scan) calls(node ast.Node, visit func(name string, arg ast.Expr)) {
	ast.Inspect(node, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		name := s.callee(call)
		texts := s.positions[name]
		if closure := s.local[name]; closure != nil {
			texts = closure
		}
		for _, i := range texts {
			if i < len(call.Args) {
				visit(name, call.Args[i])
			}
		}
		return true
	})
}

func (s *scan) callee(call *ast.CallExpr) string {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		if pkg, ok := fun.X.(*ast.Ident); ok {
			if qualified := pkg.Name + "." + fun.Sel.Name; s.positions[qualified] != nil {
				return qualified
			}
		}
		return "." + fun.Sel.Name
	}
	return ""
}

// names lists the parameters of a function in order.
func names(f *ast.FuncType) []string {
	var out []string
	for _, field := range f.Params.List {
		for _, name := range field.Names {
			out = append(out, name.Name)
		}
	}
	return out
}

// strict tells whether a text given to that function must be a literal. A next step, or
// what a function of the package hands on, may come from a table.
func (s *scan) strict(name string) bool {
	return name != ".Then" && positions[name] != nil
}

// constant is the value of a string literal, of a constant of the package, or of
// several joined with +.
func (s *scan) constant(expr ast.Expr) (text string, ok bool) {
	switch e := expr.(type) {
	case *ast.BasicLit:
		if e.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, okLeft := s.constant(e.X)
		right, okRight := s.constant(e.Y)
		return left + right, okLeft && okRight && e.Op == token.ADD
	case *ast.Ident:
		text, ok := s.constants[e.Name]
		return text, ok
	case *ast.ParenExpr:
		return s.constant(e.X)
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
