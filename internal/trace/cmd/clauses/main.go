// Command clauses writes docs/CLAUSES.md anew. With -missing it also prints, to the error
// output, every clause that lacks a mark and every mark without a clause.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"pregonero/internal/trace"
	"pregonero/regulation"
)

func main() {
	pack := flag.String("pack", trace.Pack, "id of the embedded pack")
	missing := flag.Bool("missing", false, "print what lacks a mark")
	flag.Parse()
	if err := run(*pack, *missing); err != nil {
		fmt.Fprintln(os.Stderr, "clauses:", err)
		os.Exit(1)
	}
}

func run(pack string, missing bool) error {
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	root, err := trace.Root(dir)
	if err != nil {
		return err
	}
	p, err := regulation.Embedded(pack)
	if err != nil {
		return err
	}
	marks, err := trace.Marks(root)
	if err != nil {
		return err
	}
	report := trace.Tie(p, marks)
	if missing {
		for _, problem := range report.Problems() {
			fmt.Fprintln(os.Stderr, problem)
		}
	}
	name := filepath.Join(root, trace.DocumentName)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(report.Document(p)), 0o644)
}
