package check

import "pregonero/regulation"

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
