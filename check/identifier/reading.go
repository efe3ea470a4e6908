package identifier

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// enye stands for Ñ among the symbols.
const enye = 0x01

// symbol is one letter or digit of a text: A–Z, 0–9, & or enye, and where it came from.
type symbol struct {
	is      byte
	small   bool // written as a small letter
	gap     gap  // what stands before it
	at, end int  // bytes of the text
}

// gap is what stands between a symbol and the one before it.
type gap uint8

const (
	none gap = iota // nothing that can be seen
	thin            // one separator: a space, dot, hyphen, slash…
	wide            // two to four separators, or a line break
	hard            // anything else, or the beginning of the text
)

// widest is how many separators may stand inside an identifier.
const widest = 4

// reading is a text as its letters and digits.
type reading struct {
	text    string
	symbols []symbol
	tokens  []token
	digits  int
	phones  int             // candidates looked up so far
	said    [contexts][]int // where each context's words begin
}

// token is a run of symbols without a gap: symbols[from:to].
type token struct {
	from, to int
	digits   bool // nothing but digits
	alike    bool // digits, and O, I or L for some of them
	gap      gap  // before it
}

func (t token) size() int { return t.to - t.from }

// read takes a text in: full width and styled characters become plain, Greek and
// Cyrillic look-alikes Latin, marks and invisible characters vanish, separators are gaps,
// figures in words are digits.
func read(text string, figures []figure) *reading {
	r := &reading{text: text, symbols: make([]symbol, 0, len(text)*3/4+8)}
	before := gapCounter{worst: hard}
	for i := 0; i < len(text); {
		if len(figures) > 0 && i >= figures[0].at {
			i = r.takeFigure(figures[0], &before)
			figures = figures[1:]
			continue
		}
		c, size := utf8.DecodeRuneInString(text[i:])
		r.take(c, i, i+size, &before)
		i += size
	}
	r.tokenize()
	return r
}

// takeFigure takes a figure in words, and tells where reading goes on.
func (r *reading) takeFigure(f figure, before *gapCounter) (next int) {
	for _, d := range f.digits {
		r.add(d, f.at, f.end, before)
	}
	if f.next == 0 {
		return f.end
	}
	before.separators = 1
	return f.next
}

// gapCounter measures what stands before the next symbol.
type gapCounter struct {
	separators int
	worst      gap
}

func (g *gapCounter) gap() gap {
	switch {
	case g.worst == hard || g.separators > widest:
		return hard
	case g.worst == wide || g.separators > 1:
		return wide
	case g.separators == 1:
		return thin
	}
	return none
}

func (g *gapCounter) widen(to gap) { g.worst = max(g.worst, to) }

func (r *reading) take(c rune, at, end int, before *gapCounter) {
	switch {
	case isPlain(c):
		r.add(c, at, end, before)
	case c == '\n' || c == '\r':
		before.separators++
		before.widen(wide)
	case isSeparator(c):
		before.separators++
	case c < utf8.RuneSelf:
		before.widen(hard)
	case c == 0x0303 && len(r.symbols) > 0 && r.symbols[len(r.symbols)-1].is == 'N':
		r.symbols[len(r.symbols)-1].is = enye
	case unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf):
		r.extend(at, end)
	default:
		r.takeWide(c, at, end, before)
	}
}

// takeWide takes a character that is not ASCII: what it looks like, if it looks like something.
func (r *reading) takeWide(c rune, at, end int, before *gapCounter) {
	if c == 'ñ' || c == 'Ñ' {
		r.push(symbol{is: enye, small: c == 'ñ', gap: before.gap(), at: at, end: end}, before)
		return
	}
	if latin, ok := lookalikes[c]; ok {
		r.add(latin, at, end, before)
		return
	}
	if unicode.Is(unicode.Nd, c) && c > 0xFF {
		r.add('0'+digitValue(c), at, end, before)
		return
	}
	known := false
	for _, d := range norm.NFKD.String(string(c)) {
		if isPlain(d) {
			r.add(d, at, end, before)
			known = true
		}
	}
	if !known {
		before.widen(hard)
	}
}

// add takes an ASCII letter or digit.
func (r *reading) add(c rune, at, end int, before *gapCounter) {
	s := symbol{is: byte(c), gap: before.gap(), at: at, end: end}
	if c >= 'a' && c <= 'z' {
		s.is, s.small = byte(c-'a'+'A'), true
	}
	r.push(s, before)
}

func (r *reading) push(s symbol, before *gapCounter) {
	if isDigit(s.is) {
		r.digits++
	}
	r.symbols = append(r.symbols, s)
	*before = gapCounter{}
}

// extend takes a mark or invisible character into the symbol right before it.
func (r *reading) extend(at, end int) {
	if last := len(r.symbols) - 1; last >= 0 && r.symbols[last].end == at {
		r.symbols[last].end = end
	}
}

func (r *reading) tokenize() {
	for i, s := range r.symbols {
		if i == 0 || s.gap != none {
			r.tokens = append(r.tokens, token{from: i, to: i, digits: true, gap: s.gap})
		}
		t := &r.tokens[len(r.tokens)-1]
		t.to = i + 1
		t.digits = t.digits && isDigit(s.is)
	}
	for i := range r.tokens {
		t := &r.tokens[i]
		t.alike = t.digits || r.alike(*t)
	}
}

// alike tells whether a token is digits, of which letters that look like them stand for
// less than the half.
func (r *reading) alike(t token) bool {
	letters := 0
	for _, s := range r.symbols[t.from:t.to] {
		switch s.is {
		case 'O', 'I', 'L':
			letters++
		default:
			if !isDigit(s.is) {
				return false
			}
		}
	}
	return letters*2 < t.size()
}

func isPlain(c rune) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '&'
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isLetter(b byte) bool { return b >= 'A' && b <= 'Z' }

func isSeparator(c rune) bool {
	switch c {
	case ' ', '\t', '.', '-', '_', '/', '*', '·', '•', '․', '‧', '∙', '⋅', '。', '．', '＿', '／', '|':
		return true
	}
	return c >= utf8.RuneSelf && (unicode.IsSpace(c) || unicode.Is(unicode.Pd, c))
}

// digitValue is the value of a decimal digit of any script: their zeros begin runs of ten.
func digitValue(c rune) rune {
	v := rune(0)
	for v < 9 && unicode.Is(unicode.Nd, c-v-1) {
		v++
	}
	return v
}

// lookalikes are the Greek and Cyrillic letters that are drawn like Latin ones.
var lookalikes = map[rune]rune{
	'А': 'A', 'В': 'B', 'С': 'C', 'Е': 'E', 'Н': 'H', 'І': 'I', 'Ј': 'J', 'К': 'K', 'М': 'M', 'О': 'O', 'Р': 'P', 'Ѕ': 'S', 'Т': 'T', 'У': 'Y', 'Х': 'X',
	'а': 'a', 'с': 'c', 'е': 'e', 'і': 'i', 'ј': 'j', 'о': 'o', 'р': 'p', 'ѕ': 's', 'у': 'y', 'х': 'x', 'һ': 'h', 'ԁ': 'd', 'ԛ': 'q', 'ԝ': 'w',
	'Α': 'A', 'Β': 'B', 'Ε': 'E', 'Ζ': 'Z', 'Η': 'H', 'Ι': 'I', 'Κ': 'K', 'Μ': 'M', 'Ν': 'N', 'Ο': 'O', 'Ρ': 'P', 'Τ': 'T', 'Υ': 'Y', 'Χ': 'X',
	'ο': 'o', 'ν': 'v', 'ι': 'i', 'ı': 'i', 'α': 'a', 'υ': 'u', 'ρ': 'p', 'χ': 'x', 'ϲ': 'c', 'ɡ': 'g', 'ո': 'n', 'ս': 'u', 'օ': 'o',
}

// span is a sequence of whole tokens: symbols[from:to], with the widest gap inside.
type span struct {
	from, to int
	gap      gap
}

// walk yields every sequence of whole tokens that an identifier could have the size of.
func (r *reading) walk(yield func(span)) {
	for i := range r.tokens {
		total, worst := 0, none
		for j := i; j < len(r.tokens); j++ {
			t := r.tokens[j]
			if j > i && t.gap == hard {
				break
			}
			if j > i {
				worst = max(worst, t.gap)
			}
			if total += t.size(); total > longestID {
				break
			}
			if total >= shortestID {
				yield(span{r.tokens[i].from, t.to, worst})
			}
		}
	}
}

// The shortest identifier is a CIC, the longest a card.
const (
	shortestID = 9
	longestID  = 19
)

// digitSpan is a span read as digits; plain says that no letter stands for one.
type digitSpan struct {
	span
	digits string
	plain  bool
}

// number reads a span as digits, a few letters that look like digits included.
func (r *reading) number(s span) (d digitSpan, ok bool) {
	var out [longestID]byte
	letters := 0
	for i, x := range r.symbols[s.from:s.to] {
		out[i] = x.is
		if !isDigit(x.is) {
			out[i] = digitFor(x.is)
			letters++
		}
		if out[i] == 0 || letters*3 > s.to-s.from {
			return d, false
		}
	}
	return digitSpan{s, string(out[:s.to-s.from]), letters == 0}, true
}

// at is where a span begins in the text.
func (r *reading) at(s span) int { return r.symbols[s.from].at }

// match is a span as a match.
func (r *reading) match(k Kind, s span, sure bool) Match {
	return Match{k, r.symbols[s.from].at, r.symbols[s.to-1].end, sure}
}

// sizes lists the sizes of a span's tokens: how it was grouped.
func (r *reading) sizes(s span) []int {
	out := make([]int, 0, longestID)
	for i := s.from; i < s.to; i++ {
		if i == s.from || r.symbols[i].gap != none {
			out = append(out, 0)
		}
		out[len(out)-1]++
	}
	return out
}
