package oversight_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/oversight"
	"pregonero/store"
)

const head = "id,name,short,kind,parent_id,zone,state,number\n"

func latin1(s string) string {
	out, err := charmap.Windows1252.NewEncoder().String(s)
	if err != nil {
		panic(err) // the tests' own text
	}
	return out
}

func TestAreaFileIsRead(t *testing.T) {
	t.Parallel()
	two := head + "jde-jal-01,Junta Distrital 01,JDE 01,district_board,jle-jal,,Jalisco,1\njle-x,Junta de Ñuñoa,Ñ,local_board,,America/Merida,X,\n"
	for name, c := range map[string]struct {
		file string
		rows int
	}{
		"UTF-8":           {two, 2},
		"with its mark":   {"\xef\xbb\xbf" + two, 2},
		"Latin-1":         {latin1(two), 2},
		"semicolons":      {strings.ReplaceAll(two, ",", ";"), 2},
		"Windows' lines":  {strings.ReplaceAll(two, "\n", "\r\n"), 2},
		"capital columns": {strings.ToUpper(head) + "a,b,c,central,,,,\n", 1},
		"UTF-16":          {"\xff\xfei\x00d\x00", 0},
		"an Excel book":   {"PK\x03\x04\x00\x00", 0},
		"nothing":         {"", 0},
		"only its head":   {head, 0},
		"other columns":   {"id,nombre\na,b\n", 0},
		"an open quote":   {head + "a,\"b,c,central,,,,\n", 0},
		"too large":       {head + strings.Repeat("x", oversight.MaxAreaFile), 0},
		"too long":        {head + strings.Repeat("a,b,c,central,,,,\n", 5001), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(b bureau) {
				list, err := b.o.PreviewAreas(b.Context(), b.w.Actor("oscar"), strings.NewReader(c.file))
				if c.rows == 0 {
					b.refused(fault.Invalid, err)
					return
				}
				b.must(err)
				if len(list.Rows) != c.rows || list.Wrong != 0 {
					b.Fatalf("%d rows, want %d: %+v", len(list.Rows), c.rows, list)
				}
				if c.rows == 2 && (list.Rows[1].Area.Name != "Junta de Ñuñoa" || list.Rows[0].Area.Zone != b.w.Pack.Institution.Zone) {
					b.Errorf("read %+v", list.Rows)
				}
			})
		})
	}
}

func TestAreaCells(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		for name, c := range map[string]struct{ line, wrong string }{
			"all is well":            {"a,Área,A,central,cncs,America/Cancun,Q. Roo,3", ""},
			"at the top":             {"a,Área,A,central,,,,", ""},
			"there already":          {"cncs,Comunicación,CNCS,central,,,,", ""},
			"no id":                  {",Área,A,central,,,,", "id"},
			"capitals in id":         {"JDE-1,Área,A,central,,,,", "id"},
			"no name":                {"a, ,A,central,,,,", "name"},
			"endless name":           {"a," + strings.Repeat("x", 201) + ",A,central,,,,", "name"},
			"no short name":          {"a,Área,,central,,,,", "short"},
			"no such kind":           {"a,Área,A,castillo,,,,", "kind"},
			"no such parent":         {"a,Área,A,central,narnia,,,", "parent_id"},
			"its own parent":         {"a,Área,A,central,a,,,", "parent_id"},
			"above itself":           {"cncs,C,C,central,a,,,\na,Área,A,central,cncs,,,", "parent_id"},
			"no such zone":           {"a,Área,A,central,,America/Narnia,,", "zone"},
			"the server's zone":      {"a,Área,A,central,,Local,,", "zone"},
			"no number":              {"a,Área,A,central,,,,uno", "number"},
			"number zero":            {"a,Área,A,central,,,,0", "number"},
			"formula =":              {`a,"=HYPERLINK(""http://x"")",A,central,,,,`, "name"},
			"formula +":              {"a,+1,A,central,,,,", "name"},
			"formula -":              {"a,Área,-1,central,,,,", "short"},
			"formula @":              {"a,Área,A,central,,,@SUM(1),", "state"},
			"formula behind a space": {"a, =1,A,central,,,,", "name"},
			"a line within":          {"a,\"Á\nb\",A,central,,,,", "name"},
			"cells missing":          {"a,Área", "id"},
			"twice":                  {"a,Área,A,central,,,,\na,Área,A,central,,,,", "id"},
		} {
			list, err := b.o.PreviewAreas(b.Context(), b.w.Actor("paz"), strings.NewReader(head+c.line+"\n"))
			b.must(err)
			last := list.Rows[len(list.Rows)-1]
			if _, told := last.Wrong[c.wrong]; (c.wrong == "" && list.Wrong != 0) || (c.wrong != "" && !told) {
				b.Errorf("%s: want something wrong with %q, got %v", name, c.wrong, last.Wrong)
			}
		}
	})
}

func TestImportAreas(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		b.must(b.w.Store.Change(b.Context(), func(t *store.Tx) error {
			return t.PutArea(b.Context(), institution.Area{ID: "jle-mor", Name: "Vieja", Short: "V", Kind: "local_board", Zone: "UTC", Seat: "Cuernavaca", Email: "mor@ine.mx"})
		}))
		half := head + "buena,Buena,B,central,,,,\nmala,,M,central,,,,\n"
		list, err := b.o.ImportAreas(b.Context(), b.w.Actor("oscar"), strings.NewReader(half))
		b.refused(fault.Invalid, err)
		if list.Wrong != 1 || len(list.Rows) != 2 {
			b.Errorf("list %+v", list)
		}
		before := b.areas()
		if _, there := before["buena"]; there || len(b.w.Ledger("area.import")) != 0 {
			b.Error("half a list was applied")
		}
		file := head + "jle-mor,Junta Local en Morelos,JLE Mor,local_board,,America/Mexico_City,Morelos,\njde-mor-01,Junta Distrital 01,JDE 01,district_board,jle-mor,,Morelos,1\n"
		_, err = b.o.ImportAreas(b.Context(), b.w.Actor("ana"), strings.NewReader(file))
		b.refused(fault.Forbidden, err)
		list, err = b.o.ImportAreas(b.Context(), b.w.Actor("oscar"), strings.NewReader(file))
		b.must(err)
		after := b.areas()
		if a := after["jle-mor"]; a.Name != "Junta Local en Morelos" || a.Seat != "Cuernavaca" || a.Email != "mor@ine.mx" || after["jde-mor-01"].ParentID != "jle-mor" || list.New != 1 {
			b.Errorf("areas %+v, %d new", after, list.New)
		}
		sum := sha256.Sum256([]byte(file))
		entries := b.w.Ledger("area.import")
		if len(entries) != 1 || entries[0].Details["sha256"] != hex.EncodeToString(sum[:]) || entries[0].Details["count"] != float64(2) {
			b.Errorf("ledger %+v", entries)
		}
	})
}

// The list that comes with the pack imports as it is.
func TestImportTheDistrictBoards(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("../regulation/practice/ine_district_boards.csv")
	if err != nil {
		t.Fatal(err)
	}
	each(t, func(b bureau) {
		for _, a := range b.w.Pack.Areas {
			b.w.Area(a.ID)
		}
		list, err := b.o.ImportAreas(b.Context(), b.w.Actor("oscar"), strings.NewReader(string(file)))
		if err != nil {
			b.Fatal(err, firstWrong(list))
		}
		if len(b.areas()) != len(b.w.Pack.Areas)+len(list.Rows) {
			b.Errorf("%d areas", len(b.areas()))
		}
	})
}

func firstWrong(l oversight.AreaList) string {
	for _, r := range l.Rows {
		if len(r.Wrong) > 0 {
			return fmt.Sprintf("line %d: %v", r.Line, r.Wrong)
		}
	}
	return ""
}

func (b bureau) areas() map[string]institution.Area {
	b.Helper()
	out := map[string]institution.Area{}
	all, err := b.o.Areas(b.Context())
	b.must(err)
	for _, a := range all {
		out[a.ID] = a
	}
	return out
}
