package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Labels of a row.
const (
	wrong = "wrong" // the check must point at the span
	right = "right" // the check must say nothing about the text
)

// set is one file of labelled texts; docs/checks.md tells the format.
type set struct {
	name    string
	source  string
	heldOut bool     // nobody looked at it while writing rules
	kind    string   // post, answer or comment
	checks  []string // that every text is scored for, besides those that its rows name
	cases   []*sample
}

// sample is one text with all that its rows say of it.
type sample struct {
	text  string
	facts json.RawMessage // members of the JSONL line besides the text
	want  []expected
	about map[string]bool // checks that are scored on this text
}

// expected is a span that a check must point at; checks are those of which one is enough,
// the first being the one that it counts for.
type expected struct {
	checks []string
	span   string
}

// readSets reads every .tsv of a folder, in the order of their names.
func readSets(folder string) ([]set, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.tsv"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no sets in %s: %v", folder, err)
	}
	var sets []set
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("reading a set: %w", err)
		}
		s, err := parseSet(strings.TrimSuffix(filepath.Base(f), ".tsv"), string(raw))
		if err != nil {
			return nil, err
		}
		sets = append(sets, s)
	}
	return sets, nil
}

// parseSet reads headers ('# key: value') and rows (text, check, span, label, facts).
func parseSet(name, raw string) (set, error) {
	s := set{name: name, kind: "post"}
	byText := map[string]*sample{}
	n := 0
	for line := range strings.Lines(raw) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		var err error
		if header, ok := strings.CutPrefix(line, "# "); ok {
			err = s.header(header)
		} else {
			err = s.row(byText, strings.Split(line, "\t"))
		}
		if err != nil {
			return set{}, fmt.Errorf("%s.tsv, line %d: %w", name, n, err)
		}
	}
	if s.source == "" {
		return set{}, fmt.Errorf("%s.tsv does not say its source", name)
	}
	return s, nil
}

func (s *set) header(text string) error {
	key, value, _ := strings.Cut(text, ": ")
	switch key {
	case "source":
		s.source = value
	case "held-out":
		s.heldOut = value == "yes"
	case "kind":
		s.kind = value
	case "checks":
		s.checks = strings.Fields(value)
	default:
		return fmt.Errorf("unknown header %q", key)
	}
	return nil
}

// unescape gives the line breaks and tabs of a text back.
var unescape = strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\\`, `\`)

func (s *set) row(byText map[string]*sample, f []string) error {
	if len(f) != 4 && len(f) != 5 {
		return fmt.Errorf("%d columns, not text, check, span, label and perhaps facts", len(f))
	}
	text, span := unescape.Replace(f[0]), unescape.Replace(f[2])
	c := byText[f[0]]
	if c == nil {
		c = &sample{text: text, about: map[string]bool{}}
		byText[f[0]], s.cases = c, append(s.cases, c)
	}
	if len(f) == 5 && f[4] != "" {
		c.facts = json.RawMessage(f[4])
	}
	checks := strings.Split(f[1], "|")
	if f[1] == "*" {
		checks = s.checks
	}
	if len(checks) == 0 || checks[0] == "" {
		return fmt.Errorf("no check")
	}
	for _, name := range slices.Concat(checks, s.checks) {
		c.about[name] = true
	}
	switch {
	case f[3] == right && span == "":
	case f[3] == wrong && (span == "" || strings.Contains(text, span)):
		c.want = append(c.want, expected{checks, span})
	default:
		return fmt.Errorf("label %q with the span %q", f[3], f[2])
	}
	return nil
}

// line is the sample as one line for `pregonero check --jsonl`.
func (s *set) line(id int, c *sample) ([]byte, error) {
	members := map[string]any{}
	if len(c.facts) > 0 {
		if err := json.Unmarshal(c.facts, &members); err != nil {
			return nil, fmt.Errorf("the facts of %q: %w", c.text, err)
		}
	}
	members["id"], members["text"], members["kind"] = id, c.text, s.kind
	return json.Marshal(members)
}

// checksOf lists the checks that a set says something of.
func (s *set) checksOf() []string {
	var names []string
	for _, c := range s.cases {
		for name := range c.about {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return names
}
