package check

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"pregonero/check/words"
	"pregonero/regulation"
)

// spelling points at words that Mexican Spanish does not have. Precision comes first:
// names, acronyms, codes, links, mentions and hashtags pass, and so do the words of the
// pack (its words, areas, offices, terms, acronyms, and the param 'words').
//
//clause:code 6.xxv
var spelling = definition{
	name: regulation.CheckSpelling, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		if s.words == nil {
			return nil, errors.New("it needs the dictionary")
		}
		sp := &speller{words: s.words, own: ownWords(s.pack, s.rule.Strings("words")), lang: s.pack.Institution.Lang}
		return sp.judge, nil
	},
}

const (
	suggestions = 3  // shown for one word
	searches    = 30 // of words that may be meant in one dictamen: what is beyond gets accents only
	farSearches = 5  // of words two letters away
	foreignFrom = 8  // words from which a text may be found to be in another language
)

type speller struct {
	words *words.Dictionary
	own   map[string]bool // in small letters
	lang  string
}

func (s *speller) judge(c *content) []Finding {
	if lang := c.Lang; lang != "" && !isSpanish(lang) || lang == "" && !isSpanish(s.lang) {
		return nil
	}
	d := &dictation{speller: s, seen: map[string]verdict{}}
	var found []Finding
	for _, p := range append(c.texts[:len(c.texts):len(c.texts)], c.alts...) {
		found = append(found, d.read(p)...)
	}
	return found
}

func isSpanish(lang string) bool { return lang == "" || strings.HasPrefix(strings.ToLower(lang), "es") }

// verdict is what was found of a word, in small letters.
type verdict struct {
	wrong   bool
	certain bool // the suggestion is sure: only a mark is missing or too many
	meant   []string
}

// dictation reads the texts of one content, each word once.
type dictation struct {
	*speller
	seen     map[string]verdict
	searched int
}

// read points at the words of one passage, unless it is in another language.
func (d *dictation) read(p *passage) []Finding {
	var found []Finding
	list := p.wordList()
	ordinary, unknown := 0, 0
	for i, w := range list {
		if w.mixed || utf8.RuneCountInString(p.of(w)) < 2 || w.tail {
			continue
		}
		ordinary++
		v := d.verdict(p, list, i)
		if !v.wrong {
			continue
		}
		unknown++
		found = append(found, misspelled(p, w, v))
	}
	if ordinary >= foreignFrom && unknown*2 > ordinary {
		return nil
	}
	return found
}

func misspelled(p *passage, w word, v verdict) Finding {
	text := p.of(w)
	for i := range v.meant {
		v.meant[i] = likeCase(text, v.meant[i])
	}
	message := fmt.Sprintf("«%s» no está en el diccionario: revise cómo se escribe.", shorten(text))
	switch {
	case v.certain:
		message = fmt.Sprintf("«%s» se escribe «%s».", shorten(text), v.meant[0])
	case len(v.meant) > 0:
		message = fmt.Sprintf("«%s» no está en el diccionario: tal vez quiso escribir «%s».", shorten(text), v.meant[0])
	}
	f := p.finding(w.at, w.size, message)
	f.Suggestions = v.meant
	return f
}

// shorten keeps a message to one line.
func shorten(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// verdict judges the i-th word where it stands.
func (d *dictation) verdict(p *passage, list []word, i int) verdict {
	text := p.of(list[i])
	switch caseOf(text) {
	case lower:
		if isRoman(strings.ToUpper(text)) || isAbbreviation(text, p.text[list[i].at+list[i].size:]) {
			return verdict{}
		}
		return d.look(text, true)
	case upper:
		if v := d.look(text, false); v.certain && utf8.RuneCountInString(text) > 5 && words.OnlyAccent(strings.ToLower(text), v.meant[0]) {
			return v
		}
	case capital:
		return d.name(p, list, i)
	}
	return verdict{} // INEtel, YouTube
}

// name judges a word with a capital: a name, or the first word of a sentence.
func (d *dictation) name(p *passage, list []word, i int) verdict {
	text := p.of(list[i])
	v := d.look(text, false)
	if !v.wrong || d.stranger(p, list, i-1, i) || d.stranger(p, list, i+1, i) {
		return verdict{}
	}
	if v.certain {
		if words.OnlyAccent(strings.ToLower(text), v.meant[0]) && (list[i].first || d.words.IsName(v.meant[0]) || isTerm(v.meant[0])) {
			return v
		}
		return verdict{}
	}
	if !list[i].first || i+1 < len(list) && near(list[i], list[i+1]) && caseOf(p.of(list[i+1])) == capital {
		return verdict{}
	}
	v = d.look(text, true)
	if len(v.meant) > 0 && words.Likely(strings.ToLower(text), v.meant[0]) {
		return v
	}
	return verdict{}
}

// isTerm tells whether an accented word is one that names of bodies are made of, and
// not of persons: Comisión, Educación.
func isTerm(word string) bool {
	return strings.HasSuffix(word, "ción") || strings.HasSuffix(word, "sión")
}

// stranger tells whether the word at i, beside the word at j, is a foreign name: so is j, then.
func (d *dictation) stranger(p *passage, list []word, i, j int) bool {
	if i < 0 || i >= len(list) || !near(list[min(i, j)], list[max(i, j)]) || caseOf(p.of(list[i])) != capital {
		return false
	}
	v := d.look(p.of(list[i]), false)
	return v.wrong && !v.certain
}

// near: nothing but a space between two words.
func near(a, b word) bool { return b.at-a.at-a.size <= 1 }

// look judges a word by itself; what may be meant is searched for only when asked.
func (d *dictation) look(text string, search bool) verdict {
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	small := strings.ToLower(text)
	key := small
	if search {
		key = "?" + small
	}
	if v, ok := d.seen[key]; ok {
		return v.copy()
	}
	v := d.fresh(text, small, search)
	d.seen[key] = v
	return v.copy()
}

func (v verdict) copy() verdict {
	v.meant = append([]string(nil), v.meant...)
	return v
}

func (d *dictation) fresh(text, small string, search bool) verdict {
	if d.own[small] || d.words.Has(text) || d.words.Derived(small) {
		return verdict{}
	}
	marks := d.words.Accented(small)
	if len(marks) == 1 && !d.words.Glued(small) {
		return verdict{wrong: true, certain: true, meant: marks}
	}
	v := verdict{wrong: true, meant: marks}
	if search && d.searched < searches {
		d.searched++
		v.meant = d.words.Suggest(small, suggestions, d.searched <= farSearches)
	}
	return v
}

// How a word is written.
const (
	lower   = iota // small letters
	capital        // a capital, then small letters
	upper          // all capitals
	other          // anything else
)

func caseOf(text string) int {
	first, n := utf8.DecodeRuneInString(text)
	rest := text[n:]
	switch {
	case text == strings.ToLower(text):
		return lower
	case !unicode.IsUpper(first):
		return other
	case rest == strings.ToLower(rest):
		return capital
	case rest == strings.ToUpper(rest):
		return upper
	}
	return other
}

// likeCase gives a suggestion the capitals of the word it replaces.
func likeCase(written, meant string) string {
	switch caseOf(written) {
	case upper:
		return strings.ToUpper(meant)
	case capital:
		r, n := utf8.DecodeRuneInString(meant)
		return string(unicode.ToUpper(r)) + meant[n:]
	}
	return meant
}

// isAbbreviation: a short word with its dot, or a unit.
func isAbbreviation(text, after string) bool {
	if units[text] {
		return true
	}
	return strings.HasPrefix(after, ".") && utf8.RuneCountInString(text) <= 4
}

// units and short forms that are written without a dot too.
var units = func() map[string]bool {
	m := map[string]bool{}
	for _, u := range strings.Fields("km cm mm kg mg ml hrs hr hs min seg mb gb kb am pm mdp mdd vs pp ss https http www etc aprox máx mín núm art tel ext pág ok pc pd") {
		m[u] = true
	}
	return m
}()

// ownWords gathers the words that the institution writes and no dictionary has.
func ownWords(pack *regulation.Pack, more []string) map[string]bool {
	own := map[string]bool{}
	add := func(texts ...string) {
		for _, text := range texts {
			p := passage{text: text}
			for _, w := range p.wordList() {
				own[strings.ToLower(p.of(w))] = true
			}
		}
	}
	add(pack.Words...)
	add(more...)
	add(pack.Institution.Name, pack.Institution.ShortName)
	for _, a := range pack.Areas {
		add(a.Name, a.Short, a.Seat, a.State)
	}
	for _, o := range pack.Offices {
		add(o.Name, o.Short)
	}
	for _, t := range pack.Glossary {
		add(t.Word)
	}
	for _, a := range pack.Acronyms {
		add(a.Short, a.Long)
	}
	return own
}
