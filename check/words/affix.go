package words

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Affixes are the rules of a Hunspell .aff file with one-character flags: how forms are
// made from the entries of the .dic file. Only what Spanish dictionaries use is read:
// PFX and SFX with conditions and one level of continuation.
type Affixes struct {
	prefixes map[rune][]affix
	suffixes map[rune][]affix
}

// affix is one rule: take strip away, put add, where the condition holds.
type affix struct {
	strip, add string
	next       string // flags that the made form takes on
	condition  []class
	cross      bool // prefixes and suffixes may be on one word
	flag       rune
}

// class is one place of a condition: any character, one of some, or none of some.
type class struct {
	runes  string
	negate bool
}

func (c class) accepts(r rune) bool {
	return c.runes == "" || strings.ContainsRune(c.runes, r) != c.negate
}

// ReadAffixes reads a .aff file in UTF-8.
func ReadAffixes(r io.Reader) (*Affixes, error) {
	a := &Affixes{map[rune][]affix{}, map[rune][]affix{}}
	cross := map[string]bool{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		f := strings.Fields(lines.Text())
		if len(f) < 4 || f[0] != "PFX" && f[0] != "SFX" {
			continue
		}
		if _, seen := cross[f[0]+f[1]]; !seen {
			cross[f[0]+f[1]] = f[2] == "Y"
			continue
		}
		rule, err := readAffix(f)
		if err != nil {
			return nil, fmt.Errorf("line %d of the affixes: %w", n, err)
		}
		rule.cross = cross[f[0]+f[1]]
		flag, _ := utf8.DecodeRuneInString(f[1])
		rule.flag = flag
		if f[0] == "PFX" {
			a.prefixes[flag] = append(a.prefixes[flag], rule)
		} else {
			a.suffixes[flag] = append(a.suffixes[flag], rule)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading the affixes: %w", err)
	}
	if len(a.suffixes) == 0 {
		return nil, fmt.Errorf("reading the affixes: there are none")
	}
	return a, nil
}

// readAffix reads the fields of a rule: kind, flag, strip, add/next, condition.
func readAffix(f []string) (affix, error) {
	var rule affix
	if f[2] != "0" {
		rule.strip = f[2]
	}
	rule.add, rule.next, _ = strings.Cut(f[3], "/")
	if rule.add == "0" {
		rule.add = ""
	}
	if len(f) < 5 || f[4] == "." {
		return rule, nil
	}
	var err error
	rule.condition, err = readCondition(f[4])
	return rule, err
}

// readCondition reads 'a[bc][^d].', one class for each character.
func readCondition(s string) ([]class, error) {
	var out []class
	for s != "" {
		if s[0] != '[' {
			r, n := utf8.DecodeRuneInString(s)
			c := class{runes: string(r)}
			if r == '.' {
				c = class{}
			}
			out, s = append(out, c), s[n:]
			continue
		}
		inside, rest, ok := strings.Cut(s[1:], "]")
		if !ok || strings.Trim(inside, "^") == "" {
			return nil, fmt.Errorf("condition %q has no end or no characters", s)
		}
		bare, negate := strings.CutPrefix(inside, "^")
		out, s = append(out, class{bare, negate}), rest
	}
	return out, nil
}

// suffixed makes a form with a suffix; ok is false where the rule does not apply.
func (a affix) suffixed(word string) (form string, ok bool) {
	stem, ok := strings.CutSuffix(word, a.strip)
	if !ok || stem == "" && a.strip != "" {
		return "", false // Hunspell strips no whole word unless FULLSTRIP is said
	}
	rest := word
	for i := len(a.condition) - 1; i >= 0; i-- {
		r, n := utf8.DecodeLastRuneInString(rest)
		if n == 0 || !a.condition[i].accepts(r) {
			return "", false
		}
		rest = rest[:len(rest)-n]
	}
	return stem + a.add, true
}

// prefixed makes a form with a prefix.
func (a affix) prefixed(word string) (form string, ok bool) {
	stem, ok := strings.CutPrefix(word, a.strip)
	if !ok || stem == "" {
		return "", false
	}
	rest := word
	for _, c := range a.condition {
		r, n := utf8.DecodeRuneInString(rest)
		if n == 0 || !c.accepts(r) {
			return "", false
		}
		rest = rest[n:]
	}
	return a.add + stem, true
}
