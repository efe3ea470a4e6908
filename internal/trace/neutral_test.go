package trace_test

import (
	"go/scanner"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pregonero/internal/trace"
)

// own are words of the first institution. What is told of it is data in its pack: code
// that names it cannot serve another.
var own = regexp.MustCompile(`\bINE\b|\bINE[A-Z]\w*|Instituto Nacional Electoral|\bCNCS\b|\bUNICOM\b|\bDERFE\b|\bine\.mx\b`)

// mayName are files whose comments, not whose code, may name the first user, each with its
// reason.
var mayName = map[string]string{
	"web/ui/page.go":          "the example in a field's comment",
	"check/passage.go":        "an example of an address in a comment",
	"web/ui/preview.templ":    "the example in a field's comment",
	"web/ui/preview_templ.go": "made from it",
}

// apart are folders that are no part of the product's binary.
var apart = []string{
	"network/networktest/", // tests of connectors
	"internal/testworld/",  // builders for tests
	"web/ui/gallery/",      // the parts of the pages with sample contents, a command of its own
}

// forTests tells whether the file serves only tests and looking at.
func forTests(name string) bool {
	return strings.HasSuffix(name, "_test.go") || slices.ContainsFunc(apart, func(folder string) bool {
		return strings.HasPrefix(name, folder)
	})
}

func TestCodeNamesNoInstitution(t *testing.T) {
	t.Parallel()
	err := trace.Walk(here(t), func(name string, text []byte) error {
		if forTests(name) || !strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, ".templ") {
			return nil
		}
		if _, allowed := mayName[name]; allowed {
			text = withoutComments(text)
		}
		for i, line := range strings.Split(string(text), "\n") {
			line, _, _ = strings.Cut(line, "//clause"+":")
			if word := own.FindString(line); word != "" {
				t.Errorf("%s:%d names %q: put it in the pack (regulation/*.yaml)", name, i+1, word)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// withoutComments blanks the comments of Go code and keeps its lines.
func withoutComments(text []byte) []byte {
	file := token.NewFileSet().AddFile("", -1, len(text))
	clean := []byte(string(text))
	var s scanner.Scanner
	s.Init(file, text, nil, scanner.ScanComments)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return clean
		}
		if tok != token.COMMENT {
			continue
		}
		from := file.Offset(pos)
		for i := range len(lit) {
			if clean[from+i] != '\n' {
				clean[from+i] = ' '
			}
		}
	}
}
