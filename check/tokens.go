package check

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"pregonero/check/grammar"
	"pregonero/check/words"
)

// tokens reads a passage as grammar needs it, once: its words with what they may be, the
// marks between them, and one opaque token for each figure, link, mention or hashtag.
func (p *passage) tokens(d *words.Dictionary) []grammar.Token {
	if p.toks != nil || p.text == "" {
		return p.toks
	}
	at := 0
	for _, w := range p.wordList() {
		p.marks(at, w.at)
		p.toks = append(p.toks, p.token(d, w))
		at = w.at + w.size
	}
	p.marks(at, len(p.text))
	return p.toks
}

func (p *passage) token(d *words.Dictionary, w word) grammar.Token {
	text := p.of(w)
	t := grammar.Token{Text: grammar.Opaque, At: w.at, Size: w.size, First: w.first}
	if w.mixed {
		return t
	}
	r, _ := utf8.DecodeRuneInString(text)
	t.Text, t.Word, t.Capital = strings.ToLower(text), true, unicode.IsUpper(r)
	t.Kind = d.Kind(t.Text)
	return t
}

// marks reads what stands between two words: each mark is a token, and so is each run of
// anything that is neither mark nor space.
func (p *passage) marks(from, to int) {
	opaque := false
	for i, r := range p.text[from:to] {
		size := utf8.RuneLen(r)
		switch {
		case r == '\n':
			p.toks = append(p.toks, grammar.Token{Text: "\n", At: from + i, Size: 1})
		case unicode.IsSpace(r) || unicode.IsMark(r) || size < 0:
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '@' || r == '#':
			if !opaque {
				p.toks = append(p.toks, grammar.Token{Text: grammar.Opaque, At: from + i, Size: size})
			}
			opaque = true
			continue
		case opaque && p.inURL(from+i):
			continue
		default:
			p.toks = append(p.toks, grammar.Token{Text: string(r), At: from + i, Size: size})
		}
		opaque = false
	}
}

// inURL tells whether the offset is inside a link.
func (p *passage) inURL(at int) bool {
	i := sort.Search(len(p.urls), func(i int) bool { return at < p.urls[i].End })
	return i < len(p.urls) && at >= p.urls[i].Start
}
