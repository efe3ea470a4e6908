package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"pregonero/check/words"
	"pregonero/regulation"
)

// shouting points at words written in capitals. Acronyms, Roman numerals, initials and
// codes are no shouting: the pack's acronyms, and whatever the dictionary does not know.
// A lone word is pointed at from 'single_letters' letters on; a run of capitals when it
// holds at least 'run_words' ordinary words.
//
//clause:code 6.xxvi
var shouting = definition{
	name: regulation.CheckShouting, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		v := &voice{
			acronyms: map[string]bool{}, words: s.words,
			single: int(s.rule.Number("single_letters", 8)),
			run:    int(s.rule.Number("run_words", 2)),
		}
		for _, a := range s.pack.Acronyms {
			v.acronyms[a.Short] = true
		}
		for _, a := range s.rule.Strings("acronyms") {
			v.acronyms[a] = true
		}
		return v.judge, nil
	},
}

// voice tells shouting from acronyms.
type voice struct {
	acronyms map[string]bool
	words    *words.Dictionary
	single   int
	run      int
}

func (v *voice) judge(c *content) []Finding {
	var found []Finding
	for _, p := range c.texts {
		for _, r := range v.runs(p) {
			f := p.finding(r.at, r.size, "El texto está en mayúsculas y se lee como un grito: use mayúsculas y minúsculas.")
			f.Suggestions = []string{v.lower(p, r)}
			found = append(found, f)
		}
	}
	return found
}

// capitals is a run of words in capitals, of which loud are ordinary words.
type capitals struct {
	at, size int
	words    []word
	loud     int
	longest  int // letters of the longest ordinary word
}

func (r capitals) shouts(v *voice) bool {
	return r.loud >= v.run && r.longest > 2 || r.loud > 0 && r.longest >= v.single
}

// runs lists the runs that shout.
func (v *voice) runs(p *passage) []capitals {
	var runs []capitals
	var now capitals
	end := func() {
		if now.shouts(v) {
			runs = append(runs, now.trimmed(v, p))
		}
		now = capitals{}
	}
	for _, w := range p.wordList() {
		said := norm.NFKC.String(p.of(w)) // letters drawn wide or bold shout as loud
		if !inCapitals(said) || now.loud+len(now.words) > 0 && apart(p.text[now.at+now.size:w.at]) {
			end()
		}
		if inCapitals(said) {
			now = now.with(w, v.ordinary(said), utf8.RuneCountInString(said))
		}
	}
	end()
	return runs
}

func (r capitals) with(w word, loud bool, letters int) capitals {
	if len(r.words) == 0 {
		r.at = w.at
	}
	r.size = w.at + w.size - r.at
	r.words = append(r.words, w)
	if loud {
		r.loud++
		r.longest = max(r.longest, letters)
	}
	return r
}

// trimmed leaves out the acronyms at both ends of the run.
func (r capitals) trimmed(v *voice, p *passage) capitals {
	for !v.ordinary(norm.NFKC.String(p.of(r.words[0]))) {
		r.words = r.words[1:]
	}
	for !v.ordinary(norm.NFKC.String(p.of(r.words[len(r.words)-1]))) {
		r.words = r.words[:len(r.words)-1]
	}
	last := r.words[len(r.words)-1]
	r.at, r.size = r.words[0].at, last.at+last.size-r.words[0].at
	return r
}

// apart: what stands between two words that do not belong to one run.
func apart(between string) bool {
	return strings.ContainsAny(between, "\n()[]0123456789") || len(between) > 4
}

// inCapitals: two letters or more, none of them small; a lone letter in capitals too
// ('Y', 'O'), for runs go on over it.
func inCapitals(w string) bool {
	letters := 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			letters++
		case unicode.IsLower(r), unicode.IsDigit(r), r == '@':
			return false
		}
	}
	return letters > 0
}

// ordinary tells whether a word in capitals is a word of the language and no acronym.
func (v *voice) ordinary(w string) bool {
	if v.acronyms[w] || isRoman(w) || utf8.RuneCountInString(w) < 2 || strings.ContainsRune(w, '.') {
		return false
	}
	if v.words == nil {
		return utf8.RuneCountInString(w) > 5
	}
	small := strings.ToLower(w)
	return v.words.Has(small) || v.words.IsName(small) || utf8.RuneCountInString(w) > 5 && len(v.words.Accented(small)) > 0
}

func isRoman(w string) bool {
	return strings.Trim(w, "IVXLCDM") == "" && w != "MIL" && w != "DI" && w != "VI"
}

// lower writes the run in small letters: acronyms stay, and a sentence begins with a capital.
func (v *voice) lower(p *passage, r capitals) string {
	var b strings.Builder
	at := r.at
	for _, w := range r.words {
		b.WriteString(p.text[at:w.at])
		b.WriteString(v.lowered(p.of(w), w.first))
		at = w.at + w.size
	}
	return b.String()
}

func (v *voice) lowered(w string, first bool) string {
	small := strings.ToLower(w)
	if utf8.RuneCountInString(w) > 1 && !v.ordinary(w) {
		return w
	}
	if first || v.words != nil && !v.words.Exact(small) {
		r, n := utf8.DecodeRuneInString(small)
		return string(unicode.ToUpper(r)) + small[n:]
	}
	return small
}
