package check

import "testing"

//clause:test 6.xxi
func TestInsult(t *testing.T) {
	t.Parallel()
	runTable(t, "insult", []row{
		// fails
		{"a plain insult", answer("No sea idiota, el trámite es gratuito."), []string{"idiota"}},
		{"without its accent", answer("Solo un imbecil diría eso."), []string{"imbecil"}},
		{"several words", answer("Váyase al diablo."), []string{"Váyase al diablo"}},
		{"political", answer("Otro chairo más."), []string{"chairo"}},
		{"it disqualifies", answer("Usted no sabe lo que dice."), []string{"no sabe lo que dice"}},
		{"as a question", answer("¿Está usted loco?"), []string{"Está usted loco"}},
		{"in capitals", answer("ES USTED UN MENTIROSO"), []string{"ES USTED UN MENTIROSO"}},
		// passes
		{"courteous", answer("Buenas tardes. El trámite es gratuito; le esperamos en el módulo."), nil},
		{"somebody else's words", answer("Lamentamos que alguien le haya dicho «idiota» en el módulo."), nil},
		{"words of other matters", answer("El producto interno bruto, el bienestar animal y el río Bravo son de otras autoridades."), nil},
		// does not apply
		{"a post", post("No sea idiota."), nil},
		{"what a person wrote", comment("Son unos idiotas"), nil},
	})
}

//clause:test 6.xxi
func TestDiscourtesy(t *testing.T) {
	t.Parallel()
	runTable(t, "discourtesy", []row{
		// fails
		{"it scolds", answer("Como ya le dijimos, abre a las nueve."), []string{"Como ya le dijimos"}},
		{"it hurries", answer("No insista: no se puede."), []string{"No insista"}},
		{"it teaches to read", answer("Lea bien el aviso."), []string{"Lea bien"}},
		{"it washes its hands", answer("No es nuestro problema."), []string{"No es nuestro problema"}},
		{"it mocks", answer("Qué gracioso. Abre a las nueve."), []string{"Qué gracioso"}},
		// passes
		{"a reminder", answer("Le recordamos que el módulo abre a las nueve."), nil},
		{"advice", answer("Infórmese antes de votar y siga participando. El padrón se actualizó por última vez en mayo."), nil},
		{"an apology", answer("Lamentamos la espera; su reporte ya está con el área."), nil},
		// does not apply
		{"a post", post("No insista."), nil},
	})
}

//clause:test 6.iii
func TestDataRequest(t *testing.T) {
	t.Parallel()
	runTable(t, "data_request", []row{
		// fails
		{"an identifier", answer("Compártanos su CURP para revisarlo."), []string{"Compártanos su CURP"}},
		{"a telephone", answer("Déjenos su teléfono y le llamamos."), []string{"Déjenos su teléfono"}},
		{"a question", answer("¿Nos da su domicilio completo?"), []string{"Nos da su domicilio"}},
		// passes
		{"a private channel", answer("Llame a INETEL para que revisen su caso."), nil},
		{"told where", answer("Compártanos su CURP por mensaje privado."), nil},
		{"what to take", answer("Lleve su CURP y su credencial al módulo; consulte su RFC en el SAT."), nil},
		{"a document", answer("Lleve un comprobante de domicilio al módulo."), nil},
		// does not apply
		{"a post", post("Deje su teléfono en el módulo."), nil},
	})
}
