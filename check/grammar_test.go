package check

import (
	"slices"
	"strings"
	"testing"

	"pregonero/check/grammar"
	"pregonero/check/words"
)

// TestRules runs the examples that every rule carries.
//
//clause:test 6.xxv
func TestRules(t *testing.T) {
	t.Parallel()
	g, err := grammar.Open()
	if err != nil {
		t.Fatal(err)
	}
	d := dictionary(t)
	seen := map[string]bool{}
	for _, rule := range g.Rules {
		if seen[rule.ID] {
			t.Errorf("two rules are called %s", rule.ID)
		}
		seen[rule.ID] = true
		for _, example := range rule.Wrong {
			before, rest, _ := strings.Cut(example, "[")
			inside, after, ok := strings.Cut(rest, "]")
			if got := pointsAt(g, rule, before+inside+after, d); !ok || !slices.Equal(got, []string{inside}) {
				t.Errorf("%s: %q points at %q", rule.ID, example, got)
			}
		}
		for _, example := range rule.Right {
			if got := pointsAt(g, rule, example, d); len(got) > 0 {
				t.Errorf("%s: %q points at %q, and is right", rule.ID, example, got)
			}
		}
	}
}

// pointsAt lists what one rule points at.
func pointsAt(g *grammar.Grammar, rule *grammar.Rule, text string, d *words.Dictionary) []string {
	p := &passage{text: text}
	tokens := p.tokens(d)
	var got []string
	for _, m := range g.Find(rule.Check, text, tokens) {
		if m.Rule == rule {
			last := tokens[m.To-1]
			got = append(got, text[tokens[m.From].At:last.At+last.Size])
		}
	}
	return got
}

//clause:test 6.xxv
func TestGrammar(t *testing.T) {
	t.Parallel()
	runTable(t, "grammar", []row{
		// fails
		{"agreement in gender", post("Los casilla y el boleta"), []string{"Los casilla", "el boleta"}},
		{"agreement in number", post("Instalamos los módulo y unas mampara."), []string{"los módulo", "unas mampara"}},
		{"a noun in -ma", post("Esta problema y la sistema"), []string{"Esta problema", "la sistema"}},
		{"stressed a", post("La agua y la área, este acta"), []string{"La agua", "la área", "este acta"}},
		{"a contraction", post("Cerca del casilla"), []string{"del casilla"}},
		{"a word twice", post("Consulte el el listado."), []string{"el el"}},
		{"no opening", post("Hola. Ya tiene su credencial?"), []string{"Ya tiene su credencial?"}},
		{"no closing", post("¿Ya tiene su credencial\nAcuda."), []string{"¿"}},
		{"a space before", post("Gracias , nos vemos"), []string{" ,"}},
		{"two spaces", post("El módulo  abre"), []string{"  "}},
		{"no space", post("Vea casilla,sección y distrito"), []string{","}},
		{"small letter after a stop", post("La sesión terminó. el acuerdo salió."), []string{"el"}},
		{"brackets", post("El acuerdo (ayer y \"hoy"), []string{"(", "\""}},
		{"in an alternative text", Facts{Text: "Aviso", Attachments: []Attachment{{Type: Image, Alt: "Los casilla abiertas"}}}, []string{"Los casilla"}},
		// passes
		{"feminine with el", post("El agua, el área, un aula y las actas; esta agua, una área."), nil},
		{"clitics", post("Los resultados los publica el área; la firma; las actas las resguarda."), nil},
		{"hours and numbers", post("A las ocho, a las cuatro y los cien"), nil},
		{"both genders", post("El y la vocal, las y los módulos, el guardia, la modelo, los lunes, las crisis, el/la candidata, la mano, la foto"), nil},
		{"questions", post("¿Qué? ¡Sí! ¿¡De verdad!? Bien (!). ¿Vas?, dijo. ¡Atención, Campeche! ¿Ya?"), nil},
		{"figures and links", post("A las 10:30, 3,500 y 8.5 %; vea https://ine.mx/a?b=c,d y ine.mx."), nil},
		{"lists and faces", post("a) uno\n1) dos\nII) tres :) ;-)"), nil},
		{"abbreviations", post("El art. 4, aprox. dos; la Lic. Ana; EE. UU. y etc. más"), nil},
		{"said twice on purpose", post("Muy muy pronto, ya ya casi."), nil},
		// does not apply
		{"what a person wrote", comment("los casilla ,que"), nil},
		{"another language", post("The institute will hold the the election next Sunday in every district of the country."), nil},
		// edge
		{"empty", post(""), nil},
		{"signs alone", post("?! ¿ ¡ ( \""), []string{"¿", "(", "\""}},
	})
}
