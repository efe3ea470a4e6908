package check

import (
	"fmt"
	"strings"
)

// toBe are the forms of ser that make a passive of the participle after them.
var toBe = setOf("ser sido siendo fue fueron será serán sería serían sea sean fuera fueran fuese fuesen")

// isNow are those that mostly say what something is: only 'por' after the participle makes a passive.
var isNow = setOf("es son era eran")

// nouns that end like participles.
var likeParticiple = setOf("resultado resultados partido partidos diputado diputada diputados diputadas abogado abogada abogados abogadas licenciado licenciada delegado delegada delegados delegadas " +
	"mercado estado estados soldado soldados aliado aliados aliada aliadas jurado juzgado juzgados apartado apartados listado listados cuidado cuidados demasiado demasiada demasiados demasiadas " +
	"lado lados grado grados pasado jornada jornadas entrada entradas salida salidas medida medidas comida vida vidas llamada llamadas cada nada toda partida partidas década décadas " +
	"encargado encargada encargados encargadas empleado empleada empleados empleadas invitado invitada invitados invitadas certificado certificados enunciado enunciados sentido significado contenido contenidos " +
	"poblado recorrido pedido pedidos ruido sonido sonidos comunicado comunicados mitad unidad afiliado afiliada afiliados afiliadas cuadrado adecuado adecuada adecuados adecuadas privado privada debido debida")

var irregularParticiples = setOf("hecho hecha hechos hechas dicho dicha escrito escrita escritos escritas puesto puesta puestos puestas visto vista vistos vistas abierto abierta abiertos abiertas " +
	"resuelto resuelta resueltos resueltas electo electa electos electas impuesto impuesta impuestas propuesto propuesta propuestos propuestas expuesto expuesta dispuesto dispuesta suscrito suscrita suscritos suscritas " +
	"inscrito inscrita inscritos inscritas impreso impresa impresos impresas devuelto devuelta devueltos devueltas cubierto cubierta")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func isParticiple(w string) bool {
	if likeParticiple[w] {
		return false
	}
	for _, end := range [...]string{"ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "ído", "ída", "ídos", "ídas"} {
		if strings.HasSuffix(w, end) && len(w) > len(end)+1 {
			return true
		}
	}
	return irregularParticiples[w]
}

// passives points at a sentence where verbs in the passive follow one another, and at one
// that says at its end who did it.
func passives(p *passage, s sentence) []Finding {
	var found []Finding
	count, from, to := 0, 0, 0
	for i := s.from; i < s.to; i++ {
		end, agent := passiveAt(p, i, s.to)
		if end == 0 {
			continue
		}
		if count == 0 {
			from = i
		}
		count, to = count+1, end
		if agent {
			f := p.stretch(i, end-i, "La voz pasiva esconde a quien actúa: diga primero quién lo hizo («el Consejo aprobó…»).")
			found = append(found, f)
		}
		i = end - 1
	}
	if count > 1 && len(found) == 0 {
		return []Finding{p.stretch(from, to-from, fmt.Sprintf("Hay %d verbos en voz pasiva en una oración: diga quién hace cada cosa.", count))}
	}
	return found
}

// passiveAt reads a passive at the i-th word: ser, an adverb perhaps, a participle; end is
// the word after it, 0 when there is none; agent tells that 'por' and who follows.
func passiveAt(p *passage, i, to int) (end int, agent bool) {
	small := p.smallWords()
	if !toBe[small[i]] && !isNow[small[i]] {
		return 0, false
	}
	k := i + 1
	if k < to && strings.HasSuffix(small[k], "mente") {
		k++
	}
	if k >= to || !isParticiple(small[k]) {
		return 0, false
	}
	for m := i; m < k; m++ {
		if !p.together(m) {
			return 0, false
		}
	}
	agent = k+2 < to && small[k+1] == "por" && p.together(k) && agents[small[k+2]]
	if isNow[small[i]] && !agent {
		return 0, false
	}
	return k + 1, agent
}

// agents begin the name of who does something.
var agents = setOf("el la los las un una unos unas su sus cada quien quienes personas ciudadanas ciudadanos ellos ellas esta este")

// doubled are negations of what denies already, with what says it straight.
var doubled = []struct{ words, plain string }{
	{"no es imposible", "es posible"}, {"no es improbable", "es probable"}, {"no es improcedente", "procede"}, {"no es ilegal", "es legal"},
	{"no es incompatible", "es compatible"}, {"no es innecesario", "es necesario"}, {"no es inusual", "es común"}, {"no es infrecuente", "es frecuente"},
	{"no es inválido", "es válido"}, {"no es inválida", "es válida"}, {"no son inválidos", "son válidos"}, {"no son inválidas", "son válidas"}, {"no es inexacto", "es exacto"},
	{"no son incompatibles", "son compatibles"}, {"no resulta imposible", "es posible"}, {"no resulta improcedente", "procede"}, {"no resulta innecesario", "es necesario"},
	{"no es desconocido", "se conoce"}, {"no se desconoce", "se sabe"}, {"no se ignora", "se sabe"}, {"no carece de", "tiene"}, {"no carecen de", "tienen"},
	{"no es menos cierto", "también es cierto"}, {"no deja de ser", "es"}, {"no dejan de ser", "son"}, {"no dejará de", ""}, {"no dejarán de", ""}, {"no puede no", "debe"}, {"no pueden no", "deben"},
	{"no podrá no", "deberá"}, {"no sin antes", "después de"}, {"no es que no", ""}, {"no pocas", "muchas"}, {"no pocos", "muchos"}, {"no en pocas ocasiones", "muchas veces"},
	{"no obsta", "no impide"}, {"nunca sin", "siempre con"}, {"no será improcedente", "procederá"}, {"no está exento de", "tiene"}, {"no está exenta de", "tiene"}, {"no queda exento de", "debe"},
	{"no se podrá dejar de", "se debe"}, {"no se puede dejar de", "se debe"}, {"no hay quien no", "todas las personas"}, {"no hay nadie que no", "todas las personas"},
	{"sin que no", ""}, {"ninguna persona dejará de", "todas las personas podrán"}, {"no se niega que", "es cierto que"}, {"no impide que no", ""},
}

var doubledPhrases = func() *phrases {
	ps := newPhrases()
	for i, d := range doubled {
		ps.add(d.words, i)
	}
	return ps
}()

// doubleNegations points at what denies a denial.
func doubleNegations(p *passage) []Finding {
	var found []Finding
	for i := range p.wordList() {
		id, n := doubledPhrases.at(p, i)
		if n == 0 {
			continue
		}
		f := p.stretch(i, n, "Dos negaciones juntas obligan a leer dos veces: dígalo en positivo.")
		if plain := doubled[id].plain; plain != "" {
			f.Message = fmt.Sprintf("Dos negaciones juntas obligan a leer dos veces: diga «%s».", plain)
			f.Suggestions = []string{likeCase(p.text[f.at:f.at+f.size], plain)}
		}
		found = append(found, f)
	}
	return found
}
