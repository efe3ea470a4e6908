// Package trace ties the clauses of a regulation to the code that keeps them and to the
// tests that show it.
//
// The line that keeps a clause carries a comment `clause:code` after the two slashes,
// its test `clause:test`, each followed by the clauses it is about, parted by spaces; two
// dots between two clauses take in all that stand between them in the regulation. A mark
// proves a link, not a good test.
package trace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"pregonero/regulation"
)

// Pack is the id of the embedded pack whose clauses the code is marked with.
const Pack = "ine"

// DocumentName is where the table of clauses is kept, from the root.
const DocumentName = "docs/CLAUSES.md"

// Kind of a mark.
type Kind string

const (
	Code Kind = "code"
	Test Kind = "test"
)

// Mark is one comment that ties a place to clauses.
type Mark struct {
	Kind    Kind
	Clauses []string // as written: an id, or two with two dots between
	File    string   // from the root, with slashes
	Line    int
}

// Link is what one clause is tied to.
type Link struct {
	Clause regulation.Clause
	Code   []string // files, sorted, each once
	Test   []string
}

// Report is the state of all clauses of a pack.
type Report struct {
	Links []Link // in the order of the regulation
	Stray []string
}

// Root finds the folder of go.mod above dir.
func Root(dir string) (string, error) {
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("no go.mod in this folder or above")
		}
		dir = up
	}
}

// sources are the kinds of file that may carry marks.
var sources = []string{".go", ".templ", ".js", ".mjs"}

// outside are folders that hold no source of ours.
var outside = []string{".git", ".tools", "node_modules", "testdata", "dist", "bin", "data", "tmp", "vendor"}

// Walk calls visit with every source file of ours below root.
func Walk(root string, visit func(name string, text []byte) error) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if path != root && slices.Contains(outside, d.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() || !slices.Contains(sources, filepath.Ext(path)) {
			return nil
		}
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) { // gone since the folder was listed
			return nil
		} else if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		return visit(filepath.ToSlash(name), text)
	})
}

// Marks gathers the marks below root, in the order of files and lines.
func Marks(root string) ([]Mark, error) {
	var all []Mark
	err := Walk(root, func(name string, text []byte) error {
		if strings.HasSuffix(name, "_templ.go") { // made from the .templ file, which has the mark
			return nil
		}
		all = append(all, Find(name, text)...)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for marks: %w", err)
	}
	return all, nil
}

// Tie lays the marks over the clauses of the pack.
func Tie(p *regulation.Pack, marks []Mark) Report {
	r := Report{Links: make([]Link, len(p.Clauses))}
	at := map[string]int{}
	for i, c := range p.Clauses {
		r.Links[i].Clause = c
		at[c.ID] = i
	}
	for _, m := range marks {
		for _, named := range m.Clauses {
			from, to, ok := reach(at, named)
			if !ok {
				r.Stray = append(r.Stray, fmt.Sprintf("%s:%d: mark of %s names clause %q, which the pack has not", m.File, m.Line, m.Kind, named))
				continue
			}
			for i := from; i <= to; i++ {
				r.Links[i].add(m)
			}
		}
		if len(m.Clauses) == 0 {
			r.Stray = append(r.Stray, fmt.Sprintf("%s:%d: mark of %s names no clause", m.File, m.Line, m.Kind))
		}
	}
	return r
}

// reach reads an id, or two with two dots between.
func reach(at map[string]int, named string) (from, to int, ok bool) {
	first, last, isRange := strings.Cut(named, "..")
	if !isRange {
		last = first
	}
	from, ok1 := at[first]
	to, ok2 := at[last]
	return from, to, ok1 && ok2 && from <= to
}

func (l *Link) add(m Mark) {
	files := &l.Code
	if m.Kind == Test {
		files = &l.Test
	}
	if i, found := slices.BinarySearch(*files, m.File); !found {
		*files = slices.Insert(*files, i, m.File)
	}
}

// Owed tells whether the clause must have code and test: it is not planned, and a check or
// a process keeps it.
func (l Link) Owed() bool {
	c := l.Clause
	return !c.Planned && (c.Kept(regulation.KeptByCheck) || c.Kept(regulation.KeptByProcess))
}

// Problems are the sentences a test fails with: clauses that lack code or test, and marks
// that name no clause.
func (r Report) Problems() []string {
	all := slices.Clone(r.Stray)
	sort.Strings(all)
	for _, l := range r.Links {
		if !l.Owed() {
			continue
		}
		if lacks := l.lacks(); lacks != "" {
			all = append(all, fmt.Sprintf("clause %s has no mark of %s: %s", l.Clause.ID, lacks, l.Clause.Summary))
		}
	}
	return all
}

func (l Link) lacks() string {
	switch {
	case len(l.Code) == 0 && len(l.Test) == 0:
		return "code nor test"
	case len(l.Code) == 0:
		return string(Code)
	case len(l.Test) == 0:
		return string(Test)
	}
	return ""
}
