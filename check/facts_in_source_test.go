package check

import (
	"testing"
	"time"
)

const agreement = `Acuerdo del Consejo General. El 15 de enero de 2027, a las 9:00 horas, inicia la consulta de la lista nominal en 1,250 módulos
de las 32 entidades; concluye el 14/03/2027. Presentó el informe la consejera Norma Pérez Luna en Tlaxcala. Participará 65.5 por ciento de 98,523,410 personas.
El costo es de 1500 pesos.`

// sourced is a post with what its source says.
func sourced(text string) Facts {
	return Facts{Text: text, Declared: true, Sources: []Source{{Title: "Acuerdo"}}, Documents: []SourceText{{Title: "Acuerdo", Text: agreement}}}
}

//clause:test 6.iv
//clause:test 6.xx
func TestFactsInSource(t *testing.T) {
	t.Parallel()
	two := sourced("El 16 de enero")
	two.Sources = append(two.Sources, Source{Title: "Otra, sin texto"})
	runTable(t, "facts", []row{
		// fails
		{"another day", sourced("Inicia el 16 de enero"), []string{"16 de enero"}},
		{"another year", sourced("Inicia el 15 de enero de 2028"), []string{"15 de enero de 2028"}},
		{"another hour", sourced("Empieza a las 10:00"), []string{"10:00"}},
		{"another figure", sourced("Hay 1,520 módulos"), []string{"1,520"}},
		{"in words", sourced("En treinta y tres entidades"), []string{"treinta y tres"}},
		{"another percentage", sourced("Participará 56.5 %"), []string{"56.5 %"}},
		{"another amount", sourced("Cuesta $1,800"), []string{"$1,800"}},
		{"a phone", sourced("Llame al 55 1234 5678"), []string{"55 1234 5678"}},
		{"a name", sourced("Informó la consejera Norma Ramírez Luna"), []string{"Norma Ramírez Luna"}},
		{"a name of common words, by its title", sourced("Informó el consejero Ángel Flores"), []string{"Ángel Flores"}},
		{"a place", sourced("Acuda al módulo de Tlaquepaque"), []string{"Tlaquepaque"}},
		{"one source of two could not be read", two, []string{"16 de enero"}},
		{"a source that could not be read", Facts{Text: "El 16 de enero", Documents: []SourceText{{Title: "Acta", Problem: "el archivo está dañado"}}}, []string{""}},
		// passes, however it is written
		{"a date", sourced("Del 15/01/2027 al 14 de marzo"), nil},
		{"an hour", sourced("A las 9 h, o a las nueve de la mañana"), nil},
		{"figures", sourced("Hay mil 250 módulos en treinta y dos entidades"), nil},
		{"a percentage", sourced("Participará 65.5%, casi el 66 %"), nil},
		{"rounded", sourced("Son 98.5 millones de personas, más de 98 millones"), nil},
		{"an amount", sourced("Cuesta $1,500.00"), nil},
		{"names", sourced("Lo dijo Norma Pérez, consejera, en Tlaxcala"), nil},
		{"the institution's own", sourced("El INE atiende en el 800 433 2000. Consulte a la Junta Local Ejecutiva en Jalisco"), nil},
		{"words with capitals that the language has", sourced("Acuda al Módulo con su Credencial para Votar"), nil},
		{"the beginning of a sentence", sourced("Tlaxcala. Participe. Infórmese 👉 Comparta"), nil},
		{"links and hashtags", sourced("Vea https://ine.mx/2029/77 #Elección2029 @ine2029"), nil},
		// does not apply
		{"no source that was read", post("El 16 de enero de 2029"), nil},
		{"an answer", Facts{Kind: Answer, Text: "El 16 de enero", Documents: []SourceText{{Text: agreement}}}, nil},
	})
}

//clause:test 6.iv
func TestContradiction(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 10, 12, 0, 0, 0, time.UTC)
	against := func(before, text string) Facts {
		return Facts{Text: text, Now: now, Earlier: []Earlier{{Text: before, At: now.AddDate(0, 0, -5), Where: "X (@INEMexico)"}}}
	}
	runTable(t, "contradiction", []row{
		// fails
		{"another date", against("El plazo para solicitar su credencial vence el 10 de febrero.", "El plazo para solicitar la credencial vence el 12 de febrero."), []string{"12 de febrero"}},
		{"another figure of the same", against("Se instalarán 170,000 casillas en todo el país para la jornada.", "Para la jornada se instalarán 172,000 casillas en todo el país."), []string{"172,000"}},
		{"another hour", against("La sesión del Consejo General del 20 de enero empieza a las 10:00.", "La sesión del Consejo General del 20 de enero empieza a las 11:00."), []string{"11:00"}},
		// passes
		{"the same, written another way", against("El plazo para solicitar su credencial vence el 10/02/2027.", "El plazo para solicitar la credencial vence el 10 de febrero."), nil},
		{"another matter", against("El plazo para solicitar su credencial vence el 10 de febrero.", "El taller de género para vocales de Puebla es el 12 de febrero."), nil},
		{"other things counted", against("Se instalarán 170,000 casillas en todo el país para la jornada.", "Para la jornada se instalarán en todo el país 300 consejos."), nil},
		{"it says that it changes", against("El plazo para solicitar su credencial vence el 10 de febrero.", "Se amplía el plazo para solicitar la credencial: vence el 12 de febrero."), nil},
		{"both are said", against("El plazo para solicitar su credencial vence el 10 de febrero.", "El plazo para solicitar la credencial no vence el 10 de febrero sino el 12 de febrero."), nil},
		{"what was said is over", against("La sesión del Consejo General del 6 de enero empieza a las 10:00.", "La sesión del Consejo General del 20 de enero empieza a las 11:00."), nil},
		// does not apply
		{"nothing before", post("El plazo vence el 12 de febrero."), nil},
	})
}

//clause:test 6.xxix
func TestNearDuplicate(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 10, 12, 0, 0, 0, time.UTC)
	like := func(share float64, days int) Facts {
		return Facts{Text: "Aviso", Now: now, Earlier: []Earlier{{Text: "Aviso", At: now.AddDate(0, 0, -days), Where: "X", Alike: share}}}
	}
	runTable(t, "near_duplicate", []row{
		{"the same", like(1, 3), []string{""}},
		{"by a half", like(.5, 3), []string{""}},
		{"less", like(.49, 3), nil},
		{"years ago", like(1, 800), []string{""}},
		{"not compared", like(0, 3), nil},
		{"nothing before", post("Aviso"), nil},
	})
	for days, want := range map[int]string{3: "warn", 31: "advise"} {
		for _, f := range checker(t).Run(like(.9, days)).Findings {
			if f.Check == "near_duplicate" && string(f.Severity) != want {
				t.Errorf("after %d days it is %s, want %s", days, f.Severity, want)
			}
		}
	}
}

//clause:test 6.xxix
func TestSpamRate(t *testing.T) {
	t.Parallel()
	rate := func(hour, day int) Facts { return Facts{Text: "Aviso", Rates: []Rate{{"a", hour, day}}} }
	to := func(r Recipient) Facts {
		r.Known = true
		return Facts{Kind: Answer, Text: "Con gusto", Recipient: r}
	}
	runTable(t, "spam_rate", []row{
		{"in an hour", rate(4, 4), []string{""}},
		{"in a day", rate(1, 20), []string{""}},
		{"to one person", to(Recipient{Day: 5}), []string{""}},
		{"the same to many", to(Recipient{Copies: 8}), []string{""}},
		{"private messages", to(Recipient{Copies: 3, Direct: true}), []string{""}},
		{"the last that passes", rate(3, 19), nil},
		{"some to one person", to(Recipient{Day: 4}), nil},
		{"the same to some", to(Recipient{Copies: 7}), nil},
		{"nothing known", answer("Con gusto"), nil},
	})
}
