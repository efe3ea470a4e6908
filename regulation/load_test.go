package regulation_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"pregonero/regulation"
)

func TestEmbeddedLoads(t *testing.T) {
	t.Parallel()
	ids := regulation.EmbeddedIDs()
	if len(ids) < 2 {
		t.Fatalf("only %v", ids)
	}
	for _, id := range ids {
		p, err := regulation.Embedded(id)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, rule := range regulation.AllRules {
			if clause := p.ClauseFor(rule); clause != "" {
				if _, ok := p.Clause(clause); !ok {
					t.Errorf("%s: %s cites %q", id, rule, clause)
				}
			}
		}
	}
}

func TestEmbeddedUnknown(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"", "otro", "../ine", "practice/ine"} {
		if _, err := regulation.Embedded(id); err == nil || !strings.Contains(err.Error(), "no viene con el programa") {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// example is the text of the second pack, which is short.
func example(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("ejemplo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	whole := example(t)
	for _, c := range []struct{ name, old, new, want string }{
		{"unknown key", "country: MX", "country: MX\n  motto: Agua", `línea 13: la clave "motto" no existe`},
		{"unknown key in a list", "kept_by: [process], summary: \"Solo", "kept: [process], summary: \"Solo", `la clave "kept" no existe`},
		{"repeated key", "country: MX", "country: MX\n  country: AR", `la clave "country" está dos veces`},
		{"wrong kind", "amount: 5, unit", "amount: cinco, unit", "cannot unmarshal"},
		{"broken YAML", "clauses:", "clauses: [", "línea"},
		{"two documents", "calendar:", "---\ncalendar:", "un documento YAML, y uno solo"},
		{"no clauses' summary", `summary: "Avisar de cortes, fugas y obras."`, `summary: " "`, "línea 21: clauses[1].summary: falta"},
		{"repeated clause", "id: art-2-b, kept", "id: art-2-a, kept", `clauses[2].id: el identificador "art-2-a" está repetido`},
		{"clause kept by nobody", "id: art-9, kept_by: [process]", "id: art-9, kept_by: []", "clauses[10].kept_by: falta decir quién cuida"},
		{"clause kept by a machine", "id: art-9, kept_by: [process]", "id: art-9, kept_by: [machine]", `"machine" no es check, process ni people`},
		{"clause with a blank", "id: art-9,", "id: art 9,", "solo puede llevar letras"},
		{"rule names no clause", "access: art-4", "access: art-44", `rules.access: la cláusula "art-44" no existe`},
		{"rule without clause", "access: art-4", "access: \"\"", "rules.access: falta la cláusula"},
		{"rule left out", "  access: art-4\n", "", `falta la regla "access"`},
		{"rule unknown", "access: art-4", "access: art-4\n  accesses: art-4", "rules.accesses: la regla no existe"},
		{"rule both mapped and not", "no_rule: [", "no_rule: [access, ", `la regla "access" tiene cláusula`},
		{"no rule unknown", "no_rule: [", "no_rule: [nothing, ", `la regla "nothing" no existe`},
		{"check names no clause", "shouting: {clause: art-7", "shouting: {clause: art-77", `checks.shouting.clause: la cláusula "art-77" no existe`},
		{"check without clause", "shouting: {clause: art-7, ", "shouting: {", "checks.shouting.clause: falta la cláusula"},
		{"check left out", "  length: {clause: art-5, severity: block}\n", "", `falta la revisión "length"`},
		{"check unknown", "checks:", "checks:\n  rhymes: {clause: art-7, severity: warn}", "checks.rhymes: la revisión no existe"},
		{"check that exists, planned", "shouting: {clause", "shouting: {planned: true, clause", "checks.shouting.planned: la revisión ya existe"},
		{"severity unknown", "clause: art-7, severity: warn", "clause: art-7, severity: loud", `"loud" no es block`},
		{"purpose is no clause", "id: art-2-a, name: Avisos", "id: art-2-z, name: Avisos", `la cláusula "art-2-z" no existe`},
		{"rank unknown", "lead: [gerencia, jefatura]", "lead: [gerencia, rey]", `administrators.lead[1]: el nivel "rey" no existe`},
		{"area of an unknown kind", "kind: departamento, seat", "kind: torre, seat", `la clase de área "torre" no existe`},
		{"area repeated", "id: operacion, name", "id: comercial, name", `el identificador "comercial" está repetido`},
		{"area below nothing", "parent: direccion, seat", "parent: nada, seat", `el área "nada" no existe`},
		{"area below itself", "id: direccion, name: Dirección General, short: Dirección, kind: gerencia,", "id: direccion, name: Dirección General, short: Dirección, kind: gerencia, parent: sistemas,", "depende de sí misma"},
		{"area in no zone", "short: Contraloría, kind: departamento", "short: Contraloría, zone: Mars/Olympus, kind: departamento", `la zona horaria "Mars/Olympus" no existe`},
		{"office in no area", "area: sistemas, clause", "area: sotano, clause", `el área "sotano" no existe`},
		{"office left out", "id: it_office", "id: sistemas", `falta la oficina "it_office"`},
		{"deadline of no unit", "unit: calendar_days", "unit: moons", `"moons" no es business_days`},
		{"deadline of nothing", "amount: 10", "amount: 0", "deadlines.substitution.amount: el plazo debe"},
		{"deadline left out", "  substitution: {", "  sustitucion: {", `falta el plazo "substitution"`},
		{"day of the week unknown", "weekend: [domingo]", "weekend: [sunday]", `"sunday" no es un día de la semana`},
		{"holiday of no month", "name: Navidad, month: 12", "name: Navidad, month: 13", "calendar.holidays[5]: el mes 13 no existe"},
		{"holiday of no day", "name: Navidad, month: 12, day: 25", "name: Navidad, month: 11, day: 31", "el día 31 no existe en el mes 11"},
		{"holiday of a fifth Friday", "nth: -1", "nth: 5", "pide nth entre 1 y 4"},
		{"closure on no date", "from: 2026-12-31", "from: 2026-12-32", `la fecha "2026-12-32" no es del calendario`},
		{"closure that ends before", "from: 2026-12-31", "from: 2026-12-31, to: 2026-12-01", "termina antes de empezar"},
		{"a day twice", `lunes: ["07:00-21:00"]`, "lunes: [\"07:00-21:00\"]\n    Lunes: [\"07:00-21:00\"]", "está dos veces"},
		{"hours upside down", `lunes: ["07:00-21:00"]`, `lunes: ["21:00-07:00"]`, `el horario "21:00-07:00" no tiene la forma`},
		{"hours that overlap", `lunes: ["07:00-21:00"]`, `lunes: ["07:00-21:00", "20:00-22:00"]`, "se encima con otro"},
		{"a renewal longer than what may be late", "rotation_window_minutes: 10", "rotation_window_minutes: 15", "thresholds.rotation_window_minutes: debe ser menor"},
		{"passwords too short", "min_length: 12", "min_length: 4", "passwords: las longitudes no concuerdan"},
		{"threshold left out", "  lockout_minutes: 10\n", "", `falta "lockout_minutes"`},
		{"threshold of nothing", "lockout_minutes: 10", "lockout_minutes: 0", "thresholds.lockout_minutes: debe ser mayor"},
		{"threshold not a number", "lockout_minutes: 10", "lockout_minutes: .nan", "thresholds.lockout_minutes: debe ser mayor"},
		{"text left out", "public_yes: Sí, es", "public_si: Sí, es", "texts.public_yes: falta"},
		{"term of no clause", "word: Reporte, clause: art-8", "word: Reporte, clause: art-88", `la cláusula "art-88" no existe`},
		{"term repeated", "word: Tandeo", "word: Reporte", `el término "Reporte" está repetido`},
		{"mail domain", "mail_domains: [agua", "mail_domains: [Agua", "no es un dominio en minúsculas"},
		{"colour", `color: "#0B6E8A"`, `color: "blue"`, "no es un color"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if !strings.Contains(whole, c.old) {
				t.Fatalf("the pack has no %q", c.old)
			}
			_, err := regulation.Load(strings.NewReader(strings.Replace(whole, c.old, c.new, 1)))
			var wrong *regulation.PackError
			if !errors.As(err, &wrong) {
				t.Fatalf("got %v", err)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %q, want %q", err, c.want)
			}
		})
	}
}

func TestLoadTellsAllAndWhere(t *testing.T) {
	t.Parallel()
	text := strings.Replace(strings.Replace(example(t), "access: art-4", "access: art-44", 1), "shouting: {clause: art-7", "shouting: {clause: art-77", 1)
	_, err := regulation.Load(strings.NewReader(text))
	var wrong *regulation.PackError
	if !errors.As(err, &wrong) || len(wrong.Problems) != 2 {
		t.Fatalf("got %v", err)
	}
	lines := strings.Split(text, "\n")
	for i, want := range []string{"access: art-44", "shouting: {clause: art-77"} {
		if line := wrong.Problems[i].Line; line == 0 || !strings.Contains(lines[line-1], want) {
			t.Errorf("line %d is not that of %q", line, want)
		}
	}
}

func TestLoadEmptyAndHuge(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"nothing": "", "a comment": "# nada\n", "a list": "- uno\n", "a word": "hola", "null": "null\n", "huge": strings.Repeat("#", 5<<20)} {
		if _, err := regulation.Load(strings.NewReader(text)); err == nil {
			t.Errorf("%s was taken for a pack", name)
		}
	}
}

func TestLoadTellsAReadError(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is broken")
	if _, err := regulation.Load(failing{broken}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

//clause:test 3.i..3.xi
func TestEveryItemOfTheRegulationIsAClause(t *testing.T) {
	t.Parallel()
	p := ine(t)
	want := []string{"1.p1", "1.p2", "2.p1", "2.p2", "5.a", "5.b", "5.p2", "5.3.p1", "5.3.p2"}
	for n, count := range map[string]int{"3": 11, "4": 19, "6": 34, "7": 12, "8": 3} {
		for i := 1; i <= count; i++ {
			want = append(want, n+"."+roman(i))
		}
	}
	for _, p := range []string{"p1", "p2", "p3", "p4", "p5"} {
		want = append(want, "5.1."+p)
	}
	for _, l := range "abcdefg" {
		want = append(want, "5.2."+string(l))
	}
	for _, id := range want {
		if _, ok := p.Clause(id); !ok {
			t.Errorf("no clause %s", id)
		}
	}
	if len(p.Clauses) != len(want)+1 { // and 3.p1, the sentence that opens the purposes
		t.Errorf("%d clauses, want %d", len(p.Clauses), len(want)+1)
	}
	if len(p.Purposes) != 11 || len(p.Glossary) != 19 {
		t.Errorf("%d purposes, %d terms", len(p.Purposes), len(p.Glossary))
	}
}

func roman(n int) string {
	var b strings.Builder
	for _, r := range []struct {
		value  int
		letter string
	}{{10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= r.value {
			b.WriteString(r.letter)
			n -= r.value
		}
	}
	return b.String()
}

// The four accounts of the regulation, one of them alone on its network.
//
//clause:test 7.x
func TestFixedAccounts(t *testing.T) {
	t.Parallel()
	p := ine(t)
	var got []string
	for _, a := range p.Accounts {
		got = append(got, a.Network+" "+a.Handle+" "+a.AreaID)
	}
	want := "x INEMexico cncs, facebook INEMexico cncs, youtube INETV cncs, x INEtelMX derfe"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, ", "), want)
	}
	whole, err := os.ReadFile("ine.yaml")
	if err != nil {
		t.Fatal(err)
	}
	second := strings.Replace(string(whole), "\naccounts:\n", "\naccounts:\n  - {network: youtube, handle: OtroCanal, name: Otro, area: deceyec, clause: 7.x}\n", 1)
	if _, err := regulation.Load(strings.NewReader(second)); err == nil || !strings.Contains(err.Error(), "accounts[0]: en youtube hay otra cuenta que es exclusiva") {
		t.Errorf("a second account was taken: %v", err)
	}
}

func TestAccessors(t *testing.T) {
	t.Parallel()
	p := ine(t)
	if o, ok := p.Office(regulation.OfficePress); !ok || o.AreaID != "cncs" {
		t.Errorf("got %+v", o)
	}
	if a, ok := p.Account("x", "inemexico"); !ok || a.AreaID != "cncs" {
		t.Errorf("got %+v: a handle has no case", a)
	}
	if a, ok := p.Account("youtube", "INETV"); !ok || !a.Exclusive {
		t.Errorf("got %+v", a)
	}
	if d, ok := p.Deadline(regulation.DeadlineProposalAnswer); !ok || d.ID != "proposal_answer" || d.Amount != 15 || d.Clause != "7.iii" {
		t.Errorf("got %+v", d)
	}
	if c := p.Check(regulation.CheckAltText); c.Severity != regulation.SeverityBlock || c.Clause != "6.xxvii" {
		t.Errorf("got %+v", c)
	}
	if c := p.Check("nothing"); c.Severity != regulation.SeverityOff {
		t.Errorf("got %+v", c)
	}
	if p.Threshold("nothing") != 0 || p.Text("nothing") != "" || p.Threshold(regulation.ThresholdMissedAfter) != 30 {
		t.Error("thresholds and texts")
	}
	if _, ok := p.Purpose("3.xii"); ok {
		t.Error("there are eleven purposes")
	}
	if r, ok := p.Rank("mando_medio"); !ok || r.Level != 20 {
		t.Errorf("got %+v", r)
	}
	params := regulation.CheckRule{Params: map[string]any{"n": uint64(3), "f": 0.5, "words": []any{"a", "b"}}}
	if params.Number("n", 1) != 3 || params.Number("f", 1) != 0.5 || params.Number("x", 7) != 7 || len(params.Strings("words")) != 2 {
		t.Errorf("got %v", params)
	}
}

func BenchmarkEmbedded(b *testing.B) {
	for b.Loop() {
		if _, err := regulation.Embedded("ine"); err != nil {
			b.Fatal(err)
		}
	}
}

// A hostile file is told quickly, and does not exhaust the machine.
func TestLoadTangled(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"brackets":            {strings.Repeat("[", 1<<14), "demasiados niveles"},
		"braces":              {"a: " + strings.Repeat("{a: ", 1<<12), "demasiados niveles"},
		"dashes":              {strings.Repeat("- ", 1<<14), "demasiados niveles"},
		"question marks":      {strings.Repeat("? ", 1<<14), "demasiados niveles"},
		"reference to itself": {"checks: &a {b: *a}", "no se admiten referencias"},
		"colons":              {strings.Repeat("a: ", 1<<12), "demasiados niveles"},
		"tag":                 {"id: !!binary a", "no se admiten referencias ni etiquetas"},
		"many":                {strings.Repeat("- a\n", 20_000), "demasiado grande"},
		"merge":               {"checks: {<<: {a: 1}}", "no se admiten referencias"},
	} {
		if _, err := regulation.Load(strings.NewReader(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %.200v", name, err)
		}
	}
}
