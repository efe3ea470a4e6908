package trace_test

import (
	"os"
	"path/filepath"
	"testing"

	"pregonero/internal/trace"
	"pregonero/regulation"
)

// here is the root of the repository.
func here(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	root, err := trace.Root(dir)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func report(t *testing.T) (*regulation.Pack, trace.Report) {
	t.Helper()
	p, err := regulation.Embedded(trace.Pack)
	if err != nil {
		t.Fatal(err)
	}
	marks, err := trace.Marks(here(t))
	if err != nil {
		t.Fatal(err)
	}
	return p, trace.Tie(p, marks)
}

func TestEveryClauseHasCodeAndTest(t *testing.T) {
	t.Parallel()
	_, r := report(t)
	for _, problem := range r.Problems() {
		t.Error(problem)
	}
}

func TestDocumentIsFresh(t *testing.T) {
	t.Parallel()
	p, r := report(t)
	kept, err := os.ReadFile(filepath.Join(here(t), trace.DocumentName))
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != r.Document(p) {
		t.Errorf("%s is stale: run `make clauses` and commit it", trace.DocumentName)
	}
}
