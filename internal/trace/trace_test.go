package trace_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pregonero/internal/trace"
	"pregonero/regulation"
)

// slashes keeps the marks below from being marks of this file.
const slashes = "//" + "clause:"

func TestFind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file, text string
		want             []string // kind line clauses
	}{
		{"own line", "a.go", "package a\n\n" + slashes + "code 6.xvi\nvar x = 1\n", []string{"code 3 6.xvi"}},
		{"end of line", "a.go", "package a\n\nvar x = 1 " + slashes + "test 5.1.p4 8.iii\n", []string{"test 3 5.1.p4 8.iii"}},
		{"a string is no mark", "a.go", "package a\n\nvar x = `\n" + slashes + "code 6.xvi`\n", nil},
		{"a space makes it prose", "a.go", "package a\n\n// clause:code 6.xvi\n", nil},
		{"templ", "a.templ", "<p>\n  " + slashes + "code 2.p1\n", []string{"code 2 2.p1"}},
		{"templ, an address is no mark", "a.templ", "<a href=\"x:" + slashes + "code 2.p1\">\n", nil},
		{"javascript, carriage return", "a.mjs", slashes + "test 6.iii\r\n", []string{"test 1 6.iii"}},
		{"unknown kind is told", "a.go", "package a\n" + slashes + "codes 6.xvi\n", []string{"codes 2"}},
		{"no clause is told", "a.go", "package a\n" + slashes + "code\n", []string{"code 2"}},
		{"none", "a.go", "package a\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, m := range trace.Find(c.file, []byte(c.text)) {
				got = append(got, strings.TrimSpace(string(m.Kind)+" "+string(rune('0'+m.Line))+" "+strings.Join(m.Clauses, " ")))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func smallPack() *regulation.Pack {
	process := []string{regulation.KeptByProcess}
	return &regulation.Pack{Clauses: []regulation.Clause{
		{ID: "1", Summary: "uno", KeptBy: process},
		{ID: "2", Summary: "dos", KeptBy: process},
		{ID: "3", Summary: "tres", KeptBy: process, Planned: true},
		{ID: "4", Summary: "cuatro", KeptBy: []string{regulation.KeptByPeople}},
	}}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	both := []trace.Mark{{Kind: trace.Code, Clauses: []string{"1..2"}, File: "a.go", Line: 1}, {Kind: trace.Test, Clauses: []string{"1", "2"}, File: "a_test.go", Line: 2}}
	for _, c := range []struct {
		name  string
		marks []trace.Mark
		want  []string // beginnings
	}{
		{"all tied", both, nil},
		{"nothing tied", nil, []string{"clause 1 has no mark of code nor test", "clause 2 has no mark of code nor test"}},
		{"no test", both[:1], []string{"clause 1 has no mark of test", "clause 2 has no mark of test"}},
		{"no code", both[1:], []string{"clause 1 has no mark of code", "clause 2 has no mark of code"}},
		{"stray clause", append([]trace.Mark{{Kind: trace.Code, Clauses: []string{"9"}, File: "b.go", Line: 7}}, both...), []string{"b.go:7: mark of code names clause \"9\""}},
		{"range the wrong way round", append([]trace.Mark{{Kind: trace.Code, Clauses: []string{"2..1"}, File: "b.go", Line: 7}}, both...), []string{"b.go:7: mark of code names clause \"2..1\""}},
		{"mark without clause", append([]trace.Mark{{Kind: "codes", File: "b.go", Line: 7}}, both...), []string{"b.go:7: mark of codes names no clause"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := trace.Tie(smallPack(), c.marks).Problems()
			if len(got) != len(c.want) {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			for i := range got {
				if !strings.HasPrefix(got[i], c.want[i]) {
					t.Errorf("got %q, want it to begin with %q", got[i], c.want[i])
				}
			}
		})
	}
}

func TestDocument(t *testing.T) {
	t.Parallel()
	text := trace.Tie(smallPack(), []trace.Mark{
		{Kind: trace.Code, Clauses: []string{"1"}, File: "b.go"}, {Kind: trace.Code, Clauses: []string{"1"}, File: "a.go"},
		{Kind: trace.Code, Clauses: []string{"1"}, File: "a.go"}, {Kind: trace.Test, Clauses: []string{"1"}, File: "a_test.go"},
	}).Document(smallPack())
	for _, want := range []string{
		"| 1 | uno | process | [a.go](../a.go)<br>[b.go](../b.go) | [a_test.go](../a_test.go) | built |",
		"| 2 | dos | process |  |  | no mark of code nor test |",
		"| 3 | tres | process |  |  | planned |",
		"| 4 | cuatro | people |  |  | people |",
		"4 clauses: 1 built and marked, 1 with a mark missing, 1 planned, 1 kept by people alone.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no line %q in\n%s", want, text)
		}
	}
}

func TestMarksSkipsWhatIsNotOurs(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for name, text := range map[string]string{
		"a.go": "package a\n" + slashes + "code 1\n", "node_modules/x.js": slashes + "code 1\n",
		"web/page.templ": slashes + "code 2\n", "web/page_templ.go": "package web\n" + slashes + "code 2\n",
		"web/app.js": slashes + "code 2\n", "readme.md": slashes + "code 1\n", "x/testdata/a.go": "package a\n" + slashes + "code 1\n",
	} {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	marks, err := trace.Marks(root)
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, m := range marks {
		files = append(files, m.File)
	}
	if want := []string{"a.go", "web/app.js", "web/page.templ"}; !slices.Equal(files, want) {
		t.Errorf("got %q, want %q", files, want)
	}
}
