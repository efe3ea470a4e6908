package grammar

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed rules
var rulesFS embed.FS

// Rule is one mistake and how it is put right.
type Rule struct {
	ID      string            `yaml:"id"`
	Check   string            `yaml:"check"`   // the check that it is of: grammar or accents
	Source  string            `yaml:"source"`  // where the norm stands
	Message string            `yaml:"message"` // one Spanish sentence; $1 is the first place of the pattern, $0 what is pointed at
	Suggest []string          `yaml:"suggest"` // what the words in brackets are replaced with, best first
	Swap    map[string]string `yaml:"swap"`    // in suggest and message, $s is what this says of what is pointed at, in small letters
	Lower   bool              `yaml:"lower"`   // the suggestion is what is pointed at, in small letters
	When    []string          `yaml:"when"`
	Unless  []string          `yaml:"unless"` // patterns whose brackets would begin at the same word
	Wrong   []string          `yaml:"wrong"`  // texts that it must point at, at what stands in brackets
	Right   []string          `yaml:"right"`  // texts that it must not point at

	when, unless []pattern
}

// family is one file of rules.
type family struct {
	Check  string              `yaml:"check"`
	Source string              `yaml:"source"`
	Lists  map[string][]string `yaml:"lists"`
	Rules  []*Rule             `yaml:"rules"`
}

// Grammar is a set of rules, found by the words that they name. It is safe for concurrent use.
type Grammar struct {
	Rules []*Rule
	index map[string][]entry
}

// entry is a pattern of a rule that a word may begin.
type entry struct {
	rule  *Rule
	order int
	when  *pattern
}

// Open reads the embedded rules, once.
var Open = sync.OnceValues(func() (*Grammar, error) { return read(rulesFS) })

func read(files fs.FS) (*Grammar, error) {
	g := &Grammar{index: map[string][]entry{}}
	names, err := fs.Glob(files, "rules/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing the rules: %w", err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("reading the rules: %w", err)
		}
		var f family
		if err := yaml.UnmarshalWithOptions(raw, &f, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		if err := g.add(f); err != nil {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
	}
	return g, nil
}

func (g *Grammar) add(f family) error {
	lists := map[string][]string{}
	for name, lines := range f.Lists {
		lists[name] = strings.Fields(strings.Join(lines, " "))
	}
	for _, r := range f.Rules {
		if r.Check == "" {
			r.Check = f.Check
		}
		if r.Source == "" {
			r.Source = f.Source
		}
		if err := r.parse(lists); err != nil {
			return fmt.Errorf("the rule %s: %w", r.ID, err)
		}
		g.Rules = append(g.Rules, r)
		for i := range r.when {
			g.listen(r, &r.when[i])
		}
	}
	return nil
}

func (r *Rule) parse(lists map[string][]string) error {
	if r.ID == "" || r.Message == "" || r.Check == "" || r.Source == "" || len(r.When) == 0 || len(r.Wrong) == 0 || len(r.Right) == 0 {
		return fmt.Errorf("it lacks its id, check, source, message, patterns or examples")
	}
	for _, text := range r.When {
		p, err := parsePattern(text, lists)
		if err == nil {
			err = p.indexed()
		}
		if err != nil {
			return fmt.Errorf("%q: %w", text, err)
		}
		r.when = append(r.when, p)
	}
	for _, text := range r.Unless {
		p, err := parsePattern(text, lists)
		if err != nil {
			return fmt.Errorf("%q: %w", text, err)
		}
		p.anchor = p.from
		r.unless = append(r.unless, p)
	}
	return nil
}

// listen puts a pattern under each word that its anchor names.
func (g *Grammar) listen(r *Rule, p *pattern) {
	for _, t := range p.places[p.anchor].terms {
		if !t.names() {
			continue
		}
		for w := range t.words {
			g.index[w] = append(g.index[w], entry{r, len(g.Rules), p})
		}
		return
	}
}
