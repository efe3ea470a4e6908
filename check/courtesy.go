package check

import (
	"slices"

	"pregonero/regulation"
)

// insult points at words that insult or disqualify, in what the institution answers. Words
// of others in quotation marks are not its own.
//
//clause:code 6.xxi
var insult = definition{
	name: regulation.CheckInsult, version: 1, kinds: []Kind{Answer},
	build: func(s setup) (judge, error) {
		lang := s.pack.Institution.Lang
		return func(c *content) []Finding {
			found := c.saying(lang, insults, false, "Es un insulto: una respuesta de la institución nunca insulta.")
			return append(found, c.saying(lang, disqualifications, false, "Descalifica a la persona: conteste sobre el asunto, no sobre quien pregunta.")...)
		}, nil
	},
}

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

// dataRequest points at asking, where everybody reads, for what only a private channel may
// ask for.
//
//clause:code 6.iii
var dataRequest = definition{
	name: regulation.CheckDataRequest, version: 1, kinds: []Kind{Answer},
	build: func(s setup) (judge, error) {
		lang := s.pack.Institution.Lang
		return func(c *content) []Finding {
			return slices.DeleteFunc(c.saying(lang, askings, false, "Pide un dato personal a la vista de todos: indique el canal privado en que se puede dar."),
				func(f Finding) bool { return f.in.says(privately) })
		}, nil
	},
}

var insults = newPhrases(
	"idiota", "idiotas", "imbécil", "imbéciles", "imbecil", "estúpido", "estúpida", "estúpidos", "estúpidas", "estupido", "estupida", "tarado", "tarada", "tarados", "taradas", "tonto", "tonta", "tontos", "tontas", "pendejo", "pendeja", "pendejos", "pendejas", "pendejada", "pendejadas",
	"baboso", "babosos", "menso", "mensa", "mensos", "mensas", "zoquete", "zoquetes", "retrasado mental", "retrasada mental",
	"cabrón", "cabrona", "cabrones", "cabronas", "cabron", "puto", "puta", "putos", "putas", "hijo de puta", "hija de puta", "hijos de puta", "hijo de la chingada", "chinga tu madre", "chinguen a su madre", "chingue a su madre", "vete a la chingada", "váyase a la chingada", "vete a la mierda", "váyase a la mierda", "vete al diablo", "váyase al diablo",
	"pinche", "pinches", "culero", "culera", "culeros", "culeras", "ojete", "ojetes", "mamón", "mamona", "mamonas", "naco", "naca", "nacos", "nacas", "lamebotas", "lacra", "lacras", "basura humana", "escoria", "ratero", "ratera", "rateros",
	"maricón", "maricon", "maricones", "joto", "jotos", "marimacha", "güila", "ramera", "mierda", "cállese la boca", "cállate la boca", "cierre la boca", "cierra la boca", "cierre el pico", "chayotero", "chayotera", "chairo", "chaira", "chairos", "chairas", "fifí", "fifís", "derechairo", "derechairos")

var disqualifications = newPhrases(
	"es usted un ignorante", "es usted una ignorante", "usted es un ignorante", "usted es una ignorante", "eres un ignorante", "eres una ignorante", "no sea ignorante", "no seas ignorante", "qué ignorante", "qué ignorancia", "su ignorancia", "tu ignorancia", "por ignorancia suya", "gente como usted", "gente como tú", "personas como usted", "la gente ignorante",
	"es usted un mentiroso", "es usted una mentirosa", "usted miente", "tú mientes", "usted es un mentiroso", "usted es una mentirosa", "está usted mintiendo", "no sea mentiroso", "no sea mentirosa", "es usted ridículo", "es usted ridícula", "no sea ridículo", "no sea ridícula", "qué ridículo", "qué ridícula", "no sea absurdo", "no diga tonterías", "no digas tonterías", "deje de decir tonterías", "puras tonterías", "no diga estupideces", "deje de decir estupideces", "qué estupidez", "qué tontería",
	"no sabe lo que dice", "no sabes lo que dices", "no sabe de lo que habla", "no sabes de lo que hablas", "no tiene idea de nada", "no tienes idea de nada", "no entiende nada", "no entiendes nada", "usted no entiende", "tú no entiendes", "no tiene la capacidad de entender", "no le da para más", "no te da para más", "está usted loco", "está usted loca", "estás loco", "estás loca", "usted está mal de la cabeza", "vaya al psicólogo", "busque ayuda psicológica", "póngase a trabajar", "póngase a estudiar", "consígase un trabajo", "no tiene nada mejor que hacer", "su opinión no importa", "su opinión no nos importa", "a nadie le importa", "no nos importa su opinión", "nadie le preguntó", "nadie te preguntó", "qué vergüenza de persona", "usted no es nadie", "tú no eres nadie", "usted solo quiere molestar", "deje de molestar", "deja de molestar", "no moleste", "no molestes", "no esté molestando", "ya no esté fregando", "deje de fregar")

var scoldings = newPhrases(
	"ya le dije", "ya te dije", "ya le dijimos", "ya te dijimos", "como ya le dije", "como ya le dijimos", "ya se le dijo", "ya se lo dije", "ya se lo dijimos", "se lo repito", "te lo repito", "le repito por última vez", "cuántas veces hay que decirle", "cuántas veces le tenemos que decir", "qué parte no entendió", "qué parte no entiende", "qué parte no entiendes", "no insista", "no insistas", "deje de insistir", "deja de insistir",
	"lea bien", "lee bien", "aprenda a leer", "aprende a leer", "si supiera leer", "si leyera", "si hubiera leído", "infórmese mejor", "póngase a leer", "ponte a leer", "búsquelo usted", "búsquelo usted mismo", "búsquelo usted misma", "búscalo tú", "no es nuestro problema", "no es mi problema", "no es problema nuestro", "no nos interesa", "no me interesa", "qué quiere que haga", "qué quiere que hagamos", "y qué quiere que hagamos", "ni modo", "aguántese", "espérese", "no esté de", "cálmese", "cálmate", "tranquilícese", "tranquilízate", "bájele", "bájale", "cállese", "cállate", "ya supérelo", "ya supéralo", "no sea flojo", "no sea floja", "no sea impaciente", "no sea exagerado", "no sea exagerada", "no exagere", "no exageres")

var mockeries = newPhrases(
	"qué gracioso", "qué graciosa", "qué chistoso", "qué chistosa", "qué genio", "qué inteligente", "qué casualidad", "felicidades por su ignorancia", "gracias por nada", "claro que sí, campeón", "mi rey", "mi reina", "lo que usted diga", "lo que tú digas", "pobrecito", "pobrecita", "no llore", "no chille", "ya llegó el experto", "ya llegó la experta", "habló el experto", "habló la experta", "por supuesto que no, genio")

// askings are all the ways of asking for each thing.
var askings = newPhrases(combined(
	[]string{"compártanos", "díganos", "mándenos", "envíenos", "déjenos", "denos", "proporciónenos", "indíquenos", "escríbanos", "nos comparte", "nos da", "nos dice", "nos manda", "nos envía", "nos deja", "nos proporciona", "me da", "me comparte", "cuál es", "deje aquí", "escriba aquí", "ponga aquí", "responda con", "conteste con",
		"podría compartirnos", "puede compartirnos", "podría darnos", "puede darnos", "podría decirnos", "puede decirnos", "podría enviarnos", "puede enviarnos", "favor de compartir", "favor de enviar", "favor de proporcionar", "necesitamos"},
	[]string{"su curp", "su rfc", "su clave de elector", "su cic", "su ocr", "su número de credencial", "el número de su credencial", "una foto de su credencial", "la foto de su credencial", "su fecha de nacimiento", "su domicilio", "su dirección", "su nombre completo", "su teléfono", "su número", "su celular", "su número de teléfono", "su correo",
		"sus datos", "sus datos personales", "su número de seguridad social", "su número de cuenta", "su clabe"})...)

// privately are the channels in which it can be asked for.
var privately = newPhrases("mensaje privado", "mensaje directo", "mensajes directos", "mensajes privados", "por privado", "por interno", "por teléfono", "en el módulo")

func combined(ways, things []string) (all []string) {
	for _, way := range ways {
		for _, thing := range things {
			all = append(all, way+" "+thing)
		}
	}
	return all
}

// says tells whether a passage has one of the phrases.
func (p *passage) says(looked *phrases) bool {
	for i := range p.wordList() {
		if _, n := looked.at(p, i); n > 0 {
			return true
		}
	}
	return false
}
