package identifier

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// term is one run of letters and digits of a text, plain and in small letters.
type term struct {
	at, end int    // bytes of the text
	plain   string // small letters without marks, digits; look-alikes are what they look like
	is      sense  // what the word may be
	capital bool   // begins with a capital
	digits  bool   // nothing but digits
}

// wording is a text as its words, for what is told by words and not by digits.
type wording struct {
	text  string
	terms []term
	seen  sense // every sense that some word has
}

// words splits a text once. Names and addresses are looked for in it.
func words(text string) *wording {
	w := &wording{text: text, terms: make([]term, 0, len(text)/5+4)}
	plain := make([]byte, 0, len(text))
	starts := make([]int, 0, len(text)/5+4)
	inside := false
	for i, c := range text {
		f := plainRune(c)
		if f == ' ' {
			inside = false
			continue
		}
		if !inside && f != 0 {
			w.terms = append(w.terms, term{at: i, capital: unicode.IsUpper(c) || c >= 0xFF21 && c <= 0xFF3A, digits: true})
			starts = append(starts, len(plain))
			inside = true
		}
		if !inside {
			continue
		}
		t := &w.terms[len(w.terms)-1]
		t.end = i + utf8.RuneLen(c)
		if c == utf8.RuneError {
			t.end = i + 1
		}
		if f != 0 {
			t.digits = t.digits && isDigit(f)
			plain = append(plain, f)
		}
	}
	w.name(string(plain), starts)
	return w
}

// name gives each term its plain letters and what they may be.
func (w *wording) name(plain string, starts []int) {
	for i := range w.terms {
		end := len(plain)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		t := &w.terms[i]
		t.plain = plain[starts[i]:end]
		if !t.digits {
			t.is = senses[t.plain]
			w.seen |= t.is
		}
	}
}

// plainRune is foldRune, with look-alikes, and nothing for what cannot be seen; '.' ends a word.
func plainRune(c rune) byte {
	switch {
	case c < utf8.RuneSelf:
		if f := foldRune(c); f != '.' {
			return f
		}
		return ' '
	case c == '\u00AD' || unicode.Is(unicode.Cf, c):
		return 0
	}
	if latin, ok := lookalikes[c]; ok {
		return foldRune(latin)
	}
	if f := foldRune(c); f != '.' {
		return f
	}
	return ' '
}

// between is the text between a term and the next.
func (w *wording) between(i int) string {
	if i < 0 || i+1 >= len(w.terms) {
		return "\n\n"
	}
	return plainMarks(w.text[w.terms[i].end:w.terms[i+1].at])
}

// plainMarks writes punctuation in ASCII and leaves out what cannot be seen.
func plainMarks(text string) string {
	if strings.IndexFunc(text, func(c rune) bool { return c >= utf8.RuneSelf }) < 0 {
		return text
	}
	return strings.Map(func(c rune) rune {
		switch {
		case unseen(c):
			return -1
		case c >= 0xFF01 && c <= 0xFF5E:
			return c - 0xFEE0
		case c == '。':
			return '.'
		}
		return c
	}, text)
}

// joined tells whether nothing but spaces or one abbreviating dot stands between a term
// and the next.
func (w *wording) joined(i int) bool {
	return strings.Trim(strings.TrimPrefix(w.between(i), "."), " \u00A0\t") == ""
}

// listed tells whether nothing but spaces and light punctuation stands between a term and
// the next: what may go on in the same address.
func (w *wording) listed(i int) bool {
	b := w.between(i)
	return len(b) <= 8 && strings.Trim(b, " \u00A0\t\r\n.,;:#()-–—/|") == "" && strings.Count(b, "\n") <= 1
}

// ends tells whether a sentence ends after a term: a stop that belongs to no abbreviation,
// or a line.
func (w *wording) ends(i int) bool {
	b := w.between(i)
	if strings.ContainsAny(b, "!?\n;•") {
		return true
	}
	return strings.HasPrefix(b, ".") && strings.TrimSpace(b[1:]) == "" && len(w.terms[i].plain) > 4
}

func (w *wording) is(i int, s sense) bool { return i >= 0 && i < len(w.terms) && w.terms[i].is&s != 0 }

func (w *wording) says(i int, any ...string) bool {
	return i >= 0 && i < len(w.terms) && slices.Contains(any, w.terms[i].plain)
}

func (w *wording) match(k Kind, from, to int, sure bool) Match {
	return Match{k, w.terms[from].at, w.terms[to].end, sure}
}

// heard tells whether a word of the sense stands at most some bytes before a term, in the
// same sentence when so asked.
func (w *wording) heard(i int, s sense, reach int, sameSentence bool) bool {
	at := w.terms[i].at
	for j := i - 1; j >= 0 && at-w.terms[j].at <= reach; j-- {
		if sameSentence && w.ends(j) {
			return false
		}
		if w.is(j, s) {
			return true
		}
	}
	return false
}
