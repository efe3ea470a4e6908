package check

import (
	"slices"

	"pregonero/regulation"
)

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
