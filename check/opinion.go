package check

import (
	"pregonero/regulation"
)

// opinion points at what a person thinks, said in the first person: an account speaks for
// its institution. What is quoted or asked is not said by it.
//
//clause:code 6.iii
var opinion = definition{
	name: regulation.CheckOpinion, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		lang := s.pack.Institution.Lang
		return func(c *content) []Finding {
			return c.saying(lang, opinions, true, "Es una opinión en primera persona: la cuenta habla por la institución. Diga el hecho y su fuente.")
		}, nil
	},
}

var opinions = newPhrases("creo que", "yo creo", "yo no creo", "no creo que", "pienso que", "yo pienso", "opino que", "yo opino", "considero que", "yo considero", "siento que", "yo siento que", "supongo que", "imagino que", "me imagino que", "sospecho que", "dudo que", "estoy convencido", "estoy convencida", "estoy seguro de que", "estoy segura de que",
	"en mi opinión", "a mi juicio", "a mi parecer", "a mi entender", "a mi modo de ver", "en mi humilde opinión", "según yo", "para mí que", "para mí es", "desde mi punto de vista", "mi opinión es", "mi opinión personal", "en lo personal", "personalmente creo", "a título personal", "hablo a título personal",
	"me parece", "me gusta", "me gustan", "me gustó", "me encanta", "me encantan", "me encantó", "me molesta", "me indigna", "me enoja", "me preocupa", "me choca", "me cae bien", "me cae mal", "me da gusto que", "me da pena", "me da coraje", "me da asco", "me da igual", "me sorprende que", "detesto", "odio que", "prefiero que", "yo prefiero",
	"estoy de acuerdo", "estoy en contra", "estoy a favor", "no estoy de acuerdo", "yo apoyo", "yo voto", "yo votaría", "yo votaré", "voté por", "votaré por", "ojalá gane", "ojalá pierda", "ojalá ganen", "ojalá pierdan", "si me preguntan", "si por mí fuera", "por mí que")

// saying points at phrases that the institution itself says: not in quotation marks nor, where
// questions are left alone, in a question.
func (c *content) saying(lang string, looked *phrases, questions bool, message string) []Finding {
	if !c.spanish(lang) {
		return nil
	}
	var found []Finding
	for _, p := range c.texts {
		var others []bool
		for i := 0; i < len(p.wordList()); i++ {
			_, n := looked.at(p, i)
			if n == 0 {
				continue
			}
			if others == nil {
				others = p.inside(questions)
			}
			if !others[i] {
				found = append(found, p.stretch(i, n, message))
			}
			i += n - 1
		}
	}
	return found
}
