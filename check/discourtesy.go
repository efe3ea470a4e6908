package check

import "pregonero/regulation"

// discourtesy points at what scolds, hurries or mocks who asks.
//
//clause:code 6.xxi
var discourtesy = definition{
	name: regulation.CheckDiscourtesy, version: 1, kinds: []Kind{Answer},
	build: func(s setup) (judge, error) {
		lang := s.pack.Institution.Lang
		return func(c *content) []Finding {
			found := c.saying(lang, scoldings, false, "Suena a regaño: diga lo mismo con cortesía.")
			return append(found, c.saying(lang, mockeries, false, "Suena a burla o ironía: por escrito, quien pregunta puede sentirse ofendido.")...)
		}, nil
	},
}

var scoldings = newPhrases(
	"ya le dije", "ya te dije", "ya le dijimos", "ya te dijimos", "como ya le dije", "como ya le dijimos", "ya se le dijo", "ya se lo dije", "ya se lo dijimos", "se lo repito", "te lo repito", "le repito por última vez", "cuántas veces hay que decirle", "cuántas veces le tenemos que decir", "qué parte no entendió", "qué parte no entiende", "qué parte no entiendes", "no insista", "no insistas", "deje de insistir", "deja de insistir",
	"lea bien", "lee bien", "aprenda a leer", "aprende a leer", "si supiera leer", "si leyera", "si hubiera leído", "infórmese mejor", "póngase a leer", "ponte a leer", "búsquelo usted", "búsquelo usted mismo", "búsquelo usted misma", "búscalo tú", "no es nuestro problema", "no es mi problema", "no es problema nuestro", "no nos interesa", "no me interesa", "qué quiere que haga", "qué quiere que hagamos", "y qué quiere que hagamos", "ni modo", "aguántese", "espérese", "no esté de", "cálmese", "cálmate", "tranquilícese", "tranquilízate", "bájele", "bájale", "cállese", "cállate", "ya supérelo", "ya supéralo", "no sea flojo", "no sea floja", "no sea impaciente", "no sea exagerado", "no sea exagerada", "no exagere", "no exageres")

var mockeries = newPhrases(
	"qué gracioso", "qué graciosa", "qué chistoso", "qué chistosa", "qué genio", "qué inteligente", "qué casualidad", "felicidades por su ignorancia", "gracias por nada", "claro que sí, campeón", "mi rey", "mi reina", "lo que usted diga", "lo que tú digas", "pobrecito", "pobrecita", "no llore", "no chille", "ya llegó el experto", "ya llegó la experta", "habló el experto", "habló la experta", "por supuesto que no, genio")
