package check

import (
	"slices"
	"strings"
	"testing"
)

//clause:test 6.xxv
func TestSpelling(t *testing.T) {
	t.Parallel()
	runTable(t, "spelling", []row{
		// fails
		{"no such word", post("La sesión comiensa hoy."), []string{"comiensa"}},
		{"dropped accent", post("La eleccion del proximo domingo"), []string{"eleccion", "proximo"}},
		{"accent too many", post("El exámen fué ayer"), []string{"exámen", "fué"}},
		{"a place without its accent", post("Habrá módulos en Mexico y Michoacan."), []string{"Mexico", "Michoacan"}},
		{"a name of a body", post("La Comision de Quejas sesiona hoy."), []string{"Comision"}},
		{"first word", post("Tambien puede votar."), []string{"Tambien"}},
		{"capitals", post("PRÓXIMA ELECCION LOCAL"), []string{"ELECCION"}},
		{"two words written as one", post("Gracias porfavor espere"), []string{"porfavor"}},
		{"in an alternative text", Facts{Text: "Aviso", Attachments: []Attachment{{Type: Image, Alt: "Cartel de la eleccion local"}}}, []string{"eleccion"}},
		{"in an answer", answer("Con gusto le resivimos."), []string{"resivimos"}},
		{"decomposed letters", post("La votacio\u0301n es librre."), []string{"librre"}},
		// passes
		{"names of persons and places", post("Taddei Zavala visitó Tlaquepaque con Uuc-kib Espadas."), nil},
		{"a name first", post("Zitácuaro recibe su módulo. Humphrey opinó."), nil},
		{"acronyms", post("El INE, el TEPJF y los OPLE"), nil},
		{"links, mentions and hashtags", post("Siga a @INEMexiko en https://ine.mx/eleccion #EleccionSegurra cncs@ine.mx"), nil},
		{"figures, units and abbreviations", post("A las 18:00 h recorrió 25 km; véase el núm. 3, pág. 4 y el art. 41."), nil},
		{"the pack's words", post("La insaculación y la credencialización siguen."), nil},
		{"composed words", post("Mesa político-electoral interpartidista con exconsejeras y antifraudes"), nil},
		{"verbs with pronouns", post("Vamos a recordarle y entregándosela, acérquese."), nil},
		{"plurals that no list has", post("Consejos distritales y cubrebocas"), nil},
		{"inclusive writing", post("Tod@s, supervisor/a y niñas/os"), nil},
		{"capitals inside", post("INEtel y YouTube"), nil},
		// does not apply
		{"what a person wrote", comment("ola kiero mi credensial"), nil},
		{"another language", post("The institute will hold the election next Sunday in every district of the country."), nil},
		{"another language, said", Facts{Lang: "en", Text: "Electoral authority"}, nil},
		// edge
		{"a letter", post("Opción ñ"), nil},
		{"empty", post(""), nil},
		{"an endless word", post(strings.Repeat("a", 10_000)), []string{strings.Repeat("a", 10_000)}},
	})
}

func TestSpellingSuggests(t *testing.T) {
	t.Parallel()
	c := checker(t)
	for text, want := range map[string]string{
		"La eleccion": "elección", "Se yevará": "llevará", "El conzejo": "concejo", "La desicion": "decisión", "PROXIMA ELECCION": "ELECCIÓN",
		"Tambien": "También", "un exelente dia": "excelente", "porfavor": "por favor", "la siudadanía": "ciudadanía", "credensial": "credencial",
	} {
		ok := slices.ContainsFunc(c.Run(answer(text)).Findings, func(f Finding) bool {
			return f.Check == "spelling" && len(f.Suggestions) > 0 && f.Suggestions[0] == want
		})
		if !ok {
			t.Errorf("%q does not suggest %q", text, want)
		}
	}
}
