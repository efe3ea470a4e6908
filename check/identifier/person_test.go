package identifier

import (
	"strings"
	"testing"
)

// found writes what was found as kind:text, with ? for what is not sure.
func found(text string, public Public) string {
	var out []string
	for _, m := range Find(text, public) {
		mark := ""
		if !m.Sure {
			mark = "?"
		}
		out = append(out, string(m.Kind)+mark+":"+text[m.Start:m.End])
	}
	return strings.Join(out, "|")
}

func runFound(t *testing.T, rows [][2]string) {
	t.Helper()
	public := NewPublic(nil, nil, []string{"ine.mx"}).WithAddresses([]string{"Viaducto Tlalpan 100, Arenal Tepepan, Tlalpan, 14610"})
	for _, row := range rows {
		if got := found(row[0], public); got != row[1] {
			t.Errorf("%q:\n got %s\nwant %s", row[0], got, row[1])
		}
	}
}

//clause:test 6.iii
func TestAddresses(t *testing.T) {
	t.Parallel()
	runFound(t, [][2]string{
		{"Vive en Calle Morelos 45, Col. Centro, C.P. 68000, Oaxaca de Juárez, Oaxaca.", "address:Calle Morelos 45, Col. Centro, C.P. 68000, Oaxaca de Juárez, Oaxaca"},
		{"Mi domicilio es Av. Insurgentes Sur #1234 int. 5, colonia Del Valle, CP 03100", "address:Av. Insurgentes Sur #1234 int. 5, colonia Del Valle, CP 03100"},
		{"vivo en calle hidalgo 12 col centro", "address:calle hidalgo 12 col centro"},
		{"Calle 16 de Septiembre No. 8, Barrio San Juan", "address?:Calle 16 de Septiembre No. 8, Barrio San Juan"},
		{"Hidalgo 123, Col. Roma Norte, 06700, Cuauhtémoc, CDMX", "address?:Hidalgo 123, Col. Roma Norte, 06700, Cuauhtémoc, CDMX"},
		{"Su casa está en Mz 4 Lt 12, Ampliación Santa Cruz", "address:Mz 4 Lt 12, Ampliación Santa Cruz"},
		{"Privada de las Rosas s/n, Fracc. Jardines, Municipio de Zapopan", "address?:Privada de las Rosas s/n, Fracc. Jardines, Municipio de Zapopan"},
		{"Blvd. Adolfo López Mateos 2014-B, León", "address?:Blvd. Adolfo López Mateos 2014-B"},
		{"Calle 5 de Mayo 45 esquina con Juárez", "address?:Calle 5 de Mayo 45"},
		{"Calle 60 No. 345 x 47 y 49, Centro, Mérida", "address?:Calle 60 No. 345"},
		// passes
		{"Acuda a Viaducto Tlalpan 100, Col. Arenal Tepepan, C.P. 14610", ""},
		{"El módulo está en Av. Juárez 123, Col. Centro, C.P. 44100", ""},
		{"Oficinas ubicadas en Calle Pino Suárez 20, Centro", ""},
		{"La casilla se instalará en Calle Reforma 10, Escuela Primaria Benito Juárez", ""},
		{"La marcha recorre Avenida Reforma con 20 mil personas", ""},
		{"En la calle 3 de cada 10 personas votaron", ""},
		{"Inauguran la avenida 20 de Noviembre", ""},
		{"Avenida Revolución 1910", ""},
		{"Cierre de Avenida Insurgentes 15 horas", ""},
		{"Sección 1234, manzana 5", ""},
		{"En 2024, colonia Roma fue sede del conteo", ""},
		{"El camino de la democracia: 30 años", ""},
	})
}

//clause:test 6.iii
func TestPlatesAndPassports(t *testing.T) {
	t.Parallel()
	runFound(t, [][2]string{
		{"El coche con placas ABC-123-D está estacionado", "plate:ABC-123-D"},
		{"placas abc-12-34", "plate:abc-12-34"},
		{"placa: A B C 1 2 3 4", "plate:A B C 1 2 3 4"},
		{"matrícula 12-AB-3C", "plate:12-AB-3C"},
		{"camioneta roja JKL 12 34", "plate?:JKL 12 34"},
		{"Mi pasaporte es G12345678", "passport:G12345678"},
		{"pasaporte no. g 1 2 3 4 5 6 7 8", ""},
		{"Pasaporte: G-12345678", "passport:G-12345678"},
		// passes
		{"Acuerdo ABC-123-D del Consejo", ""},
		{"Las placas del 2024 ya no sirven", ""},
		{"Renueve su pasaporte antes del 12/03/2027", ""},
		{"Se develaron placas conmemorativas el 5 de mayo de 2024", ""},
	})
}

//clause:test 6.iii
func TestBirths(t *testing.T) {
	t.Parallel()
	runFound(t, [][2]string{
		{"Fecha de nacimiento: 12/03/1985", "birth_date:12/03/1985"},
		{"F. Nac. 12-03-85", "birth_date:12-03-85"},
		{"nací el 4 de julio de 1999 en Puebla", "birth_date:4 de julio de 1999"},
		{"Juan Pérez López nació el 12 de marzo de 1985", "name?:Juan Pérez López|birth_date?:12 de marzo de 1985"},
		// passes
		{"El INE nació el 4 de abril de 2014", ""},
		{"Benito Juárez nació el 21 de marzo de 1806", ""},
		{"La democracia mexicana nació el 2 de julio de 2000", ""},
		{"Presente su acta de nacimiento antes del 22 de enero de 2027", ""},
	})
}

//clause:test 6.iii
func TestNames(t *testing.T) {
	t.Parallel()
	runFound(t, [][2]string{
		{"Juan Pérez López, CURP BAAA890317HDFRLL03", "name:Juan Pérez López|curp:BAAA890317HDFRLL03"},
		{"juan perez lopez curp BAAA890317HDFRLL03", "name:juan perez lopez|curp:BAAA890317HDFRLL03"},
		{"La señora María Guadalupe Hernández reportó una fuga", "name?:María Guadalupe Hernández"},
		{"El C. Pedro Ramírez solicitó su credencial", "name?:Pedro Ramírez"},
		{"la víctima, Ana; la víctima Ana López Soto declaró", "name?:Ana López Soto"},
		// passes
		{"La consejera Dania Paola Ravel Cuevas encabezó la sesión", ""},
		{"Guadalupe Taddei Zavala, consejera presidenta, abrió la sesión", ""},
		{"Recordamos a don Miguel Hidalgo y Costilla", ""},
		{"Entrevista con Juan Villoro Ruiz sobre el voto", ""},
		{"En la alcaldía Benito Juárez, llame al 55 1234 5678", "phone:55 1234 5678"},
		{"La joven democracia mexicana", ""},
	})
}

//clause:test 6.iii
func TestMinors(t *testing.T) {
	t.Parallel()
	runFound(t, [][2]string{
		{"Sofía, de 8 años, ganó el concurso", "minor:Sofía, de 8 años"},
		{"La niña Camila Torres asistió", "minor:Camila Torres"},
		{"Mateo Cruz, quien tiene quince años, opinó", "minor:Mateo Cruz, quien tiene quince años"},
		{"Sigan a mi hija @sofi_2012", "minor_account:@sofi_2012"},
		{"El perfil de la menor es @cami.t.", "minor_account:@cami.t"},
		{"tengo 13 años y soy @beto13", "minor_account:@beto13"},
		// passes
		{"Niñas, niños y adolescentes de 3 a 17 años podrán opinar", ""},
		{"Protejamos a cada niña y niño @UNICEFMexico", ""},
		{"El INE, de 34 años, organiza elecciones", ""},
		{"Hace 10 años, Sofía Reyes fundó el museo", ""},
		{"Monumento a los Niños Héroes", ""},
		{"El menor Índice de abstención", ""},
	})
}

//clause:test 6.iii
func TestInWords(t *testing.T) {
	t.Parallel()
	runFound(t, [][2]string{
		{"márcame al cinco cinco uno dos tres cuatro cinco seis siete ocho", "phone:cinco cinco uno dos tres cuatro cinco seis siete ocho"},
		{"mi cel: cincuenta y cinco, doce, treinta y cuatro, cincuenta y seis, setenta y ocho", "phone:cincuenta y cinco, doce, treinta y cuatro, cincuenta y seis, setenta y ocho"},
		{"mi tel 55 uno dos tres cuatro 5678", "phone:55 uno dos tres cuatro 5678"},
		{"CINCO CINCO UNO DOS TRES CUATRO CINCO SEIS SIETE OCHO", "phone:CINCO CINCO UNO DOS TRES CUATRO CINCO SEIS SIETE OCHO"},
		{"la curp BAAA ocho nueve cero tres uno siete HDFRLL cero tres", "curp:BAAA ocho nueve cero tres uno siete HDFRLL cero tres"},
		{"whats 55 I234 56O8", "phone:55 I234 56O8"},
		{"llámame: 044-55-1234-5678", "phone:044-55-1234-5678"},
		{"juan punto perez arroba gmail punto com", "email:juan punto perez arroba gmail punto com"},
		{"juan guion bajo perez arroba hotmail punto com punto mx", "email:juan guion bajo perez arroba hotmail punto com punto mx"},
		{"juan.perez@\ngmail.com", "email:juan.perez@\ngmail.com"},
		{"juan.perez@gmail\n.com", "email:juan.perez@gmail\n.com"},
		{"jυan.perez@gmаil.com", "email:jυan.perez@gmаil.com"},
		{"j\u200bu\u200ban@gm\u200bail.com", "email:j\u200bu\u200ban@gm\u200bail.com"},
		// passes
		{"uno, dos, tres: ¡a votar!", ""},
		{"Uno de cada cinco, dos de cada tres", ""},
	})
}
