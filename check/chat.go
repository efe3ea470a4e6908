package check

import (
	"strings"

	"pregonero/regulation"
)

// chat points at talk about everyday matters that are none of the institution's.
//
//clause:code 6.xiv
var chat = definition{
	name: regulation.CheckChat, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		lang := s.pack.Institution.Lang
		return func(c *content) []Finding {
			return c.saying(lang, everyday, false, "Es plática de todos los días: hable de asuntos de la institución.")
		}, nil
	},
}

// privateTone points at the tone of friends: laughter, slang, endearments, one's own life.
//
//clause:code 6.xv
var privateTone = definition{
	name: regulation.CheckPrivateTone, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		lang := s.pack.Institution.Lang
		return func(c *content) []Finding {
			const message = "El tono es de plática entre amistades: todo lo que se publica queda registrado a nombre de la institución."
			found := c.saying(lang, friendly, true, message)
			for _, p := range c.texts {
				if c.spanish(lang) {
					found = append(found, laughter(p, message)...)
				}
			}
			return found
		}, nil
	},
}

var everyday = newPhrases("cómo amanecieron", "cómo amaneció", "cómo amanecieron hoy", "ya desayunaron", "ya desayunó", "qué desayunaron", "qué van a comer", "ya comieron", "qué hicieron el fin", "qué tal su fin de semana", "qué tal el fin de semana", "qué tal su día", "qué tal tu día", "cómo les fue", "cómo va su día",
	"qué planes tienen", "planes para el fin de semana", "ya es viernes", "por fin es viernes", "por fin viernes", "feliz viernes", "feliz lunes", "feliz inicio de semana", "feliz fin de semana", "bonito fin de semana", "lindo fin de semana", "excelente fin de semana", "bonito día", "lindo día", "bonita noche", "dulces sueños", "que descansen",
	"buen provecho", "viernesito", "juevebes", "sabadito", "lunes otra vez", "odio los lunes", "qué calor hace", "qué calor", "qué frío hace", "qué frío", "qué lluvia", "vaya lluvia", "vaya calor", "una cervecita", "unas cervezas", "unas chelas", "un cafecito", "unos tacos", "taquitos", "ya cayó la quincena",
	"qué serie", "la serie de moda", "vieron el partido", "viste el partido", "vieron la final", "quién ganó el partido", "qué golazo", "golazo", "vamos méxico", "vamos selección", "arriba las chivas", "arriba el américa", "horóscopo", "nuestro signo", "mi signo")

var friendly = newPhrases("amigui", "amiguis", "bestie", "besties", "mi amor", "mi cielo", "corazón mío", "chiquis", "wey", "güey", "weyes", "compa", "compas", "carnal", "carnales", "mi raza", "hola banda", "hola raza", "qué onda banda", "qué onda", "qué pedo", "no manches", "no mames", "no inventes", "qué padre", "qué chido", "qué chida", "está chido", "está padrísimo", "padrísimo", "padrísima", "chido", "chida", "chingón", "chingona",
	"a poco", "órale pues", "ándale pues", "sale y vale", "ni modo", "qué oso", "me late", "nos late", "te quiero", "les quiero", "los quiero", "los quiero mucho", "los amo", "las amo", "te amo", "besitos", "muchos besos", "abrazote", "un abrazote", "muak", "lol", "xd", "omg", "wtf", "lmao", "jeje",
	"mi mamá", "mi papá", "mi esposo", "mi esposa", "mi novio", "mi novia", "mi hijo", "mi hija", "mis hijos", "mi perro", "mi gato", "mi casa", "mi fin de semana", "mis vacaciones", "mi cumpleaños", "mi familia", "ayer fui", "hoy fui", "ando en", "ando de", "tengo hambre", "tengo sueño", "tengo flojera", "qué flojera", "estoy crudo", "estoy cruda", "me urge vacaciones", "necesito vacaciones", "pásame tu número", "mándame inbox", "mándame dm", "escríbeme al privado", "háblame al cel")

// laughter points at jaja, jejeje and their kin.
func laughter(p *passage, message string) []Finding {
	var found []Finding
	for i, w := range p.smallWords() {
		if len(w) >= 4 && len(w) < 40 && w[0] == 'j' && strings.Trim(w, "j"+w[1:2]) == "" && strings.ContainsAny(w[1:2], "aeio") && strings.Count(w, "j") >= 2 && w != "jojo" {
			found = append(found, p.stretch(i, 1, message))
		}
	}
	return found
}
