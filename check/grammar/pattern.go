package grammar

import (
	"fmt"
	"slices"
	"strings"

	"pregonero/check/words"
)

// A pattern is written as places apart by spaces; what is pointed at stands in brackets.
// A place is
//
//	word|other   one of these words
//	@list        one of the words of a list
//	<noun>       a word that may be a noun (see classes)
//	!x           anything but x; * any word
//	x&y          both
//	^ $          the beginning and the end of a sentence or clause: they take no word
type pattern struct {
	places   []place
	from, to int // places in brackets: [from, to)
	anchor   int // a place that names words
}

type place struct {
	terms []term
	edge  byte // '^' or '$': no word
}

// term is one condition on a token: one of some words or classes, or none of them.
type term struct {
	not     bool
	words   map[string]bool
	classes []func(Token) bool
}

func (t term) holds(tok Token) bool {
	is := t.words[tok.Text]
	for _, c := range t.classes {
		is = is || c(tok)
	}
	return is != t.not
}

// names tells whether the term holds for no word but those that it lists.
func (t term) names() bool { return !t.not && len(t.classes) == 0 }

// classes are what a place may ask of a word besides its letters.
var classes = map[string]func(Token) bool{
	"word":      func(t Token) bool { return t.Word },
	"num":       func(t Token) bool { return t.Text == Opaque },
	"capital":   func(t Token) bool { return t.Capital },
	"first":     func(t Token) bool { return t.First },
	"known":     func(t Token) bool { return t.Kind&^words.Twin != 0 },
	"noun":      func(t Token) bool { return t.Kind.Is(words.Nominal) },
	"only-noun": func(t Token) bool { return t.Kind.Only(words.Nominal) },
	"one":       func(t Token) bool { return t.Kind.Is(words.One) },
	"many":      func(t Token) bool { return t.Kind.Is(words.Many) },
	"m1":        nominal(words.MascOne),
	"f1":        nominal(words.FemOne),
	"mn":        nominal(words.MascMany),
	"fn":        nominal(words.FemMany),
	"n1":        nominal(words.One),
	"nn":        nominal(words.Many),
	"m1-only":   func(t Token) bool { return t.Kind.Only(words.MascOne) },
	"f1-only":   func(t Token) bool { return t.Kind.Only(words.FemOne) },
	"mn-only":   func(t Token) bool { return t.Kind.Only(words.MascMany) },
	"fn-only":   func(t Token) bool { return t.Kind.Only(words.FemMany) },
	"finite":    func(t Token) bool { return t.Kind.Is(words.Finite) },
	"verb1":     func(t Token) bool { return t.Kind.Is(words.ThirdOne) },
	"verbn":     func(t Token) bool { return t.Kind.Is(words.ThirdMany) },
	"v1-only": func(t Token) bool {
		return t.Kind.Is(words.ThirdOne) && t.Kind.Only(words.ThirdOne|words.Past|words.Future)
	},
	"vn-only": func(t Token) bool {
		return t.Kind.Is(words.ThirdMany) && t.Kind.Only(words.ThirdMany|words.Past|words.Future)
	},
	"past":        func(t Token) bool { return t.Kind.Is(words.Past) },
	"inf":         func(t Token) bool { return t.Kind.Is(words.Infinitive) || t.Kind.Is(words.Enclitic) },
	"enclitic":    func(t Token) bool { return t.Kind.Is(words.Enclitic) && !strings.HasSuffix(t.Text, "se") },
	"second":      func(t Token) bool { return t.Kind.Is(words.SecondOne) },
	"second-only": func(t Token) bool { return t.Kind.Only(words.SecondOne) },
	"future":      func(t Token) bool { return t.Kind.Is(words.Future) },
	"gerund":      func(t Token) bool { return t.Kind.Is(words.Gerund) },
	"part":        func(t Token) bool { return t.Kind.Is(words.Participle) },
	"part1":       func(t Token) bool { return t.Kind.Is(words.Participle) && t.Kind.Is(words.MascOne) },
}

// nominal: the word may be a noun or adjective, and whenever it is one it is so.
func nominal(k words.Kind) func(Token) bool {
	return func(t Token) bool { return t.Kind.Is(k) && t.Kind&words.Nominal&^k == 0 }
}

var brackets = strings.NewReplacer("[", "", "]", "")

func parsePattern(text string, lists map[string][]string) (pattern, error) {
	p := pattern{from: -1, to: -1, anchor: -1}
	for _, f := range strings.Fields(text) {
		if strings.Contains(f, "[") {
			p.from = len(p.places)
		}
		closes := strings.Contains(f, "]")
		pl, err := parsePlace(brackets.Replace(f), lists)
		if err != nil {
			return p, fmt.Errorf("pattern %q: %w", text, err)
		}
		p.places = append(p.places, pl)
		if closes {
			p.to = len(p.places)
		}
	}
	if p.from < 0 || p.to <= p.from {
		return p, fmt.Errorf("pattern %q points at nothing", text)
	}
	p.anchor = slices.IndexFunc(p.places, place.names)
	for i := p.from; i < p.to; i++ {
		if p.places[i].names() {
			p.anchor = i
			break
		}
	}
	return p, nil
}

// indexed refuses a pattern that names no word, which would be tried at every one.
func (p pattern) indexed() error {
	if p.anchor < 0 {
		return fmt.Errorf("a pattern names no word")
	}
	return nil
}

// names tells whether the place asks for words by their letters.
func (p place) names() bool {
	return slices.ContainsFunc(p.terms, term.names)
}

func parsePlace(text string, lists map[string][]string) (place, error) {
	if text == "^" || text == "$" {
		return place{edge: text[0]}, nil
	}
	var p place
	for _, part := range strings.Split(text, "&") {
		t, err := parseTerm(part, lists)
		if err != nil {
			return p, err
		}
		p.terms = append(p.terms, t)
	}
	return p, nil
}

func parseTerm(text string, lists map[string][]string) (term, error) {
	bare, not := strings.CutPrefix(text, "!")
	t := term{not: not, words: map[string]bool{}}
	for _, w := range strings.Split(bare, "|") {
		if err := t.take(w, lists); err != nil {
			return t, err
		}
	}
	return t, nil
}

// take adds a word, a list or a class to the term.
func (t *term) take(w string, lists map[string][]string) error {
	if w == "*" {
		w = "<word>"
	}
	if name, ok := strings.CutPrefix(w, "<"); ok {
		class := classes[strings.TrimSuffix(name, ">")]
		if class == nil {
			return fmt.Errorf("no class %s", w)
		}
		t.classes = append(t.classes, class)
		return nil
	}
	list := []string{w}
	if name, ok := strings.CutPrefix(w, "@"); ok {
		if list = lists[name]; list == nil {
			return fmt.Errorf("no list %s", w)
		}
	}
	for _, w := range list {
		if w == "" || strings.ContainsAny(w, "<>!@$&") && len(w) > 1 {
			return fmt.Errorf("%q is no word", w)
		}
		t.words[w] = true
	}
	return nil
}

// match tells whether the pattern fits with its anchor at the token, and which tokens its
// places took: at[i] is the token of the i-th place.
func (p pattern) match(tokens []Token, anchor int) (at []int, ok bool) {
	at = make([]int, 0, 8)
	start := anchor
	for _, pl := range p.places[:p.anchor] {
		if pl.edge == 0 {
			start--
		}
	}
	i := start
	for _, pl := range p.places {
		at = append(at, i)
		switch {
		case pl.edge == '^':
			if i > 0 && !tokens[i-1].boundary() && !tokens[i].First {
				return nil, false
			}
		case pl.edge == '$':
			if i < len(tokens) && !tokens[i].boundary() {
				return nil, false
			}
		case i < 0 || i >= len(tokens) || !pl.holds(tokens[i]):
			return nil, false
		default:
			i++
		}
	}
	return at, true
}

func (p place) holds(tok Token) bool {
	for _, t := range p.terms {
		if !t.holds(tok) {
			return false
		}
	}
	return true
}
