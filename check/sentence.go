package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is a part of a passage that ends at a stop or at the end of its line, with the
// words that it holds: wordList()[from:to].
type sentence struct {
	at, size int // bytes, from its first word to its last
	from, to int
}

// sentences splits a passage. The dot of an abbreviation, of a figure or before a small
// letter ends none; what holds no word is none.
func (p *passage) sentences() []sentence {
	list := p.wordList()
	var all []sentence
	from := 0
	for i := range list {
		if i+1 < len(list) && !p.stopsAfter(i) {
			continue
		}
		first, last := list[from], list[i]
		all = append(all, sentence{first.at, last.at + last.size - first.at, from, i + 1})
		from = i + 1
	}
	return all
}

// stopsAfter tells whether a sentence ends between the i-th word and the next.
func (p *passage) stopsAfter(i int) bool {
	w, next := p.words[i], p.words[i+1]
	between := p.text[w.at+w.size : next.at]
	if strings.ContainsAny(between, "!?…\n") {
		return strings.Contains(between, "\n") || !beginsSmall(p.text[next.at:]) || strings.ContainsAny(between, "¡¿")
	}
	dot := strings.IndexByte(between, '.')
	return dot >= 0 && between != "." && !beginsSmall(p.text[next.at:]) && !(dot == 0 && shortened(p.of(w), p.text[next.at:]))
}

func beginsSmall(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(r)
}

// shortened tells whether a word is written short with a dot: an initial, or one of those in
// use; 'No.' only before a figure.
func shortened(w, next string) bool {
	if utf8.RuneCountInString(w) == 1 && !strings.ContainsAny(w, "0123456789") {
		return true
	}
	switch strings.ToLower(w) {
	case "no", "nos":
		return next[0] >= '0' && next[0] <= '9'
	case "sr", "sra", "srta", "dr", "dra", "lic", "mtro", "mtra", "ing", "arq", "prof", "gral", "art", "arts", "núm", "num", "fracc", "inc", "pág", "págs",
		"av", "col", "tel", "tels", "ext", "edo", "mpio", "cía", "dpto", "depto", "vs", "ej", "ed", "vol", "aprox", "máx", "mín", "fco", "gpe", "sto", "sta", "ee":
		return true
	}
	return false
}
