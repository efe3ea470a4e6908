package check

import "testing"

//clause:test 6.xxv
func TestBlank(t *testing.T) {
	t.Parallel()
	runTable(t, "blank", []row{
		// fails
		{"one", post("Le esperamos el [fecha]."), []string{"[fecha]"}},
		{"two", post("Le invitamos a [actividad] el [día y fecha]."), []string{"[actividad]", "[día y fecha]"}},
		{"with spaces inside", post("Consulte [ enlace ]."), []string{"[ enlace ]"}},
		{"in an answer", answer("Acuda a [lugar]."), []string{"[lugar]"}},
		{"in the title", Facts{Kind: Post, Title: "Abre [lugar]", Text: "Ya abrió."}, []string{"[lugar]"}},
		// passes
		{"ordinary writing", post("Le esperamos el 6 de junio (entrada libre)."), nil},
		{"an editor's marks", post("«Vamos [sic] a votar […] todos» [1]"), nil},
		{"an open bracket", post("Le esperamos el [fecha"), nil},
		{"over two lines", post("[uno\ndos]"), nil},
		// does not apply
		{"what a person wrote", comment("¿Qué es [fecha]?"), nil},
		// edge
		{"empty", post(""), nil},
		{"empty brackets", post("[] [ ]"), nil},
		{"nested", post("[[lugar]]"), []string{"[lugar]"}},
	})
}
