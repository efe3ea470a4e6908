package check

import (
	"strings"

	"pregonero/regulation"
)

// party points at a preference for a party, a coalition or a candidacy of the pack's
// politics, or against one: a call to vote, praise, scorn, congratulation, a forecast.
// Naming them is no preference: an electoral institution names them all day. What is quoted
// or asked is not said by it.
//
//clause:code 6.iii
var party = definition{
	name: regulation.CheckParty, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		w := contestOf(s.pack.Politics)
		lang := s.pack.Institution.Lang
		return func(c *content) []Finding {
			if !c.spanish(lang) {
				return nil
			}
			var found []Finding
			for _, p := range c.texts {
				found = append(found, w.preferences(p)...)
			}
			return found
		}, nil
	},
}

// contest is those who contend, by their names.
type contest struct {
	names *phrases
	exact []string // by phrase: as it must be written, for a word that is a common one in small letters
}

func contestOf(politics regulation.Politics) *contest {
	c := &contest{names: newPhrases()}
	add := func(name string) {
		c.names.add(strings.ToLower(name), len(c.exact))
		c.exact = append(c.exact, name)
	}
	for _, p := range politics.Parties {
		add(p.Short)
		for _, n := range p.Names {
			add(n)
		}
	}
	for _, n := range politics.Coalitions {
		add(n)
	}
	for _, n := range politics.Candidates {
		add(n)
	}
	return c
}

// at is the number of words of the name that begins at the i-th word, 0 when none does. A
// name in small letters is a common word: pan, morena.
func (c *contest) at(p *passage, i int) int {
	_, n := c.names.at(p, i)
	if n == 0 || !beginsBig(p.of(p.words[i])) {
		return 0
	}
	if text := p.of(p.words[i]); n == 1 && !inCapitals(text) {
		for _, exact := range c.exact {
			if exact == text {
				return n
			}
		}
		return 0
	}
	return n
}

func (c *contest) preferences(p *passage) []Finding {
	var found []Finding
	var others []bool
	done := 0
	for i := range p.wordList() {
		n := c.at(p, i)
		if n == 0 || i < done {
			continue
		}
		from, to := i, i+n
		if k := before(p, i); k >= 0 {
			from = k
		} else if to = after(p, i+n); to == 0 {
			continue
		}
		if others == nil {
			others = p.inside(true)
		}
		if !others[from] && !others[i] {
			found = append(found, p.stretch(from, to-from, "Muestra preferencia por una fuerza política o en contra de ella: la institución es imparcial."))
		}
		done = to
	}
	return found
}

// farthest is how many words may stand between what is said and the name.
const farthest = 4

// before finds what shows a preference just before a name, -1 when nothing does: words of
// support anywhere, a call to vote where a clause begins.
func before(p *passage, i int) int {
	for k := i - 1; k >= 0 && k >= i-farthest-3; k-- {
		if !p.together(k) {
			return -1
		}
		if _, n := cheers.at(p, k); n > 0 && closeBy(p, k+n, i) {
			return k
		}
		if _, n := calls.at(p, k); n > 0 && closeBy(p, k+n, i) && (p.opens(k) || requests[p.small[k+n-1]] && !subordinate(p, k)) {
			return denied(p, k)
		}
	}
	return -1
}

// denied is where a call begins with its no.
func denied(p *passage, k int) int {
	if k > 0 && p.small[k-1] == "no" && p.together(k-1) {
		return k - 1
	}
	return k
}

// requests are the calls that are said of nobody else: vote is asked, vota may be told.
var requests = setOf("vote voten")

// farthestHinge is how many words before a verb its hinge is looked for.
const farthestHinge = 12

// subordinate tells whether the clause of the i-th word hangs on another: 'quienes voten por'.
func subordinate(p *passage, i int) bool {
	for k := i - 1; k >= max(0, i-farthestHinge) && p.together(k); k-- {
		if hinges[p.small[k]] {
			return true
		}
	}
	return false
}

var hinges = setOf("que quien quienes cuando si donde aunque como cuanto cuantos cuantas")

// closeBy tells whether nothing but articles, prepositions and the word party or candidacy
// stands between two words.
func closeBy(p *passage, from, to int) bool {
	if to < from || to-from > farthest {
		return false
	}
	for _, w := range p.smallWords()[from:to] {
		if !joins[w] {
			return false
		}
	}
	return true
}

var joins = setOf("el la los las a al por con de del en partido coalición candidato candidata candidatura candidaturas candidatos candidatas alianza su sus nuestro nuestra favor")

// cheers show a preference wherever they stand before a name.
var cheers = newPhrases("hay que votar por", "votemos por", "votemos con", "hay que apoyar", "apoyemos", "respaldemos", "debemos apoyar", "debemos votar por", "les pido votar por", "te pido votar por", "pido el voto por", "pedimos el voto por", "invitamos a votar por", "te invito a votar por", "les invito a votar por",
	"felicidades", "muchas felicidades", "felicitamos", "felicito", "enhorabuena", "apoyamos a", "apoyamos al", "apoyo total a", "todo nuestro apoyo a", "todo nuestro apoyo al", "confiamos en", "confío en", "creemos en", "creo en", "estamos con", "estoy con", "vamos con", "le vamos a", "le voy a", "le voy al",
	"ojalá gane", "ojalá pierda", "que gane", "que pierda", "va a ganar", "ganará", "debe ganar", "merece ganar", "no merece ganar", "ya ganó", "orgullosos de", "orgullosas de", "orgullo de", "prefiero a", "prefiero al", "preferimos a", "preferimos al", "no votemos por", "nunca votaría por", "jamás votaría por", "yo votaré por", "votaré por", "voté por", "mi voto es para", "nuestro voto es para", "la mejor opción es", "la mejor opción", "el mejor partido es", "la única opción es", "el peor partido es", "la peor opción es")

// calls are a preference where a clause begins: elsewhere they tell what people do.
var calls = newPhrases("vote", "voten", "vota", "no vote", "no votes", "no voten", "apoye", "apoya", "apoyen", "respalde", "respalda", "respalden", "elija", "elige", "elijan", "súmate a", "súmese a", "únete a", "únase a", "afíliate a", "afíliese a", "dale tu voto a", "da tu voto a", "castigue", "castiga", "viva", "vivan", "arriba", "fuera", "muera", "abajo")

// after finds what shows a preference just after a name: a verdict with the verb to be, or a
// forecast; it gives the word after it, 0 when nothing does.
func after(p *passage, from int) int {
	small := p.smallWords()
	if from >= len(small) || !p.together(from-1) {
		return 0
	}
	if _, n := forecasts.at(p, from); n > 0 {
		return from + n
	}
	if !copulas[small[from]] {
		return 0
	}
	for k := from + 1; k < len(small) && k <= from+farthest && p.together(k-1); k++ {
		if verdicts[small[k]] && !(k+1 < len(small) && measured[small[k+1]]) {
			return k + 1
		}
	}
	return 0
}

var copulas = setOf("es son fue fueron será serán representa representan siempre sigue")

var verdicts = setOf("mejor peor mejores peores corrupto corrupta corruptos corruptas corrupción mentiroso mentirosa mentirosos mentirosas traidor traidora traidores ladrón ladrones rateros ratero honesto honesta honestos honestas excelente excelentes desastre vergüenza esperanza peligro basura mafia " +
	"inepto ineptos ineptas incompetente incompetentes hipócritas hipócrita tramposos tramposo tramposa fraudulentos confiable confiables extraordinario extraordinaria increíble maravilloso maravillosa pésimo pésima pésimos nefasto nefasta nefastos")

// measured makes of mejor and peor a figure: the best voted.
var measured = setOf("votado votada votados votadas posicionado posicionada evaluado evaluada ubicado ubicada porcentaje resultado")

var forecasts = newPhrases("va a ganar", "va a perder", "ganará la elección", "ganará las elecciones", "debe ganar", "debe perder", "merece ganar", "merece el triunfo", "merece perder", "sí cumple", "sí sabe gobernar", "nos robó", "nos roba", "roba", "roban", "miente", "mienten", "nos miente", "nos mienten", "traiciona", "traicionó a", "estaremos mejor", "estamos mejor", "sí se puede", "ganamos", "ganamos todos", "no sirve", "no sirven", "da vergüenza", "dan vergüenza", "gobierna mejor", "gobierna mal")
