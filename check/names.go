package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pregonero/internal/fold"
)

// named is a name of a person or a place in a passage.
type named struct {
	at, size int
	words    []string // folded, those with a capital
}

// namesIn finds names: words with a capital inside a sentence that no dictionary has in
// small letters, with the words with a capital beside them; and any words with a capital
// after a title, such as consejera or doctor.
func (r sourceRules) namesIn(p *passage) (found []named) {
	all := p.wordList()
	for i := 0; i < len(all); {
		if !withCapital(p, all[i]) {
			i++
			continue
		}
		j := i + 1
		for j < len(all) && r.joined(p, all[j-1], all[j]) {
			j++
		}
		for j > i+1 && !withCapital(p, all[j-1]) { // a name does not end in "de"
			j--
		}
		if n, ok := r.name(p, all, i, j); ok {
			found = append(found, n)
		}
		i = j
	}
	return found
}

// withCapital tells whether the word begins with a capital and is no acronym.
func withCapital(p *passage, w word) bool {
	text := p.of(w)
	first, size := utf8.DecodeRuneInString(text)
	rest := text[size:]
	return unicode.IsUpper(first) && !w.mixed && utf8.RuneCountInString(rest) >= 2 && rest == strings.ToLower(rest)
}

// joined tells whether the next word goes on with the name.
func (r sourceRules) joined(p *passage, before, next word) bool {
	between := p.text[before.at+before.size : next.at]
	return (between == " " || between == "-") && (withCapital(p, next) || particles[p.of(next)])
}

var particles = map[string]bool{"de": true, "del": true, "la": true, "las": true, "los": true, "y": true, "von": true, "van": true, "da": true}

// name judges words i to j of a passage: the first of a sentence has its capital anyway.
func (r sourceRules) name(p *passage, all []word, i, j int) (named, bool) {
	titled := i > 0 && titles[fold.Text(p.of(all[i-1]))]
	if titles[fold.Text(p.of(all[i]))] && i+1 < j { // "Consejera Ana Pérez"
		titled, i = true, i+1
	}
	for i < j && (particles[p.of(all[i])] || !titled && all[i].first && r.common(p.of(all[i]))) {
		i++
	}
	n, rare := named{}, titled
	for _, w := range all[i:j] {
		if withCapital(p, w) {
			n.words = append(n.words, fold.Text(p.of(w)))
			rare = rare || !r.common(p.of(w))
		}
	}
	if len(n.words) == 0 || !rare || titled && len(n.words) < 2 && r.common(p.of(all[i])) {
		return named{}, false
	}
	n.at = all[i].at
	n.size = all[j-1].at + all[j-1].size - n.at
	return n, true
}

// common tells whether the word, in small letters, is one of the language.
func (r sourceRules) common(text string) bool { return r.words.Exact(strings.ToLower(text)) }

// titles come before the name of a person.
var titles = wordSet(`consejera consejero presidenta presidente secretaria secretario vocal magistrada magistrado diputada diputado senadora senador
	gobernadora gobernador directora director coordinadora coordinador licenciada licenciado doctora doctor maestra maestro ingeniera ingeniero
	ministra ministro comisionada comisionado titular lic dra dr mtra mtro ing profesora profesor alcaldesa alcalde candidata candidato ciudadana ciudadano`)

// splitWords cuts a folded text into its words.
func splitWords(folded string) []string {
	return strings.FieldsFunc(folded, func(r rune) bool { return !wordRune(r) })
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
