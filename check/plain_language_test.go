package check

import (
	"strings"
	"testing"

	"pregonero/regulation"
)

const longSentence = "La Junta General Ejecutiva aprobó el proyecto que presentó la Dirección Ejecutiva de Administración para que las áreas centrales y las juntas locales compren los materiales que usarán en las casillas, contraten al personal de campo, renten bodegas y vehículos y paguen la luz durante el año que viene"

//clause:test 6.xxiv
func TestPlainLanguage(t *testing.T) {
	t.Parallel()
	runTable(t, "plain_language", []row{
		// fails: jargon
		{"a phrase of offices", post("En virtud de los resultados, habrá recuento."), []string{"En virtud de"}},
		{"a word", post("El sufragio es secreto."), []string{"sufragio"}},
		{"its plural", post("Se contaron los sufragios."), []string{"sufragios"}},
		{"a verb in a form", post("Las juntas coadyuvan con el trabajo."), []string{"coadyuvan"}},
		{"another form of a verb", post("El Consejo subsanó el error."), []string{"subsanó"}},
		{"in capitals too", post("Toda vez que votó, quédese en casa."), []string{"Toda vez que"}},
		{"in an answer", answer("Le contestamos a la brevedad."), []string{"a la brevedad"}},
		// fails: acronyms
		{"an acronym of the pack", post("La DERFE abrió módulos."), []string{"DERFE"}},
		{"only the first time", post("La DERFE abrió módulos y la DERFE cerró otros."), []string{"DERFE"}},
		{"one that nobody explains", post("El CGRT revisó los datos."), []string{"CGRT"}},
		// fails: syntax
		{"a long sentence", post(longSentence + "."), []string{longSentence}},
		{"a chain of passives", post("Las boletas fueron impresas y serán entregadas el lunes."), []string{"fueron impresas y serán entregadas"}},
		{"a passive with its agent", post("El calendario fue aprobado por el Consejo."), []string{"fue aprobado"}},
		{"a double negation", post("No es imposible votar desde fuera."), []string{"No es imposible"}},
		{"another", post("No dejará de recibir su credencial."), []string{"No dejará de"}},
		// passes
		{"plain writing", post("Vote este domingo. Lleve su credencial."), nil},
		{"a name with a word of jargon", post("La Dirección de Sufragio en el Extranjero lo atiende."), nil},
		{"an acronym that is explained", post("El Programa de Resultados Electorales Preliminares (PREP) abre a las ocho."), nil},
		{"an acronym in brackets", post("El Comité Técnico (CGRT) revisó los datos."), nil},
		{"what everybody knows", post("El INE pide su CURP y su RFC."), nil},
		{"a code", post("Acuerdo INE/CG123/2026 y SUP-JDC-45/2026."), nil},
		{"one passive", post("El acuerdo fue publicado ayer."), nil},
		{"an adjective that looks like a participle", post("Los resultados son limitados y el plazo es adecuado."), nil},
		{"a noun that looks like a participle", post("Ella fue diputada y será delegada."), nil},
		{"Spanish denies twice", post("No hay nada que pagar y nadie le pide nunca dinero."), nil},
		{"a long list in short sentences", post(strings.Repeat("Vote este domingo con su credencial. ", 9)), nil},
		{"in a link", post("Vea https://ine.mx/sufragio-DERFE"), nil},
		{"a hashtag", post("Participe #Sufragio"), nil},
		{"Roman numerals and words in capitals", post("LXVI Legislatura, SIGLO XXI, AVISO."), nil},
		// does not apply
		{"another language", Facts{Text: "The DERFE opened modules.", Lang: "en"}, nil},
		{"what a person wrote", comment("En virtud de lo anterior"), nil},
		// edges
		{"empty", post(""), nil},
		{"only signs", post("¡¡!! … ."), nil},
	})
}

func TestPlainLanguageSuggests(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"En virtud de los resultados":       "Por",
		"Los sufragios se cuentan":          "votos",
		"Las juntas coadyuvan con el INE":   "ayudan",
		"La DERFE abre":                     "Dirección Ejecutiva del Registro Federal de Electores (DERFE)",
		"No carece de firma":                "Tiene",
		"El Consejo subsanó el error":       "", // corregir changes its vowel: a person writes it
		"Las personas fueron insaculadas":   "", // of two forms
		"El Instituto recepcionó la queja.": "recibió",
	} {
		for _, f := range checker(t).Run(post(text)).Findings {
			if f.Check != regulation.CheckPlainWords {
				continue
			}
			if got := strings.Join(f.Suggestions, "|"); got != want && want != "" || want == "" && got != "" {
				t.Errorf("%q: suggests %q, want %q", text, got, want)
			}
		}
	}
}

// Plain language never blocks: a pack that wants it so is refused.
func TestPlainLanguageNeverBlocks(t *testing.T) {
	t.Parallel()
	p, err := regulation.Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	again := *p
	again.Checks = map[string]regulation.CheckRule{regulation.CheckPlainWords: {Clause: "6.xxiv", Severity: regulation.SeverityBlock}}
	if _, err := New(&again, dictionary(t)); err == nil {
		t.Error("plain language may block")
	}
}

//clause:test 6.xxiv
func TestReadability(t *testing.T) {
	t.Parallel()
	short := checker(t).Run(post("Vote este domingo.")).Measures
	if _, has := short[MeasureInflesz]; has || short[MeasureTooShort] != 1 || short["reading_words"] != 3 || short["sentences"] != 1 || short["syllables"] != 7 {
		t.Errorf("a short text: %v", short)
	}
	text := strings.Repeat("El sol sale y la voz se oye en la mesa. ", 5) + "https://ine.mx/institucionalizacion @INEMexico 🗳️ #VotoLibre 2027"
	m := checker(t).Run(post(text)).Measures
	// 11 words of 14 syllables, five times, and the two words of the hashtag, of four, which is no sentence.
	if m["reading_words"] != 57 || m["syllables"] != 74 || m["sentences"] != 5 {
		t.Errorf("words %v, syllables %v, sentences %v", m["reading_words"], m["syllables"], m["sentences"])
	}
	if m[MeasureInflesz] < 100 || m[MeasureHuerta] < 100 || m[MeasureTooShort] != 0 {
		t.Errorf("indices %v and %v", m[MeasureInflesz], m[MeasureHuerta])
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		"":                                  0,
		"Uno. Dos. Tres.":                   3,
		"El Sr. Pérez y la Lic. Gómez van.": 1,
		"Vea el art. 41 y el núm. 5.":       1,
		"Cuesta 1.5 millones. Es mucho.":    2,
		"¿Ya votó? Vote.":                   2,
		"Espere… luego siga.":               1,
		"Uno\nDos\n\nTres":                  3,
		"Página ine.mx y ya.":               1,
		"A las 9 a. m. abre.":               1,
		"Llegó. 15 consejeras votaron.":     2,
	} {
		if got := len((&passage{text: text}).sentences()); got != want {
			t.Errorf("%q: %d sentences, want %d", text, got, want)
		}
	}
}

func TestCamelWords(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{
		"#VotoLibre2027": "voto libre", "#INEInforma": "ine informa", "#votolibre": "votolibre", "#Ley_Electoral": "ley electoral", "#ÁreaÚnica": "área única", "#": "", "#2027": "",
	} {
		if got := strings.Join(camelWords(tag), " "); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

func BenchmarkPlain280(b *testing.B) {
	c := checker(b)
	only(c, regulation.CheckPlainWords, regulation.CheckDialogue, regulation.CheckOpinion, regulation.CheckParty, regulation.CheckChat, regulation.CheckPrivateTone, regulation.CheckMentions, regulation.CheckHashtags)
	for b.Loop() {
		c.Run(Facts{Kind: Post, Text: post280, Network: "x"})
	}
}

// only leaves a checker with some of its checks.
func only(c *Checker, names ...string) {
	var kept []built
	for _, x := range c.checks {
		for _, n := range names {
			if x.name == n {
				kept = append(kept, x)
			}
		}
	}
	c.checks = kept
}
