package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"pregonero/check/grammar"
	"pregonero/limits"
)

// passage is one text to be judged. What several checks need of it is worked out once.
type passage struct {
	field, variant string
	attachment     int // of an alternative text: which, from 1
	text           string

	urls  []limits.URL
	words []word
	tags  []word // mentions, hashtags and cashtags, sign included
	small []string
	read  bool

	toks []grammar.Token // see tokens
}

// word is a run of letters of a passage, outside links, addresses, mentions and hashtags.
type word struct {
	at, size int  // bytes
	first    bool // the first of a sentence
	mixed    bool // touches digits or other characters that make it no ordinary word
	tail     bool // a hyphen ties it to a name before it: Uuc-kib
}

func (p *passage) of(w word) string { return p.text[w.at : w.at+w.size] }

// finding points at text[at:at+size].
func (p *passage) finding(at, size int, message string) Finding {
	return Finding{Message: message, at: at, size: size, in: p}
}

// links are the links of the passage, in order.
func (p *passage) links() []limits.URL { p.scan(); return p.urls }

// wordList is the words of the passage, in order.
func (p *passage) wordList() []word { p.scan(); return p.words }

// tagList is the mentions, hashtags and cashtags of the passage, in order.
func (p *passage) tagList() []word { p.scan(); return p.tags }

// smallWords is the words of the passage in small letters.
func (p *passage) smallWords() []string {
	if p.small == nil {
		for _, w := range p.wordList() {
			p.small = append(p.small, norm.NFC.String(strings.ToLower(p.of(w))))
		}
	}
	return p.small
}

// scan reads the passage once.
func (p *passage) scan() {
	if p.read {
		return
	}
	p.read = true
	for _, u := range limits.URLs(p.text) {
		if u.Protocol || !p.missingSpace(u) {
			p.urls = append(p.urls, u)
		}
	}
	next, first := 0, true
	for i := 0; i < len(p.text); {
		if next < len(p.urls) && i >= p.urls[next].Start {
			i = max(i, p.urls[next].End)
			next++
			continue
		}
		stop := len(p.text)
		if next < len(p.urls) {
			stop = p.urls[next].Start
		}
		r, size := utf8.DecodeRuneInString(p.text[i:])
		switch {
		case startsTag(r) && !letterBefore(p.text[:i]):
			n := tagLen(p.text[i:stop])
			p.tags = append(p.tags, word{at: i, size: n, first: first})
			i, first = i+n, false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			w := readWord(p.text, i, stop)
			if w.size > 0 {
				w.tail = r != unicode.ToUpper(r) && p.afterHyphenatedName(w.at)
				w.first = first
				p.words = append(p.words, w)
			}
			i, first = w.at+w.size, false
		default:
			first = first || endsSentence(r)
			i += size
		}
	}
}

// missingSpace tells whether what networks take for a link is two sentences without
// their space: 'seguro.Es libre', 'fin.Mañana', 'VOTE.ES SU DERECHO'.
func (p *passage) missingSpace(u limits.URL) bool {
	next, _ := utf8.DecodeRuneInString(p.text[u.End:])
	if unicode.IsLetter(next) && u.End < len(p.text) {
		return true
	}
	last := u.Host[strings.LastIndexByte(u.Host, '.')+1:]
	if last == strings.ToLower(last) {
		return false
	}
	switch last {
	case "COM", "ORG", "NET", "MX":
		return u.Host != strings.ToUpper(u.Host)
	}
	return true
}

func startsTag(r rune) bool { return r == '@' || r == '#' || r == '＠' || r == '＃' || r == '$' }

func letterBefore(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return text != "" && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// tagLen is the length of a mention or hashtag, sign included.
func tagLen(text string) int {
	for i, r := range text {
		if i > 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("_.@-", r) {
			return i
		}
	}
	return len(text)
}

// readWord reads letters and digits from at, and with them what ties them into one
// thing that is no word: 2024, a@b, tod@s, EE.UU., covid-19, 1.º.
func readWord(text string, at, stop int) word {
	w := word{at: at}
	for i := at; i < stop; {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
		case unicode.IsDigit(r) || strings.ContainsRune("ºª\u00AD\u200B\u200C\u200D", r),
			strings.ContainsRune("@_’'&+", r) && letterAfter(text[i+size:stop]),
			r == '.' && tied(text[i+size:stop]):
			w.mixed = true
		default:
			return w
		}
		i += size
		w.size = i - at
	}
	return w
}

func letterAfter(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return text != "" && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// tied tells whether what follows a dot belongs to the word before it, as in an
// address (ine.mx) or an abbreviation (EE.UU.), and not to a new sentence.
func tied(text string) bool {
	if !letterAfter(text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text)
	return !unicode.IsUpper(r) || strings.IndexByte(text[:min(len(text), 4)], '.') >= 0
}

func endsSentence(r rune) bool {
	return strings.ContainsRune(".!?¡¿\n…:;•|«“\"-–—*►▶✅👉", r) || r > 0x2500
}

// afterHyphenatedName tells whether a hyphen ties what begins at the offset to a word
// with a capital.
func (p *passage) afterHyphenatedName(at int) bool {
	last := len(p.words) - 1
	if last < 0 || at == 0 || p.text[at-1] != '-' || p.words[last].at+p.words[last].size != at-1 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(p.of(p.words[last]))
	return unicode.IsUpper(r)
}
