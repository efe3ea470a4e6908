package claim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pregonero/internal/fold"
)

type tokenKind int

const (
	word   tokenKind = iota // letters
	figure                  // digits with their points and commas
	sign                    // any other character
	code                    // letters and digits in one, links, mentions, hashtags: stated by nobody
)

// token is a piece of a text.
type token struct {
	kind     tokenKind
	at, size int    // bytes
	text     string // as written; of a word: folded
	spaced   bool   // white space stands before it
	starts   bool   // it begins a line
}

// is tells whether the token is one of those words or signs.
func (t token) is(any ...string) bool {
	for _, a := range any {
		if t.text == a {
			return true
		}
	}
	return false
}

// tokens cuts a text.
func tokens(text string) []token {
	var out []token
	spaced, starts := true, true
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			spaced, starts = true, starts || r == '\n' || r == '\r' || r == '\u2028'
			i += size
			continue
		}
		t := token{kind: sign, at: i, size: size, spaced: spaced, starts: starts}
		switch {
		case skipped(text, i) > 0:
			t.kind, t.size = code, skipped(text, i)
		case isDigit(r):
			t.kind, t.size = figure, figureLen(text[i:])
		case r == 'º' || r == 'ª': // Unicode has them among letters
		case unicode.IsLetter(r):
			t.kind, t.size = word, lettersLen(text[i:])
		}
		t.text = text[i : i+t.size]
		if t.kind == word {
			t.text = plain(t.text)
		}
		out = append(out, t)
		i += t.size
		spaced, starts = false, false
	}
	return codes(out)
}

// plain folds a word; most need only their capitals made small, if that.
func plain(w string) string {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return fold.Text(w)
		}
	}
	return strings.ToLower(w)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// skipped is the length of a link, mention or hashtag that begins at i.
func skipped(text string, i int) int {
	rest := text[i:]
	link := strings.HasPrefix(rest, "http://") || strings.HasPrefix(rest, "https://") || strings.HasPrefix(rest, "www.")
	tag := (rest[0] == '@' || rest[0] == '#') && len(rest) > 1 && !unicode.IsSpace(rune(rest[1]))
	if !link && !tag {
		return 0
	}
	end := strings.IndexFunc(rest, func(r rune) bool {
		return unicode.IsSpace(r) || tag && !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != rune(rest[0])
	})
	if end < 0 {
		return len(rest)
	}
	return end
}

// figureLen is the length of digits with the points and commas between them.
func figureLen(s string) int {
	i := 0
	for i < len(s) {
		c := s[i]
		between := (c == '.' || c == ',') && i+1 < len(s) && isDigit(rune(s[i+1]))
		if !isDigit(rune(c)) && !between {
			break
		}
		i++
	}
	return i
}

func lettersLen(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			return i
		}
	}
	return len(s)
}

// afterFigure are letters that may touch a figure and leave it one: units and parts of the day.
var afterFigure = map[string]bool{"h": true, "hs": true, "hrs": true, "hr": true, "am": true, "pm": true, "km": true, "m": true, "kg": true, "mdp": true, "mil": true, "k": true}

// codes marks the figures that are part of a name or number of a document: they have
// letters against them, or a bar between them and letters.
func codes(all []token) []token {
	for i := 0; i < len(all); {
		j, letters, digits, bars := i+1, 0, 0, 0
		for j < len(all) && !all[j].spaced {
			j++
		}
		for k, t := range all[i:j] {
			glued := k > 0 && all[i+k-1].kind == figure && t.kind == word && !afterFigure[t.text]
			switch {
			case t.kind == word && (glued || k+1 < j-i && all[i+k+1].kind == figure || k+2 < j-i && all[i+k+1].is("-") && all[i+k+2].kind == figure):
				letters++
			case t.kind == word && bars > 0, t.kind == word && k+1 < j-i && all[i+k+1].text == "/":
				letters++
			case t.kind == figure:
				digits++
			}
			if t.text == "/" {
				bars++
			}
		}
		if letters > 0 && digits > 0 && !dated(all[i:j]) {
			for k := i; k < j; k++ {
				if all[k].kind == figure {
					all[k].kind = code
				}
			}
		}
		i = j
	}
	return all
}

// dated tells whether the piece is a date with its month in letters: 15-ene-2027, 15/ENE/27.
func dated(piece []token) bool {
	return len(piece) >= 3 && piece[0].kind == figure && piece[2].kind == word && monthOf(piece[2].text) > 0
}

// get is the token at i; the zero token outside.
func (r *reader) get(i int) token {
	if i < 0 || i >= len(r.tokens) {
		return token{kind: sign}
	}
	return r.tokens[i]
}

// marker tells whether the figure numbers a line, or is a keycap: 1. · 1) · 1.- · 1️⃣
func (r *reader) marker(i int) bool {
	next := r.get(i + 1)
	if next.is("\ufe0f", "\u20e3") && !next.spaced {
		return true
	}
	after := r.get(i + 2)
	return r.tokens[i].starts && len(r.tokens[i].text) <= 2 && !next.spaced && next.is(".", ")") && (after.spaced || after.is("-", ""))
}
