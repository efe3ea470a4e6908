package check

import "testing"

//clause:test 6.iv
func TestSource(t *testing.T) {
	t.Parallel()
	runTable(t, "source", []row{
		{"missing", Facts{Text: "Aviso", Declared: true}, []string{""}},
		{"blank", Facts{Text: "Aviso", Declared: true, Sources: []Source{{URL: " "}}}, []string{""}},
		{"a page", Facts{Text: "Aviso", Declared: true, Sources: []Source{{URL: "https://ine.mx/a"}}}, nil},
		{"a document", Facts{Text: "Aviso", Declared: true, Sources: []Source{{Title: "Acuerdo INE/CG1/2026"}}}, nil},
		{"not known", post("Aviso"), nil},
		{"an answer", Facts{Kind: Answer, Text: "Con gusto", Declared: true}, nil},
		{"what a person wrote", Facts{Kind: Comment, Text: "Hola", Declared: true}, nil},
	})
}

func TestPurpose(t *testing.T) {
	t.Parallel()
	runTable(t, "purpose", []row{
		{"missing", Facts{Text: "Aviso", Declared: true}, []string{""}},
		{"one that is not the institution's", Facts{Text: "Aviso", Declared: true, Purposes: []string{"9.z"}}, []string{""}},
		{"one of the institution's", Facts{Text: "Aviso", Declared: true, Purposes: []string{"3.iv"}}, nil},
		{"one of two is not", Facts{Text: "Aviso", Declared: true, Purposes: []string{"3.iv", "9.z"}}, []string{""}},
		{"not known", post("Aviso"), nil},
		{"an answer", Facts{Kind: Answer, Text: "Con gusto", Declared: true}, nil},
	})
}

//clause:test 6.vi
func TestForeignLink(t *testing.T) {
	t.Parallel()
	tie := []Tie{{URL: "https://www.unam.mx/foro", Purpose: "3.xi"}}
	runTable(t, "foreign_link", []row{
		// fails
		{"foreign", post("Lea https://www.unam.mx/foro"), []string{"https://www.unam.mx/foro"}},
		{"without protocol", post("Lea unam.mx/foro."), []string{"unam.mx/foro"}},
		{"in an answer", answer("Vea bit.ly/abc"), []string{"bit.ly/abc"}},
		{"tied to nothing", Facts{Text: "https://unam.mx", Ties: []Tie{{URL: "https://unam.mx"}}}, []string{"https://unam.mx"}},
		{"a look-alike of an own domain", post("https://www.miine.mx y https://ine.mx.evil.com/a"), []string{"https://www.miine.mx", "https://ine.mx.evil.com/a"}},
		{"somebody's account", post("https://x.com/otracuenta/status/1"), []string{"https://x.com/otracuenta/status/1"}},
		// passes
		{"own domain", post("Lea https://ine.mx/a, www.ine.mx y https://centralelectoral.ine.mx/b"), nil},
		{"own account", post("https://x.com/INEMexico/status/1 y https://www.youtube.com/@INETV"), nil},
		{"tied to a purpose", Facts{Text: "Lea https://www.unam.mx/foro", Ties: tie}, nil},
		{"tied, written another way", Facts{Text: "Lea www.unam.mx/foro/", Ties: tie}, nil},
		{"no links", post("Aviso"), nil},
		{"an e-mail address", post("prensa@ine.mx"), nil},
		{"two sentences without a space", post("El voto es libre.Es secreto."), nil},
		// does not apply
		{"what a person wrote", comment("https://unam.mx"), nil},
	})
}

//clause:test 6.xxiii
func TestSameText(t *testing.T) {
	t.Parallel()
	on := func(network, text string) Variant {
		return Variant{Account: network + text, Network: network, Text: text}
	}
	long := "Del 15 de febrero al 14 de marzo podrá consultar la lista nominal de electores en su distrito y pedir correcciones"
	runTable(t, "same_text", []row{
		// fails
		{"the same", Facts{Text: "Aviso", Variants: []Variant{on("x", "Aviso"), on("facebook", "Aviso")}}, []string{""}},
		{"but for signs, links and hashtags", Facts{Text: "Aviso", Variants: []Variant{on("x", "¡Aviso! #INE"), on("facebook", "aviso https://ine.mx")}}, []string{""}},
		{"but for a word", Facts{Text: long, Variants: []Variant{on("x", long+" ya"), on("facebook", long)}}, []string{""}},
		{"two pairs", Facts{Text: "a", Variants: []Variant{on("x", "Uno"), on("facebook", "Uno"), on("bluesky", "Dos"), on("threads", "Dos")}}, []string{"", ""}},
		// passes
		{"each its own", Facts{Text: "Aviso", Variants: []Variant{on("x", "Aviso breve"), on("facebook", "Un aviso con más detalle para leer con calma")}}, nil},
		{"two accounts of one network", Facts{Text: "Aviso", Variants: []Variant{{Account: "a", Network: "x", Text: "Aviso"}, {Account: "b", Network: "x", Text: "Aviso"}}}, nil},
		{"one account", Facts{Text: "Aviso", Variants: []Variant{on("x", "Aviso")}}, nil},
		// does not apply
		{"no variants", Facts{Text: "Aviso", Network: "x"}, nil},
		// edge
		{"both empty", Facts{Variants: []Variant{{Account: "a", Network: "x"}, {Account: "b", Network: "facebook"}}}, nil},
	})
}
