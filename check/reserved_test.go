package check

import (
	"testing"

	"pregonero/regulation"
)

//clause:test 6.iii
func TestReserved(t *testing.T) {
	t.Parallel()
	runTable(t, "reserved", []row{
		// fails
		{"mark in capitals", post("CONFIDENCIAL: avance del conteo en Tlaxcala."), []string{"CONFIDENCIAL"}},
		{"mark in the middle", post("Les comparto el informe (RESERVADO) de la comisión."), []string{"RESERVADO"}},
		{"mark alone in its line", post("Informe de gastos\nReservado\nAvance al 15 de mayo"), []string{"Reservado"}},
		{"the longest mark", post("INFORMACIÓN CONFIDENCIAL. Lista de personas."), []string{"INFORMACIÓN CONFIDENCIAL"}},
		{"mark without accents", post("INFORMACION RESERVADA. Avance de la obra."), []string{"INFORMACION RESERVADA"}},
		{"legend", post("Documento clasificado como reservado por cinco años."), []string{"clasificado como reservado"}},
		{"legend in an answer", answer("Le envío el documento de uso interno."), []string{"documento de uso interno"}},
		{"term of an area", post("El oficio de errores y omisiones ya se notificó."), []string{"oficio de errores y omisiones"}},
		{"term that was set", Facts{Text: "El dictamen del fideicomiso azul va.", Reserve: Reserve{Terms: []AreaTerms{{"UTF", []string{"fideicomiso azul"}}}}}, []string{"fideicomiso azul"}},
		{"in an alternative text", Facts{Text: "Aviso", Attachments: []Attachment{{Type: Image, Alt: "Oficio con el sello CONFIDENCIAL"}}}, []string{"CONFIDENCIAL"}},
		// passes
		{"the right itself", post("El voto es libre, secreto y confidencial."), nil},
		{"seats", post("Hay lugares reservados para personas con discapacidad."), nil},
		{"law in words", post("La ley protege la información confidencial de las personas."), nil},
		{"all in capitals", post("EL VOTO ES SECRETO Y CONFIDENCIAL"), nil},
		{"a comment is not ours", comment("CONFIDENCIAL: me dijeron"), nil},
		// edge
		{"terms that were emptied", Facts{Text: "El oficio de errores y omisiones.", Reserve: Reserve{Terms: []AreaTerms{}}}, nil},
		{"empty", post(""), nil},
	})
}

//clause:test 6.v
func TestDeliberation(t *testing.T) {
	t.Parallel()
	matters := []Matter{{ID: "1", Name: "Redistritación de Jalisco", Area: "DERFE", Words: []string{"nueva distritación"}}}
	with := func(f Facts) Facts { f.Matters = matters; return f }
	runTable(t, "deliberation", []row{
		// fails
		{"by its name", with(post("Hoy se presenta la redistritación de Jalisco en sesión.")), []string{"redistritación de Jalisco"}},
		{"by other words of the same roots", with(post("En Jalisco van a redistritar pronto.")), []string{"Jalisco van a redistritar"}},
		{"by another name", with(answer("La nueva distritación saldrá en mayo.")), []string{"nueva distritación"}},
		{"in the title", with(Facts{Title: "Redistritación: Jalisco", Text: "Aviso"}), []string{"Redistritación: Jalisco"}},
		{"by its subject", with(Facts{Text: "Muy pronto, noticias.", About: []string{"Redistritación de Jalisco"}}), []string{""}},
		// passes
		{"half of the name", with(post("En Jalisco hay módulos abiertos.")), nil},
		{"nothing is under deliberation", post("La redistritación de Jalisco concluyó."), nil},
		{"a comment", with(comment("¿Y la redistritación de Jalisco?")), nil},
		// edge
		{"empty", with(post("")), nil},
	})
}

func TestReservedSeverities(t *testing.T) {
	t.Parallel()
	c := checker(t)
	for text, want := range map[string]regulation.Severity{
		"CONFIDENCIAL: avance del conteo":        regulation.SeverityBlock,
		"Está clasificado como reservado.":       regulation.SeverityWarn,
		"Entregó el acta de confronta al equipo": regulation.SeverityWarn,
	} {
		found := false
		for _, f := range c.Run(post(text)).Findings {
			found = found || f.Check == regulation.CheckReserved && f.Severity == want
		}
		if !found {
			t.Errorf("%q has no %s of reserved", text, want)
		}
	}
}

func BenchmarkReserved(b *testing.B) {
	c := checker(b)
	facts := Facts{Text: post280, Reserve: Reserve{Matters: []Matter{{Name: "Redistritación de Jalisco"}, {Name: "Nombramiento de la persona titular de la Secretaría Ejecutiva"}, {Name: "Licitación de material electoral"}}}}
	for b.Loop() {
		for _, j := range c.checks {
			if j.name == regulation.CheckReserved || j.name == regulation.CheckDeliberation {
				j.findings(&content{Facts: &facts, texts: facts.passages()})
			}
		}
	}
}
