package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"pregonero/check/grammar"
	"pregonero/check/words"
	"pregonero/regulation"
)

// accentual points at words that are right by themselves and lack their accent where they
// stand: the rules of check/grammar/rules for short words, and for all others the pairs
// that the dictionary has (publico: público, publicó), told by the words around.
//
//clause:code 6.xxv
var accentual = definition{
	name: regulation.CheckAccents, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		r, err := newReader(s, regulation.CheckAccents)
		if err != nil {
			return nil, err
		}
		return func(c *content) []Finding { return r.each(c, r.rules, r.twins) }, nil
	},
}

// shortestTwin: shorter words (esta, mas, tu) have rules of their own.
const shortestTwin = 5

// ownRules are the longer words that rules speak of, and words both of whose forms are
// common in the same places.
var ownRules = lexicon(`estas donde cuando cuanto cuanta cuantos cuantas cuales quien quienes aquel aquella aquellos aquellas tenia seria sabia hacia solos entre
	sobre hasta porque secretaria secretarias continuo continua continuas ingle`)

// twins points at words without the accent that the words around them ask for.
func (r *reader) twins(p *passage) []Finding {
	tokens := p.tokens(r.words)
	var found []Finding
	for i, t := range tokens {
		if !t.Kind.Is(words.Twin) || len(t.Text) < shortestTwin || ownRules[t.Text] || t.Capital && !t.First {
			continue
		}
		if text := p.text[t.At : t.At+t.Size]; caseOf(text) != lower && caseOf(text) != capital {
			continue
		}
		meant := r.accented(spot{tokens, i})
		if len(meant) == 0 {
			continue
		}
		text := p.text[t.At : t.At+t.Size]
		for j := range meant {
			meant[j] = likeCase(text, meant[j])
		}
		f := p.finding(t.At, t.Size, fmt.Sprintf("Aquí «%s» parece llevar tilde: «%s».", shorten(text), strings.Join(meant, "» o «")))
		f.Suggestions = meant
		found = append(found, f)
	}
	return found
}

// accented lists what the word of the spot must be where it stands, best first; nil when
// it may be what is written.
func (r *reader) accented(s spot) []string {
	var meant []string
	for _, w := range r.words.Twins(s.word().Text) {
		if k := r.words.Kind(w); s.asksFor(k) {
			meant = append(meant, w)
		}
	}
	if len(meant) > 1 && s.beforeComplement() && !r.words.Kind(meant[1]).Is(words.Nominal) {
		meant[0], meant[1] = meant[1], meant[0]
	}
	return meant
}

// spot is a word among those around it.
type spot struct {
	tokens []grammar.Token
	i      int
}

func (s spot) word() grammar.Token { return s.at(0) }

// at is the token that many places from the word; a boundary beyond the ends.
func (s spot) at(offset int) grammar.Token {
	if j := s.i + offset; j >= 0 && j < len(s.tokens) {
		return s.tokens[j]
	}
	return grammar.Token{Text: "\n"}
}

// asksFor tells whether the place of the word asks for its accented twin of the kind given.
func (s spot) asksFor(twin words.Kind) bool {
	bare := s.word().Kind
	switch {
	case twin.Is(words.Nominal) && !bare.Is(words.Nominal) && bare.Is(words.Finite):
		return s.asksForNoun(twin)
	case twin.Is(words.Past) && bare.Is(words.FirstOne):
		return s.asksForPast(bare)
	case twin.Is(words.Future) && bare.Is(words.ThirdOne|words.ThirdMany) && !bare.Is(words.Nominal):
		return s.asksForFuture(twin)
	case twin.Only(words.ThirdOne) && bare.Only(words.FemOne):
		return s.asksForVerb()
	}
	return false
}

// Words that tell what stands behind them.
var (
	beforeNouns  = lexicon("el un del al su sus nuestro nuestra nuestros nuestras este estos ese esos cada otro otra otros otras ningún algún cualquier primer primera gran dicho dicha cuyo cuya una unos unas esta esas estas")
	articles     = lexicon("la las los")
	prepositions = lexicon("a ante con contra de desde durante en entre hacia mediante para por sin sobre tras")
	complements  = lexicon("el la los las un una su sus que en a al ayer hoy esta este por con nuestro nuestra cómo")
	conditions   = lexicon("si que ojalá aunque como cuando quien quienes donde cual cuales hasta sin para cualquiera quisiera antes después quién cuyo cuya")
)

// asksForNoun: a determiner, a preposition or a noun that agrees stands before what is
// written as a verb: el publico, de calculo, transporte publico.
func (s spot) asksForNoun(twin words.Kind) bool {
	before, after := s.at(-1), s.at(1)
	switch {
	case beforeNouns[before.Text]:
		return goesWith(before.Text, twin) && (before.Text != "una" && before.Text != "este" && before.Text != "esta" || !s.word().First)
	case articles[before.Text] && goesWith(before.Text, twin):
		return s.articleBefore(twin, after)
	case before.Text == "y" || prepositions[before.Text]:
		return before.Text != "y" && !s.word().Kind.Is(words.ThirdMany)
	case before.Word && !before.Capital && before.Kind.Is(words.Nominal) && !before.Kind.Is(words.Verbal) && before.Kind&twin&words.Nominal != 0:
		return s.adjective(twin, after)
	}
	return false
}

// goesWith tells whether a determiner agrees with a noun of the kind.
func goesWith(det string, kind words.Kind) bool {
	d, ok := determinerOf[det]
	return !ok || d.kind&kind != 0
}

// articleBefore: la, las, los are articles, and no pronouns, after a preposition, or at the
// beginning when a noun or de follows: en la practica, la ultima sesión, la practica del voto.
func (s spot) articleBefore(twin words.Kind, after grammar.Token) bool {
	first := s.at(-2)
	if prepositions[first.Text] {
		return true
	}
	starts := !first.Word && first.Text != grammar.Opaque || s.at(-1).First || first.Kind.Is(words.Finite) && !first.Kind.Is(words.Nominal)
	if !starts {
		return false
	}
	return after.Text == "de" || after.Text == "del" || after.Word && !after.Capital && after.Kind&twin&words.Nominal != 0 && !after.Kind.Is(words.Verbal)
}

// adjective: a noun that agrees before what no subject fits: transporte publico, and with
// forms in -a only where nothing follows that the verb could govern.
func (s spot) adjective(twin words.Kind, after grammar.Token) bool {
	if !s.nounPhraseBefore() {
		return false
	}
	if s.word().Kind.Is(words.ThirdOne|words.ThirdMany) && (conditions[s.at(-3).Text] || s.at(-3).Text == "y") {
		return false // que la institución publica
	}
	if s.word().Kind.Is(words.ThirdOne | words.ThirdMany) {
		return after.Text == "." || after.Text == "," || after.Text == "\n" || after.Text == ";"
	}
	return true
}

// nounPhraseBefore tells whether the noun before the word has its determiner or preposition.
func (s spot) nounPhraseBefore() bool {
	t := s.at(-2)
	_, det := determinerOf[t.Text]
	return det || beforeNouns[t.Text] || prepositions[t.Text] || t.Text == grammar.Opaque || t.Kind.Is(words.Nominal)
}

// asksForPast: a first person where the subject is a third one: el Instituto publico, se
// realizo. Where the word is a noun too (voto, inicio), only what begins the sentence as
// its subject and what follows as its complement tell.
func (s spot) asksForPast(bare words.Kind) bool {
	before := s.at(-1)
	if before.Text == "se" || before.Text == "nos" && !bare.Is(words.Nominal) {
		return s.at(-2).Text != "no" || !bare.Is(words.Nominal)
	}
	if !s.afterSubject() {
		return false
	}
	if bare.Is(words.Nominal) {
		return s.beforeComplement() && !before.Capital
	}
	return true
}

// beforeComplement tells whether what follows begins a complement of a verb.
func (s spot) beforeComplement() bool { return complements[s.at(1).Text] }

// afterSubject tells whether all that stands before the word in its sentence is one noun
// phrase in the singular: El proceso electoral, La consejera Ana Ruiz, El Consejo General de la institución.
func (s spot) afterSubject() bool {
	last := s.at(-1)
	if !last.Word || prepositions[last.Text] || articles[last.Text] || beforeNouns[last.Text] {
		return false
	}
	const longest = 8
	for j := 1; j <= longest; j++ {
		t := s.at(-j)
		switch {
		case t.First && singular[t.Text]:
			return j > 1
		case t.First && t.Capital && !t.Kind.Is(words.Verbal):
			return t.Kind == 0 && j == 1 || t.Kind == 0 && s.allNames(j)
		case !t.Word || !t.Capital && !t.Kind.Is(words.Nominal) && !linking[t.Text]:
			return false
		case j == 1 && t.Kind.Only(words.Many):
			return false
		}
	}
	return false
}

// allNames tells whether the j words before are names.
func (s spot) allNames(j int) bool {
	for k := 1; k <= j; k++ {
		if !s.at(-k).Capital {
			return false
		}
	}
	return true
}

var (
	singular = lexicon("el la un una este esta ese esa nuestro nuestra cada ningún su")
	linking  = lexicon("de del la el las los")
)

// longestClause is how many words are looked back for what a subjunctive hangs on.
const longestClause = 60

// asksForFuture: a subjunctive in -ra with no word in its sentence that it could hang on.
func (s spot) asksForFuture(twin words.Kind) bool {
	before := s.at(-1)
	if !strings.HasSuffix(strings.TrimSuffix(s.word().Text, "n"), "ara") || !before.Word && !s.word().First || s.word().First && !complements[s.at(1).Text] {
		return false
	}
	for j := 1; j <= longestClause; j++ {
		t := s.at(-j)
		if conditions[t.Text] {
			return false
		}
		if t.Text == "." || t.Text == "\n" || t.Text == "?" || t.Text == "!" {
			break
		}
	}
	return before.Text == "se" || before.Text == "no" || before.Kind.Is(words.Nominal) || before.Capital || s.word().First
}

// asksForVerb: an adjective in the feminine after a masculine subject can only be a verb:
// el proceso continúa.
func (s spot) asksForVerb() bool {
	before := s.at(-1)
	return before.Kind.Only(words.MascOne) && utf8.RuneCountInString(before.Text) > 3 && s.afterSubject()
}
