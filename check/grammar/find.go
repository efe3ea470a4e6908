package grammar

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Match is a place that a rule points at.
type Match struct {
	Rule        *Rule
	From, To    int // tokens: [From, To)
	Message     string
	Suggestions []string
}

// Find lists what the rules of one check point at, in the order of the text. Of two rules
// that point at the same word the first in the list is kept.
func (g *Grammar) Find(check string, text string, tokens []Token) []Match {
	var found []Match
	for i, t := range tokens {
		for _, e := range g.index[t.Text] {
			if e.rule.Check != check {
				continue
			}
			at, ok := e.when.match(tokens, i)
			if !ok || e.rule.excused(tokens, at[e.when.from]) {
				continue
			}
			m := Match{Rule: e.rule, From: at[e.when.from], To: end(at, e.when.to, e.when, tokens)}
			m.write(text, tokens, at, e.when)
			found = append(found, m)
			break
		}
	}
	return once(found)
}

// end is the token after the last in brackets.
func end(at []int, to int, p *pattern, tokens []Token) int {
	last := at[to-1]
	if p.places[to-1].edge == 0 {
		last++
	}
	return min(last, len(tokens))
}

// excused tells whether a pattern of 'unless' fits where the match begins.
func (r *Rule) excused(tokens []Token, from int) bool {
	return slices.ContainsFunc(r.unless, func(p pattern) bool {
		_, ok := p.match(tokens, from)
		return ok
	})
}

// write fills the templates of the rule: $0 what is pointed at, $1 the word at the first place.
func (m *Match) write(text string, tokens []Token, at []int, p *pattern) {
	last := tokens[m.To-1]
	whole := text[tokens[m.From].At : last.At+last.Size]
	pairs := []string{"$0", whole}
	for i, a := range at {
		if p.places[i].edge == 0 {
			pairs = append(pairs, "$"+string(rune('1'+i)), text[tokens[a].At:tokens[a].At+tokens[a].Size])
		}
	}
	small := strings.ToLower(whole)
	swapped, known := m.Rule.Swap[small]
	if m.Rule.Lower {
		swapped = small
		m.Suggestions = []string{small}
	}
	fill := strings.NewReplacer(append(pairs, "$s", swapped)...)
	m.Message = fill.Replace(m.Rule.Message)
	for _, s := range m.Rule.Suggest {
		if known || !strings.Contains(s, "$s") {
			m.Suggestions = append(m.Suggestions, capitalLike(whole, fill.Replace(s)))
		}
	}
}

// capitalLike gives a suggestion the capital of what it replaces.
func capitalLike(written, meant string) string {
	first, _ := utf8.DecodeRuneInString(written)
	if !unicode.IsUpper(first) {
		return meant
	}
	r, n := utf8.DecodeRuneInString(meant)
	return string(unicode.ToUpper(r)) + meant[n:]
}

// once keeps the first of the matches that share a word.
func once(found []Match) []Match {
	slices.SortStableFunc(found, func(a, b Match) int { return cmp.Compare(a.From, b.From) })
	var kept []Match
	for _, m := range found {
		if len(kept) == 0 || m.From >= kept[len(kept)-1].To {
			kept = append(kept, m)
		}
	}
	return kept
}
