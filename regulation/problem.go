package regulation

import (
	"fmt"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// Problem is one thing that is wrong with a pack.
type Problem struct {
	Line    int    // 0 when it has none: something is missing
	Path    string // such as checks.shouting.clause
	Message string // Spanish
}

func (p Problem) String() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "línea %d: ", p.Line)
	}
	if p.Path != "" {
		fmt.Fprintf(&b, "%s: ", p.Path)
	}
	return b.String() + p.Message
}

// PackError tells all that is wrong with a pack, in the order of its lines.
type PackError struct {
	Name     string // the file, when it is known
	Problems []Problem
	Err      error // the YAML library's own error, if that was it
}

func (e *PackError) Error() string {
	name := e.Name
	if name == "" {
		name = "el paquete normativo"
	}
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.String()
	}
	return name + " no se puede usar: " + strings.Join(lines, "; ")
}

func (e *PackError) Unwrap() error { return e.Err }

// located gives each problem the line of its path.
func located(problems []Problem, tree ast.Node) error {
	for i := range problems {
		problems[i].Line = lineOf(problems[i].Path, tree)
	}
	sort.SliceStable(problems, func(i, j int) bool { return problems[i].Line < problems[j].Line })
	return &PackError{Problems: problems}
}

// lineOf looks for the path in the file, and for what holds it when it is not there.
func lineOf(path string, tree ast.Node) int {
	for path != "" {
		if at, err := yaml.PathString("$." + path); err == nil {
			if node, err := at.FilterNode(tree); err == nil && node != nil && node.GetToken() != nil {
				return node.GetToken().Position.Line
			}
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
	return 0
}
