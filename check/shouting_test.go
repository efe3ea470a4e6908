package check

import "testing"

//clause:test 6.xxvi
func TestShouting(t *testing.T) {
	t.Parallel()
	runTable(t, "shouting", []row{
		// fails
		{"the whole text", post("ACUDA A VOTAR ESTE DOMINGO"), []string{"ACUDA A VOTAR ESTE DOMINGO"}},
		{"a part of it", post("Este domingo ACUDA A VOTAR con su credencial."), []string{"ACUDA A VOTAR"}},
		{"acronyms inside a shout", post("EL INE INFORMA los resultados."), []string{"EL INE INFORMA"}},
		{"one long word", post("Es IMPORTANTE llevar su credencial."), []string{"IMPORTANTE"}},
		{"drawn wide or bold", post("ＡＣＵＤＡ Ａ ＶＯＴＡＲ este domingo."), []string{"ＡＣＵＤＡ Ａ ＶＯＴＡＲ"}},
		{"capitals without accents", post("PROXIMA ELECCION"), []string{"PROXIMA ELECCION"}},
		{"in an answer", answer("YA LE DIJE que no."), []string{"YA LE DIJE"}},
		{"two shouts", post("VOTE HOY.\nLLEVE SU credencial"), []string{"VOTE HOY", "LLEVE SU"}},
		// passes
		{"ordinary writing", post("Acuda a votar este domingo."), nil},
		{"acronyms", post("El INE, el TEPJF, la SCJN y los OPLE firmaron con la UNAM."), nil},
		{"Roman numerals", post("Siglo XXI, artículo IV, LXVI Legislatura."), nil},
		{"agreement numbers", post("Acuerdo INE/CG234/2026 y SUP-JDC-123/2026."), nil},
		{"a hashtag", post("Participe en #ELECCIONES y siga @INEMEXICO"), nil},
		{"initials", post("A. B. y C. son las categorías A, B y C."), nil},
		{"a short word stressed", post("El INE NO pide datos por teléfono."), nil},
		// does not apply
		{"what a person wrote", comment("QUIERO MI CREDENCIAL"), nil},
		// edge
		{"no letters", post("123 456"), nil},
		{"empty", post(""), nil},
		{"CURP in capitals", post("CURP: es la clave única."), nil},
	})
}

func TestShoutingSuggests(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"EL INE INFORMA QUE HABRÁ MÓDULOS.": "El INE informa que habrá módulos",
		"Hoy VOTAREMOS EN MÉXICO":           "votaremos en México",
	} {
		for _, f := range checker(t).Run(post(text)).Findings {
			if f.Check == "shouting" && (len(f.Suggestions) != 1 || f.Suggestions[0] != want) {
				t.Errorf("%q: %q, want %q", text, f.Suggestions, want)
			}
		}
	}
}
