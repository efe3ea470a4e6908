package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"pregonero/check/words"
	"pregonero/regulation"
)

// jargon finds the pack's plain_words.
type jargon struct {
	rows    []regulation.PlainWord
	phrases *phrases
	meant   []string // by phrase: what it can be replaced with, "" when that needs a person
	row     []int    // by phrase: its row
}

// jargonOf numbers every form of every row, so that a text is read once.
func jargonOf(rows []regulation.PlainWord, dictionary *words.Dictionary) *jargon {
	j := &jargon{rows: rows, phrases: newPhrases()}
	for i, r := range rows {
		for form, plain := range formsOf(r, dictionary) {
			j.phrases.add(form, len(j.row))
			j.row, j.meant = append(j.row, i), append(j.meant, plain)
		}
	}
	return j
}

// find points at jargon; what begins with a capital inside a sentence is part of a name.
func (j *jargon) find(p *passage) []Finding {
	var found []Finding
	list := p.wordList()
	for i := 0; i < len(list); i++ {
		id, n := j.phrases.at(p, i)
		if n == 0 || !list[i].first && beginsBig(p.of(list[i])) && !inCapitals(p.of(list[i])) {
			continue
		}
		row := j.rows[j.row[id]]
		f := p.stretch(i, n, fmt.Sprintf("«%s» se entiende mejor como «%s».", row.Word, row.Plain))
		if plain := j.meant[id]; plain != "" {
			f.Suggestions = []string{likeCase(p.text[f.at:f.at+f.size], plain)}
		}
		found = append(found, f)
		i += n - 1
	}
	return found
}

func beginsBig(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}

// formsOf lists the forms of a row with what each can be replaced with.
func formsOf(r regulation.PlainWord, dictionary *words.Dictionary) map[string]string {
	forms := map[string]string{}
	if strings.Contains(r.Word, " ") {
		forms[r.Word] = r.Plain
		return forms
	}
	if class := conjugation(r.Word); class >= 0 {
		verbForms(forms, r, class, dictionary)
		return forms
	}
	forms[r.Word] = r.Plain
	if plural := pluralOf(r.Word); !strings.Contains(r.Plain, " ") {
		forms[plural] = pluralOf(r.Plain)
	} else {
		forms[plural] = ""
	}
	if stem, ok := strings.CutSuffix(r.Word, "ado"); ok && strings.HasSuffix(r.Plain, "ado") {
		for _, ending := range []string{"ada", "adas"} {
			forms[stem+ending] = strings.TrimSuffix(r.Plain, "ado") + ending
		}
	}
	return forms
}

// pluralOf follows the rule: -s after a vowel, -ces for -z, -es otherwise; accents of the
// last syllable fall.
func pluralOf(w string) string {
	r, _ := utf8.DecodeLastRuneInString(w)
	switch {
	case strings.ContainsRune("aeiouáéó", r):
		return w + "s"
	case r == 's':
		return w
	case r == 'z':
		return strings.TrimSuffix(w, "z") + "ces"
	}
	for accented, plain := range map[string]string{"ón": "on", "án": "an", "én": "en", "ín": "in"} {
		if stem, ok := strings.CutSuffix(w, accented); ok {
			return stem + plain + "es"
		}
	}
	return w + "es"
}

// endings of the regular conjugations in -ar, -er and -ir, each form at the same place.
var endings = [3][]string{
	strings.Fields("ar ando ado ada ados adas o as a amos an aba abas ábamos aban é aste ó aron aré arás ará aremos arán aría arías aríamos arían e es emos en ara aras áramos aran arse"),
	strings.Fields("er iendo ido ida idos idas o es e emos en ía ías íamos ían í iste ió ieron eré erás erá eremos erán ería erías eríamos erían a as amos an iera ieras iéramos ieran erse"),
	strings.Fields("ir iendo ido ida idos idas o es e imos en ía ías íamos ían í iste ió ieron iré irás irá iremos irán iría irías iríamos irían a as amos an iera ieras iéramos ieran irse"),
}

// conjugation tells by its end whether a word is a verb in the infinitive: 0 -ar, 1 -er, 2 -ir;
// -1 when it is none. Rows with a noun in -ar or -er do not stand alone in a pack.
func conjugation(w string) int {
	for class, end := range [...]string{"ar", "er", "ir"} {
		if strings.HasSuffix(w, end) && utf8.RuneCountInString(w) > 4 {
			return class
		}
	}
	return -1
}

// verbForms lists the regular forms of a verb that the language has. The plain verb takes
// the same form when it is one word and that form exists; else a person writes it.
func verbForms(forms map[string]string, r regulation.PlainWord, class int, dictionary *words.Dictionary) {
	stem := r.Word[:len(r.Word)-2]
	plainClass := conjugation(r.Plain)
	for i, ending := range endings[class] {
		form := spelled(stem, ending)
		if i > 0 && dictionary != nil && !dictionary.Exact(form) {
			continue
		}
		forms[form] = ""
		if plainClass >= 0 && !changing(r.Plain) {
			if meant := spelled(r.Plain[:len(r.Plain)-2], endings[plainClass][i]); dictionary == nil || dictionary.Exact(meant) {
				forms[form] = meant
			}
		}
	}
	forms[r.Word] = r.Plain
}

// changing tells whether a verb's stem may change in some form: its last vowel is e or o.
func changing(verb string) bool {
	stem := verb[:len(verb)-2]
	at := strings.LastIndexAny(stem, "aeiou")
	return at < 0 || stem[at] == 'e' || stem[at] == 'o'
}

// spelled joins a stem and an ending as Spanish spells the sound: llegue, busque, alce.
func spelled(stem, ending string) string {
	r, _ := utf8.DecodeRuneInString(ending)
	if r != 'e' && r != 'é' {
		return stem + ending
	}
	switch {
	case strings.HasSuffix(stem, "g"):
		return stem + "u" + ending
	case strings.HasSuffix(stem, "c"):
		return strings.TrimSuffix(stem, "c") + "qu" + ending
	case strings.HasSuffix(stem, "z"):
		return strings.TrimSuffix(stem, "z") + "c" + ending
	}
	return stem + ending
}
