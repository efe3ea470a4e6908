package trace

import (
	"bytes"
	"go/scanner"
	"go/token"
	"regexp"
	"strings"
)

// mark is a comment of two slashes that begins with the word clause.
var mark = regexp.MustCompile(`^//clause:(\w+)(?:\s+(.*))?$`)

// Find gathers the marks of one file. In Go only comments count; elsewhere a mark begins
// its line or follows a blank.
func Find(name string, text []byte) []Mark {
	if !bytes.Contains(text, []byte("//clause"+":")) {
		return nil
	}
	if strings.HasSuffix(name, ".go") {
		return inGo(name, text)
	}
	return inLines(name, text)
}

func inGo(name string, text []byte) []Mark {
	files := token.NewFileSet()
	file := files.AddFile(name, -1, len(text))
	var s scanner.Scanner
	s.Init(file, text, nil, scanner.ScanComments)
	var all []Mark
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return all
		}
		if tok == token.COMMENT {
			all = append(all, read(name, file.Line(pos), lit)...)
		}
	}
}

func inLines(name string, text []byte) []Mark {
	var all []Mark
	for i, line := range strings.Split(string(text), "\n") {
		at := strings.Index(line, "//clause"+":")
		if at < 0 || at > 0 && line[at-1] != ' ' && line[at-1] != '\t' {
			continue
		}
		all = append(all, read(name, i+1, strings.TrimRight(line[at:], "\r"))...)
	}
	return all
}

// read takes a comment apart; it gives nothing when the comment is no mark. A mark of an
// unknown kind is given with that kind and no clause, so that it is told.
func read(name string, line int, comment string) []Mark {
	m := mark.FindStringSubmatch(comment)
	if m == nil {
		return nil
	}
	kind := Kind(m[1])
	if kind != Code && kind != Test {
		return []Mark{{Kind: kind, File: name, Line: line}}
	}
	return []Mark{{Kind: kind, Clauses: strings.Fields(m[2]), File: name, Line: line}}
}
