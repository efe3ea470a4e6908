package words

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Expand reads a Hunspell .dic file and yields every form of every entry with what it may
// be, some more than once.
func (a *Affixes) Expand(dic io.Reader, yield func(form string, kind Kind)) error {
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
func (a *Affixes) forms(word, flags string, yield func(string, Kind)) {
	a.withPrefixes(made{word, entryKind(word, flags)}, flags, yield, false)
	for _, s := range a.suffixesOf(flags) {
		form, ok := s.suffixed(word)
		if !ok {
			continue
		}
		once := made{form, suffixKind(word, flags, s.flag, form)}
		a.withSuffix(once, flags+s.next, s, yield)
		for _, s2 := range a.suffixesOf(s.next) {
			if twice, ok := s2.suffixed(form); ok {
				a.withSuffix(made{twice, suffixKind(form, s.next, s2.flag, twice)}, flags+s.next+s2.next, s2, yield)
			}
		}
	}
}

// made is a form with what it may be.
type made struct {
	form string
	kind Kind
}

func (a *Affixes) withSuffix(m made, flags string, s affix, yield func(string, Kind)) {
	if s.cross {
		a.withPrefixes(m, flags, yield, true)
		return
	}
	yield(m.form, m.kind)
}

// withPrefixes yields the form as it is and with each prefix that its flags allow.
func (a *Affixes) withPrefixes(m made, flags string, yield func(string, Kind), suffixed bool) {
	yield(m.form, m.kind)
	for _, flag := range flags {
		for _, p := range a.prefixes[flag] {
			if longer, ok := p.prefixed(m.form); ok && (p.cross || !suffixed) {
				yield(longer, m.kind)
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
