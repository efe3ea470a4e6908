package words

import "testing"

func TestKind(t *testing.T) {
	t.Parallel()
	d, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	if !d.HasKinds() {
		t.Fatal("the dictionary was built by an older program: go run ./check/words/expand")
	}
	for word, want := range map[string]Kind{
		"casilla": FemOne, "casillas": FemMany, "módulo": MascOne, "módulos": MascMany, "elección": FemOne, "elecciones": FemMany, "credencial": FemOne,
		"credenciales": FemMany, "problema": MascOne, "sistemas": MascMany, "ciudadanas": FemMany, "ciudadanos": MascMany, "electoral": One, "electorales": Many,
		"país": MascOne, "meses": MascMany | SecondOne, "día": MascOne, "mano": FemOne | FirstOne, "importante": One, "ciudadanía": FemOne,
		"publican": ThirdMany, "público": MascOne, "publico": FirstOne, "publicó": ThirdOne | Past, "podrá": ThirdOne | Future, "puede": ThirdOne, "pueden": ThirdMany,
		"votaron": ThirdMany | Past, "votando": Gerund, "votar": Infinitive, "tuvo": ThirdOne | Past, "tengo": FirstOne, "publicarlo": Enclitic, "después": 0,
		"ingles": MascMany | FemMany, "tenía": ThirdOne, "deben": ThirdMany,
	} {
		if got := d.Kind(word) &^ Twin; got != want {
			t.Errorf("%s: %b, want %b", word, got, want)
		}
	}
}
