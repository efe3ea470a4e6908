package words

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Expand reads a Hunspell .dic file and yields every form of every entry, some more than once.
func (a *Affixes) Expand(dic io.Reader, yield func(form string)) error {
	lines := bufio.NewScanner(dic)
	entries := 0
	for n := 1; lines.Scan(); n++ {
		if n == 1 {
			continue // the number of entries
		}
		entry, _, _ := strings.Cut(strings.TrimSpace(lines.Text()), "\t")
		if entry == "" {
			continue
		}
		entries++
		word, flags, _ := strings.Cut(entry, "/")
		a.forms(word, flags, yield)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("reading the words: %w", err)
	}
	if entries == 0 {
		return fmt.Errorf("reading the words: there are none")
	}
	return nil
}

// forms yields the entry, its suffixed forms (two suffixes at most) and each with one prefix.
func (a *Affixes) forms(word, flags string, yield func(string)) {
	a.withPrefixes(word, flags, yield, false)
	for _, s := range a.suffixesOf(flags) {
		form, ok := s.suffixed(word)
		if !ok {
			continue
		}
		a.withSuffix(form, flags+s.next, s, yield)
		for _, s2 := range a.suffixesOf(s.next) {
			if twice, ok := s2.suffixed(form); ok {
				a.withSuffix(twice, flags+s.next+s2.next, s2, yield)
			}
		}
	}
}

func (a *Affixes) withSuffix(form, flags string, s affix, yield func(string)) {
	if s.cross {
		a.withPrefixes(form, flags, yield, true)
		return
	}
	yield(form)
}

// withPrefixes yields the form as it is and with each prefix that its flags allow.
func (a *Affixes) withPrefixes(form, flags string, yield func(string), suffixed bool) {
	yield(form)
	for _, flag := range flags {
		for _, p := range a.prefixes[flag] {
			if made, ok := p.prefixed(form); ok && (p.cross || !suffixed) {
				yield(made)
			}
		}
	}
}

func (a *Affixes) suffixesOf(flags string) []affix {
	var out []affix
	for _, flag := range flags {
		out = append(out, a.suffixes[flag]...)
	}
	return out
}
