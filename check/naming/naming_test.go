package naming

import "testing"

func TestSays(t *testing.T) {
	t.Parallel()
	common := Common([]string{"proyecto", "acuerdo", "instituto", "consejo", "general", "elección"})
	for name, texts := range map[string]map[string]bool{
		"Proyecto de acuerdo sobre la redistritación de Jalisco": {
			"El acuerdo sobre la redistritación de Jalisco está listo.": true,
			"En Jalisco se van a redistritar los municipios.":           true,
			"JALISCO: así será la nueva REDISTRITACION":                 true,
			"En Jalisco hubo elecciones.":                               false,
			"El acuerdo del consejo general sobre el proyecto.":         false,
			"": false,
		},
		"Nombramiento de la persona titular de la Secretaría Ejecutiva": {
			"Van a nombrar a quien será titular de la Secretaría Ejecutiva, dicen personas cercanas": true,
			"La Secretaría Ejecutiva informó.": false,
		},
		"Licitación LP-045-2026 de material electoral": {
			"Ganó la licitación LP 045 2026 para material electoral": true,
			"El material electoral llegó en 2026":                    false,
		},
		"voto por internet": {
			"Se aprueba el voto por Internet": true,
			"El voto es libre. Consulte en la página. Hay módulos, horarios, fechas, requisitos, costos, mapas, guías, videos y avisos en internet": false,
		},
		"de la": {"de la": false},
	} {
		n := Of(name, common)
		for text, want := range texts {
			start, end, got := Read(text).Says(n)
			if got != want {
				t.Errorf("%q says %q: %v", text, name, got)
			}
			if got && (start < 0 || end > len(text) || start >= end) {
				t.Errorf("%q: %d–%d", text, start, end)
			}
		}
	}
}
