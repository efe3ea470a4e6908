package regulation_test

import (
	"strings"
	"testing"
	"time"

	"pregonero/regulation"
)

func TestLocalBoards(t *testing.T) {
	t.Parallel()
	n := 0
	for _, a := range ine(t).Areas {
		if a.Kind != "local_board" {
			continue
		}
		n++
		if a.Seat == "" || a.State == "" {
			t.Errorf("%s has no seat or state", a.ID)
		}
	}
	if n != 32 {
		t.Errorf("%d local boards", n)
	}
}

// The hour of noon of the Centre, in January and July, at the seats that differ.
func TestZonesOfTheSeats(t *testing.T) {
	t.Parallel()
	p := ine(t)
	for id, want := range map[string][2]int{
		"jle-cdmx": {12, 12}, "jle-yuc": {12, 12}, "jle-nl": {12, 12}, "jle-chih": {12, 12}, "jle-tamps": {12, 12},
		"jle-qroo": {13, 13}, "jle-son": {11, 11}, "jle-sin": {11, 11}, "jle-bcs": {11, 11}, "jle-nay": {11, 11}, "jle-bc": {10, 11},
	} {
		a, ok := p.Area(id)
		if !ok {
			t.Fatalf("no %s", id)
		}
		for i, month := range []time.Month{1, 7} {
			if got := time.Date(2026, month, 15, 18, 0, 0, 0, time.UTC).In(zone(t, a.Zone)).Hour(); got != want[i] {
				t.Errorf("%s in month %d: %d o'clock, want %d", id, month, got, want[i])
			}
		}
	}
}

func TestDistrictBoards(t *testing.T) {
	t.Parallel()
	areas, err := regulation.EmbeddedAreas("ine")
	if err != nil {
		t.Fatal(err)
	}
	per := map[string]int{}
	for _, a := range areas {
		per[strings.TrimPrefix(a.ParentID, "jle-")]++
		if a.Number != per[strings.TrimPrefix(a.ParentID, "jle-")] || a.Seat != "" || a.Kind != "district_board" {
			t.Errorf("got %+v", a)
		}
	}
	want := map[string]int{"ags": 3, "bc": 9, "bcs": 2, "camp": 2, "coah": 8, "col": 2, "chis": 13, "chih": 9, "cdmx": 22, "dgo": 4,
		"gto": 15, "gro": 8, "hgo": 7, "jal": 20, "mex": 40, "mich": 11, "mor": 5, "nay": 3, "nl": 14, "oax": 10, "pue": 16, "qro": 6,
		"qroo": 4, "slp": 7, "sin": 7, "son": 7, "tab": 6, "tamps": 8, "tlax": 3, "ver": 19, "yuc": 6, "zac": 4}
	for state, n := range want {
		if per[state] != n {
			t.Errorf("%s has %d districts, want %d", state, per[state], n)
		}
	}
	if len(areas) != 300 {
		t.Errorf("%d districts", len(areas))
	}
}

func TestReadAreasRefuses(t *testing.T) {
	t.Parallel()
	p := ine(t)
	const head = "id,name,short,kind,parent_id,zone,state,number\n"
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "línea 1: las columnas deben ser id"},
		{"other columns", "id,name\n", "línea 1: las columnas deben ser id"},
		{"a column short", head + "a,b,c\n", "línea 2: la línea no se puede leer"},
		{"a quote that never ends", head + "\"a,b,c\n", "no se puede leer"},
		{"repeated", head + "a,A,A,central,,UTC,,\na,A,A,central,,UTC,,\n", `línea 3: id: el identificador "a" está repetido`},
		{"already in the pack", head + "cncs,A,A,central,,UTC,,\n", `línea 2: id: el área "cncs" ya está`},
		{"unknown kind", head + "a,A,A,castle,,UTC,,\n", `kind: la clase de área "castle" no existe`},
		{"unknown parent", head + "a,A,A,central,b,UTC,,\n", `parent_id: el área "b" no existe`},
		{"unknown zone", head + "a,A,A,central,,Mars,,\n", `zone: la zona horaria "Mars" no existe`},
		{"no number", head + "a,A,A,central,,UTC,,uno\n", `number: "uno" no es un número`},
		{"a formula", head + "=A1,A,A,central,,UTC,,\n", "id: el identificador"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := regulation.ReadAreas(strings.NewReader(c.text), p)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
