package check

import (
	"fmt"
	"strings"

	"pregonero/check/grammar"
	"pregonero/check/words"
)

// determiners by row: masculine and feminine singular, masculine and feminine plural.
var determiners = [][4]string{
	{"el", "la", "los", "las"}, {"un", "una", "unos", "unas"}, {"este", "esta", "estos", "estas"}, {"ese", "esa", "esos", "esas"},
	{"aquel", "aquella", "aquellos", "aquellas"}, {"nuestro", "nuestra", "nuestros", "nuestras"}, {"algún", "alguna", "algunos", "algunas"},
	{"ningún", "ninguna", "ningunos", "ningunas"}, {"", "", "varios", "varias"}, {"", "", "muchos", "muchas"}, {"", "", "ambos", "ambas"},
	{"otro", "otra", "otros", "otras"}, {"del", "de la", "de los", "de las"}, {"al", "a la", "a los", "a las"},
	{"su", "su", "sus", "sus"}, {"mi", "mi", "mis", "mis"}, {"tu", "tu", "tus", "tus"},
}

// formKinds are the readings that the four forms of a row go with.
var formKinds = [4]words.Kind{words.MascOne, words.FemOne, words.MascMany, words.FemMany}

// determiner is a form of a row with what it goes with.
type determiner struct {
	row  *[4]string
	kind words.Kind
}

var determinerOf = func() map[string]determiner {
	m := map[string]determiner{}
	for i := range determiners {
		for j, form := range determiners[i] {
			if form != "" {
				d := m[form]
				m[form] = determiner{&determiners[i], d.kind | formKinds[j]}
			}
		}
	}
	return m
}()

// stressedA are the feminine nouns that begin with a stressed a: el agua, un área, el
// habla (RAE, Diccionario panhispánico de dudas, «el»); their plurals take las.
var stressedA = lexicon(`agua área acta aula arma alma hambre águila ala alba ama ancla ansia arca arpa asa ave haba habla hacha hada alza álgebra ánfora
	asma haya aya alga abra acta aria arenga áncora alta ábaco asta hampa ánima aura ágora auca ascua ara`)

// uncounted are words that are nouns to the dictionary and do not agree: numbers, and names
// of letters.
var uncounted = lexicon(`cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta sesenta
	setenta ochenta noventa cien ciento mil millón millones lunes martes miércoles jueves viernes pro sí no más menos cual cuales mal tal cuál`)

// lexicon reads a list of words.
func lexicon(text string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(text) {
		m[w] = true
	}
	return m
}

// agreement points at a determiner that does not agree with the noun behind it, where the
// noun has one gender and number and can be nothing else.
func (r *reader) agreement(p *passage) []Finding {
	tokens := p.tokens(r.words)
	var found []Finding
	for i := 0; i+1 < len(tokens); i++ {
		d, ok := determinerOf[tokens[i].Text]
		if !ok || !agrees(tokens, i) {
			continue
		}
		noun := tokens[i+1]
		meant := d.meant(noun)
		if meant == "" || meant == tokens[i].Text {
			continue
		}
		at := tokens[i].At
		whole := p.text[at : noun.At+noun.Size]
		right := likeCase(firstWord(whole), meant) + whole[tokens[i].Size:]
		f := p.finding(at, len(whole), fmt.Sprintf("«%s» no concuerda en género o número: tal vez «%s».", shorten(whole), shorten(right)))
		f.Suggestions = []string{right}
		found = append(found, f)
	}
	return found
}

func firstWord(text string) string {
	first, _, _ := strings.Cut(text, " ")
	return first
}

// sureA are those of stressedA that are verbs to the dictionary alone.
var sureA = lexicon("agua área acta aula")

// noPronoun are the determiners that stand before no verb: what follows them is a noun, or
// el lacks its accent.
var noPronoun = lexicon("el un del al nuestro nuestra nuestros nuestras algún ningún su sus")

// agrees tells whether the token after a determiner is an ordinary word that must agree
// with it: a noun in small letters, which is not also a verb where a verb could stand.
func agrees(tokens []grammar.Token, i int) bool {
	noun := tokens[i+1]
	if !noun.Word || noun.Capital || uncounted[noun.Text] || !noun.Kind.Is(words.Nominal) || noun.Kind.Is(words.Participle|words.Infinitive) {
		return false
	}
	if noun.Kind.Is(words.Verbal) && !noPronoun[tokens[i].Text] && !sureA[noun.Text] {
		return false
	}
	if i > 0 && (tokens[i-1].Text == "/" || tokens[i-1].Text == "-") {
		return false
	}
	return i+2 >= len(tokens) || tokens[i+2].Text != "/" && tokens[i+2].Text != "-" && tokens[i+2].Text != "("
}

// meant is the form of the determiner's row that goes with the noun; "" when the noun goes
// with what is written, or is not certain.
func (d determiner) meant(noun grammar.Token) string {
	kind := noun.Kind & words.Nominal
	if stressedA[noun.Text] {
		return d.beforeStressedA()
	}
	if kind&d.kind != 0 {
		return ""
	}
	for j, k := range formKinds {
		if kind == k {
			return d.row[j]
		}
	}
	switch { // of both genders: only the number is wrong
	case kind == words.One && d.kind.Only(words.Masc), kind == words.One && d.kind.Only(words.Fem):
		return d.row[index(d.kind)-2]
	case kind == words.Many && d.kind.Only(words.Masc), kind == words.Many && d.kind.Only(words.Fem):
		return d.row[index(d.kind)+2]
	case kind == words.One:
		return d.row[0]
	case kind == words.Many:
		return d.row[2]
	}
	return ""
}

func index(k words.Kind) int {
	for j, f := range formKinds {
		if k == f {
			return j
		}
	}
	return 0
}

// beforeStressedA: la agua is el agua; este agua is esta agua; un and una are both right.
func (d determiner) beforeStressedA() string {
	switch d.row[0] {
	case "el":
		if d.kind == words.FemOne {
			return "el"
		}
	case "este", "ese", "aquel", "nuestro", "otro":
		if d.kind == words.MascOne {
			return d.row[1]
		}
	}
	return ""
}
